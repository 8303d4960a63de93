//! How long the jobs of a killed worker stand still. At the kill the running jobs are noted; those whose lease nobody
//! renews from then on were the killed worker's. For each kill, the time until the last of them runs again or is over.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use shared::domain::JobId;
use tokio::{task::JoinHandle, time::sleep};

use crate::truth::{Held, Truth};

/// Longer than any job stands still that was lost once, even where the database was away for a while too.
const PATIENCE: Duration = Duration::from_secs(45);
const LOOK_EVERY: Duration = Duration::from_millis(250);

#[derive(Clone)]
pub struct Recovery {
    truth: Arc<Truth>,
    times: Arc<Mutex<Vec<Duration>>>,
    watching: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Recovery {
    pub fn new(truth: Arc<Truth>) -> Self {
        Self { truth, times: Arc::default(), watching: Arc::default() }
    }

    /// Begins to watch what a worker left that was killed just now.
    pub fn watch(&self) {
        let (truth, times) = (self.truth.clone(), self.times.clone());
        let watching = tokio::spawn(async move {
            let killed = Instant::now();
            let Some(running) = truth.running().await else { return };
            // A lease that was renewed, or is gone within a second, is that of a worker who lives.
            sleep(Duration::from_millis(2_500)).await;
            let Some(later) = truth.running().await else { return };
            let mut left: BTreeMap<JobId, Held> =
                running.into_iter().filter(|held| later.contains(held)).map(|held| (held.id, held)).collect();
            if left.is_empty() {
                return;
            }
            while !left.is_empty() && killed.elapsed() < PATIENCE {
                sleep(LOOK_EVERY).await;
                let Some(open) = truth.open_jobs().await else { continue };
                let open: BTreeMap<_, _> = open.into_iter().map(|(id, lease, state)| (id, (lease, state))).collect();
                left.retain(|id, held| open.get(id).is_some_and(|(lease, state)| *lease == Some(held.lease) || state == "ready"));
            }
            times.lock().unwrap().push(killed.elapsed());
        });
        self.watching.lock().unwrap().push(watching);
    }

    /// The times of all kills that left something, sorted.
    pub async fn times(&self) -> Vec<Duration> {
        let watching = std::mem::take(&mut *self.watching.lock().unwrap());
        for watch in watching {
            let _ = watch.await;
        }
        let mut times = self.times.lock().unwrap().clone();
        times.sort();
        times
    }
}
