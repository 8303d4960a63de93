//! What operators see.

use shared::app::operators::{AuditTarget, AuditView, JobView, QueueView, ScheduleView};

use crate::edge::wire::wire;

wire! {
    /// A background job.
    JobView as "Job" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0",
        kind = "email",
        queue = "mail",
        /// A job that waits for a later time is `ready` with a `run_at` in the future.
        state = "dead",
        /// Ids of what it is about, never texts or secrets.
        payload = {"delivery_id": "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab1"},
        /// Those above 0 go before others of their queue.
        priority = 0,
        /// From when on it may run.
        run_at = "2026-11-21T09:30:00.000001Z",
        /// How many attempts have ended.
        attempts = 1,
        /// After this many that failed it is dead.
        max_attempts = 200,
        /// How often in a row its process was lost while it ran; after the fifth time it is dead.
        losses = 0,
        /// While it runs: when its worker counts as lost unless it is heard of before.
        lease_until = null,
        /// What the last attempt that failed said.
        last_error = "550 5.1.1 No such user",
        /// At most one job ever has this key.
        dedupe_key = null,
        /// What to look for in the log: the request that led to the job has the same.
        trace_id = "4bf92f3577b34da6a3ce929d0e0e4736",
        /// W3C Trace Context.
        traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        created_at = "2026-11-21T09:30:00.000001Z",
        finished_at = "2026-11-21T09:30:02.000001Z",
    }

    /// How a queue does.
    QueueView as "Queue" {
        name = "mail",
        /// Due, and not begun.
        ready = 12,
        running = 16,
        /// For a later time: first attempts and retries.
        scheduled = 3,
        /// Given up.
        dead = 1,
        /// For how many seconds the oldest of those that are ready has been due; 0 where none is.
        oldest_age_s = 0.25,
        /// How many worker processes take on its jobs. One that was killed counts for up to 15 s.
        workers = 2,
    }

    /// Something that runs again and again.
    ScheduleView as "Schedule" {
        name = "prune_jobs",
        /// Six fields: second, minute, hour, day of month, month, day of week.
        cron = "0 7 * * * *",
        /// IANA name.
        time_zone = "UTC",
        /// The kind of its jobs.
        kind = "prune_jobs",
        queue = "maintenance",
        /// `null` until a scheduler has run for the first time.
        next_run_at = "2026-11-21T10:07:00Z",
        /// The slot it ran for last; running it by hand is none.
        last_run_at = "2026-11-21T09:07:00Z",
    }

    /// Something that someone may have to answer for. Entries are never changed.
    AuditView as "AuditEntry" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac0",
        at = "2026-11-21T09:30:00.000001Z",
        action = "job.retried",
        /// How it came in.
        via = "api",
        /// Who did it, as they were called then; `null` at the command line, and where nobody was signed in.
        actor,
        /// What it was done to.
        target,
        /// What else there is to know; which members there are depends on the action.
        details = {"kind": "email", "queue": "mail", "state": "dead"},
        /// Where the request came from.
        address = "203.0.113.9",
        request_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac1",
        trace_id = "4bf92f3577b34da6a3ce929d0e0e4736",
    }

    AuditTarget as "AuditTarget" {
        /// `user`, `team`, `project`, `job` or `schedule`.
        kind = "job",
        /// Its id, or name.
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0",
    }
}
