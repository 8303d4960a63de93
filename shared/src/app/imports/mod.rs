//! Bringing cards in from a file: a board of Trello, a table, a project of this program.
//!
//! The file is sent to the storage and read by a job, which makes a [`parcel::Parcel`] of it whatever wrote it, and carries
//! that into the project: first labels, boards and columns, then cards, so many in a transaction, each of which also says
//! how far it is. A job that dies goes on where the last transaction ended. What each thing of the file became is noted, so
//! that the same file, or a newer one of the same board, brings only what is not there yet; what is there stays as it is.
//!
//! Nobody is invited, and nobody is told of single cards. Whoever imports needs `board_write`, also while it runs.

mod archive;
mod batch;
mod boardwire;
mod cells;
mod contents;
mod fit;
mod housekeeping;
mod lenient;
mod parcel;
mod people;
mod reading;
mod run;
mod structure;
mod table;
mod trello;
mod upload;

pub(super) use archive::DOCUMENT;
pub use housekeeping::sweep;
pub use parcel::{Entry, LeftOut};
pub use run::{give_up, run};
pub use upload::{NewImport, upload};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Actor, AppError, Ctx, Result, people::Person};
use crate::{
    domain::{ImportId, ImportSource, ImportState, Permission, ProjectId},
    limits::IMPORT_BYTES,
    store::{self, imports::Import},
};

/// The largest file that is taken, in bytes.
const SIZE_MAX: u64 = IMPORT_BYTES as u64;
/// The most cards that one file may hold.
pub const CARDS_MAX: usize = 20_000;

/// An import that was begun.
#[derive(Clone, Debug, Serialize)]
pub struct Begun {
    pub id: ImportId,
    pub state: ImportState,
}

#[derive(Clone, Debug, Serialize)]
pub struct ImportView {
    pub id: ImportId,
    pub project_id: ProjectId,
    pub source: ImportSource,
    pub file_name: String,
    pub state: ImportState,
    pub progress: Progress,
    pub report: Report,
    /// Why it failed.
    pub reason: Option<String>,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// In cards, and files where the import brings some.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How many cards it made.
    pub created: i64,
    /// How many cards were there already, and stayed as they were.
    pub skipped: i64,
    /// What could not come over.
    pub left_out: Vec<Entry>,
}

impl From<Import> for ImportView {
    fn from(row: Import) -> Self {
        Self {
            id: row.id,
            project_id: row.project_id,
            source: row.source,
            file_name: row.file_name,
            state: row.state,
            progress: Progress { done: row.done, total: row.total },
            report: Report { created: row.created, skipped: row.skipped, left_out: LeftOut::read(&row.left_out).into_entries() },
            reason: row.reason,
            created_by: row.creator.into(),
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// For whoever imports, and for those who may write in the project; for everybody else there is none.
pub async fn get(ctx: &Ctx, actor: &Actor, id: ImportId) -> Result<ImportView> {
    let gone = || AppError::NotFound("import");
    let import = store::imports::find_import(&ctx.db, id).await?.ok_or_else(gone)?;
    let place = store::access::project(&ctx.db, import.project_id, actor.caller()).await?.ok_or_else(gone)?;
    if import.creator.created_by == actor.user_id || place.permissions().allows(Permission::BoardWrite) {
        Ok(import.into())
    } else {
        Err(gone())
    }
}
