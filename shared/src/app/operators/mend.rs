//! Running a job again, and giving one up: one by one, or a pile of them. A job that is running is left alone, and so is
//! one that is done.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{JobView, JobsFilter, Operator};
use crate::{
    app::{AppError, Audit, Ctx, Result, Work},
    domain::{AuditAction, JobId, JobState},
    events::Hint,
    jobs::Queue,
    store::{
        self,
        jobs::{JobRow, Pile},
    },
};

/// Lets a job run now, with all its attempts: one that is dead, discarded, or waits for a later time.
pub async fn retry_job(ctx: &Ctx, operator: &Operator, id: JobId) -> Result<JobView> {
    let mut work = operator.begin(ctx).await?;
    let before = find(&mut work, id).await?;
    let now = work.now;
    if !store::jobs::retry_job(&mut work.tx, id, now).await? {
        return Err(refusal(&find(&mut work, id).await?));
    }
    finish(work, AuditAction::JobRetried, &before).await
}

/// Gives up a job that waits or is dead.
pub async fn discard_job(ctx: &Ctx, operator: &Operator, id: JobId) -> Result<JobView> {
    let mut work = operator.begin(ctx).await?;
    let before = find(&mut work, id).await?;
    let now = work.now;
    if before.state == JobState::Discarded {
        return Ok(before.into()); // It is what was asked for.
    }
    if !store::jobs::discard_job(&mut work.tx, id, now).await? {
        return Err(refusal(&find(&mut work, id).await?));
    }
    finish(work, AuditAction::JobDiscarded, &before).await
}

async fn find(work: &mut Work, id: JobId) -> Result<JobRow> {
    store::jobs::find_job(&mut work.tx, id).await?.ok_or(AppError::NotFound("job"))
}

fn refusal(job: &JobRow) -> AppError {
    match job.state {
        JobState::Running => AppError::conflict(
            "job_running",
            "this job is running; wait until it ends. If its worker is lost, it is ready again when its lease ends (lease_until)",
        ),
        JobState::Done => AppError::conflict("job_done", "this job is done; nothing is left to do about it"),
        _ => AppError::conflict("job_changed", "this job has just changed; look at it again"),
    }
}

async fn finish(mut work: Work, action: AuditAction, before: &JobRow) -> Result<JobView> {
    let details = json!({"kind": before.kind, "queue": before.queue, "state": before.state, "attempts": before.attempts,
        "last_error": before.last_error});
    work.audit(Audit::new(action).on("job", before.id).with(details));
    if action == AuditAction::JobRetried {
        wake(&mut work, &before.queue);
    }
    let after = find(&mut work, before.id).await?;
    work.commit().await?;
    Ok(after.into())
}

/// What was retried is due now: whoever hands out the queue's jobs is told.
fn wake(work: &mut Work, queue: &str) {
    if let Some(queue) = Queue::parse(queue) {
        work.hint(Hint::Jobs(queue));
    }
}

/// One step through a pile.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    pub count: usize,
    /// From where to go on; `None` when the pile is through.
    pub next: Option<JobId>,
}

/// Jobs per transaction: few enough that no writer waits long.
const BATCH: i64 = 100;

/// Retries the next jobs of a pile, from `after` on. What is made after `until`, the time when the whole thing began, is
/// not part of it, so that it ends.
pub async fn retry_pile(
    ctx: &Ctx,
    operator: &Operator,
    pile: Pile,
    filter: &JobsFilter,
    until: DateTime<Utc>,
    after: Option<JobId>,
) -> Result<Batch> {
    step(ctx, operator, AuditAction::JobRetried, pile, filter, until, after).await
}

/// As [`retry_pile`], giving them up.
pub async fn discard_pile(
    ctx: &Ctx,
    operator: &Operator,
    pile: Pile,
    filter: &JobsFilter,
    until: DateTime<Utc>,
    after: Option<JobId>,
) -> Result<Batch> {
    step(ctx, operator, AuditAction::JobDiscarded, pile, filter, until, after).await
}

async fn step(
    ctx: &Ctx,
    operator: &Operator,
    action: AuditAction,
    pile: Pile,
    filter: &JobsFilter,
    until: DateTime<Utc>,
    after: Option<JobId>,
) -> Result<Batch> {
    let mut work = operator.begin(ctx).await?;
    let now = work.now;
    let found = store::jobs::lock_pile(&mut work.tx, pile, &filter.into(), after, until, BATCH).await?;
    let mut done = Vec::with_capacity(found.len());
    for (id, queue) in &found {
        let changed = match action {
            AuditAction::JobRetried => store::jobs::retry_job(&mut work.tx, *id, now).await?,
            _ => store::jobs::discard_job(&mut work.tx, *id, now).await?,
        };
        if changed {
            done.push(*id);
            wake(&mut work, queue);
        }
    }
    if !done.is_empty() {
        let pile = if pile == Pile::Dead { "dead" } else { "postponed" };
        let details = json!({"pile": pile, "kind": filter.kind, "queue": filter.queue, "count": done.len(), "jobs": done});
        work.audit(Audit::new(action).with(details));
    }
    work.commit().await?;
    let full = i64::try_from(found.len()).unwrap_or(i64::MAX) >= BATCH;
    Ok(Batch { count: done.len(), next: found.last().map(|(id, _)| *id).filter(|_| full) })
}
