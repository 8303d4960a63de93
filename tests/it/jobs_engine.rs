//! What a worker does with jobs, on either engine: from the table on SQLite, through Redis on PostgreSQL.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use shared::{
    domain::{JobId, JobState},
    jobs::{Job, NewJob, Queue},
    store::jobs::{Due, LEASE, Which, claim_due},
};
use tokio::sync::Notify;
use worker::jobs::{JobError, Registry};

use crate::support::{
    TestApp,
    jobs::{Diary, Errand, Hasty, Worker, count, enqueue, errand, errands, row, until},
    stories,
};

stories!(
    every_job_runs_once,
    jobs_that_jobs_ask_for_run_too,
    a_job_runs_when_its_time_has_come,
    what_can_never_work_is_dead_at_once,
    a_job_that_fails_waits_and_runs_again,
    attempts_are_used_up,
    a_panic_is_an_attempt,
    a_job_that_takes_too_long_is_an_attempt,
    whatever_ends_the_last_attempt_its_kind_hears_of_it,
    what_does_not_end_is_given_back_when_the_worker_stops,
    a_stopping_worker_lets_its_jobs_end,
    jobs_of_a_worker_that_is_gone_run_elsewhere,
    suspects_run_one_at_a_time,
    a_suspect_that_hangs_holds_up_no_other_queue,
    a_full_queue_holds_up_no_other,
    two_workers_without_redis_share_the_table,
);

async fn every_job_runs_once(app: &TestApp) {
    let diary = Diary::default();
    let worker = Worker::start(app.ctx(), diary.registry());
    for hundred in 0..3 {
        enqueue(app.ctx(), (hundred * 100..).take(100).map(errand)).await;
    }
    until("300 jobs are done", async || count(app.ctx(), JobState::Done).await == 300).await;
    worker.stop().await;
    let mut ran = diary.read();
    ran.sort_unstable();
    assert_eq!(ran, (0..300).collect::<Vec<_>>());
}

async fn jobs_that_jobs_ask_for_run_too(app: &TestApp) {
    let registry = errands(|ctx, _, errand: Errand| async move {
        if errand.number > 0 {
            enqueue(&ctx, [self::errand(errand.number - 1)]).await;
        }
        Ok(())
    });
    enqueue(app.ctx(), [errand(4)]).await;
    assert_eq!(worker::run_due_jobs_with(app.ctx(), registry).await.unwrap(), 5);
}

async fn a_job_runs_when_its_time_has_come(app: &TestApp) {
    let (ctx, diary) = (app.ctx(), Diary::default());
    enqueue(ctx, [errand(1).at(ctx.clock.now() + TimeDelta::hours(2)), errand(2)]).await;
    assert_eq!(worker::run_due_jobs_with(ctx, diary.registry()).await.unwrap(), 1);
    ctx.clock.advance(TimeDelta::hours(2));
    assert_eq!(worker::run_due_jobs_with(ctx, diary.registry()).await.unwrap(), 1);
    assert_eq!(diary.read(), [2, 1]);
}

async fn what_can_never_work_is_dead_at_once(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let mut undecodable = errand(1);
    undecodable.payload = r#"{"number": "one", "more": true}"#.into();
    let mut unknown = errand(2);
    unknown.kind = "walk_the_dog";
    let ids = enqueue(ctx, [undecodable, unknown, errand(3)]).await;
    let registry = errands(|_, _, _| async { Err(JobError::abort("there is no such street")) });
    let worker = Worker::start(ctx, registry);
    until("three jobs are dead", async || count(ctx, JobState::Dead).await == 3).await;
    worker.stop().await;
    for (id, why) in ids.into_iter().zip(["does not decode", "walk_the_dog", "there is no such street"]) {
        let row = row(ctx, id).await;
        assert!(row.last_error.as_ref().is_some_and(|error| error.contains(why)), "{row:?}");
        assert_eq!(row.attempts, 1);
    }
}

async fn a_job_that_fails_waits_and_runs_again(app: &TestApp) {
    let ctx = app.ctx();
    let registry = errands(|_, job, _| async move {
        if job.attempts == 0 { Err(JobError::retry("the first time it never works")) } else { Ok(()) }
    });
    let id = enqueue(ctx, [errand(1)]).await[0];
    worker::run_due_jobs_with(ctx, registry.clone()).await.unwrap();
    let failed = row(ctx, id).await;
    if failed.state == JobState::Ready {
        assert!(failed.run_at <= ctx.clock.now() + TimeDelta::seconds(10), "the first wait is at most 10 s: {failed:?}");
        ctx.clock.advance(TimeDelta::seconds(10));
        worker::run_due_jobs_with(ctx, registry).await.unwrap();
    }
    let done = row(ctx, id).await;
    assert_eq!((done.state, done.attempts), (JobState::Done, 2));
    assert_eq!(done.last_error.as_deref(), Some("the first time it never works"));
    app.jobs_may_stay();
}

