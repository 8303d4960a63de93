//! What jobs do with files. Each can be done twice: the rows say what is there, and taking away what is gone is nothing.

use bytes::Bytes;
use chrono::TimeDelta;
use futures_util::StreamExt;

use crate::{
    app::{Ctx, Result},
    domain::{FileId, MediaType},
    storage::Part,
    store,
};

/// For so long, a content without a row may be one whose row is on its way.
const UPLOADING: TimeDelta = TimeDelta::hours(24);
/// For so long, what was deleted with its card, board, project or team is kept.
const BURIED: TimeDelta = TimeDelta::days(30);
/// Larger pictures get no small one, so that none of them has to be held in memory.
const PICTURE_MAX: i64 = 64_000_000;
/// Rows per statement: few enough that no writer waits long.
const BATCH: u16 = 500;

/// The content of a picture that has no small one yet; `None` where there is nothing to make one of.
pub async fn without_thumbnail(ctx: &Ctx, id: FileId) -> Result<Option<(MediaType, Vec<u8>)>> {
    let file = store::files::find_file(&ctx.db, id).await?;
    let fits =
        |file: &store::files::File| file.media_type.is_image() && file.thumbnail_type.is_none() && file.size <= PICTURE_MAX;
    let Some(file) = file.filter(fits) else { return Ok(None) };
    let size = u64::try_from(file.size).unwrap_or_default();
    let mut pieces = ctx.storage.read(id, Part::Content, 0..size).await?;
    let mut content = Vec::new();
    while let Some(piece) = pieces.next().await {
        content.extend_from_slice(&piece?);
    }
    Ok(Some((file.media_type, content)))
}

/// Gives a picture its small one, unless it was deleted meanwhile.
pub async fn set_thumbnail(ctx: &Ctx, id: FileId, media_type: MediaType, picture: Vec<u8>) -> Result<()> {
    let size = i64::try_from(picture.len()).unwrap_or(i64::MAX);
    ctx.storage.put(id, Part::Thumbnail, Bytes::from(picture)).await?;
    let mut work = ctx.begin_unattended().await?;
    let there = store::files::update_thumbnail(&mut work.tx, id, media_type, size).await?;
    work.commit().await?;
    if !there {
        ctx.storage.delete(id, Part::Thumbnail).await?;
    }
    Ok(())
}

/// Takes away all that is stored of a file that has been deleted.
pub async fn delete_content(ctx: &Ctx, id: FileId) -> Result<()> {
    if store::files::find_file(&ctx.db, id).await?.is_none() {
        for part in Part::ALL {
            ctx.storage.delete(id, part).await?;
        }
    }
    Ok(())
}

/// Deletes the files of what was deleted long ago, then all that is stored without a row for longer than an upload takes.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    loop {
        let mut work = ctx.begin_unattended().await?;
        let before = work.now - BURIED;
        let deleted = store::files::delete_buried(&mut work.tx, before, i64::from(BATCH)).await?;
        work.commit().await?;
        if deleted == 0 {
            break;
        }
    }
    let before = ctx.clock.now() - UPLOADING;
    let mut swept = ctx.storage.delete_unfinished(before).await?;
    for part in Part::ALL {
        let stored = ctx.storage.list(part).await?;
        let old = stored.filter_map(|found| async move {
            match found {
                Ok((id, since)) => (since < before).then_some(Ok(id)),
                Err(error) => Some(Err(error)),
            }
        });
        let mut batches = std::pin::pin!(old.chunks(usize::from(BATCH)));
        while let Some(batch) = batches.next().await {
            let ids = batch.into_iter().collect::<Result<Vec<FileId>, _>>()?;
            let existing = store::files::list_existing(&ctx.db, &ids).await?;
            for id in ids.iter().filter(|id| !existing.contains(id)) {
                ctx.storage.delete(*id, part).await?;
                swept += 1;
            }
        }
    }
    if swept > 0 {
        tracing::info!(swept, "contents that no file has were taken away");
    }
    Ok(())
}
