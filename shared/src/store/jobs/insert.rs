//! Enqueuing: rows in the transaction of the change that asks for them.

use chrono::{DateTime, Utc};

use crate::{
    jobs::NewJob,
    store::{
        Result, Runs, Tx,
        db::{Query, places},
    },
};

/// Rows per statement: [`VALUES`] each stay far below both engines' limits on parameters.
const CHUNK: usize = 100;
const VALUES: usize = 11;

/// What is written of a new job, for [`job_rows`].
pub(in crate::store) const JOB_COLUMNS: &str = "id, kind, queue, payload, priority, run_at, due_at, max_attempts, dedupe_key, traceparent, created_at, state, attempts, losses";

/// Enqueues `jobs` in the caller's transaction. One whose `dedupe_key` is there already is left out.
pub async fn insert_jobs(tx: &mut Tx, jobs: &[NewJob], now: DateTime<Utc>) -> Result<()> {
    for chunk in jobs.chunks(CHUNK) {
        let (rows, _) = job_rows(1, chunk.len());
        let text = format!(
            "INSERT INTO jobs ({JOB_COLUMNS}) VALUES {rows} ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING"
        );
        chunk.iter().fold(tx.sql(text), |query, job| bind_job(query, job, now)).run().await?;
    }
    Ok(())
}

/// The rows of so many jobs whose first value is `$first`, and the number of the value after them.
pub(in crate::store) fn job_rows(first: usize, count: usize) -> (String, usize) {
    let rows: Vec<_> = (0..count).map(|row| format!("({}, 'ready', 0, 0)", places(first + row * VALUES, VALUES))).collect();
    (rows.join(", "), first + count * VALUES)
}

pub(in crate::store) fn bind_job<'e>(query: Query<'e>, job: &NewJob, now: DateTime<Utc>) -> Query<'e> {
    let run_at = job.run_at.unwrap_or(now);
    query
        .bind(job.id)
        .bind(job.kind.to_owned())
        .bind(job.queue.as_str().to_owned())
        .bind(job.payload.clone())
        .bind(job.priority)
        .bind(run_at)
        .bind(run_at)
        .bind(job.max_attempts)
        .bind(job.dedupe_key.clone())
        .bind(job.traceparent.clone())
        .bind(now)
}
