//! How a run ended. Each of these changes nothing once the lease is someone else's.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::{Lease, lease::bind, padded, pairs};
use crate::{
    domain::JobId,
    store::{Db, Result},
};

/// No more than this of an error is kept, in characters.
const ERROR_LENGTH: usize = 2_000;

/// Marks jobs as done and tells which of them: the others' leases had run out meanwhile.
pub async fn finish(db: &Db, leases: &[Lease], now: DateTime<Utc>) -> Result<HashSet<JobId>> {
    if leases.is_empty() {
        return Ok(HashSet::new());
    }
    let leases = padded(leases);
    let text = format!(
        "UPDATE jobs SET state = 'done', attempts = attempts + 1, lease_token = NULL, due_at = NULL, finished_at = $1 \
         FROM {} AS held WHERE jobs.id = held.column1 AND jobs.lease_token = held.column2 RETURNING id",
        pairs(2, leases.len())
    );
    let done = bind(db.write(text).bind(now), leases).all::<(JobId,)>().await?;
    Ok(done.into_iter().map(|(id,)| id).collect())
}

/// Counts a failed attempt and lets the job wait until `retry_at`. It ended by itself, so losses are no longer in a row.
pub async fn fail(db: &Db, lease: Lease, error: &str, retry_at: DateTime<Utc>) -> Result<bool> {
    let rows = db
        .write(
            "UPDATE jobs SET state = 'ready', attempts = attempts + 1, losses = 0, lease_token = NULL, dispatched_at = NULL, \
             run_at = $3, due_at = $3, last_error = $4 WHERE id = $1 AND lease_token = $2",
        )
        .bind(lease.id)
        .bind(lease.token)
        .bind(retry_at)
        .bind(cut(error))
        .run()
        .await?;
    Ok(rows == 1)
}

/// Lets a job that found its time not come wait until `run_at`: neither an attempt nor a failure.
pub async fn put_off(db: &Db, lease: Lease, run_at: DateTime<Utc>) -> Result<bool> {
    let rows = db
        .write(
            "UPDATE jobs SET state = 'ready', losses = 0, lease_token = NULL, dispatched_at = NULL, run_at = $3, due_at = $3 \
             WHERE id = $1 AND lease_token = $2",
        )
        .bind(lease.id)
        .bind(lease.token)
        .bind(run_at)
        .run()
        .await?;
    Ok(rows == 1)
}

/// Counts a failed attempt and gives the job up.
pub async fn bury(db: &Db, lease: Lease, error: &str, now: DateTime<Utc>) -> Result<bool> {
    let rows = db
        .write(
            "UPDATE jobs SET state = 'dead', attempts = attempts + 1, lease_token = NULL, due_at = NULL, finished_at = $3, \
             died_at = $3, last_error = $4 WHERE id = $1 AND lease_token = $2",
        )
        .bind(lease.id)
        .bind(lease.token)
        .bind(now)
        .bind(cut(error))
        .run()
        .await?;
    Ok(rows == 1)
}

/// An error may hold anything, and PostgreSQL takes no NUL.
fn cut(error: &str) -> String {
    error.chars().filter(|c| *c != '\0').take(ERROR_LENGTH).collect()
}
