//! The frames that the server sends: each is written once, and shared by all sockets that it goes to.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use shared::app::{boards::Kept, people::Person};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use uuid::Uuid;

use crate::edge::problem::Problem;

/// The text of a frame. A clone shares it.
pub type Frame = Utf8Bytes;

pub const HEARTBEAT_S: u64 = 25;

/// Who did something, or is there, as frames tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doer {
    id: shared::domain::UserId,
    name: String,
}

impl From<Person> for Doer {
    fn from(person: Person) -> Self {
        Self { id: person.id, name: person.name }
    }
}

impl Doer {
    pub fn is(&self, user: shared::domain::UserId) -> bool {
        self.id == user
    }
}

/// In this order, which people who watch frames go by read well.
#[derive(Serialize)]
struct Numbered<'a, T: Serialize> {
    r#type: &'a str,
    seq: i64,
    data: T,
}

#[derive(Serialize)]
struct Event<'a> {
    r#type: &'a str,
    seq: i64,
    name: &'a str,
    actor: Option<Doer>,
    at: DateTime<Utc>,
    data: &'a Value,
}

fn written(frame: &impl Serialize) -> Frame {
    match serde_json::to_string(frame) {
        Ok(text) => text.into(),
        Err(error) => {
            tracing::error!(%error, "a frame could not be written");
            Frame::default()
        }
    }
}

pub fn hello(connection: Uuid, epoch: &str, seq: i64) -> Frame {
    written(&json!({"type": "hello", "connection_id": connection, "epoch": epoch, "seq": seq, "heartbeat_s": HEARTBEAT_S}))
}

pub fn snapshot(seq: i64, data: impl Serialize) -> Frame {
    written(&Numbered { r#type: "snapshot", seq, data })
}

/// A board's, with who is there beside what is on it.
pub fn board_snapshot(kept: &Kept, online: &[Doer]) -> Frame {
    let online = written(&online);
    format!("{{\"type\":\"snapshot\",\"seq\":{},\"data\":{{{},\"online\":{online}}}}}", kept.seq, kept.members()).into()
}

pub fn resync() -> Frame {
    Frame::from_static("{\"type\":\"resync\"}")
}

pub fn event(seq: i64, name: &str, actor: Option<Person>, at: DateTime<Utc>, data: &Value) -> Frame {
    written(&Event { r#type: "event", seq, name, actor: actor.map(Doer::from), at, data })
}

/// What takes the place of an event that tells of a board which is hidden from the reader.
pub fn hidden(seq: i64, name: &str, at: DateTime<Utc>) -> Frame {
    event(seq, name, None, at, &json!({"hidden": true}))
}

pub fn notification<T: Serialize>(seq: i64, data: &T, unread_count: i64) -> Frame {
    written(&json!({"type": "notification", "seq": seq, "data": data, "unread_count": unread_count}))
}

pub fn presence(online: &[Doer]) -> Frame {
    written(&json!({"type": "presence", "online": online}))
}

pub fn typing(user: &Doer) -> Frame {
    written(&json!({"type": "typing", "user": user}))
}

pub fn ack(id: Option<&str>, outcome: Result<Value, Problem>) -> Frame {
    written(&match outcome {
        Ok(data) => json!({"type": "ack", "id": id, "ok": true, "data": data}),
        Err(problem) => {
            let problem: Value = serde_json::from_slice(&problem.body(None)).unwrap_or_default();
            json!({"type": "ack", "id": id, "ok": false, "problem": problem})
        }
    })
}
