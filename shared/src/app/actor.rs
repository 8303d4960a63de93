//! Who asks.

use crate::domain::{InstanceRole, SessionId, UserId};

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

/// W3C Trace Context (`traceparent`) of the request: it travels into the jobs that the request asks for.
#[derive(Clone, Debug, Default)]
pub struct Trace(pub Option<String>);

impl Actor {
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == InstanceRole::Admin
    }
}
