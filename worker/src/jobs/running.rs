//! What a handler knows about the job it runs, beside the payload.

use chrono::{DateTime, Utc};
use shared::{
    app::Trace,
    domain::{JobId, TraceParent},
};

use crate::engine::LeaseWatch;

/// One job while it runs.
#[derive(Clone, Debug)]
pub struct Running {
    pub id: JobId,
    /// Whether the job is still this process' to run: to be asked before what cannot be undone.
    pub lease: LeaseWatch,
    pub kind: String,
    /// How many attempts ended before this one: 0 on the first. A run that was lost with its process is none.
    pub attempts: i64,
    /// This attempt's step in the trace of what asked for it: what the job itself asks for follows from it.
    pub at: TraceParent,
    pub created_at: DateTime<Utc>,
}

impl Running {
    #[must_use]
    pub fn trace(&self) -> Trace {
        Trace { parent: Some(self.at), ..Trace::default() }
    }
}
