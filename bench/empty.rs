//! Empty jobs through Redis, with one worker process and with two, and how long one takes from its commit to its
//! handler. The workers are this program, started again; their handler does nothing.

use std::{
    process::{Child, Command, Stdio},
    sync::Arc,
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

use crate::{
    limits::{FSYNC, LPUSH},
    rig::{Rig, Site, Size},
    table::Table,
};

pub const ONE: &str = "empty jobs through Redis, one worker";
const ORDERS: &str = "BOARDWIRE_BENCH_WORKER";
const SLOTS: (&str, &str) = ("WORKER_QUEUES", "notifications:64");

#[derive(Serialize, Deserialize)]
struct Empty {}

impl Job for Empty {
    const KIND: &'static str = "empty";
    const QUEUE: Queue = Queue::Notifications;
}

#[test]
#[ignore = "the measurements start it, as a process of its own"]
fn a_worker_process() {
    let Ok(orders) = std::env::var(ORDERS) else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = Config::load(serde_json::from_str::<std::collections::BTreeMap<_, _>>(&orders).unwrap()).unwrap();
        let ctx = process::connect(config, Schema::Keep).await.unwrap();
        let registry = Registry::default().handle(|_, _, _: Empty| async { Ok(()) });
        worker::run_with(ctx, registry, Duration::ZERO, CancellationToken::new()).await.unwrap();
    });
}

struct Worker(Child);

impl Worker {
    fn start(site: &Site) -> Self {
        let child = Command::new(std::env::current_exe().expect("this program has a path"))
            .args(["--ignored", "--exact", "empty::a_worker_process"])
            .env(ORDERS, serde_json::to_string(&site.all_settings(&[SLOTS])).expect("settings can be written"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.expect("this program can be started"))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    let one = rate(rig, size, 1).await;
    table.compare(ONE, one, "/s", LPUSH);
    let two = rate(rig, size, 2).await;
    table.compare("empty jobs through Redis, two workers", two, "/s", ONE);
    table.spread("commit to handler, one job at a time", single(rig, size).await, FSYNC);
}

async fn rate(rig: &Rig, size: &Size, workers: usize) -> f64 {
    let installation = rig.site().await;
    let ctx = installation.ctx(&[]).await;
    for _ in 0..size.empty_jobs / 500 {
        enqueue(&ctx, 500).await;
    }
    let _workers: Vec<_> = (0..workers).map(|_| Worker::start(&installation)).collect();
    // From the first look that sees work done, so that the start of the processes does not count.
    let first = wait(&ctx, |done| done > 0).await;
    let begun = Instant::now();
    wait(&ctx, |done| done >= size.empty_jobs).await;
    let jobs = i32::try_from((size.empty_jobs - first).max(1)).expect("not that many");
    f64::from(jobs) / begun.elapsed().as_secs_f64()
}

/// Waits until so many are done and tells how many are.
pub async fn wait(ctx: &Ctx, is_enough: impl Fn(i64) -> bool) -> i64 {
    let begun = Instant::now();
    loop {
        let (done,) = ctx.db.sql("SELECT COUNT(*) FROM jobs WHERE state = 'done'").one::<(i64,)>().await.expect("a count");
        if is_enough(done) {
            return done;
        }
        assert!(begun.elapsed() < Duration::from_mins(5), "only {done} jobs are done");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn enqueue(ctx: &Ctx, count: usize) {
    let mut work = ctx.begin_unattended().await.expect("a transaction begins");
    for _ in 0..count {
        work.enqueue_new(NewJob::new(&Empty {}));
    }
    work.commit().await.expect("it commits");
}

/// The times from a commit to the handler, with a worker in this process.
async fn single(rig: &Rig, size: &Size) -> Vec<Duration> {
    let installation = rig.site().await;
    let ctx = installation.ctx(&[SLOTS]).await;
    let (woken, stop) = (Arc::new(Notify::new()), CancellationToken::new());
    let waker = woken.clone();
    let registry = Registry::default().handle(move |_, _, _: Empty| {
        waker.notify_one();
        async { Ok(()) }
    });
    let running = tokio::spawn(worker::run_with(ctx.clone(), registry, Duration::from_secs(5), stop.clone()));
    enqueue(&ctx, 1).await;
    woken.notified().await; // It is up.
    let mut times = Vec::new();
    for _ in 0..size.single_jobs {
        tokio::time::sleep(Duration::from_millis(5)).await;
        enqueue(&ctx, 1).await;
        let committed = Instant::now();
        woken.notified().await;
        times.push(committed.elapsed());
    }
    stop.cancel();
    running.await.expect("the worker ends by itself").expect("and well");
    times
}
