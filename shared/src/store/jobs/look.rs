//! Looking at jobs: one, a page of them, and how many there are. No index holds the state (see the migration), so each
//! question is asked in a way that another index answers: what is open by `jobs_open`, what is dead by `jobs_dead`, and
//! what is over by its id, from the newest on.

use std::fmt::Write;

use chrono::{DateTime, Utc};

use crate::{
    domain::{JobId, JobState, JobsAsked},
    jobs::Queue,
    store::{Db, Engine, Result, Runs, Tx},
};

/// A job as an operator sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct JobRow {
    pub id: JobId,
    pub kind: String,
    pub queue: String,
    pub payload: String,
    pub state: JobState,
    pub priority: i64,
    pub run_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub attempts: i64,
    pub max_attempts: i64,
    pub losses: i64,
    pub dedupe_key: Option<String>,
    pub last_error: Option<String>,
    pub traceparent: Option<String>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

macro_rules! job_columns {
    () => {
        "id, kind, queue, payload, state, priority, run_at, due_at, attempts, max_attempts, losses, dedupe_key, last_error, \
         traceparent, created_at, finished_at"
    };
}

pub async fn find_job(mut on: impl Runs, id: JobId) -> Result<Option<JobRow>> {
    on.sql(concat!("SELECT ", job_columns!(), " FROM jobs WHERE id = $1")).bind(id).optional().await
}

/// The payloads of the jobs of a kind that are to run, or run now.
pub async fn list_open_payloads(mut on: impl Runs, queue: Queue, kind: &str) -> Result<Vec<String>> {
    let text = "SELECT payload FROM jobs WHERE queue = $1 AND finished_at IS NULL AND kind = $2 AND state <> 'dead'";
    let found = on.sql(text).bind(queue.as_str().to_owned()).bind(kind.to_owned()).all::<(String,)>().await?;
    Ok(found.into_iter().map(|(payload,)| payload).collect())
}

/// Which jobs. What is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<JobsAsked>,
    pub kind: Option<String>,
    pub queue: Option<String>,
}

/// The condition of a state.
fn condition(state: JobsAsked) -> &'static str {
    match state {
        JobsAsked::Ready | JobsAsked::Scheduled => " AND finished_at IS NULL AND state = 'ready'",
        JobsAsked::Running => " AND finished_at IS NULL AND state = 'running'",
        JobsAsked::Dead => " AND died_at IS NOT NULL",
        JobsAsked::Done => " AND finished_at IS NOT NULL AND state = 'done'",
        JobsAsked::Discarded => " AND finished_at IS NOT NULL AND state = 'discarded'",
    }
}

/// Jobs that fit, the newest first, from the one after `before` on.
pub async fn list_jobs(db: &Db, filter: &Filter, before: Option<JobId>, now: DateTime<Utc>, limit: i64) -> Result<Vec<JobRow>> {
    let mut text = concat!("SELECT ", job_columns!(), " FROM jobs WHERE id < $1").to_owned();
    text += filter.state.map_or("", condition);
    let mut place = filter.places(&mut text, 2);
    let later = filter.state == Some(JobsAsked::Scheduled);
    if later {
        let _ = write!(text, " AND run_at > ${place}");
        place += 1;
    }
    let _ = write!(text, " ORDER BY id DESC LIMIT ${place}");
    let query = db.sql(text).bind(before.unwrap_or(JobId(uuid::Uuid::max()))).bind_all(filter.values());
    let query = if later { query.bind(now) } else { query };
    query.bind(limit).all().await
}

impl Filter {
    /// Adds the conditions on kind and queue, whose values are bound from `$place` on, and gives the place after them.
    fn places(&self, text: &mut String, mut place: usize) -> usize {
        for (asked, column) in [(&self.kind, "kind"), (&self.queue, "queue")] {
            if asked.is_some() {
                let _ = write!(text, " AND {column} = ${place}");
                place += 1;
            }
        }
        place
    }

    fn values(&self) -> impl Iterator<Item = String> {
        [&self.kind, &self.queue].into_iter().flatten().cloned().collect::<Vec<_>>().into_iter()
    }
}

/// How many jobs of a queue there are that someone may have to do something about.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct QueueRow {
    pub queue: String,
    pub ready: i64,
    pub running: i64,
    pub scheduled: i64,
    pub dead: i64,
    /// The time from which the oldest of those that are ready waits.
    pub oldest_at: Option<DateTime<Utc>>,
}

/// Counts the open and dead jobs of each queue that has any. What is done is not looked at.
pub async fn count_by_queue(db: &Db, now: DateTime<Utc>) -> Result<Vec<QueueRow>> {
    let open = "SELECT queue, COUNT(*) FILTER (WHERE state = 'ready' AND run_at <= $1) AS ready, \
                COUNT(*) FILTER (WHERE state = 'running') AS running, \
                COUNT(*) FILTER (WHERE state = 'ready' AND run_at > $1) AS scheduled, CAST(0 AS BIGINT) AS dead, \
                MIN(run_at) FILTER (WHERE state = 'ready' AND run_at <= $1) AS oldest_at \
                FROM jobs WHERE finished_at IS NULL GROUP BY queue";
    let mut rows: Vec<QueueRow> = db.sql(open).bind(now).all().await?;
    let dead = "SELECT queue, COUNT(*) FROM jobs WHERE died_at IS NOT NULL GROUP BY queue";
    for (queue, dead) in db.sql(dead).all::<(String, i64)>().await? {
        match rows.iter_mut().find(|row| row.queue == queue) {
            Some(row) => row.dead = dead,
            None => rows.push(QueueRow { queue, dead, ..QueueRow::default() }),
        }
    }
    Ok(rows)
}

/// Which jobs to do something about, all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pile {
    Dead,
    /// Those that failed and wait for their next attempt.
    Postponed,
}

/// Locks up to `limit` jobs of a pile, in the order of their ids from `after` on, leaving out those made after `until`.
pub async fn lock_pile(
    tx: &mut Tx,
    pile: Pile,
    filter: &Filter,
    after: Option<JobId>,
    until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(JobId, String)>> {
    let mut text = "SELECT id, queue FROM jobs WHERE id > $1 AND created_at <= $2".to_owned();
    text += match pile {
        Pile::Dead => " AND died_at IS NOT NULL AND state = 'dead'",
        Pile::Postponed => " AND finished_at IS NULL AND state = 'ready' AND run_at > $2 AND last_error IS NOT NULL",
    };
    let place = filter.places(&mut text, 3);
    let _ = write!(text, " ORDER BY id LIMIT ${place}");
    if tx.engine() == Engine::Postgres {
        text += " FOR NO KEY UPDATE";
    }
    let query = tx.sql(text).bind(after.unwrap_or(JobId(uuid::Uuid::nil()))).bind(until);
    query.bind_all(filter.values()).bind(limit).all().await
}
