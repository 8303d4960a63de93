//! Giving a project out, as one file: JSON with everything that the reader may see and another instance can take in, a zip
//! with that and the contents of the files, or a table of the cards.
//!
//! What is read is as of one moment, and goes out page by page while it is read: a project is never gathered. Boards that
//! are hidden from the reader are not in it, nor are secrets, addresses (but for the instance admin), what happened, what
//! was said in the chat, and what people set for themselves.

mod cards;
mod document;
mod pipe;
mod table;
mod turns;

use std::time::Duration;

use chrono::{DateTime, Utc};
use document::Contents;
use futures_util::StreamExt;
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

use super::{Actor, AppError, Ctx, Result, imports, projects};
use crate::{
    domain::{ExportFormat, FileId, Permission, ProjectId},
    limits::EXPORT_WITHIN,
    storage::{Part, StorageError},
    store::{self, Tx, boards::Board, columns::Column, projects::Project},
};
pub use pipe::Pieces;
use pipe::{Pipe, Stop};
use turns::Turn;
pub use turns::Turns;

/// What the document is of; another version is read by nobody yet.
pub const VERSION: i64 = 1;

/// How long one waits for one's own export before, and for others whose exports are being read.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file on its way out.
pub struct Export {
    pub name: String,
    pub format: ExportFormat,
    pub pieces: Pieces,
}

/// What is read, of what the reader may see.
struct Source {
    tx: Tx,
    project: Project,
    boards: Vec<(Board, Vec<Column>)>,
    /// Whether the reader may see people's addresses.
    addresses: bool,
}

pub async fn export(ctx: &Ctx, actor: &Actor, id: ProjectId, format: ExportFormat) -> Result<Export> {
    // Refused before it waits for its turn.
    projects::place(&ctx.db, actor, id).await?;
    let turn = ctx.exporting.take(actor.user_id, PATIENCE).await;
    let Turn { reading, own } = turn.ok_or_else(|| AppError::too_many("exports at the same time", 5_000_000))?;
    let mut tx = ctx.db.begin_reading().await?;
    projects::place(&mut tx, actor, id).await?;
    let project = store::projects::find_project(&mut tx, id).await?.ok_or(AppError::NotFound("project"))?;
    let mut boards = Vec::new();
    for (board, place) in store::exports::list_boards(&mut tx, id, actor.caller()).await? {
        if place.permissions().allows(Permission::BoardView) {
            let columns = store::columns::list_columns(&mut tx, board.id).await?;
            boards.push((board, columns));
        }
    }
    let name = format!("{}.{format}", project.key);
    let (mut pipe, pieces) = if format == ExportFormat::Zip { Pipe::packed() } else { Pipe::plain() };
    let (ctx, source) = (ctx.clone(), Source { tx, project, boards, addresses: actor.is_admin() });
    tokio::spawn(async move {
        let _own = own;
        match write(&ctx, (source, reading), format, &mut pipe).await {
            Ok(()) | Err(Stop::Gone) => {}
            Err(Stop::Broken(error)) => {
                tracing::warn!(error = format!("{error:#}"), "an export broke off");
                pipe.break_off().await;
            }
        }
    });
    Ok(Export { name, format, pieces })
}

async fn write(
    ctx: &Ctx,
    (mut source, reading): (Source, OwnedSemaphorePermit),
    format: ExportFormat,
    pipe: &mut Pipe,
) -> Result<(), Stop> {
    let read = timeout(EXPORT_WITHIN, read(&mut source, ctx.clock.now(), format, pipe)).await;
    let files = read.unwrap_or_else(|_| Err(Stop::Broken(anyhow::anyhow!("it took longer than {EXPORT_WITHIN:?}"))))?;
    // What follows is read from the storage: it takes as long as its reader takes, and keeps nobody waiting.
    drop((source, reading));
    for (path, id, size) in files {
        content(ctx, &path, (id, size), pipe).await?;
    }
    pipe.end().await
}

/// What is read from the database; gives the files whose contents are to follow.
async fn read(source: &mut Source, now: DateTime<Utc>, format: ExportFormat, pipe: &mut Pipe) -> Result<Contents, Stop> {
    match format {
        ExportFormat::Csv => table::write(source, pipe).await.map(|()| Contents::new()),
        ExportFormat::Json => document::write(source, now, false, pipe).await,
        ExportFormat::Zip => {
            pipe.begin(imports::DOCUMENT)?;
            document::write(source, now, true, pipe).await
        }
    }
}

/// A file's content; one that was deleted meanwhile is left out.
async fn content(ctx: &Ctx, path: &str, (id, size): (FileId, i64), pipe: &mut Pipe) -> Result<(), Stop> {
    let size = u64::try_from(size).unwrap_or_default();
    let mut pieces = match ctx.storage.read(id, Part::Content, 0..size).await {
        Ok(pieces) => pieces,
        Err(StorageError::Missing(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    pipe.begin(path)?;
    while let Some(piece) = pieces.next().await {
        pipe.write(&piece?)?;
        pipe.flush().await?;
    }
    Ok(())
}
