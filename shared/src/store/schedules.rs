//! When each schedule is next to run. There is no leader: any number of schedulers look, and advancing a row by
//! compare-and-set decides which of them enqueues the job.

use chrono::{DateTime, Utc};

use super::{Db, Result, Runs, Tx};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ScheduleRow {
    pub name: String,
    pub cron: String,
    pub time_zone: String,
    pub next_run_at: DateTime<Utc>,
    /// The slot it ran for last.
    pub last_run_at: Option<DateTime<Utc>>,
}

pub async fn list_schedules(db: &Db) -> Result<Vec<ScheduleRow>> {
    db.sql("SELECT name, cron, time_zone, next_run_at, last_run_at FROM schedules ORDER BY name").all().await
}

/// Writes what a schedule is now. Of its next times by the old and the new expression the sooner one counts, so that
/// processes of two versions, writing in turn while one replaces the other, never lose a slot.
pub async fn upsert_schedule(tx: &mut Tx, name: &str, cron: &str, time_zone: &str, next_run_at: DateTime<Utc>) -> Result<()> {
    tx.sql(
        "INSERT INTO schedules (name, cron, time_zone, next_run_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, time_zone = excluded.time_zone, \
         next_run_at = CASE WHEN schedules.next_run_at < excluded.next_run_at \
                            THEN schedules.next_run_at ELSE excluded.next_run_at END",
    )
    .bind(name.to_owned())
    .bind(cron.to_owned())
    .bind(time_zone.to_owned())
    .bind(next_run_at)
    .run()
    .await?;
    Ok(())
}

/// Moves a schedule on from `slot`; false if another scheduler has.
pub async fn advance_schedule(tx: &mut Tx, name: &str, slot: DateTime<Utc>, next: DateTime<Utc>) -> Result<bool> {
    let rows = tx
        .sql("UPDATE schedules SET last_run_at = $2, next_run_at = $3 WHERE name = $1 AND next_run_at = $2")
        .bind(name.to_owned())
        .bind(slot)
        .bind(next)
        .run()
        .await?;
    Ok(rows == 1)
}
