//! Processes that run jobs or fire schedules. Each keeps its own row fresh; a row that is not fresh is of a process that
//! is gone.

use chrono::{DateTime, Utc};

use super::{Db, Result};
use crate::domain::{WorkerId, WorkerRole, WorkerState};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WorkerRow {
    pub id: WorkerId,
    pub role: WorkerRole,
    pub name: String,
    /// A JSON object: queues and their slots.
    pub queues: String,
    pub state: WorkerState,
    pub started_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

/// Writes the row, or that its process was seen and in which state.
pub async fn upsert_worker(db: &Db, row: &WorkerRow) -> Result<()> {
    db.write(
        "INSERT INTO workers (id, role, name, queues, state, started_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at",
    )
    .bind(row.id)
    .bind(row.role)
    .bind(row.name.clone())
    .bind(row.queues.clone())
    .bind(row.state)
    .bind(row.started_at)
    .bind(row.seen_at)
    .run()
    .await?;
    Ok(())
}

pub async fn delete_worker(db: &Db, id: WorkerId) -> Result<u64> {
    db.write("DELETE FROM workers WHERE id = $1").bind(id).run().await
}

/// Those that were seen after `since`, the oldest first.
pub async fn list_workers(db: &Db, since: DateTime<Utc>) -> Result<Vec<WorkerRow>> {
    db.sql("SELECT id, role, name, queues, state, started_at, seen_at FROM workers WHERE seen_at > $1 ORDER BY id")
        .bind(since)
        .all()
        .await
}

/// Deletes those that were last seen before `before`.
pub async fn prune_workers(db: &Db, before: DateTime<Utc>) -> Result<u64> {
    db.write("DELETE FROM workers WHERE seen_at < $1").bind(before).run().await
}
