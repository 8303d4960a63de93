//! A zip that a project was given out as. Entries are found by the names that the document in it gives them, which name
//! nothing on our side; what they unpack to is bounded, and whatever says otherwise is refused.

use std::io::{Cursor, Read};

use bytes::Bytes;
use zip::ZipArchive;

use super::SIZE_MAX;

/// The document in it.
pub const DOCUMENT: &str = "project.json";
/// The largest document, in bytes: packed or not, it is one that could be sent as it is.
const DOCUMENT_MAX: u64 = SIZE_MAX;
pub const ENTRIES_MAX: usize = 20_000;
/// What begins the header of an entry, and how often that may stand in the file: also in archives that are kept in it.
const HEADER: &[u8] = b"PK\x01\x02";
const HEADERS_MAX: usize = 5 * ENTRIES_MAX;

pub struct Archive(ZipArchive<Cursor<Bytes>>);

impl Archive {
    pub fn open(content: Bytes) -> Result<Self, String> {
        let too_many = || format!("the zip archive has more than {ENTRIES_MAX} entries");
        // All headers are read at once, each into much more than it takes in the file.
        if content.windows(HEADER.len()).filter(|here| *here == HEADER).count() > HEADERS_MAX {
            return Err(too_many());
        }
        let archive = ZipArchive::new(Cursor::new(content)).map_err(|_| "the file is a zip archive that is not whole")?;
        if archive.len() > ENTRIES_MAX {
            return Err(too_many());
        }
        Ok(Self(archive))
    }

    pub fn document(&mut self) -> Result<Vec<u8>, String> {
        self.content(DOCUMENT, DOCUMENT_MAX).map_err(|why| format!("the archive's {DOCUMENT} {why}"))
    }

    /// How large an entry says that it is, if it is there.
    pub fn size(&mut self, name: &str) -> Option<u64> {
        let at = self.0.index_for_name(name)?;
        self.0.by_index_raw(at).ok().map(|entry| entry.size())
    }

    /// What an entry unpacks to, if that is no more than `most` bytes, nor more than it says.
    pub fn content(&mut self, name: &str, most: u64) -> Result<Vec<u8>, String> {
        let entry = self.0.by_name(name).map_err(|_| "is not there, or not packed in a way that is read here".to_owned())?;
        let told = entry.size();
        if told > most {
            return Err(format!("unpacks to more than {most} bytes"));
        }
        let mut content = Vec::new();
        // What the archive says of its size may be a lie: nothing is unpacked beyond it.
        let read = entry.take(told + 1).read_to_end(&mut content);
        read.map_err(|_| "is broken".to_owned())?;
        if content.len() as u64 > told { Err("is larger than the archive says".to_owned()) } else { Ok(content) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn what_an_entry_unpacks_to_is_bounded_whatever_it_says() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("../../bomb", SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(&vec![0; 1 << 20]).unwrap();
        let packed = zip.finish().unwrap().into_inner();
        assert!(packed.len() < 10_000);
        let mut archive = Archive::open(packed.clone().into()).unwrap();
        assert!(archive.content("../../bomb", 1_000).unwrap_err().contains("more than 1000"));
        assert_eq!(archive.content("../../bomb", 1 << 20).unwrap().len(), 1 << 20);
        archive.document().unwrap_err();
        for cut in [0, 10, packed.len() / 2, packed.len() - 1] {
            assert!(Archive::open(packed[..cut].to_vec().into()).is_err(), "{cut}");
        }
    }

    #[test]
    fn what_an_entry_says_of_its_size_is_a_bound_for_it_even_where_it_lies() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("bomb", SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(&vec![0; 1 << 20]).unwrap();
        let mut packed = zip.finish().unwrap().into_inner();
        let header = packed.windows(4).position(|here| here == HEADER).unwrap();
        packed[header + 24..header + 28].copy_from_slice(&7_u32.to_le_bytes());
        let mut archive = Archive::open(packed.into()).unwrap();
        assert_eq!(archive.size("bomb"), Some(7));
        assert_eq!(archive.content("bomb", 1 << 20).unwrap_err(), "is larger than the archive says");
    }

    #[test]
    fn headers_are_counted_before_they_are_read() {
        let refused = Archive::open(HEADER.repeat(HEADERS_MAX + 1).into()).err().unwrap();
        assert!(refused.contains("more than 20000 entries"), "{refused}");
    }
}
