//! Claiming: the one step that makes a row `running`, by compare-and-set, under a new lease token.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Due, LOSS, LOSS_WAIT, Lease, Lost, padded, these};
use crate::{
    domain::{JobId, JobState},
    store::{Db, Result, db::places},
};

/// How long a claim lasts unless it is renewed.
pub const LEASE: TimeDelta = TimeDelta::seconds(6);

/// A job that its claimer may run.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    pub id: JobId,
    #[sqlx(rename = "lease_token")]
    pub token: i64,
    /// Until when it may be run, unless the lease is renewed.
    pub lease_until: DateTime<Utc>,
    pub kind: String,
    pub queue: String,
    pub payload: String,
    pub run_at: DateTime<Utc>,
    pub attempts: i64,
    pub max_attempts: i64,
    pub losses: i64,
    pub traceparent: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Claimed {
    #[must_use]
    pub fn lease(&self) -> Lease {
        Lease { id: self.id, token: self.token }
    }
}

#[derive(Debug, Default)]
pub struct Taken {
    /// To be run now, oldest first.
    pub claimed: Vec<Claimed>,
    /// Found with a lease that had run out; due again when their wait is over.
    pub lost: Vec<Lost>,
}

const COLUMNS: &str = "id, lease_token, due_at AS lease_until, kind, queue, payload, run_at, attempts, max_attempts, losses, traceparent, created_at";

/// Claims those of `ids` that were pushed and are still waiting; the others were claimed by someone else, or are over,
/// or wait for a later time. Asking again with the same token gives the same rows, so that a claim whose answer was
/// lost can be repeated.
pub async fn claim(db: &Db, ids: &[JobId], token: i64, now: DateTime<Utc>) -> Result<Vec<Claimed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = padded(ids);
    let select = format!(
        "SELECT id FROM jobs WHERE id IN ({}) AND run_at <= $1 \
         AND ((state = 'ready' AND dispatched_at IS NOT NULL) OR (state = 'running' AND lease_token = $2))",
        places(4, ids.len())
    );
    let text = format!(
        "UPDATE jobs SET state = 'running', lease_token = $2, due_at = $3 WHERE id {} RETURNING {COLUMNS}",
        these(db, &select)
    );
    db.write(text).bind(now).bind(token).bind(now + LEASE).bind_all(ids).all().await
}

#[derive(sqlx::FromRow)]
struct Row {
    id: JobId,
    lease_token: Option<i64>,
    lease_until: Option<DateTime<Utc>>,
    state: JobState,
    kind: String,
    queue: String,
    payload: String,
    run_at: DateTime<Utc>,
    attempts: i64,
    max_attempts: i64,
    losses: i64,
    traceparent: Option<String>,
    created_at: DateTime<Utc>,
}

/// Claims due rows straight from the table, without a transport, and counts the loss of those whose lease ran out.
/// Rows that another process is claiming are left to it.
pub async fn claim_due(db: &Db, due: Due, token: i64) -> Result<Taken> {
    let text = format!(
        "UPDATE jobs SET {LOSS}, \
         state = CASE WHEN state = 'ready' THEN 'running' WHEN losses >= 4 THEN 'dead' ELSE 'ready' END, \
         lease_token = CASE WHEN state = 'ready' THEN $7 END, due_at = CASE WHEN state = 'ready' THEN $8 {LOSS_WAIT} END \
         WHERE id {} RETURNING {COLUMNS}, state",
        due.these(db, true)
    );
    let mut rows = due.bind(db.write(text)).bind(token).bind(due.now + LEASE).all::<Row>().await?;
    rows.sort_by_key(|row| row.run_at);
    let mut found = Taken::default();
    for row in rows {
        match row.claimed() {
            Ok(claimed) => found.claimed.push(claimed),
            Err(lost) => found.lost.push(lost),
        }
    }
    Ok(found)
}

impl Row {
    fn claimed(self) -> Result<Claimed, Lost> {
        let Some((token, lease_until)) = self.lease_token.zip(self.lease_until) else {
            return Err(Lost { id: self.id, kind: self.kind, payload: self.payload, losses: self.losses, state: self.state });
        };
        Ok(Claimed {
            id: self.id,
            token,
            lease_until,
            kind: self.kind,
            queue: self.queue,
            payload: self.payload,
            run_at: self.run_at,
            attempts: self.attempts,
            max_attempts: self.max_attempts,
            losses: self.losses,
            traceparent: self.traceparent,
            created_at: self.created_at,
        })
    }
}
