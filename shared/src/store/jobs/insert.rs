//! Enqueuing: rows in the transaction of the change that asks for them.

use chrono::{DateTime, Utc};

use crate::{
    jobs::NewJob,
    store::{
        Batch, Result, Runs, Tx,
        db::{Query, places},
    },
};

/// Rows per statement: [`VALUES`] each stay far below both engines' limits on parameters.
const CHUNK: usize = 100;
const VALUES: usize = 11;

/// What is written of a new job.
pub(in crate::store) const JOB_COLUMNS: &str = "id, kind, queue, payload, priority, run_at, due_at, max_attempts, dedupe_key, traceparent, created_at, state, attempts, losses";

/// Enqueues `jobs` in the caller's transaction. One whose `dedupe_key` is there already is left out.
pub async fn insert_jobs(tx: &mut Tx, jobs: &[NewJob], now: DateTime<Utc>) -> Result<()> {
    for chunk in jobs.chunks(CHUNK) {
        chunk.iter().fold(tx.sql(text(chunk.len())), |query, job| bind_job(query, job, now)).run().await?;
    }
    Ok(())
}

/// As [`insert_jobs`], of no more than a hundred, together with what else is written.
pub(in crate::store) fn add_jobs(batch: &mut Batch, jobs: Vec<NewJob>, now: DateTime<Utc>) {
    if !jobs.is_empty() {
        batch.add(text(jobs.len()), move |query| jobs.iter().fold(query, |query, job| bind_job(query, job, now)));
    }
}

fn text(count: usize) -> String {
    let rows: Vec<_> = (0..count).map(|row| format!("({}, 'ready', 0, 0)", places(1 + row * VALUES, VALUES))).collect();
    format!(
        "INSERT INTO jobs ({JOB_COLUMNS}) VALUES {} ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING",
        rows.join(", ")
    )
}

fn bind_job<'e>(query: Query<'e>, job: &NewJob, now: DateTime<Utc>) -> Query<'e> {
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
