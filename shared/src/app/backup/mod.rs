//! All of an instance in one file, taken while it runs, and back again; and the way from SQLite to PostgreSQL, which is the
//! same without the file.
//!
//! A backup is a zip: each table's rows as lines of JSON, the same from either engine, so that it goes into either; the
//! contents of files; the key of the instance where `DATA_DIR` keeps it; and, written last, a manifest that says what there
//! is, with a count and a checksum of each table. Rows are read as of one moment, while others go on writing.
//!
//! A database is filled in one transaction, from making its schema to the last row, and what was written is read back and
//! compared before it commits: it is whole, or as it was before. Only the command line calls this: reading and writing
//! files holds up the thread, on which nothing else runs.

mod archive;
mod fill;
mod manifest;
mod move_over;
mod restore;
mod save;
mod sum;

pub use archive::Archive;
pub use fill::make_ready;
pub use manifest::{Contents, Manifest, TableEntry};
pub use move_over::{Moved, move_to};
pub use restore::{Asked, Restored, restore};
pub use save::{Saved, check_key, save};
pub use sum::Sum;
