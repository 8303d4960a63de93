//! The bus: a broadcast inside the process and, where `REDIS_URL` is set, Redis pub/sub between processes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::{broadcast, mpsc};

use super::Hint;

/// How many hints a subscriber may fall behind before it is told that it lagged (and then looks at everything).
const BACKLOG: usize = 4096;

#[derive(Clone)]
pub struct Bus {
    local: broadcast::Sender<Hint>,
    remote: Option<Remote>,
}

#[derive(Clone)]
pub(super) struct Remote {
    pub(super) outbox: mpsc::UnboundedSender<Hint>,
    /// Whether hints of other processes arrive at the moment.
    pub(super) hears: Arc<AtomicBool>,
}

impl Bus {
    /// A bus for one process alone.
    #[must_use]
    pub fn in_process() -> Self {
        Self { local: broadcast::Sender::new(BACKLOG), remote: None }
    }

    /// A bus shared by every process that uses the same Redis and `prefix`. It reconnects for ever by itself, and
    /// gives hints to this process's own subscribers without the way through Redis.
    pub fn over_redis(url: &str, prefix: &str) -> redis::RedisResult<Self> {
        let local = broadcast::Sender::new(BACKLOG);
        let remote = super::redis::start(url, prefix, local.clone())?;
        Ok(Self { local, remote: Some(remote) })
    }

    pub fn publish(&self, hint: Hint) {
        let _ = self.local.send(hint); // No subscriber, no matter.
        if let Some(remote) = &self.remote {
            let _ = remote.outbox.send(hint);
        }
    }

    /// Whether hints travel between processes just now; `None` on a bus for one process.
    #[must_use]
    pub fn connected(&self) -> Option<bool> {
        self.remote.as_ref().map(|remote| remote.hears.load(Ordering::Relaxed))
    }

    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Hint> {
        self.local.subscribe()
    }
}
