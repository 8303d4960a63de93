//! What becomes of imports that nobody ends.

use std::collections::HashSet;

use chrono::TimeDelta;
use futures_util::StreamExt;

use crate::{
    app::{Ctx, Result},
    domain::{FileId, ImportId},
    jobs::{ImportCards, Job},
    storage::Part,
    store,
};

/// For so long, a file without an import may be one whose import is on its way, and an import without progress may wait.
const PATIENCE: TimeDelta = TimeDelta::hours(24);
const BATCH: usize = 500;

/// Ends imports that have not moved for a day and that no job will move, and takes away files that no import needs any more.
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let before = ctx.clock.now() - PATIENCE;
    let stuck = store::imports::list_stuck(&ctx.db, before, 500).await?;
    // Asked after those: an import is never without a job before its end but when that has died.
    let jobs = store::jobs::list_open_payloads(&ctx.db, ImportCards::QUEUE, ImportCards::KIND).await?;
    let awaited: HashSet<ImportId> =
        jobs.iter().filter_map(|job| serde_json::from_str::<ImportCards>(job).ok()).map(|job| job.import_id).collect();
    for id in stuck.into_iter().filter(|id| !awaited.contains(id)) {
        super::give_up(ctx, id).await?;
    }
    let stored = ctx.storage.list(Part::Import).await?;
    let old = stored.filter_map(|found| async move {
        match found {
            Ok((id, since)) => (since < before).then_some(Ok(id)),
            Err(error) => Some(Err(error)),
        }
    });
    let mut batches = std::pin::pin!(old.chunks(BATCH));
    while let Some(batch) = batches.next().await {
        let ids = batch.into_iter().collect::<Result<Vec<FileId>, _>>()?;
        let imports: Vec<ImportId> = ids.iter().map(|id| ImportId(id.0)).collect();
        let needed = store::imports::list_unfinished(&ctx.db, &imports).await?;
        for id in ids.iter().filter(|id| !needed.contains(&ImportId(id.0))) {
            ctx.storage.delete(*id, Part::Import).await?;
        }
    }
    Ok(())
}
