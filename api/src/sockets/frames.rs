//! The frames that the server sends: each is written once, and shared by all sockets that it goes to.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use shared::app::{boards::Kept, people::Person};
use tokio_tungstenite::tungstenite::protocol::frame::{
    FrameHeader,
    coding::{Data, OpCode},
};
use uuid::Uuid;

use crate::edge::problem::Problem;

pub const HEARTBEAT_S: u64 = 25;
/// The longest header of a frame that is not masked (RFC 6455, 5.2).
const HEADER: usize = 10;

/// A frame as it goes over the wire: what a server sends is not masked, so it is the same for everyone. A clone shares it.
#[derive(Clone, Debug, Default)]
pub struct Frame(Bytes);

impl Frame {
    /// That asks the client's side whether it is there.
    pub const PING: Self = Self(Bytes::from_static(&[0x89, 0]));

    /// In bytes, with its header.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn into_bytes(self) -> Bytes {
        self.0
    }

    /// Around a text that begins after [`HEADER`] bytes.
    fn around(mut bytes: Vec<u8>) -> Self {
        let length = (bytes.len() - HEADER) as u64;
        let header = FrameHeader { opcode: OpCode::Data(Data::Text), ..FrameHeader::default() };
        let begin = HEADER - header.len(length);
        if let Err(error) = header.format(length, &mut &mut bytes[begin..HEADER]) {
            tracing::error!(%error, "a frame's header could not be written");
            return Self::default();
        }
        // Many are kept for a while, and each has grown by doubling.
        bytes.shrink_to_fit();
        Self(Bytes::from(bytes).slice(begin..))
    }
}

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
    let mut bytes = vec![0; HEADER];
    match serde_json::to_writer(&mut bytes, frame) {
        Ok(()) => Frame::around(bytes),
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
    let mut bytes = vec![0; HEADER];
    let begin = format!("{{\"type\":\"snapshot\",\"seq\":{},\"data\":{{", kept.seq);
    for part in [&begin, kept.members(), ",\"online\":", &json!(online).to_string(), "}}"] {
        bytes.extend_from_slice(part.as_bytes());
    }
    Frame::around(bytes)
}

pub fn resync() -> Frame {
    written(&json!({"type": "resync"}))
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use tokio_tungstenite::tungstenite::protocol::frame::FrameSocket;

    use super::*;

    /// What another's eyes find in a frame.
    fn read(frame: Frame) -> (bool, String) {
        let mut socket = FrameSocket::new(Cursor::new(frame.into_bytes().to_vec()));
        let frame = socket.read(None).unwrap().unwrap();
        assert!(socket.read(None).unwrap().is_none(), "nothing follows");
        let is_text = frame.header().opcode == OpCode::Data(Data::Text) && frame.header().is_final;
        (is_text, frame.to_text().unwrap().to_owned())
    }

    #[test]
    fn a_text_of_any_length_has_its_header() {
        // The length is told in 1, 3 or 9 bytes.
        for length in [1, 123, 124, 0xffff - 2, 0xffff - 1, 100_000] {
            let text = "x".repeat(length);
            assert_eq!(read(written(&text)), (true, format!("\"{text}\"")));
        }
        assert_eq!(read(resync()), (true, "{\"type\":\"resync\"}".to_owned()));
    }

    #[test]
    fn a_ping_is_a_whole_frame() {
        assert_eq!(read(Frame::PING), (false, String::new()));
    }
}
