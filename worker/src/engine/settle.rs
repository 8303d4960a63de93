//! Writing down claims and outcomes, while the database may be away for a while.

use std::{collections::HashMap, time::Duration};

use shared::{
    clock::Clock,
    domain::JobId,
    store::{
        Db, Result,
        jobs::{self, Claimed, Lease},
    },
};
use tokio::time::sleep;

use super::CLAIM_TRIES;

/// An outcome that could not be written for this long is let go: the lease has run out, and the job runs again.
const OUTCOME_TRIES: usize = 60;

/// Claims jobs. An id asked for twice is won once. What cannot be claimed for a while is left: it is pushed again.
pub(super) async fn claim(db: Db, clock: Clock, ids: Vec<JobId>) -> Vec<Option<Claimed>> {
    let token = rand::random();
    let mut won = HashMap::new();
    for wait in CLAIM_TRIES {
        match jobs::claim(&db, &ids, token, clock.now()).await {
            Ok(claimed) => {
                won = claimed.into_iter().map(|job| (job.id, job)).collect();
                break;
            }
            Err(error) => tracing::warn!(%error, jobs = ids.len(), "jobs could not be claimed"),
        }
        sleep(Duration::from_millis(wait)).await;
    }
    ids.iter().map(|id| won.remove(id)).collect()
}

/// Marks jobs as done and tells for each whether its lease still held.
pub(super) async fn finish(db: Db, clock: Clock, leases: Vec<Lease>) -> Vec<bool> {
    let done = persistently(|| jobs::finish(&db, &leases, clock.now())).await.unwrap_or_default();
    leases.iter().map(|lease| done.contains(&lease.id)).collect()
}

/// Tries until it is written, waiting 20 ms at first and 1 s later on.
pub(super) async fn persistently<T, Fut: Future<Output = Result<T>>>(write: impl Fn() -> Fut) -> Option<T> {
    let mut wait = Duration::from_millis(20);
    for _ in 0..OUTCOME_TRIES {
        match write().await {
            Ok(written) => return Some(written),
            Err(error) => tracing::warn!(%error, "how a job ended could not be written yet"),
        }
        sleep(wait).await;
        wait = (wait * 4).min(Duration::from_secs(1));
    }
    None
}
