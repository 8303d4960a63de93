//! How the queues do: for the admin, the command line and the metrics alike.

use serde::Serialize;

use super::{Operator, WorkerView, presence::living};
use crate::{
    app::{Ctx, Result, paging::Page},
    jobs::Queue,
    store::{self, jobs::QueueRow},
};

#[derive(Clone, Debug, Serialize)]
pub struct QueueView {
    pub name: String,
    /// Due, and not begun.
    pub ready: i64,
    pub running: i64,
    /// For a later time: first attempts and retries.
    pub scheduled: i64,
    /// Given up.
    pub dead: i64,
    /// For how many seconds the oldest of those that are ready has been due; 0 where none is.
    pub oldest_age_s: f64,
    /// Processes that take on its jobs.
    pub workers: usize,
}

/// Every queue, whether there is anything in it or not.
pub async fn list_queues(ctx: &Ctx, _: &Operator) -> Result<Page<QueueView>> {
    Ok(Page { items: state_of_queues(ctx).await?.0, next_cursor: None })
}

/// The queues and the processes that live.
pub(crate) async fn state_of_queues(ctx: &Ctx) -> Result<(Vec<QueueView>, Vec<WorkerView>)> {
    let now = ctx.clock.now();
    let rows = store::jobs::count_by_queue(&ctx.db, now).await?;
    let workers = living(ctx).await?;
    let view = |queue: Queue| {
        let row = rows.iter().find(|row| row.queue == queue.as_str()).cloned().unwrap_or_default();
        let QueueRow { ready, running, scheduled, dead, oldest_at, .. } = row;
        let age = oldest_at.and_then(|at| (now - at).to_std().ok()).unwrap_or_default();
        QueueView {
            name: queue.as_str().to_owned(),
            ready,
            running,
            scheduled,
            dead,
            oldest_age_s: (age.as_secs_f64() * 1000.0).round() / 1000.0,
            workers: workers.iter().filter(|worker| worker.serves(queue)).count(),
        }
    };
    Ok((Queue::ALL.into_iter().map(view).collect(), workers))
}
