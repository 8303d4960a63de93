//! Who asks.

use uuid::Uuid;

use super::{AppError, Once, Result};
use crate::domain::{ApiTokenId, InstanceRole, SessionId, TokenScope, TraceParent, UserId, Via};

/// A signed-in person, as the use cases know them.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user_id: UserId,
    pub by: Credential,
    pub name: String,
    pub handle: String,
    pub role: InstanceRole,
    pub time_zone: chrono_tz::Tz,
    pub trace: Trace,
}

/// What somebody showed to say who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// They signed in.
    Session(SessionId),
    /// A token that they made for a program.
    ApiToken { id: ApiTokenId, scope: TokenScope },
    /// They are at the command line, which needs none.
    CommandLine,
}

impl Credential {
    /// What hints of its end are known by.
    #[must_use]
    pub fn topic(self) -> Uuid {
        match self {
            Self::Session(id) => id.0,
            Self::ApiToken { id, .. } => id.0,
            Self::CommandLine => Uuid::nil(),
        }
    }
}

/// What leads back from a change to where it came from. A request's travels into the jobs that the request asks for.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub parent: Option<TraceParent>,
    pub via: Option<Via>,
    /// The request's id and the address it came from, where it was one.
    pub request_id: Option<String>,
    pub address: Option<String>,
    /// The request itself, where it may be sent again and is to be done once.
    pub once: Option<Once>,
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
    /// The session that the person signed in by, for what only they themselves may do: nothing that a token is good for
    /// may get at the account, or at more tokens.
    ///
    /// # Errors
    /// Forbidden to whoever comes with an API token.
    pub fn session(&self) -> Result<SessionId> {
        match self.by {
            Credential::Session(id) => Ok(id),
            Credential::ApiToken { .. } | Credential::CommandLine => {
                Err(AppError::Forbidden("an API token is not good for this: sign in".to_owned()))
            }
        }
    }

    /// # Errors
    /// Forbidden to whoever comes with an API token that may only read.
    pub fn check_may_write(&self) -> Result<()> {
        match self.by {
            Credential::ApiToken { scope: TokenScope::Read, .. } => {
                Err(AppError::Forbidden("this API token may only read: its scope is read".to_owned()))
            }
            _ => Ok(()),
        }
    }

    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == InstanceRole::Admin
    }
}
