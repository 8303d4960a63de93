//! Taking a file in. It flows through to the storage while it is hashed, measured and looked at; little of it is ever
//! held. Whatever goes wrong on the way, nothing of it stays.

use std::pin::pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};

use super::{FileView, record, view};
use crate::{
    app::{Actor, AppError, Ctx, Result, cards, projects},
    domain::{CardId, FileId, MediaType, Permission, ProjectId, media::Sniffer, text},
    jobs::MakeThumbnail,
    keys,
    storage::{Part, Writing},
    store::{self, Lock, Runs, access::Place, files::File},
};

/// How many files a card may have.
pub(crate) const FILES_MAX: i64 = 100;

/// What a file is to belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    Project(ProjectId),
    Card(CardId),
}

/// What the sender says of a file.
#[derive(Clone, Debug)]
pub struct NewFile {
    pub name: String,
    pub media_type: Option<String>,
}

/// Takes a file in whose content comes piece by piece. Whoever sends says by `E` how that can fail; the first failure ends
/// it.
pub async fn upload<E: From<AppError>>(
    ctx: &Ctx,
    actor: &Actor,
    home: Home,
    new: NewFile,
    content: impl Stream<Item = Result<Bytes, E>>,
) -> Result<FileView, E> {
    actor.check_may_write()?;
    let name = text::file_name(&new.name).map_err(|why| AppError::invalid("/file", why))?;
    // Asked before anything is stored, and again with the row.
    writable(&ctx.db, actor, home).await?;
    let id = FileId::new();
    let mut writing = ctx.storage.begin(id, Part::Content).await.map_err(AppError::from)?;
    let mut sniffer = Sniffer::default();
    let mut digest = Sha256::new();
    let (mut size, most) = (0, ctx.config.upload_limit);
    let mut content = pin!(content);
    while let Some(piece) = content.next().await {
        let piece = piece?;
        size += piece.len() as u64;
        if size > most {
            return Err(AppError::TooLarge(most).into());
        }
        digest.update(&piece);
        sniffer.feed(&piece);
        writing.write(piece).await.map_err(AppError::from)?;
    }
    if size == 0 {
        return Err(AppError::invalid("/file", "must not be empty").into());
    }
    let media_type = sniffer.finish(&name, new.media_type.as_deref()).map_err(AppError::Unsupported)?;
    writing.finish().await.map_err(AppError::from)?;
    let received = Received { id, name, media_type, size, sha256: keys::hex(&digest.finalize()) };
    if let Some(once) = &actor.trace.once {
        // Not the form as it came, whose boundary is another each time.
        once.note(format!("{} {}", received.name, received.sha256).as_bytes());
    }
    Ok(insert(ctx, actor, home, received, writing).await?)
}

/// A content that is in the storage.
struct Received {
    id: FileId,
    name: String,
    media_type: MediaType,
    size: u64,
    sha256: String,
}

async fn insert(ctx: &Ctx, actor: &Actor, home: Home, received: Received, writing: Writing) -> Result<FileView> {
    let mut work = ctx.begin(actor).await?;
    let mut card_id = None;
    if let Home::Card(card) = home {
        // Of two that come at once, the second counts the first.
        if !store::lock(&mut work.tx, Lock::Card(card)).await? {
            return Err(AppError::NotFound("card"));
        }
        let card = store::cards::find_card(&mut work.tx, card).await?.ok_or(AppError::NotFound("card"))?;
        if card.files_count >= FILES_MAX {
            let detail = format!("a card has at most {FILES_MAX} files: delete one first");
            return Err(AppError::conflict("too_many_files", detail));
        }
        card_id = Some(card.id);
    }
    let place = writable(&mut work.tx, actor, home).await?;
    let Received { id, name, media_type, size, sha256 } = received;
    let file = File {
        id,
        project_id: place.project_id,
        card_id,
        name,
        media_type,
        size: i64::try_from(size).unwrap_or(i64::MAX),
        sha256,
        thumbnail_type: None,
        thumbnail_size: None,
        creator: actor.creator(),
        created_at: work.now,
    };
    store::files::insert_file(&mut work.tx, &file).await?;
    record(&mut work, &place, &file, "added").await?;
    if file.media_type.is_image() {
        work.enqueue(&MakeThumbnail { file_id: file.id });
    }
    writing.keep();
    work.commit().await?;
    Ok(view(ctx, file))
}

async fn writable(on: impl Runs, actor: &Actor, home: Home) -> Result<Place> {
    let (place, where_to) = match home {
        Home::Project(project) => (projects::place(on, actor, project).await?, "project"),
        Home::Card(card) => (cards::place(on, actor, card).await?, "card"),
    };
    if place.permissions().allows(Permission::BoardWrite) {
        Ok(place)
    } else {
        Err(AppError::forbidden(&format!("add files to this {where_to}")))
    }
}
