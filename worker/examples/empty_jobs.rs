//! How many empty jobs one worker process runs a second, and how long one takes from its commit to its handler.
//!
//! Takes its settings from the environment, as the program does; the database should hold nothing else. To measure the
//! way through Redis with servers that reach for the disk:
//!
//! ```text
//! tools/with-services --durable sh -c 'DATABASE_URL=$TEST_DATABASE_URL REDIS_URL=$TEST_REDIS_URL WORKER_QUEUES=notifications:64 \
//!     SECRET_KEY=… cargo run --release -p worker --example empty_jobs'
//! ```

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use shared::{
    app::Ctx,
    config::Config,
    jobs::{Job, NewJob, Queue},
    process,
    store::Schema,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use worker::jobs::Registry;

const JOBS: usize = 100_000;
const SINGLE: usize = 500;

#[derive(Serialize, Deserialize)]
struct Empty {}

impl Job for Empty {
    const KIND: &'static str = "empty";
    const QUEUE: Queue = Queue::Notifications;
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let ctx = process::connect(Config::from_env()?, Schema::Migrate).await?;
    let (ran, woken) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let (counter, waker) = (ran.clone(), woken.clone());
    let registry = Registry::default().handle(move |_, _, _: Empty| {
        counter.fetch_add(1, Ordering::Relaxed);
        waker.notify_one();
        async { Ok(()) }
    });

    let begun = Instant::now();
    for _ in 0..JOBS / 1_000 {
        enqueue(&ctx, 1_000).await?;
    }
    println!("enqueued {JOBS} in {:?}", begun.elapsed());

    let stop = CancellationToken::new();
    let begun = Instant::now();
    let worker = tokio::spawn(worker::run_with(ctx.clone(), registry, Duration::from_secs(5), stop.clone()));
    let mut seen = 0;
    while ran.load(Ordering::Relaxed) < JOBS || open(&ctx).await? > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let now = ran.load(Ordering::Relaxed);
        if now / 20_000 > seen / 20_000 {
            println!("{now} after {:?}", begun.elapsed());
        }
        seen = now;
    }
    let took = begun.elapsed();
    let runs = ran.load(Ordering::Relaxed);
    println!("{JOBS} jobs, {runs} runs in {took:?}: {:.0} jobs/s", f64::from(u32::try_from(JOBS)?) / took.as_secs_f64());

    let mut latencies = Vec::with_capacity(SINGLE);
    while tokio::time::timeout(Duration::from_millis(100), woken.notified()).await.is_ok() {}
    for _ in 0..SINGLE {
        enqueue(&ctx, 1).await?;
        let committed = Instant::now();
        woken.notified().await;
        latencies.push(committed.elapsed());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    latencies.sort();
    println!("commit to handler: p50 {:?}, p99 {:?}", latencies[SINGLE / 2], latencies[SINGLE * 99 / 100]);
    stop.cancel();
    worker.await?
}

async fn enqueue(ctx: &Ctx, count: usize) -> anyhow::Result<()> {
    let mut work = ctx.begin_unattended().await?;
    for _ in 0..count {
        work.enqueue_new(NewJob::new(&Empty {}));
    }
    Ok(work.commit().await?)
}

/// How many jobs are not over.
async fn open(ctx: &Ctx) -> anyhow::Result<i64> {
    let (rows,) = ctx.db.sql("SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL").one::<(i64,)>().await?;
    Ok(rows)
}
