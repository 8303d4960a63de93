//! Finding what is due and marking it as handed out, for a transport that carries ids to whoever claims them.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Due, LOSS, LOSS_WAIT, Lost};
use crate::{
    domain::{JobId, JobState},
    jobs::Queue,
    store::{Db, Result},
};

/// A row that was pushed but that nobody claimed is pushed again after this: the transport may have lost it. What Redis
/// forgot is to run within 6 s.
pub const PUSH_AGAIN: TimeDelta = TimeDelta::seconds(4);

/// What goes through the transport: which job, and how often it was lost before (if ever, it runs alone).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub id: JobId,
    pub losses: i64,
}

#[derive(Debug, Default)]
pub struct Marked {
    /// To be pushed now, urgent ones first, then the oldest.
    pub push: Vec<Ticket>,
    /// Found with a lease that had run out; due again when their wait is over.
    pub lost: Vec<Lost>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: JobId,
    /// What it is, where it was lost.
    kind: Option<String>,
    payload: Option<String>,
    state: JobState,
    losses: i64,
    priority: i64,
    run_at: DateTime<Utc>,
    dispatched_at: Option<DateTime<Utc>>,
}

/// Marks due rows as pushed, and counts the loss of those whose lease ran out. Only rows marked here can be claimed by
/// [`super::claim`]. Rows that another dispatcher is marking are left to it.
pub async fn mark_due(db: &Db, due: Due) -> Result<Marked> {
    let text = format!(
        "UPDATE jobs SET {LOSS}, state = CASE WHEN state = 'running' AND losses >= 4 THEN 'dead' ELSE 'ready' END, \
         lease_token = NULL, due_at = CASE WHEN state = 'ready' THEN $7 {LOSS_WAIT} END \
         WHERE id {} RETURNING id, state, losses, priority, run_at, dispatched_at, \
         CASE WHEN dispatched_at IS NULL THEN kind END AS kind, CASE WHEN dispatched_at IS NULL THEN payload END AS payload",
        due.these(db, false)
    );
    let mut rows = due.bind(db.write(text)).bind(due.now + PUSH_AGAIN).all::<Row>().await?;
    rows.sort_by_key(|row| (row.priority <= 0, row.run_at));
    let mut marked = Marked::default();
    for row in rows {
        if row.dispatched_at.is_some() {
            marked.push.push(Ticket { id: row.id, losses: row.losses });
        } else {
            let (kind, payload) = (row.kind.unwrap_or_default(), row.payload.unwrap_or_default());
            marked.lost.push(Lost { id: row.id, kind, payload, losses: row.losses, state: row.state });
        }
    }
    Ok(marked)
}

/// When the next row of the queue is due, if that is before `until`. Rows that are due already count too.
pub async fn next_due(db: &Db, queue: Queue, until: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let (at,) = db
        .sql("SELECT MIN(due_at) FROM jobs WHERE queue = $1 AND finished_at IS NULL AND run_at <= $2 AND due_at <= $2")
        .bind(queue.as_str().to_owned())
        .bind(until)
        .one::<(Option<DateTime<Utc>>,)>()
        .await?;
    Ok(at)
}
