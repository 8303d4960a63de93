//! A zip that a project was given out as. Entries are found by the names that the document in it gives them, which name
//! nothing on our side; what they unpack to is bounded, and whatever says otherwise is refused.

use std::io::{Cursor, Read};

use bytes::Bytes;
use zip::ZipArchive;

/// The document in it.
pub const DOCUMENT: &str = "project.json";
/// The largest document, in bytes.
const DOCUMENT_MAX: u64 = 100_000_000;
const ENTRIES_MAX: usize = 20_000;

pub struct Archive(ZipArchive<Cursor<Bytes>>);

impl Archive {
    pub fn open(content: Bytes) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(content)).map_err(|_| "the file is a zip archive that is not whole")?;
        if archive.len() > ENTRIES_MAX {
            return Err(format!("the zip archive has more than {ENTRIES_MAX} entries"));
        }
        Ok(Self(archive))
    }

    pub fn document(&mut self) -> Result<Vec<u8>, String> {
        self.content(DOCUMENT, DOCUMENT_MAX).map_err(|why| format!("the archive's {DOCUMENT} {why}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// What an entry unpacks to, if that is no more than `most` bytes.
    pub fn content(&mut self, name: &str, most: u64) -> Result<Vec<u8>, String> {
        let entry = self.0.by_name(name).map_err(|_| "is not there, or not packed in a way that is read here".to_owned())?;
        let mut content = Vec::new();
        // What the archive says of its size may be a lie: only what comes out counts.
        let read = entry.take(most + 1).read_to_end(&mut content);
        read.map_err(|_| "is broken".to_owned())?;
        if content.len() as u64 > most { Err(format!("unpacks to more than {most} bytes")) } else { Ok(content) }
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
}
