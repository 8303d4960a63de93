//! What a zip archive holds, from the names in its directory (APPNOTE.TXT, 4.3.12 and 4.3.16). Only names are read, and
//! only so many: what the files in it would unpack to does not matter.

use super::MediaType;

/// The record at the end of an archive, without its comment.
const END: usize = 22;
const COMMENT_MAX: usize = u16::MAX as usize;
/// A directory's entry, without its name.
const ENTRY: usize = 46;
/// How many names are looked at.
const NAMES_MAX: usize = 10_000;

/// What kind of archive this is, from its beginning and its end; `None` where the end is missing.
pub(super) fn kind(head: &[u8], tail: &[u8]) -> Option<MediaType> {
    let end = end_record(tail)?;
    if let Some(kind) = open_document(head) {
        return Some(kind);
    }
    let size = number(tail, end + 12, 4)?;
    // A directory that is larger than what is kept of the end is no office document's.
    let begin = end.checked_sub(size);
    Some(begin.and_then(|begin| office_open_xml(&tail[begin..end])).unwrap_or(MediaType::Zip))
}

/// Where the last record begins. Its comment, which may be anything, ends the file.
fn end_record(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(END)?;
    let first = last.saturating_sub(COMMENT_MAX);
    (first..=last).rev().find(|at| {
        tail[*at..].starts_with(b"PK\x05\x06") && number(tail, at + 20, 2).is_some_and(|comment| at + END + comment == tail.len())
    })
}

/// The first file of an `OpenDocument` is its media type, as it stands (ODF 1.3 part 2, 3.3).
fn open_document(head: &[u8]) -> Option<MediaType> {
    let extra = number(head, 28, 2)?;
    if head.get(30..38) != Some(b"mimetype") {
        return None;
    }
    let size = number(head, 18, 4)?;
    let from = 38 + extra;
    match head.get(from..from.checked_add(size)?)? {
        b"application/vnd.oasis.opendocument.text" => Some(MediaType::Odt),
        b"application/vnd.oasis.opendocument.spreadsheet" => Some(MediaType::Ods),
        b"application/vnd.oasis.opendocument.presentation" => Some(MediaType::Odp),
        _ => None,
    }
}

/// Office Open XML keeps its main part in a folder of its own (ECMA-376 part 1, 11 to 13).
fn office_open_xml(mut directory: &[u8]) -> Option<MediaType> {
    let (mut typed, mut found) = (false, None);
    for _ in 0..NAMES_MAX {
        if !directory.starts_with(b"PK\x01\x02") {
            break;
        }
        let length = number(directory, 28, 2)?;
        let name = directory.get(ENTRY..ENTRY + length)?;
        typed = typed || name == b"[Content_Types].xml";
        for (folder, kind) in [(&b"word/"[..], MediaType::Docx), (b"xl/", MediaType::Xlsx), (b"ppt/", MediaType::Pptx)] {
            if found.is_none() && name.starts_with(folder) {
                found = Some(kind);
            }
        }
        let next = ENTRY + length + number(directory, 30, 2)? + number(directory, 32, 2)?;
        directory = directory.get(next..)?;
    }
    found.filter(|_| typed)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of empty files, and of one with this content at its beginning.
    fn archive(first: (&str, &[u8]), names: &[&str], comment: &[u8]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        let files = std::iter::once(first).chain(names.iter().map(|name| (*name, &b""[..])));
        let mut count = 0_u16;
        for (name, content) in files {
            let size = u32::try_from(content.len()).unwrap().to_le_bytes();
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let fields = [&[0; 14][..], &size, &size, &length, &[0, 0]].concat();
            out.extend([&b"PK\x03\x04"[..], &fields[..4], &fields[4..], name.as_bytes(), content].concat());
            directory.extend([&b"PK\x01\x02\0\0"[..], &fields, &[0; 14], name.as_bytes()].concat());
            count += 1;
        }
        let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        let count = count.to_le_bytes();
        let comment_length = u16::try_from(comment.len()).unwrap().to_le_bytes();
        out.extend(directory);
        out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &offset, &comment_length, comment].concat());
        out
    }

    #[test]
    fn archives_are_told_by_the_names_in_them() {
        let is = |content: &[u8]| kind(content, content);
        let types = ("[Content_Types].xml", &b""[..]);
        assert_eq!(is(&archive(types, &["_rels/.rels", "word/document.xml"], b"")), Some(MediaType::Docx));
        assert_eq!(is(&archive(types, &["xl/workbook.xml"], b"a comment")), Some(MediaType::Xlsx));
        assert_eq!(is(&archive(types, &["ppt/presentation.xml"], b"PK\x05\x06")), Some(MediaType::Pptx));
        assert_eq!(is(&archive(("a.txt", b"x"), &["word/document.xml"], b"")), Some(MediaType::Zip));
        let sheet = ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]);
        assert_eq!(is(&archive(sheet, &["content.xml"], b"")), Some(MediaType::Ods));
        assert_eq!(is(&archive(("mimetype", b"application/epub+zip"), &[], b"")), Some(MediaType::Zip));
    }

    #[test]
    fn what_is_cut_or_made_up_is_no_archive_and_nothing_breaks() {
        let whole = archive(("[Content_Types].xml", b""), &["word/document.xml"], b"");
        for length in 0..whole.len() {
            assert_eq!(kind(&whole[..length], &whole[..length]), None, "{length}");
        }
        // Every number in it may be a lie.
        for at in 0..whole.len() {
            let mut lie = whole.clone();
            lie[at] = 0xFF;
            let _ = kind(&lie, &lie);
        }
        assert_eq!(kind(b"PK\x05\x06", &[b"PK\x05\x06".as_slice(), &[0; 18]].concat()), Some(MediaType::Zip));
    }
}
