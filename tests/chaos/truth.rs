//! What the checker reads from the database: whether anything is stuck, and no more. Every SQL text of the suite that
//! concerns jobs and deliveries is here.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use shared::{
    domain::JobId,
    store::{self, Db, Schema},
};
use tokio::time::sleep;

pub struct Truth {
    db: Db,
}

/// A job whose process is gone: nobody renews its lease.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct Held {
    pub id: JobId,
    #[sqlx(rename = "lease_token")]
    pub lease: i64,
    pub due_at: DateTime<Utc>,
}

impl Truth {
    pub async fn open(url: &str) -> Self {
        Self { db: store::connect(url, 3, Schema::Keep).await.expect("the database answers") }
    }

    /// Asks until it is answered: the database may be down, and its connections with it.
    async fn ask<T>(&self, question: impl AsyncFn(&Db) -> store::Result<T>) -> T {
        let begun = Instant::now();
        loop {
            match question(&self.db).await {
                Ok(answer) => break answer,
                Err(error) => assert!(begun.elapsed() < Duration::from_mins(1), "the database does not answer: {error}"),
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// How many jobs there are in each state.
    pub async fn jobs(&self) -> BTreeMap<String, i64> {
        let text = "SELECT state, COUNT(*) FROM jobs GROUP BY state";
        self.ask(async |db| db.sql(text).all::<(String, i64)>().await).await.into_iter().collect()
    }

    /// How many deliveries there are in each state.
    pub async fn deliveries(&self) -> BTreeMap<String, i64> {
        let text = "SELECT state, COUNT(*) FROM deliveries GROUP BY state";
        self.ask(async |db| db.sql(text).all::<(String, i64)>().await).await.into_iter().collect()
    }

    /// Jobs that are not over, and deliveries that are on their way.
    pub async fn open_ends(&self) -> i64 {
        let text = "SELECT (SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL) \
                    + (SELECT COUNT(*) FROM deliveries WHERE state IN ('pending', 'sending'))";
        self.ask(async |db| db.sql(text).one::<(i64,)>().await).await.0
    }

    /// How many runs were lost with their process: leases that were left to expire.
    pub async fn losses(&self) -> i64 {
        let text = "SELECT COUNT(*) FROM jobs WHERE losses > 0 OR last_error = 'the process that ran it was lost'";
        self.ask(async |db| db.sql(text).one::<(i64,)>().await).await.0
    }

    /// What is not over, in words, for whoever has to find out why.
    pub async fn list_open(&self) -> Vec<String> {
        let text = "SELECT kind || ' ' || state || ', attempts ' || attempts || ', losses ' || losses || ': ' || \
                    COALESCE(last_error, 'no error') FROM jobs WHERE finished_at IS NULL ORDER BY id LIMIT 20";
        self.ask(async |db| db.sql(text).all::<(String,)>().await).await.into_iter().map(|(line,)| line).collect()
    }

    /// Why jobs are dead.
    pub async fn epitaphs(&self) -> Vec<String> {
        let text = "SELECT kind || ': ' || COALESCE(last_error, '') FROM jobs WHERE state = 'dead' ORDER BY id";
        self.ask(async |db| db.sql(text).all::<(String,)>().await).await.into_iter().map(|(line,)| line).collect()
    }

    /// The jobs that run now and were never lost before, if the database answers.
    pub async fn running(&self) -> Option<Vec<Held>> {
        let text = "SELECT id, lease_token, due_at FROM jobs WHERE state = 'running' AND losses = 0 AND lease_token IS NOT NULL";
        self.db.sql(text).all().await.ok()
    }

    /// The jobs that are not over: each with its lease, if it has one, and its state.
    pub async fn open_jobs(&self) -> Option<Vec<(JobId, Option<i64>, String)>> {
        self.db.sql("SELECT id, lease_token, state FROM jobs WHERE finished_at IS NULL").all().await.ok()
    }
}
