//! Jobs that were running when their process was lost. Of each queue they run one at a time from then on, so that a job
//! which kills its process takes few bystanders along. Queues do not wait for each other: a lost mail whose server does
//! not answer holds up no lost notification.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use shared::{domain::JobId, jobs::Queue};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Engine;

/// How many may wait here. Others are pushed again a few seconds later.
const WAITING: usize = 256;

#[derive(Clone)]
pub struct Suspects {
    alone: BTreeMap<Queue, Arc<Semaphore>>,
    waiting: Arc<Mutex<HashSet<JobId>>>,
}

impl Default for Suspects {
    fn default() -> Self {
        let alone = Queue::ALL.map(|queue| (queue, Arc::new(Semaphore::new(1))));
        Self { alone: BTreeMap::from(alone), waiting: Arc::default() }
    }
}

impl Suspects {
    /// The right to run a suspect of this queue now.
    pub(crate) fn turn(&self, queue: Queue) -> Option<OwnedSemaphorePermit> {
        self.alone[&queue].clone().try_acquire_owned().ok()
    }

    fn waiting(&self) -> MutexGuard<'_, HashSet<JobId>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the job was not waiting here already: its ticket is pushed again and again while it does.
    fn admit(&self, id: JobId) -> bool {
        let mut waiting = self.waiting();
        waiting.len() < WAITING && waiting.insert(id)
    }
}

impl Engine {
    /// Puts the job in line. Whoever brought the ticket does not wait, so that suspects take no slots while they do.
    pub(super) fn run_suspect(self: &Arc<Self>, queue: Queue, id: JobId) {
        if !self.suspects.admit(id) {
            return;
        }
        let engine = self.clone();
        self.tasks.spawn(async move {
            let turn = tokio::select! {
                biased;
                () = engine.stopping.cancelled() => None,
                turn = engine.suspects.alone[&queue].clone().acquire_owned() => turn.ok(),
            };
            engine.suspects.waiting().remove(&id);
            if turn.is_some()
                && let Some(slot) = engine.slot(queue).await
            {
                engine.claim_and_run(id, slot).await;
            }
        });
    }
}
