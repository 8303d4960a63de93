//! What background jobs exist: their names, queues and payloads. A payload carries ids only; whoever runs the job
//! (`worker/src/jobs/`) reloads the truth and may find that nothing is left to do.

mod kinds;
pub mod schedule;

pub use kinds::{
    DeleteContent, EmailDelivery, ImportCards, MaintainDatabase, MakeThumbnail, NotifyEvent, NotifySecurity, NotifySignIn,
    PruneEvents, PruneJobs, PruneSessions, RebalanceColumn, RewrapSecrets, ScanDigests, ScanDue, ScanReminders, SendInvite,
    SendReset, SweepFiles,
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Serialize, de::DeserializeOwned};

use crate::domain::JobId;

/// Where a job waits. Each queue has its own slots in a worker, so that a slow mail server holds up no notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    Notifications,
    Mail,
    Maintenance,
}

impl Queue {
    pub const ALL: [Queue; 3] = [Queue::Notifications, Queue::Mail, Queue::Maintenance];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Queue::Notifications => "notifications",
            Queue::Mail => "mail",
            Queue::Maintenance => "maintenance",
        }
    }

    /// How many jobs of this queue one worker process runs at a time unless `WORKER_QUEUES` says otherwise. Those that tell wait
    /// for the database more than they compute, and what waits together is done together. Each mail under way may come twice
    /// after a crash, so there are fewer of those.
    #[must_use]
    pub const fn default_slots(self) -> usize {
        match self {
            Queue::Notifications => 64,
            Queue::Mail => 16,
            Queue::Maintenance => 2,
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == name)
    }
}

/// A job's payload, and what is fixed for all jobs of its kind.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    const KIND: &'static str;
    const QUEUE: Queue;
    /// How long one attempt may take.
    const TIMEOUT: TimeDelta = TimeDelta::seconds(60);
    const MAX_ATTEMPTS: i64 = 12;
}

/// A job about to be enqueued, in the transaction of the change that asks for it.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub id: JobId,
    pub kind: &'static str,
    pub queue: Queue,
    pub payload: String,
    /// `None`: at once.
    pub run_at: Option<DateTime<Utc>>,
    pub max_attempts: i64,
    pub priority: i64,
    /// At most one job ever has this key; enqueuing another is a no-op.
    pub dedupe_key: Option<String>,
    /// W3C Trace Context of what asked for it.
    pub traceparent: Option<String>,
}

impl NewJob {
    /// # Panics
    /// If the payload cannot be written as JSON, which plain structs of ids always can.
    #[must_use]
    pub fn new<J: Job>(payload: &J) -> Self {
        Self {
            id: JobId::new(),
            kind: J::KIND,
            queue: J::QUEUE,
            payload: serde_json::to_string(payload).expect("a payload of ids is always JSON"),
            run_at: None,
            max_attempts: J::MAX_ATTEMPTS,
            priority: 0,
            dedupe_key: None,
            traceparent: None,
        }
    }

    #[must_use]
    pub fn at(self, run_at: DateTime<Utc>) -> Self {
        Self { run_at: Some(run_at), ..self }
    }

    #[must_use]
    pub fn once(self, dedupe_key: impl Into<String>) -> Self {
        Self { dedupe_key: Some(dedupe_key.into()), ..self }
    }

    #[must_use]
    pub fn traced(self, traceparent: Option<String>) -> Self {
        Self { traceparent, ..self }
    }
}
