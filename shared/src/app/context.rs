//! What every use case is handed: the database, the time, the bus, the storage of files, the settings.

use std::sync::Arc;

use tokio::{
    sync::{Mutex, Semaphore},
    time::Instant,
};

use super::{Actor, Result, Work, boards::Snapshots, exports::Turns};
use crate::{
    clock::Clock, config::Config, events::Bus, keys::Keyring, oidc::Providers, rates::Rates, storage::Storage, store::Db,
    vitals::Vitals,
};

#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

pub struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub bus: Bus,
    pub config: Config,
    pub keys: Keyring,
    /// How many requests people make.
    pub rates: Rates,
    /// Whom people may sign in with beside us.
    pub oidc: Providers,
    /// The content of files.
    pub storage: Storage,
    /// Whether what this process has to keep doing is still being done.
    pub vitals: Vitals,
    /// When the database was last tried to be written, and whether it could be.
    pub(super) writable: Mutex<Option<(Instant, bool)>>,
    /// Whose turn it is to have a project given out.
    pub(super) exporting: Turns,
    /// Boards as they were shown lately.
    pub(super) snapshots: Snapshots,
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
    /// Fails where the instance's own secret can neither be read nor made, or Redis' address is none.
    pub fn new(config: Config, db: Db, clock: Clock, bus: Bus) -> std::io::Result<Self> {
        let keys = Keyring::load(&config)?;
        let rates = Rates::new(&config).map_err(std::io::Error::other)?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let (oidc, storage) = (Providers::new(&config.oidc_providers), Storage::new(config.storage.clone()));
        let (vitals, hashing) = (Vitals::default(), Semaphore::new(cores));
        let exporting = Turns::default();
        Ok(Self(Arc::new(Inner {
            db,
            clock,
            bus,
            config,
            keys,
            rates,
            oidc,
            storage,
            vitals,
            writable: Mutex::default(),
            exporting,
            snapshots: Snapshots::new(),
            hashing,
        })))
    }

    /// Starts a change made by `actor`.
    ///
    /// # Errors
    /// Forbidden to whoever comes with an API token that may only read, whatever asks for the change.
    pub async fn begin(&self, actor: &Actor) -> Result<Work> {
        actor.check_may_write()?;
        Work::begin(self, Some(actor.user_id), actor.trace.clone()).await
    }

    /// Starts a change that no person makes: a job's or a schedule's.
    pub async fn begin_unattended(&self) -> Result<Work> {
        Work::begin(self, None, super::Trace::default()).await
    }
}
