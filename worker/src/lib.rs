//! Runs Boardwire's background jobs.
//!
//! The `jobs` table is the truth. A job's row is written in the transaction of the change that asks for it; whatever
//! carries it to a worker (Redis through apalis, or the table itself) may lose it and it still runs, at least once.
//! `engine/` runs claimed jobs, `transport/` brings them, `jobs/` says what each kind does.

mod engine;
pub mod jobs;
pub mod mail;
mod metrics;
mod notifiers;
mod pictures;
#[cfg(test)]
#[path = "../../tests/it/support/smtp_sink.rs"]
#[expect(dead_code, reason = "the stories about the whole application use more of it")]
mod smtp_sink;
#[cfg(test)]
mod testing;
mod transport;

use std::time::Duration;

use anyhow::Context;
use shared::{
    app::{Ctx, operators::Presence},
    domain::WorkerRole,
    jobs::Queue,
    limits::{DATABASE_CLOSED_WITHIN, DRAIN, JOB_CONNECTIONS},
    metrics::watch_pools,
    store::{self, jobs::Which},
};
use tokio::time::timeout;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{engine::Engine, jobs::Registry};

/// Runs the queues of `WORKER_QUEUES` until `stop`. Then no more jobs are started, those that run get [`DRAIN`] to end, and
/// what still runs after that is given back, to run again elsewhere. Neither the database nor Redis being away ends it.
pub async fn run(ctx: Ctx, stop: CancellationToken) -> anyhow::Result<()> {
    mail::Mailer::new(&ctx.config)?; // Settings that cannot work are told at the start, not with the first mail.
    run_with(ctx, jobs::all(), DRAIN, stop).await
}

/// [`run`] with other kinds of jobs, or another patience: for tests.
pub async fn run_with(ctx: Ctx, registry: Registry, patience: Duration, stop: CancellationToken) -> anyhow::Result<()> {
    let db = ctx.db.for_job_engine(JOB_CONNECTIONS);
    let engine = Engine::start(&ctx, db.clone(), registry, &ctx.config.worker_queues);
    let watched = (db.engine() == store::Engine::Postgres).then(|| watch_pools(&db, Some("jobs")));
    let tracker = TaskTracker::new();
    metrics::begin(engine.kinds());
    let pulses = transport::start(&engine, &tracker, &stop).context("jobs cannot be brought from Redis")?;
    let queues: Vec<_> = ctx.config.worker_queues.iter().map(|(queue, slots)| format!("{}:{slots}", queue.as_str())).collect();
    let transport = if ctx.config.redis_url.is_some() { "Redis" } else { "the table" };
    let gone = CancellationToken::new();
    let presence = Presence::new(&ctx, db.clone(), WorkerRole::Worker, &ctx.config.worker_queues);
    let presence = tokio::spawn(presence.keep(stop.clone(), gone.clone()));
    tracing::info!(queues = queues.join(","), transport, "the worker runs");
    stop.cancelled().await;
    tracing::info!("the worker stops");
    tracker.close();
    engine.drain(patience).await;
    // What brings jobs has ended by now, unless the database has fallen silent.
    let _ = timeout(DATABASE_CLOSED_WITHIN, tracker.wait()).await;
    drop((pulses, watched));
    gone.cancel();
    let _ = presence.await; // It ends within seconds, whatever the database does.
    if db.engine() == store::Engine::Postgres {
        db.close().await; // On SQLite it is the database itself.
    }
    Ok(())
}

/// Runs every job that is due, one after the other in the order in which they fell due, until none is; those that the
/// jobs themselves ask for as well. Tells how many. Everything but the order is as in [`run`].
pub async fn run_due_jobs(ctx: &Ctx) -> anyhow::Result<usize> {
    run_due_jobs_with(ctx, jobs::all()).await
}

/// [`run_due_jobs`] with other kinds of jobs.
pub async fn run_due_jobs_with(ctx: &Ctx, registry: Registry) -> anyhow::Result<usize> {
    let engine = Engine::start(ctx, ctx.db.clone(), registry, &Queue::ALL.map(|queue| (queue, 1)));
    let mut ran = 0;
    loop {
        let before = ran;
        for queue in Queue::ALL {
            for which in [Which::Urgent, Which::Any, Which::Suspect] {
                let taken = engine.claim_due(queue, which, 1, true).await?;
                for job in taken.claimed {
                    let slot = engine.slot(queue).await.context("the engine stopped")?;
                    engine.spawn(job, slot).await?;
                    ran += 1;
                }
            }
        }
        if ran == before {
            engine.end().await;
            return Ok(ran);
        }
    }
}
