//! What is promised about crashes, with real ones: worker processes that are killed, that freeze, that die of a job.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use shared::{domain::JobState, jobs::Queue, store::Engine};

use crate::support::{
    TestApp,
    crew::{self, Crew, GATED, GATED_END, POISON},
    jobs::{count, enqueue, errand, row, until},
    stories,
};

stories!(
    workers_that_are_killed_lose_nothing,
    a_killed_workers_job_runs_again_soon,
    a_worker_that_was_frozen_comes_back_and_changes_nothing,
    a_job_that_kills_its_process_starts_five_times,
);

#[test]
#[ignore = "the tests of this file start it, as a process of its own"]
fn a_worker_process() {
    tokio::runtime::Runtime::new().unwrap().block_on(crew::work());
}

/// How many worker processes share the work: with SQLite one process does everything.
fn processes(app: &TestApp) -> usize {
    if app.place().engine == Engine::Sqlite { 1 } else { 2 }
}

async fn workers_that_are_killed_lose_nothing(app: &TestApp) {
    const JOBS: usize = 1_500;
    let ctx = app.ctx();
    app.jobs_may_stay(); // Their losses are noted as errors.
    let crew = Crew::new(app.place());
    let mut workers: Vec<_> = (0..processes(app)).map(|_| crew.start(TimeDelta::zero())).collect();
    enqueue(ctx, (0..).take(JOBS).map(errand)).await;
    for kill in 1..=4 {
        let goal = kill * JOBS / 6;
        until("jobs are being done", async || count(ctx, JobState::Done).await >= goal).await;
        workers.remove(0).kill();
        workers.push(crew.start(TimeDelta::zero()));
    }
    until("all jobs are done", async || count(ctx, JobState::Done).await == JOBS).await;
    let begun = crew.begun();
    let distinct: BTreeSet<_> = begun.iter().collect();
    assert_eq!(distinct.len(), JOBS);
    // Twice is only what was running when its process was killed, or had ended a moment before.
    let at_a_kill = 2 * Queue::Notifications.default_slots();
    assert!(begun.len() - JOBS <= 4 * at_a_kill, "{} ran twice", begun.len() - JOBS);
}

async fn a_killed_workers_job_runs_again_soon(app: &TestApp) {
    app.jobs_may_stay();
    let ctx = app.ctx();
    let crew = Crew::new(app.place());
    let id = enqueue(ctx, [errand(GATED)]).await[0];
    let first = crew.start(TimeDelta::zero());
    until("it runs", async || crew.begun().len() == 1).await;
    let _second = crew.start(TimeDelta::zero());
    first.kill();
    let killed = Instant::now();
    crew.open_gate();
    until("it is done", async || row(ctx, id).await.state == JobState::Done).await;
    assert!(killed.elapsed() < Duration::from_secs(10), "it took {:?}", killed.elapsed());
    assert_eq!(crew.begun(), [GATED, GATED, GATED_END]);
}

async fn a_worker_that_was_frozen_comes_back_and_changes_nothing(app: &TestApp) {
    app.jobs_may_stay();
    let ctx = app.ctx();
    let crew = Crew::new(app.place());
    let id = enqueue(ctx, [errand(GATED)]).await[0];
    let frozen = crew.start(TimeDelta::zero());
    until("it runs", async || crew.begun().len() == 1).await;
    frozen.freeze();
    let _other = crew.start(TimeDelta::zero());
    until("another runs it", async || crew.begun().len() == 2).await;
    crew.open_gate();
    until("it is done", async || row(ctx, id).await.state == JobState::Done).await;
    frozen.thaw();
    until("the frozen one ends it too", async || crew.begun().iter().filter(|n| **n == GATED_END).count() == 2).await;
    enqueue(ctx, [errand(1)]).await;
    until("all is written", async || count(ctx, JobState::Done).await == 2).await;
    let row = row(ctx, id).await;
    assert_eq!((row.state, row.attempts, row.losses), (JobState::Done, 1, 1));
}

async fn a_job_that_kills_its_process_starts_five_times(app: &TestApp) {
    app.jobs_may_stay();
    let ctx = app.ctx();
    let crew = Crew::new(app.place());
    let ids = enqueue(ctx, (1..=20).map(errand).chain([errand(POISON)]).chain((21..=40).map(errand))).await;
    let over = async || row(ctx, ids[20]).await.state == JobState::Dead && count(ctx, JobState::Done).await == 40;
    let mut ahead = TimeDelta::zero();
    while !over().await {
        let worker = crew.start(ahead);
        let waits = async || {
            let poison = row(ctx, ids[20]).await;
            let later = poison.due_at.is_some_and(|at| at > ctx.clock.now() + ahead + TimeDelta::seconds(2));
            poison.state == JobState::Ready && !poison.is_pushed && later && count(ctx, JobState::Done).await == 40
        };
        until("the worker dies, or can do nothing now", async || worker.has_ended() || waits().await || over().await).await;
        drop(worker);
        // By the next one's clock every lease and every wait is over.
        ahead += TimeDelta::minutes(11);
    }
    assert_eq!(crew.begun().into_iter().filter(|number| *number == POISON).count(), 5);
    let poison = row(ctx, ids[20]).await;
    assert_eq!((poison.state, poison.losses), (JobState::Dead, 5));
    for id in ids.iter().filter(|id| **id != ids[20]) {
        assert!(row(ctx, *id).await.losses <= 1, "bystanders are hit once");
    }
}
