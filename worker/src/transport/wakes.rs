//! From hints on the bus to whoever waits for them, and the waiting itself.

use std::{sync::Arc, time::Duration};

use shared::{clock::Clock, events::Hint, jobs::Queue, store::Db};
use tokio::{
    sync::{
        Notify,
        broadcast::{Receiver, error::RecvError},
    },
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

/// How long a sweep is at most away: what hints missed is found then.
pub const SWEEP: Duration = Duration::from_secs(1);

/// What each queue is woken by. A wake-up that comes while nobody waits is kept.
#[derive(Clone, Default)]
pub struct Wakes(Arc<[Wake; Queue::ALL.len()]>);

#[derive(Default)]
pub struct Wake {
    /// Jobs that are due were committed.
    pub jobs: Arc<Notify>,
    /// Tickets were pushed to Redis.
    pub pushed: Arc<Notify>,
}

impl Wakes {
    pub fn of(&self, queue: Queue) -> &Wake {
        &self.0[queue as usize]
    }

    pub async fn listen(self, mut hints: Receiver<Hint>, stop: CancellationToken) {
        loop {
            let hint = tokio::select! {
                () = stop.cancelled() => return,
                hint = hints.recv() => hint,
            };
            match hint {
                Ok(Hint::Jobs(queue)) => self.of(queue).jobs.notify_one(),
                Ok(Hint::Pushed(queue)) => self.of(queue).pushed.notify_one(),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    for wake in self.0.iter() {
                        wake.jobs.notify_one();
                        wake.pushed.notify_one();
                    }
                }
                Err(RecvError::Closed) => return,
            }
        }
    }
}

/// Waits until a job of the queue may be due: a wake-up, the time of the next one, or the next sweep. Not shorter than
/// `at_least`, unless woken; tells whether it was.
pub async fn until_due(db: &Db, clock: &Clock, queue: Queue, wake: &Notify, at_least: Duration) -> bool {
    let now = clock.now();
    let sweep = now + chrono::TimeDelta::from_std(SWEEP).unwrap_or_default();
    let next = shared::store::jobs::next_due(db, queue, sweep).await.ok().flatten().unwrap_or(sweep);
    let wait = (next - now).to_std().unwrap_or_default().clamp(at_least, SWEEP);
    tokio::select! {
        () = wake.notified() => true,
        () = sleep(wait) => false,
    }
}

/// Whether leases that ran out may be counted as losses now.
///
/// Whoever could not look at the table for a while must not judge at once: if the database was away or this machine
/// stood still, others could not renew their leases either. They get a moment to do so.
pub struct Sweeps {
    looked: Instant,
    not_before: Instant,
}

impl Sweeps {
    const GAP: Duration = Duration::from_secs(3);

    pub fn new() -> Self {
        Self { looked: Instant::now(), not_before: Instant::now() }
    }

    pub fn allowed(&mut self) -> bool {
        let now = Instant::now();
        if now - self.looked > Self::GAP {
            self.not_before = now + Self::GAP;
            self.looked = now;
        }
        now >= self.not_before
    }

    /// Notes that the table was looked at, or need not be.
    pub fn looked(&mut self) {
        self.looked = Instant::now();
    }
}
