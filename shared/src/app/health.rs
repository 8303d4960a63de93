//! Whether a process can do its work.

use serde_json::{Value, json};
use tokio::time::{Duration, Instant, timeout};

use super::Ctx;
use crate::{limits::HEALTH_WITHIN, store::StoreError};

/// For how long it holds that the database could be written, or not.
const TRIED: Duration = Duration::from_secs(2);

/// Whether the parts that a process needs answer, and whether its own go on.
#[derive(Clone, Debug)]
pub struct Health {
    pub database: bool,
    /// Whether what is in the database can be changed.
    pub writable: bool,
    /// `None` where none is used.
    pub redis: Option<bool>,
    /// What this process should be doing and does not.
    pub stuck: Vec<String>,
}

impl Health {
    /// Whether it can do its work: without Redis it can, only later.
    #[must_use]
    pub fn is_ready(&self, draining: bool) -> bool {
        !draining && self.database && self.writable && self.stuck.is_empty()
    }

    /// `ok`, `degraded` (without Redis), `unavailable` (without the database, or stuck) or `draining`; and why.
    #[must_use]
    pub fn report(&self, draining: bool) -> Value {
        let status = match (draining, self.is_ready(draining), self.redis) {
            (true, ..) => "draining",
            (_, false, _) => "unavailable",
            (_, _, Some(false)) => "degraded",
            _ => "ok",
        };
        let told = [
            (draining, "this process is stopping and takes on nothing more"),
            (!self.database, "the database does not answer"),
            (!self.writable, "the database cannot be written: its disk is full, or may only be read"),
            (self.redis == Some(false), "Redis does not answer: jobs and other processes' events wait until it does"),
        ];
        let told = told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, what)| what);
        let problems: Vec<&str> = told.chain(self.stuck.iter().map(String::as_str)).collect();
        json!({"status": status, "problems": problems})
    }
}

impl Ctx {
    /// What this instance's parts say of themselves at the moment.
    pub async fn health(&self) -> Health {
        let database = matches!(timeout(HEALTH_WITHIN, self.db.ping()).await, Ok(Ok(())));
        let redis = self.bus.connected().map(|hears| hears && !self.vitals.redis_away());
        // What needs the database or Redis stands still without it, which says nothing more.
        let stuck = if database && redis != Some(false) { self.vitals.stuck() } else { Vec::new() };
        let writable = !database || self.is_writable().await;
        Health { database, writable, redis, stuck }
    }

    /// Whether the database takes changes, as of a moment ago: however many ask, it is tried once in a while.
    async fn is_writable(&self) -> bool {
        let mut tried = self.writable.lock().await;
        if let Some((at, outcome)) = *tried
            && at.elapsed() < TRIED
        {
            return outcome;
        }
        // One that is only busy is no reason to worry.
        let outcome = !matches!(timeout(HEALTH_WITHIN, self.db.is_writable()).await, Ok(Err(StoreError::Unwritable(_))));
        *tried = Some((Instant::now(), outcome));
        outcome
    }
}
