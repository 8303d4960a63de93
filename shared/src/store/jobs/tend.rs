//! What a person does to a job: retry it, or discard it. Both leave a job alone that is running at this moment. And what
//! becomes of all jobs when their rows come into another database.

use chrono::{DateTime, Utc};

use crate::{
    domain::JobId,
    store::{Result, Runs, Tx},
};

/// Lets a job that is not done run now, with all its attempts. False if it is running, done or not there.
pub async fn retry_job(tx: &mut Tx, id: JobId, now: DateTime<Utc>) -> Result<bool> {
    let rows = tx
        .sql(
            "UPDATE jobs SET state = 'ready', attempts = 0, losses = 0, dispatched_at = NULL, run_at = $2, due_at = $2, \
             finished_at = NULL, died_at = NULL WHERE id = $1 AND state IN ('ready', 'dead', 'discarded')",
        )
        .bind(id)
        .bind(now)
        .run()
        .await?;
    Ok(rows == 1)
}

/// Gives up a job that waits or is dead. False if it is running, over or not there.
pub async fn discard_job(tx: &mut Tx, id: JobId, now: DateTime<Utc>) -> Result<bool> {
    let rows = tx
        .sql(
            "UPDATE jobs SET state = 'discarded', dispatched_at = NULL, due_at = NULL, finished_at = $2, died_at = NULL \
             WHERE id = $1 AND state IN ('ready', 'dead')",
        )
        .bind(id)
        .bind(now)
        .run()
        .await?;
    Ok(rows == 1)
}

/// Lets every job that is not over wait for a worker again, where no worker holds any: no lease and no ticket of before
/// counts. What was to run at a later time still does.
pub async fn take_back(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    tx.sql(
        "UPDATE jobs SET state = 'ready', lease_token = NULL, dispatched_at = NULL, \
         due_at = CASE WHEN run_at > $1 THEN run_at ELSE $1 END WHERE finished_at IS NULL",
    )
    .bind(now)
    .run()
    .await
    .map(|_| ())
}
