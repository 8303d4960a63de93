//! Finds out what a content is while it passes by, keeping little of it: its beginning, and of archives the end, where
//! their directory is. Nothing is ever unpacked.

use super::{Claim, MediaType, zip};

/// How much of the beginning is looked at.
const HEAD: usize = 4_096;
/// How much of an archive's end is kept. The directories of office documents are far smaller.
const TAIL: usize = 256 * 1024;

/// Watches a content from its beginning to its end.
#[derive(Default)]
pub struct Sniffer {
    head: Vec<u8>,
    tail: Vec<u8>,
    size: u64,
    /// A control character was seen that no text has.
    binary: bool,
    /// Which of the streams that only office documents of old have was seen.
    stream: Option<MediaType>,
}

/// What every document of the binary office formats begins with (MS-CFB, 2.2).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const STREAMS: [(&str, MediaType); 4] = [
    ("WordDocument", MediaType::Doc),
    ("Workbook", MediaType::Xls),
    ("Book", MediaType::Xls),
    ("PowerPoint Document", MediaType::Ppt),
];
/// A directory entry of a compound document begins with its name, and entries begin at multiples of this.
const ENTRY: u64 = 128;

impl Sniffer {
    /// What comes next of the content.
    pub fn feed(&mut self, bytes: &[u8]) {
        let room = HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.binary = self.binary || bytes.iter().any(|byte| is_binary(*byte));
        self.size += bytes.len() as u64;
        let compound = self.head.starts_with(COMPOUND);
        if self.head.len() >= COMPOUND.len() && !compound && !self.head.starts_with(b"PK") {
            self.tail.clear();
            return;
        }
        self.tail.extend_from_slice(bytes);
        if compound {
            self.look_for_streams(bytes.len());
        }
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
    }

    /// Looks at the directory entries that are whole since the last `new` bytes came.
    fn look_for_streams(&mut self, new: usize) {
        let begin = self.size - self.tail.len() as u64;
        let unseen = (self.size - new as u64).saturating_sub(ENTRY).max(begin);
        let mut at = unseen.next_multiple_of(ENTRY);
        while self.stream.is_none() && at + ENTRY <= self.size {
            let from = usize::try_from(at - begin).unwrap_or(usize::MAX);
            let entry = self.tail.get(from..).unwrap_or_default();
            self.stream = STREAMS.iter().find(|(name, _)| is_named(entry, name)).map(|(_, is)| *is);
            at += ENTRY;
        }
    }

    /// The type of the whole content, for a file of this name that its sender calls `declared`; or why it is not taken.
    pub fn finish(self, name: &str, declared: Option<&str>) -> Result<MediaType, String> {
        let claims = [Claim::of_name(name), declared.map_or(Claim::Nothing, Claim::of_declared)];
        let mut found = self.found()?;
        if found == MediaType::Text && claims.contains(&Claim::Is(MediaType::Csv)) && claims[0] != Claim::Is(MediaType::Text) {
            found = MediaType::Csv;
        }
        match claims.iter().find(|claim| !claim.agrees(found)) {
            None => Ok(found),
            Some(Claim::Active) => Err("is of a kind that may be run, which is not taken".to_owned()),
            Some(_) => Err(format!("is not what it says it is: its content is {found}")),
        }
    }

    fn found(&self) -> Result<MediaType, String> {
        const ELSE: &str = "is of a type that is not taken: images (png, jpeg, gif, webp), pdf, text, csv, office documents and \
                            zip are";
        let begins = |with: &[u8]| self.head.starts_with(with);
        if begins(b"\x89PNG\r\n\x1A\n") {
            Ok(MediaType::Png)
        } else if begins(b"\xFF\xD8\xFF") {
            Ok(MediaType::Jpeg)
        } else if begins(b"GIF87a") || begins(b"GIF89a") {
            Ok(MediaType::Gif)
        } else if begins(b"RIFF") && self.head.get(8..12) == Some(b"WEBP") {
            Ok(MediaType::Webp)
        } else if begins(b"%PDF-") {
            Ok(MediaType::Pdf)
        } else if begins(COMPOUND) {
            self.stream.ok_or_else(|| ELSE.to_owned())
        } else if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
            zip::kind(&self.head, &self.tail).ok_or_else(|| "is a zip archive that is not whole".to_owned())
        } else if self.binary {
            Err(ELSE.to_owned())
        } else if is_active(&self.head) {
            Err("begins like markup or a script, which is not taken".to_owned())
        } else {
            Ok(MediaType::Text)
        }
    }
}

