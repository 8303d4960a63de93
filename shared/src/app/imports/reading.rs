//! From the bytes of a file to a parcel. All of it is worked out before anything is written.

use bytes::Bytes;
use chrono_tz::Tz;

use super::{CARDS_MAX, archive::Archive, boardwire, parcel::Parcel, table, trello};
use crate::domain::ImportSource;

/// A parcel, and where the contents of its files are.
pub struct Read {
    pub parcel: Parcel,
    pub archive: Option<Archive>,
}

/// Reads a file. Days without a time zone are days in `zone`. What is wrong with all of it is the error.
pub fn read(source: ImportSource, file_name: &str, content: Bytes, zone: Tz) -> Result<Read, String> {
    let mut archive = None;
    let parcel = match source {
        ImportSource::Trello => trello::read(&content)?,
        ImportSource::Csv => table::read(&content, file_name, zone)?,
        ImportSource::Boardwire if content.starts_with(b"PK") => {
            let mut opened = Archive::open(content)?;
            let document = opened.document()?;
            let parcel = boardwire::read(&document, Some(&mut opened))?;
            archive = Some(opened);
            parcel
        }
        ImportSource::Boardwire => boardwire::read(&content, None)?,
    };
    if parcel.cards.len() > CARDS_MAX {
        return Err(too_many());
    }
    Ok(Read { parcel, archive })
}

pub fn too_many() -> String {
    format!("the file has more than {CARDS_MAX} cards, which is more than one import takes")
}
