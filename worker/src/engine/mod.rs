//! Runs claimed jobs: slots for each queue, leases that are renewed, attempts that are counted, and an orderly end.
//!
//! How jobs get here is the transport's business (`transport/`): either tickets, which are claimed here, or rows that
//! were claimed from the table. From the claim on it is the same code.

mod attempt;
mod batcher;
mod held;
mod retry;
mod settle;
mod suspects;

pub use batcher::Batcher;
pub use held::LeaseWatch;

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use shared::{
    app::Ctx,
    domain::JobId,
    jobs::Queue,
    limits,
    store::{
        Db,
        jobs::{self, Claimed, Due, Lease, Taken, Ticket, Which},
    },
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_util::{
    sync::CancellationToken,
    task::{AbortOnDropHandle, TaskTracker},
};

use self::{held::Held, suspects::Suspects};
use crate::{jobs::Registry, metrics};

/// The most jobs that one claim or finish statement serves.
const BATCH: usize = 128;

/// How long an attempt to write survives the database not answering, in milliseconds between tries.
const CLAIM_TRIES: [u64; 4] = [20, 100, 500, 1_000];

/// How long what follows from a dead job may take.
const BURIAL: Duration = Duration::from_secs(30);

pub struct Engine {
    ctx: Ctx,
    /// For the engine's own statements.
    db: Db,
    registry: Registry,
    slots: BTreeMap<Queue, Arc<Semaphore>>,
    claims: Batcher<JobId, Option<Claimed>>,
    finishes: Batcher<Lease, bool>,
    held: Held,
    pub(crate) suspects: Suspects,
    tasks: TaskTracker,
    /// No more jobs are started.
    stopping: CancellationToken,
    /// Those that still run are dropped.
    killed: CancellationToken,
    _renewer: AbortOnDropHandle<()>,
}

/// What a running job holds until it is over.
pub(crate) struct Slot(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit);

impl Engine {
    /// An engine for `queues` with their numbers of slots, whose own statements go through `db`.
    pub fn start(ctx: &Ctx, db: Db, registry: Registry, queues: &[(Queue, usize)]) -> Arc<Self> {
        let held = Held::default();
        let renewer = tokio::spawn(held.clone().keep_renewing(db.clone(), ctx.clock.clone()));
        let (claim_db, claim_clock) = (db.clone(), ctx.clock.clone());
        let (finish_db, finish_clock) = (db.clone(), ctx.clock.clone());
        Arc::new(Self {
            ctx: ctx.clone(),
            db,
            registry,
            slots: queues.iter().map(|(queue, slots)| (*queue, Arc::new(Semaphore::new(*slots)))).collect(),
            claims: Batcher::start(BATCH, move |ids| settle::claim(claim_db.clone(), claim_clock.clone(), ids)),
            finishes: Batcher::start(BATCH, move |leases| settle::finish(finish_db.clone(), finish_clock.clone(), leases)),
            held,
            suspects: Suspects::default(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            killed: CancellationToken::new(),
            _renewer: AbortOnDropHandle::new(renewer),
        })
    }

    /// Runs the job of a ticket to its end, if it is still there to be claimed. What runs goes on if the caller stops
    /// waiting: transports drop whom they called when they lose their connection.
    pub(crate) async fn run_ticket(self: &Arc<Self>, queue: Queue, ticket: Ticket) {
        if ticket.losses > 0 {
            return self.run_suspect(queue, ticket.id);
        }
        let engine = self.clone();
        let run = self.tasks.spawn(async move {
            let Some(slot) = engine.slot(queue).await else { return };
            engine.claim_and_run(ticket.id, slot).await;
        });
        let _ = run.await; // It cannot panic, and if it did the job's lease would end.
    }

    /// Runs a job that was claimed already.
    pub(crate) fn spawn(self: &Arc<Self>, job: Claimed, slot: Slot) -> JoinHandle<()> {
        let engine = self.clone();
        self.tasks.spawn(async move { engine.run(job, slot).await })
    }

    async fn claim_and_run(&self, id: JobId, slot: Slot) {
        if self.stopping.is_cancelled() {
            return;
        }
        if let Some(job) = self.claims.ask(id).await.flatten() {
            self.run(job, slot).await;
        }
    }

    /// Waits for a free slot; `None` when no more jobs are started.
    pub(crate) async fn slot(&self, queue: Queue) -> Option<Slot> {
        let slots = self.slots.get(&queue)?.clone();
        tokio::select! {
            biased;
            () = self.stopping.cancelled() => None,
            slot = slots.acquire_owned() => slot.ok().map(Slot),
        }
    }

    /// Whether there is room for no more jobs of this queue.
    pub(crate) fn is_full(&self, queue: Queue) -> bool {
        self.slots.get(&queue).is_none_or(|slots| slots.available_permits() == 0)
    }

    /// A slot that is free right now.
    pub(crate) fn free_slot(&self, queue: Queue) -> Option<Slot> {
        self.slots.get(&queue)?.clone().try_acquire_owned().ok().map(Slot)
    }

    /// Claims due jobs straight from the table.
    pub(crate) async fn claim_due(&self, queue: Queue, which: Which, limit: usize, sweep: bool) -> shared::store::Result<Taken> {
        let due = Due { queue, which, limit, now: self.ctx.clock.now(), sweep };
        let taken = jobs::claim_due(&self.db, due, rand::random()).await?;
        for lost in &taken.lost {
            self.lost(lost);
        }
        Ok(taken)
    }

    /// Notes that a job's lease ran out.
    pub(crate) fn lost(&self, lost: &jobs::Lost) {
        let kind = self.registry.name(&lost.kind);
        if lost.state == shared::domain::JobState::Dead {
            metrics::finished(kind, "dead");
            tracing::error!(job_id = %lost.id, kind, losses = lost.losses, "the job is dead: whatever ran it was lost each time");
            // Nobody who claims jobs waits for it.
            self.tasks.spawn(self.bury(&lost.kind, &lost.payload));
        } else {
            metrics::finished(kind, "lost");
            tracing::warn!(job_id = %lost.id, kind, losses = lost.losses, "the process that ran this job was lost; it runs again");
        }
    }

    /// Does what its kind wants when a job is dead.
    fn bury(&self, kind: &str, payload: &str) -> impl Future<Output = ()> + Send + use<> {
        let (known, kind) = (self.registry.find(kind), self.registry.name(kind));
        let burial = known.and_then(|handler| handler.bury(self.ctx.clone(), payload));
        async move {
            let Some(burial) = burial else { return };
            match timeout(BURIAL, AssertUnwindSafe(burial).catch_unwind()).await {
                Ok(Ok(Ok(()))) => {}
                Ok(Ok(Err(error))) => tracing::error!(kind, %error, "what follows from a dead job could not be done"),
                Ok(Err(_)) | Err(_) => tracing::error!(kind, "what follows from a dead job panicked, or took over {BURIAL:?}"),
            }
        }
    }

    /// Waits until nothing runs any more.
    pub(crate) async fn end(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Starts no more jobs, gives those that run `patience` to end, then drops them and gives their leases back.
    pub(crate) async fn drain(&self, patience: Duration) {
        self.stopping.cancel();
        self.tasks.close();
        if timeout(patience, self.tasks.wait()).await.is_ok() {
            return;
        }
        self.killed.cancel();
        let _ = timeout(Duration::from_secs(1), self.tasks.wait()).await;
        let leases = self.held.leases();
        tracing::warn!(jobs = leases.len(), "jobs still ran after {patience:?}: giving them back");
        for wait in CLAIM_TRIES {
            let released = jobs::release(&self.db, &leases, self.ctx.clock.now());
            match timeout(limits::DATABASE_CLOSED_WITHIN, released).await {
                Ok(Ok(_)) => break,
                Ok(Err(error)) => tracing::warn!(%error, "the leases could not be given back yet"),
                Err(_) => tracing::warn!("the leases could not be given back yet: the database does not answer"),
            }
            sleep(Duration::from_millis(wait)).await;
        }
    }

    /// The kinds of jobs that it can run.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.registry.kinds()
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    pub(crate) fn ctx(&self) -> &Ctx {
        &self.ctx
    }
}
