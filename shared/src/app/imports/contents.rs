//! The files of a project that came with their contents. A content is looked at as any other that is sent; its row is
//! committed with how far the import is.

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::{
    archive::Archive,
    parcel::{FileIn, LeftOut},
    people::People,
    run::{Stop, Turn},
};
use crate::{
    app::{AppError, Ctx, Result, Trace, files},
    domain::{CardId, FileId, MediaType, Permission, media::Sniffer, text},
    jobs::MakeThumbnail,
    keys,
    storage::Part,
    store::{
        self, Lock, Runs,
        imports::{Import, Kind},
        users::Creator,
    },
};

/// Carries one file in, which is in its turn when `at` are done, and counts it. `left_out` is told with it.
pub(super) async fn carry(
    ctx: &Ctx,
    (import, trace): (&Import, &Trace),
    (at, file, mut left_out): (i64, &FileIn, LeftOut),
    archive: &mut Option<Archive>,
    people: &People,
) -> Result<(), Stop> {
    let mut content = None;
    // Asked again under the lock; but what came before is not unpacked and stored for that.
    if !is_there(&ctx.db, import, file).await? {
        match looked_at(ctx, file, archive).await? {
            Ok(looked_at) => content = Some(looked_at),
            Err(why) => left_out.one("file", &file.name, why),
        }
    }
    let (id, stored) = (FileId::new(), content.is_some());
    if let Some(content) = &content {
        ctx.storage.put(id, Part::Content, content.bytes.clone()).await?;
    }
    let mut turn = match Turn::begin(ctx, (import.id, trace)).await {
        Ok(turn) => turn,
        Err(stop) => {
            // Such as where another run has ended the import: nobody else takes the content away.
            if stored {
                ctx.storage.delete(id, Part::Content).await?;
            }
            return Err(stop);
        }
    };
    // Another run, of a worker that was taken for dead, may have been quicker: then it has counted the file.
    let mine = turn.import.done == at;
    let made = match content {
        Some(content) if mine => insert(&mut turn, id, file, content, people, &mut left_out).await?,
        _ => false,
    };
    if mine {
        turn.note(left_out);
        turn.import.done += 1;
        turn.commit().await?;
    } else {
        drop(turn);
    }
    if stored && !made {
        ctx.storage.delete(id, Part::Content).await?;
    }
    Ok(())
}

/// Whether an import has brought it in already.
async fn is_there(on: impl Runs, import: &Import, file: &FileIn) -> Result<bool> {
    let foreign = std::slice::from_ref(&file.foreign);
    Ok(!store::imports::list_imported(on, import.project_id, import.source, Kind::File, foreign).await?.is_empty())
}

struct Content {
    bytes: Bytes,
    name: String,
    media_type: MediaType,
    sha256: String,
}

/// Its content, looked at where nobody waits for it.
async fn looked_at(ctx: &Ctx, file: &FileIn, archive: &mut Option<Archive>) -> Result<Result<Content, String>> {
    let Some(mut opened) = archive.take() else { return Ok(Err("its content is not in what was sent".to_owned())) };
    let (path, name, most) = (file.path.clone(), file.name.clone(), ctx.config.upload_limit);
    let looked_at = spawn_blocking(move || {
        let content = opened.content(&path, most).and_then(|bytes| Content::new(&name, bytes.into()));
        (opened, content)
    });
    let (opened, content) = looked_at.await.map_err(|error| AppError::Internal(error.into()))?;
    *archive = Some(opened);
    Ok(content)
}

impl Content {
    fn new(name: &str, bytes: Bytes) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err("is empty".to_owned());
        }
        let name = text::file_name(name)?;
        let mut sniffer = Sniffer::default();
        sniffer.feed(&bytes);
        let media_type = sniffer.finish(&name, None)?;
        let sha256 = keys::hex(&Sha256::digest(&bytes));
        Ok(Self { bytes, name, media_type, sha256 })
    }
}

/// Whether there is a row for it now that was not there before.
async fn insert(
    turn: &mut Turn,
    id: FileId,
    file: &FileIn,
    Content { bytes, name, media_type, sha256 }: Content,
    people: &People,
    left_out: &mut LeftOut,
) -> Result<bool> {
    let (project, source) = (turn.import.project_id, turn.import.source);
    if is_there(&mut turn.work.tx, &turn.import, file).await? {
        return Ok(false);
    }
    let tx = &mut turn.work.tx;
    let mut place = turn.place.clone();
    let mut card_id = None;
    if let Some(card) = &file.card {
        let found = store::imports::list_imported(&mut *tx, project, source, Kind::Card, std::slice::from_ref(card)).await?;
        let found = found.values().next().map(|id| CardId(*id));
        let card = match found {
            Some(id) if store::lock(tx, Lock::Card(id)).await? => store::cards::find_card(&mut *tx, id).await?,
            _ => None,
        };
        let at = match &card {
            Some(card) => store::access::card(&mut *tx, card.id, turn.caller).await?,
            None => None,
        };
        let (Some(card), Some(at)) = (card, at.filter(|at| at.permissions().allows(Permission::BoardWrite))) else {
            left_out.one("file", &name, "its card is not there, or you may not write on it");
            return Ok(false);
        };
        if card.files_count >= files::FILES_MAX {
            left_out.one("file", &name, format!("a card has at most {} files", files::FILES_MAX));
            return Ok(false);
        }
        (place, card_id) = (at, Some(card.id));
    }
    let creator = creator(turn, file, people).await?;
    let row = store::files::File {
        id,
        project_id: project,
        card_id,
        name,
        media_type,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256,
        thumbnail_type: None,
        thumbnail_size: None,
        creator,
        created_at: turn.work.now,
    };
    let work = &mut turn.work;
    store::files::insert_file(&mut work.tx, &row).await?;
    store::imports::insert_imported(&mut work.tx, project, source, Kind::File, &[(file.foreign.clone(), id.0)]).await?;
    files::record(work, &place, &row, "added").await?;
    if row.media_type.is_image() {
        work.enqueue(&MakeThumbnail { file_id: id });
    }
    Ok(true)
}

/// Whoever added it there, by the same rule as for comments; else the importer.
async fn creator(turn: &mut Turn, file: &FileIn, people: &People) -> Result<Creator> {
    let importer = turn.importer.clone();
    let Some(user) = file.creator.and_then(|at| people.user(at)).filter(|_| turn.manages()) else { return Ok(importer) };
    let belongs = store::projects::find_role(&mut turn.work.tx, turn.import.project_id, user).await?.is_some();
    let found = if belongs { store::users::find_user(&mut turn.work.tx, user).await? } else { None };
    Ok(found.map_or(importer, |user| Creator { created_by: user.id, creator_name: user.name, creator_handle: user.handle }))
}