/// Control characters that no text holds; all others may stand in some encoding's text.
fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)
}

/// A directory entry's name: UTF-16, ended by a NUL (MS-CFB, 2.6.1).
fn is_named(entry: &[u8], name: &str) -> bool {
    let wanted = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
    entry.len() > name.len() * 2 + 1 && wanted.zip(entry).all(|(wanted, found)| wanted == *found)
}

/// What a browser that guesses would take for HTML, XML or SVG (WHATWG MIME Sniffing, 7.1), or a shell for a script.
fn is_active(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = head.trim_ascii_start();
    head.starts_with(b"#!")
        || matches!(text, [b'<', next, ..] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fed in pieces, as it comes from a network.
    fn sniff(content: &[u8], name: &str, declared: Option<&str>) -> Result<MediaType, String> {
        let mut outcomes = [1, 7, 4_096].map(|size| {
            let mut sniffer = Sniffer::default();
            content.chunks(size).for_each(|piece| sniffer.feed(piece));
            sniffer.finish(name, declared)
        });
        assert!(outcomes.iter().all(|other| *other == outcomes[0]), "{outcomes:?}");
        std::mem::replace(&mut outcomes[0], Err(String::new()))
    }

    #[test]
    fn the_content_says_what_a_file_is() {
        for (content, name, wanted) in [
            (&b"\x89PNG\r\n\x1A\nrest"[..], "a.png", MediaType::Png),
            (b"\xFF\xD8\xFF\xE0", "a.JPG", MediaType::Jpeg),
            (b"GIF89a;", "noname", MediaType::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", MediaType::Webp),
            (b"%PDF-1.7\n\0\0", "a.pdf", MediaType::Pdf),
            (b"Hello, \xC3\xA4\n", "a.txt", MediaType::Text),
            (b"a;b\r\n1;\xE4\r\n", "a.csv", MediaType::Csv),
            (b"{\"a\": 1}", "a.json", MediaType::Text),
            (b"3 < 4, and <b> is bold", "a.md", MediaType::Text),
        ] {
            assert_eq!(sniff(content, name, None), Ok(wanted), "{name}");
        }
    }

    #[test]
    fn what_says_it_is_something_else_is_refused() {
        for (content, name, declared) in [
            (&b"GIF89a;"[..], "a.png", None),
            (b"GIF89a=1;/*", "a.js", None),
            (b"GIF89a;", "a.gif", Some("image/png")),
            (b"GIF89a;", "a.gif", Some("text/html")),
            (b"MZ\x90\0\x03", "a.png", Some("image/png")),
            (b"Hello", "a.pdf", None),
            (b"Hello", "a.html", None),
            (b"%PDF-1.7", "a.txt", None),
        ] {
            sniff(content, name, declared).unwrap_err();
        }
        // What Windows says of a CSV.
        assert_eq!(sniff(b"a;b", "a.csv", Some("application/vnd.ms-excel")), Ok(MediaType::Csv));
        assert_eq!(sniff(b"a,b", "a", Some("text/csv; charset=utf-8")), Ok(MediaType::Csv));
    }

    #[test]
    fn markup_scripts_and_programs_are_refused_by_any_name() {
        for content in [
            &b"<!DOCTYPE html><p>"[..],
            b"  \r\n\t<html>",
            b"\xEF\xBB\xBF<svg xmlns=\"http://www.w3.org/2000/svg\">",
            b"<?xml version=\"1.0\"?>",
            b"<script>alert(1)</script>",
            b"<!-- --><body>",
            b"#!/bin/sh\nrm -rf /",
            b"\x7FELF\x02\x01\x01\0",
            b"MZ\x90\0\x03\0\0\0",
            b"\xFF\xFE<\0s\0v\0g\0",
            COMPOUND,
        ] {
            sniff(content, "notes.txt", Some("text/plain")).unwrap_err();
            sniff(content, "notes", None).unwrap_err();
        }
    }

    #[test]
    fn office_documents_of_old_are_told_by_their_streams() {
        for (stream, name, wanted) in [
            ("WordDocument", "a.doc", MediaType::Doc),
            ("Workbook", "a.xls", MediaType::Xls),
            ("PowerPoint Document", "a.ppt", MediaType::Ppt),
        ] {
            let mut content = COMPOUND.to_vec();
            content.resize(1024 + 3 * 128, 0);
            content.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            content.resize(4096, 0);
            assert_eq!(sniff(&content, name, None), Ok(wanted));
            sniff(&content, "a.png", None).unwrap_err();
        }
    }
}
