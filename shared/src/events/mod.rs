//! Hints between processes: "there are jobs", "this stream grew", "this session ended". A hint only wakes; what is
//! true is in the rows, so a lost hint costs a second (the sweeps) and never an event or a job.

mod bus;
mod redis;

pub use self::redis::{ask_redis, redis_client};
pub use bus::Bus;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{ApiTokenId, SessionId, UserId},
    jobs::Queue,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// Jobs that are due now were committed to this queue.
    Jobs(Queue),
    /// Ids of jobs were put into this queue's transport.
    Pushed(Queue),
    /// The stream of this user, project or board has new events.
    Stream(Uuid),
    /// A session ended, or its person's role is another: its sockets look again.
    Session(SessionId),
    /// An API token was taken away: its sockets close.
    ApiToken(ApiTokenId),
    /// Someone has come to the sockets of this board or project, or has left them.
    Online(Uuid),
    /// Someone on this board or project is writing.
    Typing { stream: Uuid, user: UserId },
    /// Someone's rights in this project or board may have changed: sockets check again.
    Access(Uuid),
}
