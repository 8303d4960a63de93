//! Enqueuing: rows in the transaction of the change that asks for them.

use chrono::{DateTime, Utc};

use crate::{
    jobs::NewJob,
    store::{Result, Runs, Tx, db::places},
};

/// Rows per statement: 13 values each stay far below both engines' limits on parameters.
const CHUNK: usize = 100;

/// Enqueues `jobs` in the caller's transaction. One whose `dedupe_key` is there already is left out.
pub async fn insert_jobs(tx: &mut Tx, jobs: &[NewJob], now: DateTime<Utc>) -> Result<()> {
    const VALUES: usize = 11;
    for chunk in jobs.chunks(CHUNK) {
        let rows: Vec<_> = (0..chunk.len()).map(|row| format!("({}, 'ready', 0, 0)", places(row * VALUES + 1, VALUES))).collect();
        let text = format!(
            "INSERT INTO jobs (id, kind, queue, payload, priority, run_at, due_at, max_attempts, dedupe_key, traceparent, \
             created_at, state, attempts, losses) VALUES {} ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING",
            rows.join(", ")
        );
        let mut query = tx.sql(text);
        for job in chunk {
            let run_at = job.run_at.unwrap_or(now);
            query = query
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
                .bind(now);
        }
        query.run().await?;
    }
    Ok(())
}
