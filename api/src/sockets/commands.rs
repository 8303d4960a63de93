//! What clients send: `{"type": …, "id": …, "data": {…}}`, each answered by an ack with its `id`.

use std::{collections::VecDeque, time::Duration};

use poem::http::StatusCode;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{frames, source::Source};
use crate::edge::{
    field::{Complaints, Given, Members},
    problem::Problem,
};

/// A command as it was sent.
struct Command {
    name: String,
    /// The client's choice; the ack carries it.
    id: String,
    data: Value,
}

impl Command {
    fn read(value: Value) -> Result<Self, Problem> {
        let mut wrong = Complaints::default();
        let read = Members::of(value, "", &mut wrong).and_then(|mut members| {
            let name = members.take::<String>("type", &mut wrong);
            let id = members.take::<String>("id", &mut wrong);
            let data = members.take::<Given<Value>>("data", &mut wrong);
            members.finish(&mut wrong);
            if id.as_ref().is_some_and(|id| id.chars().count() > LONGEST_ID) {
                wrong.note("/id", format!("must be at most {LONGEST_ID} characters long"));
            }
            Some(Self { name: name?, id: id?, data: data?.0.unwrap_or_default() })
        });
        let errors = wrong.into_errors();
        read.filter(|_| errors.is_empty()).ok_or_else(|| Problem::invalid(errors))
    }
}

/// How many frames a client may send in how long.
const MOST: usize = 100;
const WITHIN: Duration = Duration::from_secs(10);
const LONGEST_ID: usize = 128;

/// Does what a frame asks, and answers the ack.
pub async fn answer<S: Source>(source: &S, text: &str) -> String {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        let problem = Problem::new(StatusCode::BAD_REQUEST, "bad_json", "the frame is not JSON");
        return frames::ack(None, Err(problem));
    };
    let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
    let outcome = match Command::read(value) {
        Ok(command) if command.name == "ping" => Ok(json!({})),
        Ok(Command { name, id, data }) => source.command(&name, &id, data).await,
        Err(problem) => Err(problem),
    };
    frames::ack(id.as_deref(), outcome)
}

/// The answer to a command that a stream does not know.
pub fn unknown(name: &str) -> Problem {
    Problem::one_invalid("/type", format!("“{}” is no command here", name.chars().take(40).collect::<String>()))
}

/// Counts a client's frames.
pub struct Pace {
    /// `None`: no limit.
    most: Option<usize>,
    seen: VecDeque<Instant>,
}

impl Pace {
    /// `factor` multiplies the limit, as `RATE_LIMIT` does all limits.
    pub fn new(factor: Option<f64>) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a small count")]
        let most = factor.map(|factor| (MOST as f64 * factor).max(1.0) as usize);
        Self { most, seen: VecDeque::new() }
    }

    /// Whether one more is fine.
    pub fn allows(&mut self, now: Instant) -> bool {
        let Some(most) = self.most else { return true };
        while self.seen.front().is_some_and(|first| now - *first > WITHIN) {
            self.seen.pop_front();
        }
        self.seen.push_back(now);
        self.seen.len() <= most
    }
}
