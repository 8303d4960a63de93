//! The leases this process holds. They are renewed once a second while their jobs run.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use shared::{
    clock::Clock,
    store::{
        Db,
        jobs::{self, LEASE, Lease},
    },
};
use tokio::time::{MissedTickBehavior, interval};

const RENEW_EVERY: Duration = Duration::from_secs(1);

/// Leases per statement.
const BATCH: usize = 256;

/// Each with the time until which it holds, as far as this process knows.
#[derive(Clone, Default)]
pub struct Held(Arc<Mutex<HashMap<Lease, DateTime<Utc>>>>);

/// A lease that is renewed until this is dropped, however the job ends: a job whose lease went on being renewed after it
/// was gone would never run again.
pub struct Holding {
    held: Held,
    lease: Option<Lease>,
}

/// Tells whether a job is still this process' to run.
#[derive(Clone)]
pub struct LeaseWatch(Option<(Held, Lease, Clock)>);

impl Holding {
    /// Leaves the lease among those that are held, for whoever gives them back.
    pub fn leave(mut self) {
        self.lease = None;
    }
}

impl LeaseWatch {
    /// Of a job that nobody else can take: one that is run by hand.
    #[must_use]
    pub fn for_ever() -> Self {
        Self(None)
    }

    /// Of a job that was taken away.
    #[cfg(test)]
    pub fn lost(clock: &Clock) -> Self {
        Self(Some((Held::default(), Lease { id: shared::domain::JobId::new(), token: 0 }, clock.clone())))
    }

    /// Whether the lease holds now. It may not where the process stood still, or could not reach the database, for
    /// longer than a lease lasts: the job may then run elsewhere, and what cannot be undone is not to be done here.
    #[must_use]
    pub fn holds(&self) -> bool {
        let Some((held, lease, clock)) = &self.0 else { return true };
        let until = held.lock().get(lease).copied();
        until.is_some_and(|until| clock.now() < until)
    }
}

impl std::fmt::Debug for LeaseWatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LeaseWatch").field("holds", &self.holds()).finish()
    }
}

impl Held {
    pub fn hold(&self, lease: Lease, until: DateTime<Utc>) -> Holding {
        self.lock().insert(lease, until);
        Holding { held: self.clone(), lease: Some(lease) }
    }

    pub fn watch(&self, lease: Lease, clock: &Clock) -> LeaseWatch {
        LeaseWatch(Some((self.clone(), lease, clock.clone())))
    }

    pub fn leases(&self) -> Vec<Lease> {
        self.lock().keys().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Lease, DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn renewed(&self, leases: &[Lease], until: DateTime<Utc>) {
        let mut held = self.lock();
        for lease in leases {
            if let Some(known) = held.get_mut(lease) {
                *known = until;
            }
        }
    }

    /// Renews what is held, for ever. Whatever goes wrong, the next second tries again: a lease lasts for six.
    pub async fn keep_renewing(self, db: Db, clock: Clock) {
        let mut ticks = interval(RENEW_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            for leases in self.leases().chunks(BATCH) {
                let now = clock.now();
                match jobs::renew(&db, leases, now).await {
                    Ok(renewed) => self.renewed(&renewed, now + LEASE),
                    Err(error) => tracing::warn!(%error, leases = leases.len(), "leases could not be renewed"),
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