async fn attempts_are_used_up(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let tries = Arc::new(AtomicI64::new(0));
    let counted = tries.clone();
    let registry = errands(move |_, job, _| {
        assert_eq!(job.attempts, counted.fetch_add(1, Ordering::Relaxed));
        async { Err(JobError::retry("never")) }
    });
    let id = enqueue(ctx, [errand(1)]).await[0];
    while row(ctx, id).await.state == JobState::Ready {
        worker::run_due_jobs_with(ctx, registry.clone()).await.unwrap();
        ctx.clock.advance(TimeDelta::hours(1));
    }
    let row = row(ctx, id).await;
    assert_eq!((row.state, row.attempts, tries.load(Ordering::Relaxed)), (JobState::Dead, 12, 12));
}

async fn a_panic_is_an_attempt(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let registry = Registry::default().handle(|_, _, _: Hasty| async { panic!("it slipped") });
    expect_two_attempts(app, registry, "it slipped").await;
    enqueue(ctx, [errand(1)]).await;
    let diary = Diary::default();
    assert_eq!(worker::run_due_jobs_with(ctx, diary.registry()).await.unwrap(), 1, "others go on");
}

async fn a_job_that_takes_too_long_is_an_attempt(app: &TestApp) {
    app.jobs_may_stay();
    let registry = Registry::default().handle(|_, _, _: Hasty| std::future::pending());
    expect_two_attempts(app, registry, "took longer than 20ms").await;
}

async fn whatever_ends_the_last_attempt_its_kind_hears_of_it(app: &TestApp) {
    app.jobs_may_stay();
    for (registry, why) in [
        (Registry::default().handle(|_, _, _: Hasty| async { panic!("it slipped") }), "it slipped"),
        (Registry::default().handle(|_, _, _: Hasty| std::future::pending()), "took longer than 20ms"),
    ] {
        let diary = Diary::default();
        let pen = diary.clone();
        let registry = registry.bury(move |_, _: Hasty| {
            let pen = pen.clone();
            async move {
                pen.write(1);
                Ok(())
            }
        });
        expect_two_attempts(app, registry, why).await;
        assert_eq!(diary.read(), [1], "once, and not after the first attempt");
    }
}

/// Runs a [`Hasty`] job, which has two attempts, to its death.
async fn expect_two_attempts(app: &TestApp, registry: Registry, why: &str) {
    let ctx = app.ctx();
    let id = enqueue(ctx, [NewJob::new(&Hasty {})]).await[0];
    let worker = Worker::start(ctx, registry);
    until("it failed", async || row(ctx, id).await.attempts >= 1).await;
    ctx.clock.advance(TimeDelta::seconds(10));
    until("it is dead", async || row(ctx, id).await.state == JobState::Dead).await;
    worker.stop().await;
    let row = row(ctx, id).await;
    assert_eq!((row.attempts, row.losses), (2, 0));
    assert!(row.last_error.as_ref().is_some_and(|error| error.contains(why)), "{row:?}");
}

async fn what_does_not_end_is_given_back_when_the_worker_stops(app: &TestApp) {
    let ctx = app.ctx();
    let id = enqueue(ctx, [errand(7)]).await[0];
    let worker = Worker::with_patience(ctx, errands(|_, _, _| std::future::pending()), Duration::from_millis(50));
    until("it runs", async || row(ctx, id).await.state == JobState::Running).await;
    worker.stop().await;
    let back = row(ctx, id).await;
    assert_eq!((back.state, back.attempts, back.losses), (JobState::Ready, 0, 0));

    let diary = Diary::default();
    let worker = Worker::start(ctx, diary.registry());
    until("another worker does it", async || row(ctx, id).await.state == JobState::Done).await;
    worker.stop().await;
    assert_eq!(diary.read(), [7]);
}

async fn a_stopping_worker_lets_its_jobs_end(app: &TestApp) {
    let ctx = app.ctx();
    let (go, diary) = (Arc::new(Notify::new()), Diary::default());
    let (gate, pen) = (go.clone(), diary.clone());
    let registry = errands(move |_, _, errand: Errand| {
        let (gate, pen) = (gate.clone(), pen.clone());
        async move {
            gate.notified().await;
            pen.write(errand.number);
            Ok(())
        }
    });
    let id = enqueue(ctx, [errand(1)]).await[0];
    let worker = Worker::start(ctx, registry);
    until("it runs", async || row(ctx, id).await.state == JobState::Running).await;
    let late = tokio::spawn(worker.stop());
    let id = enqueue(ctx, [errand(2)]).await[0];
    go.notify_one();
    late.await.unwrap();
    assert_eq!(diary.read(), [1], "a worker that stops starts nothing");
    assert_eq!(row(ctx, id).await.state, JobState::Ready);
    ctx.clock.advance(TimeDelta::seconds(5));
    worker::run_due_jobs_with(ctx, diary.registry()).await.unwrap();
}

