//! Deletes jobs that are over: a week after they were done or discarded, a month after they died, which is the time
//! that someone has to look at them. Deleting twice is deleting once.

use std::sync::Arc;

use chrono::TimeDelta;
use shared::{app::Ctx, jobs::PruneJobs, store};

use super::{JobError, Running};

const DONE: TimeDelta = TimeDelta::days(7);
const DEAD: TimeDelta = TimeDelta::days(30);

/// Processes that were last seen so long ago are of no interest to anybody.
const GONE: TimeDelta = TimeDelta::days(1);

/// Rows per statement: few enough that no writer waits long.
const BATCH: i64 = 500;

pub async fn run(ctx: Ctx, _: Arc<Running>, PruneJobs {}: PruneJobs) -> Result<(), JobError> {
    let now = ctx.clock.now();
    let mut deleted = 0;
    loop {
        let rows = store::jobs::prune(&ctx.db, now - DONE, now - DEAD, BATCH).await?;
        if rows == 0 {
            break;
        }
        deleted += rows;
    }
    store::workers::prune_workers(&ctx.db, now - GONE).await?;
    if deleted > 0 {
        tracing::info!(deleted, "jobs that were long over were deleted");
    }
    Ok(())
}
