//! A great many jobs due at once drain, each run once, without an error.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use shared::domain::JobState;

use crate::support::{
    Engine, TestApp,
    jobs::{Diary, Worker, count, enqueue, errand},
    story, story_within,
};

/// More than apalis can carry at once by itself (8,000).
const SHORT: i64 = 12_000;
const LONG: i64 = 100_000;
/// A debug build on a busy machine.
const LIMIT: Duration = Duration::from_mins(15);

#[test]
fn twelve_thousand_through_redis() {
    story(Engine::Postgres, async |app| drain(app, SHORT).await);
}

#[test]
fn twelve_thousand_from_the_table() {
    story(Engine::Sqlite, async |app| drain(app, SHORT).await);
}

#[test]
#[ignore = "takes minutes: `make chaos` runs it"]
fn long_through_redis() {
    story_within(LIMIT, Engine::Postgres, async |app| drain(app, LONG).await);
}

#[test]
#[ignore = "takes minutes: `make chaos` runs it"]
fn long_from_the_table() {
    story_within(LIMIT, Engine::Sqlite, async |app| drain(app, LONG).await);
}

async fn drain(app: &TestApp, jobs: i64) {
    let all = usize::try_from(jobs).unwrap();
    for first in (0..jobs).step_by(1_000) {
        enqueue(app.ctx(), (first..first + 1_000).map(errand)).await;
    }
    let diary = Diary::default();
    let begun = Instant::now();
    // Two on PostgreSQL, as the processes of an installation; one on SQLite, where there is one process.
    let other = if app.place().engine == Engine::Postgres { Some(app.another(&[]).await) } else { None };
    let apps = [Some(app), other.as_ref()];
    let workers: Vec<_> = apps.into_iter().flatten().map(|app| Worker::start(app.ctx(), diary.registry())).collect();
    let (mut done, mut moved) = (0, Instant::now());
    while done < all {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let now = count(app.ctx(), JobState::Done).await;
        assert!(now > done || moved.elapsed() < Duration::from_secs(10), "it stands still at {now} of {all}");
        if now > done {
            (done, moved) = (now, Instant::now());
        }
    }
    println!("{all} jobs due at once drained in {:.1} s", begun.elapsed().as_secs_f64());
    for worker in workers {
        worker.stop().await;
    }
    let ran = diary.read();
    assert_eq!(ran.len(), all, "each ran once");
    assert_eq!(ran.into_iter().collect::<HashSet<_>>().len(), all);
    let text = "SELECT COUNT(*) FROM jobs WHERE last_error IS NOT NULL OR attempts <> 1 OR losses <> 0 OR state <> 'done'";
    assert_eq!(app.ctx().db.sql(text).one::<(i64,)>().await.unwrap().0, 0, "no job had an error");
}
