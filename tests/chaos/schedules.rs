//! Three schedulers, 1,000 slots, clocks up to 5 s apart, and kills: 1,000 jobs.
//!
//! The schedulers are processes of their own, this test binary started again. Real processes follow the database's
//! clock, so skew remains only between two looks at it; here each is told what time it is, step by step, 5 s early or
//! late, and all of them look at the same moment. While they do, one of them may be killed.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write, stdin},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use scheduler::Scheduler;
use shared::{
    clock::Clock,
    config::Config,
    jobs::schedule::Schedule,
    process,
    store::{Schema, schedules::list_schedules},
};

use crate::{
    chance::Chance,
    support::{Engine, Place, TestApp, jobs::errand, story},
};

static EVERY_TEN_SECONDS: [Schedule; 1] =
    [Schedule { name: "errand", cron: "*/10 * * * * *", time_zone: "UTC", job: || errand(0) }];

const ORDERS: &str = "BOARDWIRE_TEST_SCHEDULER";
const PASSED: &str = "the pass is over";
const SKEWS: [i64; 3] = [-5, 0, 5];

#[test]
fn three_schedulers_with_skewed_clocks_and_kills_fire_a_thousand_slots_once_each_on_postgres() {
    story(Engine::Postgres, fire_a_thousand);
}

#[test]
fn three_schedulers_with_skewed_clocks_and_kills_fire_a_thousand_slots_once_each_on_sqlite() {
    story(Engine::Sqlite, fire_a_thousand);
}

#[test]
#[ignore = "the tests of this file start it, as a process of its own"]
fn a_scheduler_process() {
    let Ok(orders) = std::env::var(ORDERS) else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = Config::load(serde_json::from_str::<BTreeMap<_, _>>(&orders).unwrap()).unwrap();
        let ctx = process::connect(config, Schema::Keep).await.unwrap();
        let scheduler = Scheduler::new(ctx.clone(), &EVERY_TEN_SECONDS).unwrap();
        for line in stdin().lines() {
            let now: DateTime<Utc> = line.unwrap().parse().unwrap();
            ctx.clock.follow(now - Clock::default().now());
            scheduler.pass().await.unwrap();
            println!("{PASSED}");
        }
    });
}

struct Process {
    child: Child,
    steps: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Process {
    fn start(place: &Place) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "schedules::a_scheduler_process", "--nocapture"])
            .env(ORDERS, serde_json::to_string(&place.settings(&[])).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (steps, answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, steps, answers }
    }

    fn look(&mut self, now: DateTime<Utc>) {
        writeln!(self.steps, "{}", now.to_rfc3339()).expect("the scheduler listens");
    }

    fn has_looked(&mut self) {
        let mut line = String::new();
        while !line.contains(PASSED) {
            line.clear();
            assert!(self.answers.read_line(&mut line).unwrap() > 0, "the scheduler ended by itself");
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn fire_a_thousand(app: &TestApp) {
    const SLOTS: usize = 1_000;
    app.jobs_may_stay();
    let seed = Chance::seed();
    println!("CHAOS_SEED={seed}");
    let mut chance = Chance::of(seed);
    let ctx = app.ctx();
    Scheduler::new(ctx.clone(), &EVERY_TEN_SECONDS).unwrap().pass().await.unwrap();
    let first = list_schedules(&ctx.db).await.unwrap()[0].next_run_at;
    let mut processes: Vec<_> = SKEWS.iter().map(|_| Process::start(app.place())).collect();
    let mut kills = 0;
    for slot in 0..SLOTS {
        // By two of the clocks the slot has come, and they race for it; by the slowest it is about to.
        let now = first + TimeDelta::seconds(10 * i64::try_from(slot).unwrap() + 1);
        for (process, skew) in processes.iter_mut().zip(SKEWS) {
            process.look(now + TimeDelta::seconds(skew));
        }
        let victim = if chance.percent(6) { Some(chance.below(SKEWS.len())) } else { None };
        if let Some(victim) = victim {
            tokio::time::sleep(chance.between(Duration::ZERO, Duration::from_millis(8))).await;
            processes[victim] = Process::start(app.place());
            kills += 1;
        }
        for (number, process) in processes.iter_mut().enumerate() {
            if Some(number) != victim {
                process.has_looked();
            }
        }
    }
    drop(processes);
    let keys: Vec<(String,)> =
        ctx.db.sql("SELECT dedupe_key FROM jobs WHERE kind = 'errand' ORDER BY dedupe_key").all().await.unwrap();
    let slots: Vec<DateTime<Utc>> = keys.iter().map(|(key,)| key.split_once('@').unwrap().1.parse().unwrap()).collect();
    println!("3 schedulers, {SLOTS} slots, {kills} kills: {} jobs", slots.len());
    assert!(kills > 20, "{kills}");
    assert_eq!(slots.len(), SLOTS);
    assert!(slots.windows(2).all(|pair| pair[1] - pair[0] == TimeDelta::seconds(10)));
}
