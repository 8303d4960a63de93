//! Taking in a file that is to be imported. It flows through to the storage; what shows at its beginning that it is another
//! kind of file is refused at once, all else is for the job to find.

use std::pin::pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};

use super::{Begun, SIZE_MAX};
use crate::{
    app::{Actor, AppError, Ctx, Result, projects},
    domain::{FileId, ImportId, ImportSource, ImportState, Permission, ProjectId, text},
    jobs::ImportCards,
    keys,
    storage::{Part, Writing},
    store::{self, Runs, imports::Import},
};

/// What the sender says of a file.
#[derive(Clone, Debug)]
pub struct NewImport {
    pub file_name: String,
}

/// How much of the beginning is looked at.
const HEAD: usize = 1_024;

/// Takes a file in whose content comes piece by piece. Which source it is from may be said after it, so `source` is asked at
/// the end. Whoever sends says by `E` how that can fail; the first failure ends it.
pub async fn upload<E: From<AppError>>(
    ctx: &Ctx,
    actor: &Actor,
    project: ProjectId,
    new: NewImport,
    content: impl Stream<Item = Result<Bytes, E>>,
    source: impl FnOnce() -> Result<ImportSource, E>,
) -> Result<Begun, E> {
    actor.check_may_write()?;
    let file_name = text::file_name(&new.file_name).map_err(|why| AppError::invalid("/file", why))?;
    // Asked before anything is stored, and again with the row.
    check(&ctx.db, actor, project).await?;
    let id = ImportId::new();
    let mut writing = ctx.storage.begin(FileId(id.0), Part::Import).await.map_err(AppError::from)?;
    let mut digest = Sha256::new();
    let (mut size, mut head) = (0, Vec::new());
    let mut content = pin!(content);
    while let Some(piece) = content.next().await {
        let piece = piece?;
        size += piece.len() as u64;
        if size > SIZE_MAX {
            return Err(AppError::TooLarge(SIZE_MAX).into());
        }
        digest.update(&piece);
        head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
        writing.write(piece).await.map_err(AppError::from)?;
    }
    let source = source()?;
    looks_like(source, &head).map_err(|why| AppError::invalid("/file", why))?;
    writing.finish().await.map_err(AppError::from)?;
    if let Some(once) = &actor.trace.once {
        // Not the form as it came, whose boundary is another each time.
        once.note(format!("{source} {file_name} {}", keys::hex(&digest.finalize())).as_bytes());
    }
    Ok(insert(ctx, actor, (project, id), source, (file_name, size), writing).await?)
}

async fn insert(
    ctx: &Ctx,
    actor: &Actor,
    (project_id, id): (ProjectId, ImportId),
    source: ImportSource,
    (file_name, size): (String, u64),
    writing: Writing,
) -> Result<Begun> {
    let mut work = ctx.begin(actor).await?;
    check(&mut work.tx, actor, project_id).await?;
    let import = Import {
        id,
        project_id,
        source,
        file_name,
        size: i64::try_from(size).unwrap_or(i64::MAX),
        state: ImportState::Queued,
        done: 0,
        total: 0,
        created: 0,
        skipped: 0,
        left_out: "[]".to_owned(),
        reason: None,
        keeps_numbers: false,
        creator: actor.creator(),
        created_at: work.now,
        updated_at: work.now,
        finished_at: None,
    };
    store::imports::insert_import(&mut work.tx, &import).await?;
    work.enqueue(&ImportCards { import_id: id });
    writing.keep();
    work.commit().await?;
    Ok(Begun { id, state: ImportState::Queued })
}

async fn check(on: impl Runs, actor: &Actor, project: ProjectId) -> Result<()> {
    if projects::place(on, actor, project).await?.permissions().allows(Permission::BoardWrite) {
        Ok(())
    } else {
        Err(AppError::forbidden("import into this project"))
    }
}

fn looks_like(source: ImportSource, head: &[u8]) -> Result<(), &'static str> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if text.is_empty() {
        return Err("must not be empty");
    }
    let (object, zip) = (text.starts_with(b"{"), head.starts_with(b"PK\x03\x04"));
    match source {
        ImportSource::Trello if !object => Err("must be JSON, as Trello exports a board"),
        ImportSource::Boardwire if !object && !zip => Err("must be JSON or a zip, as this program exports a project"),
        ImportSource::Csv if object || zip || head.contains(&0) => Err("must be CSV, with a first row that names the columns"),
        _ => Ok(()),
    }
}
