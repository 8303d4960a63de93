//! Processes make themselves known: each worker and scheduler keeps a row of its own fresh while it lives and takes it
//! away at an orderly end. Whoever was killed is not seen any more, and does not count after [`GONE`].

use std::{collections::BTreeMap, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::Operator;
use crate::{
    app::{Ctx, Result},
    domain::{WorkerId, WorkerRole, WorkerState},
    jobs::Queue,
    store::{
        Db,
        workers::{self, WorkerRow},
    },
};

/// How often a process says that it lives.
const BEAT: Duration = Duration::from_secs(4);
/// Whoever was not heard of for this long is gone: two beats may be missed.
pub(super) const GONE: TimeDelta = TimeDelta::seconds(13);

/// One process's own row.
pub struct Presence {
    ctx: Ctx,
    db: Db,
    row: WorkerRow,
}

impl Presence {
    /// Of a process that serves these queues. Its row is written through `db`.
    #[must_use]
    pub fn new(ctx: &Ctx, db: Db, role: WorkerRole, queues: &[(Queue, usize)]) -> Self {
        let now = ctx.clock.now();
        let queues: BTreeMap<&str, usize> = queues.iter().map(|(queue, slots)| (queue.as_str(), *slots)).collect();
        let row = WorkerRow {
            id: WorkerId::new(),
            role,
            name: format!("{}/{}", host(), std::process::id()),
            queues: serde_json::to_string(&queues).unwrap_or_default(),
            state: WorkerState::Running,
            started_at: now,
            seen_at: now,
        };
        Self { ctx: ctx.clone(), db, row }
    }

    /// Keeps the row fresh, as draining from `stop` on, until `gone`; then takes it away. Failing to is no harm: the row
    /// ages.
    pub async fn keep(mut self, stop: CancellationToken, gone: CancellationToken) {
        loop {
            let next = Instant::now() + BEAT;
            self.row.state = if stop.is_cancelled() { WorkerState::Draining } else { WorkerState::Running };
            self.row.seen_at = self.ctx.clock.now();
            if let Ok(Err(error)) = timeout(BEAT, workers::upsert_worker(&self.db, &self.row)).await {
                tracing::debug!(%error, "this process could not make itself known");
            }
            tokio::select! {
                () = gone.cancelled() => break,
                () = stop.cancelled(), if self.row.state == WorkerState::Running => {}
                () = sleep_until(next) => {}
            }
        }
        let _ = timeout(Duration::from_secs(2), workers::delete_worker(&self.db, self.row.id)).await;
    }
}

/// The machine's name, as its kernel or its container calls it.
fn host() -> String {
    let kernels = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = std::env::var("HOSTNAME").ok().or_else(kernels).unwrap_or_default();
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(100).collect();
    if name.is_empty() { "unknown".to_owned() } else { name }
}

#[derive(Clone, Debug, Serialize)]
pub struct WorkerView {
    pub id: WorkerId,
    pub role: WorkerRole,
    /// Host and process id.
    pub name: String,
    /// Queues, with the slots for each.
    pub queues: BTreeMap<String, i64>,
    pub state: WorkerState,
    pub started_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

impl WorkerView {
    /// Whether it takes on jobs of this queue.
    #[must_use]
    pub fn serves(&self, queue: Queue) -> bool {
        self.role == WorkerRole::Worker && self.state == WorkerState::Running && self.queues.contains_key(queue.as_str())
    }
}

/// The processes that live, as far as is known.
pub async fn list_workers(ctx: &Ctx, _: &Operator) -> Result<Vec<WorkerView>> {
    living(ctx).await
}

pub(super) async fn living(ctx: &Ctx) -> Result<Vec<WorkerView>> {
    let rows = workers::list_workers(&ctx.db, ctx.clock.now() - GONE).await?;
    let view = |row: WorkerRow| WorkerView {
        id: row.id,
        role: row.role,
        name: row.name,
        queues: serde_json::from_str(&row.queues).unwrap_or_default(),
        state: row.state,
        started_at: row.started_at,
        seen_at: row.seen_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