async fn jobs_of_a_worker_that_is_gone_run_elsewhere(app: &TestApp) {
    let ctx = app.ctx();
    // Claimed by somebody who is never heard of again.
    let ids = enqueue(ctx, (0..20).map(errand)).await;
    let due = Due { queue: Queue::Notifications, which: Which::Any, limit: 20, now: ctx.clock.now(), sweep: true };
    assert_eq!(claim_due(&ctx.db, due, 1).await.unwrap().claimed.len(), 20);
    let diary = Diary::default();
    let worker = Worker::start(ctx, diary.registry());
    enqueue(ctx, [errand(20)]).await;
    until("a job that nobody holds is done", async || !diary.read().is_empty()).await;
    assert_eq!(diary.read(), [20], "a lease that holds is respected");

    ctx.clock.advance(LEASE);
    until("all are done", async || count(ctx, JobState::Done).await == 21).await;
    worker.stop().await;
    assert_eq!(diary.read().len(), 21);
    for id in ids {
        assert_eq!(row(ctx, id).await.losses, 1);
    }
    app.jobs_may_stay();
}

async fn suspects_run_one_at_a_time(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, (0..6).map(errand)).await;
    let due = Due { queue: Queue::Notifications, which: Which::Any, limit: 6, now: ctx.clock.now(), sweep: true };
    claim_due(&ctx.db, due, 1).await.unwrap();
    ctx.clock.advance(LEASE);

    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (running, highest) = (now.clone(), most.clone());
    let registry = errands(move |_, _, _| {
        let (running, highest) = (running.clone(), highest.clone());
        async move {
            highest.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(10)).await; // Long enough for others to begin, if they may.
            running.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        }
    });
    let worker = Worker::start(ctx, registry);
    until("all are done", async || count(ctx, JobState::Done).await == 6).await;
    worker.stop().await;
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

/// A job of another queue.
#[derive(serde::Serialize, serde::Deserialize)]
struct Chore {}

impl Job for Chore {
    const KIND: &'static str = "chore";
    const QUEUE: Queue = Queue::Maintenance;
}

async fn a_full_queue_holds_up_no_other(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, (0..100).map(errand)).await;
    let registry = errands(|_, _, _| std::future::pending()).handle(|_, _, _: Chore| async { Ok(()) });
    let worker = Worker::with_patience(ctx, registry, Duration::from_millis(10));
    let slots = Queue::Notifications.default_slots();
    until("every slot is taken", async || count(ctx, JobState::Running).await == slots).await;
    let id: JobId = enqueue(ctx, [NewJob::new(&Chore {})]).await[0];
    until("the other queue goes on", async || row(ctx, id).await.state == JobState::Done).await;
    assert_eq!(count(ctx, JobState::Running).await, slots);
    worker.stop().await;
    assert_eq!(count(ctx, JobState::Ready).await, 100);
}

async fn a_suspect_that_hangs_holds_up_no_other_queue(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let ids = enqueue(ctx, [errand(1), NewJob::new(&Chore {})]).await;
    // Both were lost with their process, the chore a moment later: the errand's turn comes first.
    for (queue, later) in [(Queue::Notifications, 0), (Queue::Maintenance, 2)] {
        let now = ctx.clock.now() + TimeDelta::seconds(later);
        claim_due(&ctx.db, Due { queue, which: Which::Any, limit: 1, now, sweep: true }, 1).await.unwrap();
    }
    ctx.clock.advance(LEASE);
    let registry = errands(|_, _, _| std::future::pending()).handle(|_, _, _: Chore| async { Ok(()) });
    let worker = Worker::with_patience(ctx, registry, Duration::from_millis(10));
    until("the chore is done", async || row(ctx, ids[1]).await.state == JobState::Done).await;
    let hanging = row(ctx, ids[0]).await;
    assert_eq!((hanging.state, hanging.losses, row(ctx, ids[1]).await.losses), (JobState::Running, 1, 1));
    worker.stop().await;
}

async fn two_workers_without_redis_share_the_table(app: &TestApp) {
    let diary = Diary::default();
    let [first, second] = [app.another(&[("REDIS_URL", "")]).await, app.another(&[("REDIS_URL", "")]).await];
    let workers = [Worker::start(first.ctx(), diary.registry()), Worker::start(second.ctx(), diary.registry())];
    enqueue(app.ctx(), (0..500).map(errand)).await;
    until("500 jobs are done", async || count(app.ctx(), JobState::Done).await == 500).await;
    for worker in workers {
        worker.stop().await;
    }
    let mut ran = diary.read();
    ran.sort_unstable();
    assert_eq!(ran, (0..500).collect::<Vec<_>>());
}
