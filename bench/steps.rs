//! What gives first: everything doubled, one thing at a time, until it is no faster. Beside each step stand the processors that
//! the machine and the API's process used, which say who is to have more of. `cargo test --release --test bench -- --ignored
//! --exact steps::steps --nocapture`, with the servers' programs installed as for `make bench`; five minutes.

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use hyper::Method;
use shared::{
    app::Ctx,
    jobs::Queue,
    store::{
        Engine,
        jobs::{Due, Which, claim_due},
    },
};

use crate::{
    boards::Team,
    load::{self, Make},
    rig::{Rig, Size, borrowed},
    support::{Place, Process},
    table::count,
};

const EACH: Duration = Duration::from_secs(4);

#[test]
#[ignore = "takes minutes and wants a release build"]
fn steps() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let size = Size { boards: 16, ..Size::LONG };
        let rig = Rig::start(&size);
        let installation = rig.site().await;
        let settings = installation.settings(&[("ACCESS_TTL", "12h")]);
        let api = Process::start(installation.place(), "api", &borrowed(&settings)).await;
        requests(&api, &Team::make(&api, &size).await, "PostgreSQL").await;
        let place = Place::new(Engine::Sqlite).await;
        let api = Process::start(&place, "api", &[("ACCESS_TTL", "12h"), ("RUST_LOG", "warn")]).await;
        requests(&api, &Team::make(&api, &size).await, "SQLite").await;
        waiting(&rig.site().await.ctx(&[]).await).await;
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
}

/// Clients doubled.
async fn requests(api: &Process, team: &Team, engine: &str) {
    for (what, requests) in [("snapshots", team.snapshots()), ("cards made", team.new_cards())] {
        for clients in [1, 2, 4, 8, 16, 32, 64, 128] {
            step(&format!("{what}, {engine}, {clients} clients"), api, team, clients, requests.clone()).await;
        }
    }
    let hello: Arc<Make> = Arc::new(|_, _| (Method::GET, "/users/me".to_owned(), Bytes::new()));
    step(&format!("who one is, {engine}, 64 clients"), api, team, 64, hello).await;
}

async fn step(what: &str, api: &Process, team: &Team, clients: usize, requests: Arc<Make>) {
    let (all, ours, begun) = (machine(), process(api), Instant::now());
    let rate = load::rate(api, &team.ada, clients, EACH, requests).await;
    let seconds = begun.elapsed().as_secs_f64();
    let [all, ours] = [machine() - all, process(api) - ours].map(|used| used / seconds);
    let wait = count(clients) / rate * 1_000.0;
    println!("  {what:<40} {rate:>8.0}/s {wait:>8.2} ms each; processors: {all:.2} in all, {ours:.2} of them the API's");
}

/// Jobs that wait doubled: how long it takes to claim some of them.
async fn waiting(ctx: &Ctx) {
    let mut there = 0;
    for jobs in [10_000_i64, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000] {
        let text = "INSERT INTO jobs (id, kind, queue, payload, state, priority, run_at, due_at, attempts, max_attempts, losses, created_at) \
             SELECT gen_random_uuid(), 'notify', 'notifications', '{}', 'ready', 0, now() - interval '1 hour', now() - interval '1 hour', \
             0, 12, 0, now() FROM generate_series(1, $1)";
        ctx.db.write(text).bind(jobs - there).run().await.expect("rows are made");
        ctx.db.maintain().await.expect("statistics are made");
        there = jobs;
        let engine = ctx.db.for_job_engine(2);
        let mut times = Vec::new();
        for token in 0..40 {
            let now = ctx.clock.now();
            let due = Due { queue: Queue::Notifications, which: Which::Any, limit: 64, now, sweep: false };
            let begun = Instant::now();
            let taken = claim_due(&engine, due, token).await.expect("it claims");
            times.push(begun.elapsed());
            assert_eq!(taken.claimed.len(), 64);
            there -= 64;
        }
        times.sort();
        let [middle, slow] = [20, 38].map(|at| times[at].as_secs_f64() * 1_000.0);
        println!("  64 jobs claimed where {jobs} wait{:>12} {middle:>8.2} ms, slow ones {slow:.2} ms", "");
    }
}

/// Seconds of processors that were not idle.
fn machine() -> f64 {
    let text = fs::read_to_string("/proc/stat").expect("there is a /proc");
    let line = text.lines().next().expect("its first line is of all processors");
    let numbers: Vec<f64> = line.split_whitespace().skip(1).map(|number| number.parse().expect("a number")).collect();
    (numbers.iter().take(8).sum::<f64>() - numbers[3] - numbers[4]) / 100.0
}

/// Seconds of processors that a process used.
fn process(process: &Process) -> f64 {
    let text = fs::read_to_string(format!("/proc/{}/stat", process.pid().as_raw_nonzero())).expect("it runs");
    let after = text.rsplit(')').next().expect("its name ends");
    let numbers: Vec<&str> = after.split_whitespace().collect();
    let ticks = |at: usize| numbers[at].parse::<f64>().expect("a number");
    (ticks(11) + ticks(12)) / 100.0
}
