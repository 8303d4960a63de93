//! Redis between workers: it only carries ids, so whatever happens to it costs time and nothing else.

use std::time::{Duration, Instant};

use redis::AsyncCommands;
use shared::{domain::JobState, store::Engine};

use crate::support::{
    TestApp, block_on,
    jobs::{Diary, Worker, count, enqueue, errand, errands, until},
    proxy::Proxy,
    redis_url,
};

/// What is promised after Redis lost everything or came back.
const SOON: Duration = Duration::from_secs(6);

fn story(tell: impl AsyncFnOnce(&TestApp)) {
    crate::support::story(Engine::Postgres, tell);
}

/// The keys of this test's queues, but for those that apalis keeps while a worker lives.
async fn keys(app: &TestApp) -> Vec<String> {
    let mut connection = redis::Client::open(redis_url().as_str()).unwrap().get_multiplexed_async_connection().await.unwrap();
    let prefix = &app.ctx().config.redis_prefix;
    let mut keys: Vec<String> = connection.keys(format!("{prefix}-*")).await.unwrap();
    keys.retain(|key| !key.contains(":workers") && !key.ends_with(":signal"));
    keys
}

/// Redis forgets the queues, as after FLUSHALL.
async fn forget(app: &TestApp) {
    let mut connection = redis::Client::open(redis_url().as_str()).unwrap().get_multiplexed_async_connection().await.unwrap();
    let keys: Vec<String> = connection.keys(format!("{}-*", app.ctx().config.redis_prefix)).await.unwrap();
    connection.del::<_, ()>(keys).await.unwrap();
}

/// Another process whose way to Redis can be cut.
async fn behind(app: &TestApp, proxy: &Proxy) -> TestApp {
    let mut url = redis_url();
    url.set_port(Some(proxy.address().port())).unwrap();
    url.set_host(Some("127.0.0.1")).unwrap();
    app.another(&[("REDIS_URL", url.as_str())]).await
}

fn target() -> String {
    let url = redis_url();
    format!("{}:{}", url.host_str().unwrap_or("127.0.0.1"), url.port().unwrap_or(6379))
}

#[test]
fn two_workers_do_two_thousand_jobs_once_each_and_leave_nothing_in_redis() {
    story(async |app| {
        let diary = Diary::default();
        let other = app.another(&[]).await;
        let workers = [Worker::start(app.ctx(), diary.registry()), Worker::start(other.ctx(), diary.registry())];
        for batch in 0..20 {
            enqueue(app.ctx(), (batch * 100..).take(100).map(errand)).await;
        }
        until("2,000 jobs are done", async || count(app.ctx(), JobState::Done).await == 2_000).await;
        until("Redis is clean", async || keys(app).await.is_empty()).await;
        for worker in workers {
            worker.stop().await;
        }
        let mut ran = diary.read();
        ran.sort_unstable();
        assert_eq!(ran, (0..2_000).collect::<Vec<_>>());
    });
}

#[test]
fn what_redis_forgets_is_pushed_again() {
    story(async |app| {
        let diary = Diary::default();
        let proxy = Proxy::start(target(), true).await;
        let cut_off = behind(app, &proxy).await;
        // A worker pushes tickets and cannot run them: all its slots are taken for good.
        let stuck = Worker::with_patience(cut_off.ctx(), errands(|_, _, _| std::future::pending()), Duration::ZERO);
        enqueue(app.ctx(), (0..100).map(errand)).await;
        until("tickets wait in Redis", async || !keys(app).await.is_empty()).await;
        stuck.stop().await;
        forget(app).await;
        let begun = Instant::now();
        let worker = Worker::start(app.ctx(), diary.registry());
        until("all are done", async || count(app.ctx(), JobState::Done).await == 100).await;
        assert!(begun.elapsed() < SOON, "it took {:?}", begun.elapsed());
        worker.stop().await;
        assert_eq!(diary.read().len(), 100);
    });
}

#[test]
fn a_worker_whose_redis_forgets_it_goes_on() {
    story(async |app| {
        let diary = Diary::default();
        let worker = Worker::start(app.ctx(), diary.registry());
        enqueue(app.ctx(), [errand(1)]).await;
        until("it works", async || diary.read() == [1]).await;
        forget(app).await; // Its registration too.
        let begun = Instant::now();
        enqueue(app.ctx(), (2..=50).map(errand)).await;
        until("all are done", async || count(app.ctx(), JobState::Done).await == 50).await;
        assert!(begun.elapsed() < SOON, "it took {:?}", begun.elapsed());
        worker.stop().await;
    });
}

#[test]
fn jobs_wait_while_redis_is_away_and_run_when_it_is_back() {
    story(async |app| {
        let diary = Diary::default();
        let proxy = Proxy::start(target(), false).await;
        let app = behind(app, &proxy).await;
        let worker = Worker::start(app.ctx(), diary.registry()); // Starting without Redis is no error.
        enqueue(app.ctx(), (0..10).map(errand)).await;
        tokio::time::sleep(Duration::from_secs(1)).await; // Longer than its first tries.
        assert!(diary.read().is_empty());
        for round in 1..=2 {
            proxy.mend();
            let begun = Instant::now();
            until("all are done", async || count(app.ctx(), JobState::Done).await == 10 * round).await;
            assert!(begun.elapsed() < SOON, "it took {:?}", begun.elapsed());
            proxy.cut();
            enqueue(app.ctx(), (0..10).map(errand)).await;
        }
        proxy.mend();
        until("all are done", async || count(app.ctx(), JobState::Done).await == 30).await;
        worker.stop().await;
        assert_eq!(diary.read().len(), 30);
    });
}

#[test]
fn a_cut_connection_ends_no_running_job() {
    story(async |app| {
        let proxy = Proxy::start(target(), true).await;
        let far = behind(app, &proxy).await;
        let (go, diary) = (std::sync::Arc::new(tokio::sync::Notify::new()), Diary::default());
        let (gate, pen) = (go.clone(), diary.clone());
        let registry = errands(move |_, _, errand: crate::support::jobs::Errand| {
            let (gate, pen) = (gate.clone(), pen.clone());
            async move {
                gate.notified().await;
                pen.write(errand.number);
                Ok(())
            }
        });
        let worker = Worker::start(far.ctx(), registry);
        enqueue(app.ctx(), [errand(1)]).await;
        until("it runs", async || count(app.ctx(), JobState::Running).await == 1).await;
        proxy.cut();
        go.notify_one();
        until("it is done", async || count(app.ctx(), JobState::Done).await == 1).await;
        proxy.mend();
        worker.stop().await;
        assert_eq!(diary.read(), [1], "it ran once");
    });
}

#[test]
fn stopping_works_without_redis() {
    block_on(async {
        let place = crate::support::Place::new(Engine::Postgres).await;
        let config = place.config(&[("REDIS_URL", "redis://127.0.0.1:1")]);
        let url = config.redis_url.clone().unwrap();
        let bus = shared::events::Bus::over_redis(url.expose(), &config.redis_prefix).unwrap();
        let db = shared::store::connect(config.database_url().expose(), 4, shared::store::Schema::Migrate).await.unwrap();
        let ctx = shared::app::Ctx::new(config, db, shared::clock::Clock::default(), bus).unwrap();
        let worker = Worker::start(&ctx, Diary::default().registry());
        tokio::task::yield_now().await;
        worker.stop().await;
        place.clear().await;
    });
}
