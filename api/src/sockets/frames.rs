//! The frames that the server sends.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use shared::app::people::Person;
use uuid::Uuid;

use crate::edge::problem::Problem;

pub const HEARTBEAT_S: u64 = 25;

/// Who did something, as events tell it.
#[derive(Serialize)]
pub struct Doer {
    id: shared::domain::UserId,
    name: String,
}

impl From<Person> for Doer {
    fn from(person: Person) -> Self {
        Self { id: person.id, name: person.name }
    }
}

pub fn hello(epoch: &str, seq: i64) -> String {
    let connection = Uuid::now_v7();
    json!({"type": "hello", "connection_id": connection, "epoch": epoch, "seq": seq, "heartbeat_s": HEARTBEAT_S}).to_string()
}

pub fn snapshot(seq: i64, data: Value) -> String {
    json!({"type": "snapshot", "seq": seq, "data": data}).to_string()
}

pub fn resync() -> String {
    json!({"type": "resync"}).to_string()
}

pub fn event(seq: i64, name: &str, actor: Option<Person>, at: DateTime<Utc>, data: &Value) -> String {
    json!({"type": "event", "seq": seq, "name": name, "actor": actor.map(Doer::from), "at": at, "data": data}).to_string()
}

pub fn notification<T: Serialize>(seq: i64, data: &T, unread_count: i64) -> String {
    json!({"type": "notification", "seq": seq, "data": data, "unread_count": unread_count}).to_string()
}

pub fn ack(id: Option<&str>, outcome: Result<Value, Problem>) -> String {
    match outcome {
        Ok(data) => json!({"type": "ack", "id": id, "ok": true, "data": data}),
        Err(problem) => {
            let problem: Value = serde_json::from_slice(&problem.body(None)).unwrap_or_default();
            json!({"type": "ack", "id": id, "ok": false, "problem": problem})
        }
    }
    .to_string()
}
