//! What every use case is handed: the database, the time, the bus, the settings.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{Actor, Result, Work};
use crate::{clock::Clock, config::Config, events::Bus, keys::Keyring, store::Db};

/// Whether the parts that a process needs answer.
#[derive(Clone, Copy, Debug)]
pub struct Health {
    pub database: bool,
    /// `None` where none is used.
    pub redis: Option<bool>,
}

impl Health {
    /// `ok`, `degraded` (without Redis), `unavailable` (without the database) or `draining`.
    #[must_use]
    pub fn word(self, draining: bool) -> &'static str {
        match (draining, self.database, self.redis) {
            (true, ..) => "draining",
            (_, false, _) => "unavailable",
            (_, _, Some(false)) => "degraded",
            _ => "ok",
        }
    }
}

#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

pub struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub bus: Bus,
    pub config: Config,
    pub keys: Keyring,
    /// Password hashing takes 19 MiB and 10 ms or more each: no more at a time than there are permits.
    pub(super) hashing: Semaphore,
}

impl std::ops::Deref for Ctx {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Ctx {
    /// Fails where the instance's own secret can neither be read nor made.
    pub fn new(config: Config, db: Db, clock: Clock, bus: Bus) -> std::io::Result<Self> {
        let keys = Keyring::load(&config)?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self(Arc::new(Inner { db, clock, bus, config, keys, hashing: Semaphore::new(cores) })))
    }

    /// What this instance's parts say of themselves at the moment.
    pub async fn health(&self) -> Health {
        Health { database: self.db.ping().await.is_ok(), redis: self.bus.connected() }
    }

    /// Starts a change made by `actor`.
    pub async fn begin(&self, actor: &Actor) -> Result<Work> {
        Work::begin(self, Some(actor.user_id), actor.trace.clone()).await
    }

    /// Starts a change that no person makes: a job's or a schedule's.
    pub async fn begin_unattended(&self) -> Result<Work> {
        Work::begin(self, None, super::Trace::default()).await
    }
}
