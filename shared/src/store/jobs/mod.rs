//! The jobs table: what is to be done, by whom it is being done, and how it went.
//!
//! A row is `ready` until someone claims it, `running` under a lease while a handler works, and `done`, `dead` or
//! `discarded` in the end. Every claim draws a new lease token, and whatever its holder writes names that token: a
//! holder that froze past the end of its lease changes nothing. A lease that ran out means that the row's process was
//! lost; that is counted ([`LOSSES_ALLOWED`], [`LOSS_WAITS`]), not called an attempt.
//!
//! All but enqueuing are single statements ([`Db::write`]), which take their rows with SKIP LOCKED where the engine has
//! row locks: nobody waits for rows that another holds, so no two of them can wait for each other.

mod claim;
mod dispatch;
mod insert;
mod lease;
mod look;
mod prune;
mod settle;
mod tend;

pub use claim::{Claimed, LEASE, Taken, claim, claim_due};
pub use dispatch::{Marked, PUSH_AGAIN, Ticket, mark_due, next_due};
pub use insert::insert_jobs;
pub(super) use insert::{JOB_COLUMNS, add_jobs};
pub use lease::{release, renew};
pub use look::{Filter, JobRow, Pile, QueueRow, count_by_queue, find_job, list_jobs, list_open_payloads, lock_pile};
pub use prune::prune;
pub use settle::{bury, fail, finish, put_off};
pub use tend::{discard_job, retry_job, take_back};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Db, Engine,
    db::{Query, padded, places},
};
use crate::{
    domain::{JobId, JobState},
    jobs::Queue,
};

/// A job that was running when its process was lost this many times in a row is dead.
pub const LOSSES_ALLOWED: i64 = 5;

/// How long a job waits after its first, second, third and fourth loss in a row.
pub const LOSS_WAITS: [TimeDelta; 4] = [TimeDelta::zero(), TimeDelta::seconds(5), TimeDelta::minutes(1), TimeDelta::minutes(10)];

/// The right to a running job: good as long as the row has this token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    pub id: JobId,
    pub token: i64,
}

/// Which of a queue's due rows to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those with a priority above 0.
    Urgent,
    Any,
    /// As many as asked for of both, the urgent ones first. For whoever marks: they may be up to twice as many.
    UrgentAndAny,
    /// Those that were lost with their process before. Direct claims take them apart, because they run one at a time.
    Suspect,
}

/// Due rows to take from a queue, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    pub queue: Queue,
    pub which: Which,
    pub limit: usize,
    pub now: DateTime<Utc>,
    /// Whether leases that ran out count as losses now.
    pub sweep: bool,
}

/// A row whose lease had run out.
#[derive(Debug, sqlx::FromRow)]
pub struct Lost {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub losses: i64,
    /// `ready`, or `dead` after too many losses.
    pub state: JobState,
}

/// What a statement that takes due rows sets on those whose lease had run out, and what it gives back. `$2` is the time,
/// `$3` to `$5` are the ends of the waits after the second to the fourth loss: the same places in each such statement.
/// A lost row has no `dispatched_at` afterwards, and every other row taken has one: that tells them apart.
const LOSS: &str = "losses = CASE WHEN state = 'running' THEN losses + 1 ELSE losses END, \
     finished_at = CASE WHEN state = 'running' AND losses >= 4 THEN $2 END, \
     died_at = CASE WHEN state = 'running' AND losses >= 4 THEN $2 END, \
     dispatched_at = CASE WHEN state = 'ready' THEN $2 END, \
     last_error = CASE WHEN state = 'running' THEN 'the process that ran it was lost' ELSE last_error END";
const LOSS_WAIT: &str = "WHEN losses = 0 THEN $2 WHEN losses = 1 THEN $3 WHEN losses = 2 THEN $4 WHEN losses = 3 THEN $5";

/// Locks the rows that `select` finds, where the engine has row locks, and gives what stands after `id`. On PostgreSQL
/// `ARRAY()` makes it run once: a subquery with a limit could be planned to run again for each row.
fn these(db: &Db, select: &str) -> String {
    match db.engine() {
        Engine::Postgres => format!("= ANY (ARRAY({select} FOR UPDATE SKIP LOCKED))"),
        Engine::Sqlite => format!("IN ({select})"),
    }
}

impl Due {
    /// What the rows' ids are compared with, as [`these`] writes it for one of the selects.
    fn these(&self, db: &Db, suspects_apart: bool) -> String {
        let Which::UrgentAndAny = self.which else { return these(db, &self.select(suspects_apart)) };
        let [urgent, any] = [Which::Urgent, Which::Any].map(|which| Due { which, ..*self }.select(suspects_apart));
        match db.engine() {
            Engine::Postgres => {
                format!("= ANY (ARRAY({urgent} FOR UPDATE SKIP LOCKED) || ARRAY({any} FOR UPDATE SKIP LOCKED))")
            }
            Engine::Sqlite => format!("IN (SELECT id FROM ({urgent}) UNION SELECT id FROM ({any}))"),
        }
    }

    /// The ids of the rows, with `$1` the queue, `$2` the time and `$6` the limit.
    fn select(&self, suspects_apart: bool) -> String {
        let which = match self.which {
            Which::Suspect => " AND losses > 0 AND state = 'ready'",
            Which::Urgent if suspects_apart => " AND priority > 0 AND (losses = 0 OR state = 'running')",
            Which::Any | Which::UrgentAndAny if suspects_apart => " AND (losses = 0 OR state = 'running')",
            Which::Urgent => " AND priority > 0",
            Which::Any | Which::UrgentAndAny => "",
        };
        let sweep = if self.sweep { "" } else { " AND state = 'ready'" };
        format!(
            "SELECT id FROM jobs WHERE queue = $1 AND run_at <= $2 AND finished_at IS NULL AND due_at <= $2{which}{sweep} \
             ORDER BY run_at LIMIT $6"
        )
    }

    fn wait(&self, loss: usize) -> DateTime<Utc> {
        self.now + LOSS_WAITS[loss - 1]
    }

    /// Binds `$1` to `$6`.
    fn bind<'q>(&self, query: Query<'q>) -> Query<'q> {
        query
            .bind(self.queue.as_str().to_owned())
            .bind(self.now)
            .bind(self.wait(2))
            .bind(self.wait(3))
            .bind(self.wait(4))
            .bind(i64::try_from(self.limit).unwrap_or(i64::MAX))
    }
}

/// `(VALUES ($f, $f+1), …)`: pairs of id and token. Both engines call the columns column1 and column2.
fn pairs(first: usize, count: usize) -> String {
    let rows: Vec<_> = (0..count).map(|row| format!("({})", places(first + 2 * row, 2))).collect();
    format!("(VALUES {})", rows.join(", "))
}
