//! Jobs as the tests of the engine see them: kinds whose behaviour a test chooses, their rows, and waiting for what
//! becomes of them.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    app::Ctx,
    domain::{JobId, JobState},
    jobs::{Job, NewJob, Queue},
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use worker::jobs::{JobError, Registry, Running};

/// How long something that happens at all may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(40);

/// A job of a test. What it does is up to the handler.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errand {
    pub number: i64,
}

impl Job for Errand {
    const KIND: &'static str = "errand";
    const QUEUE: Queue = Queue::Notifications;
}

/// One that has little time and few attempts.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hasty {}

impl Job for Hasty {
    const KIND: &'static str = "hasty";
    const QUEUE: Queue = Queue::Notifications;
    const TIMEOUT: TimeDelta = TimeDelta::milliseconds(20);
    const MAX_ATTEMPTS: i64 = 2;
}

pub fn errand(number: i64) -> NewJob {
    NewJob::new(&Errand { number })
}

/// A registry that knows errands, and what to do about them.
pub fn errands<F, Fut>(run: F) -> Registry
where
    F: Fn(Ctx, Arc<Running>, Errand) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), JobError>> + Send + 'static,
{
    Registry::default().handle(run)
}

/// Which errands were run, in order.
#[derive(Clone, Default)]
pub struct Diary(Arc<Mutex<Vec<i64>>>);

impl Diary {
    pub fn write(&self, number: i64) {
        self.0.lock().unwrap().push(number);
    }

    pub fn read(&self) -> Vec<i64> {
        self.0.lock().unwrap().clone()
    }

    /// A registry whose errands only write their number here.
    pub fn registry(&self) -> Registry {
        let diary = self.clone();
        errands(move |_, _, errand| {
            diary.write(errand.number);
            async { Ok(()) }
        })
    }
}

/// A job's row.
#[derive(Debug, sqlx::FromRow)]
pub struct Row {
    pub state: JobState,
    pub attempts: i64,
    pub losses: i64,
    pub run_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    /// Whether there may be a ticket for it on its way.
    pub is_pushed: bool,
}

/// Enqueues as the application does: in a transaction, with a hint after it.
pub async fn enqueue(ctx: &Ctx, jobs: impl IntoIterator<Item = NewJob>) -> Vec<JobId> {
    let mut work = ctx.begin_unattended().await.unwrap();
    let ids = jobs
        .into_iter()
        .map(|job| {
            let id = job.id;
            work.enqueue_new(job);
            id
        })
        .collect();
    work.commit().await.unwrap();
    ids
}

pub async fn row(ctx: &Ctx, id: JobId) -> Row {
    ctx.db.sql("SELECT state, attempts, losses, run_at, due_at, last_error, dispatched_at IS NOT NULL AS is_pushed FROM jobs WHERE id = $1").bind(id).one().await.unwrap()
}

pub async fn count(ctx: &Ctx, state: JobState) -> usize {
    let (rows,) = ctx.db.sql("SELECT COUNT(*) FROM jobs WHERE state = $1").bind(state).one::<(i64,)>().await.unwrap();
    usize::try_from(rows).unwrap()
}

/// Waits until it is so.
pub async fn until(what: &str, so: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < PATIENCE, "after {PATIENCE:?} it is still not so: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A worker in this process.
pub struct Worker {
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Worker {
    pub fn start(ctx: &Ctx, registry: Registry) -> Self {
        Self::with_patience(ctx, registry, Duration::from_secs(25))
    }

    pub fn with_patience(ctx: &Ctx, registry: Registry, patience: Duration) -> Self {
        let stop = CancellationToken::new();
        Self { running: tokio::spawn(worker::run_with(ctx.clone(), registry, patience, stop.clone())), stop }
    }

    /// Tells it to stop and waits until it has.
    pub async fn stop(self) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
    }
}
