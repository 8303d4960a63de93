//! The leases this process holds. They are renewed once a second while their jobs run.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use shared::{
    clock::Clock,
    store::{
        Db,
        jobs::{self, Lease},
    },
};
use tokio::time::{MissedTickBehavior, interval};

const RENEW_EVERY: Duration = Duration::from_secs(1);

/// Leases per statement.
const BATCH: usize = 256;

#[derive(Clone, Default)]
pub struct Held(Arc<Mutex<HashSet<Lease>>>);

/// A lease that is renewed until this is dropped, however the job ends: a job whose lease went on being renewed after it
/// was gone would never run again.
pub struct Holding {
    held: Held,
    lease: Option<Lease>,
}

impl Holding {
    /// Leaves the lease among those that are held, for whoever gives them back.
    pub fn leave(mut self) {
        self.lease = None;
    }
}

impl Held {
    pub fn hold(&self, lease: Lease) -> Holding {
        self.lock().insert(lease);
        Holding { held: self.clone(), lease: Some(lease) }
    }

    pub fn leases(&self) -> Vec<Lease> {
        self.lock().iter().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<Lease>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renews what is held, for ever. Whatever goes wrong, the next second tries again: a lease lasts for six.
    pub async fn keep_renewing(self, db: Db, clock: Clock) {
        let mut ticks = interval(RENEW_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            for leases in self.leases().chunks(BATCH) {
                if let Err(error) = jobs::renew(&db, leases, clock.now()).await {
                    tracing::warn!(%error, leases = leases.len(), "leases could not be renewed");
                }
            }
        }
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        if let Some(lease) = self.lease {
            self.held.lock().remove(&lease);
        }
    }
}
