//! Who asks.

use crate::domain::{InstanceRole, SessionId, TraceParent, UserId, Via};

/// A signed-in person, as the use cases know them.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user_id: UserId,
    pub session_id: SessionId,
    pub name: String,
    pub handle: String,
    pub role: InstanceRole,
    pub time_zone: chrono_tz::Tz,
    pub trace: Trace,
}

/// What leads back from a change to where it came from. A request's travels into the jobs that the request asks for.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub parent: Option<TraceParent>,
    pub via: Option<Via>,
    /// The request's id and the address it came from, where it was one.
    pub request_id: Option<String>,
    pub address: Option<String>,
}

impl Trace {
    /// Of something that follows from what this `traceparent` names; of nothing known if it is none.
    #[must_use]
    pub fn following(traceparent: Option<&str>) -> Self {
        Self { parent: traceparent.and_then(|text| text.parse().ok()), ..Self::default() }
    }

    /// Of what someone does at the command line.
    #[must_use]
    pub fn command_line() -> Self {
        Self { parent: Some(TraceParent::begin()), via: Some(Via::CommandLine), ..Self::default() }
    }
}

impl Actor {
    /// The session that the person signed in by, for what only they themselves may do.
    pub fn session(&self) -> super::Result<SessionId> {
        Ok(self.session_id)
    }

    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == InstanceRole::Admin
    }
}
