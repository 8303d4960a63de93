//! What clients send: `{"type": …, "id": …, "data": {…}}`, each answered by an ack with its `id`.
//!
//! A change is done by the use case that HTTP calls, decoded by the same request, counted by the same quotas, and done
//! once for each `id` of a person in one place, whichever process it is sent to.

use std::collections::VecDeque;

use poem::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use shared::{
    app::{Actor, AppError, Ctx, Once, Trace, once::Answer},
    domain::TraceParent,
    limits::{SOCKET_FRAMES, SOCKET_FRAMES_WITHIN},
};
use tokio::time::Instant;
use uuid::Uuid;

use super::{
    frames::{self, Frame},
    source::Source,
};
use crate::edge::{
    field::{Complaints, Field, Given, Members},
    problem::Problem,
    quotas,
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
            if id.as_ref().is_some_and(|id| id.is_empty() || id.chars().count() > LONGEST_ID) {
                wrong.note("/id", format!("must be 1 to {LONGEST_ID} characters long"));
            }
            Some(Self { name: name?, id: id?, data: data?.0.unwrap_or_else(|| json!({})) })
        });
        all_well(read, wrong)
    }
}

const LONGEST_ID: usize = 128;

/// Does what a frame asks, and answers the ack.
pub async fn answer<S: Source>(source: &S, text: &str) -> Frame {
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

/// The ack of a frame that nothing is done about.
pub fn refuse(text: &str, problem: Problem) -> Frame {
    let value = serde_json::from_str::<Value>(text).unwrap_or_default();
    frames::ack(value.get("id").and_then(Value::as_str), Err(problem))
}

/// The answer to a command that a stream does not know.
pub fn unknown(name: &str) -> Problem {
    Problem::one_invalid("/type", format!("“{}” is no command here", name.chars().take(40).collect::<String>()))
}

/// A change that was asked for, to be done once.
pub struct Change<'a> {
    ctx: &'a Ctx,
    /// Who asks, with what makes it once.
    pub actor: Actor,
    once: Once,
}

impl<'a> Change<'a> {
    /// Counts it among what the person may change in a while. `place` is the board or project whose socket it came by.
    pub async fn begin(ctx: &'a Ctx, actor: &Actor, place: Uuid, name: &str, id: &str, sent: &Value) -> Result<Self, Problem> {
        quotas::count_change(ctx, actor).await?;
        let once = Once::of_command(format!("{name} {place}"), id.to_owned());
        once.note(sent.to_string().as_bytes());
        let trace = Trace { parent: Some(TraceParent::begin()), once: Some(once.clone()), ..actor.trace.clone() };
        Ok(Self { ctx, actor: Actor { trace, ..actor.clone() }, once })
    }

    /// What is looked at before the change counts only the first time: a card that was deleted by it is not there any
    /// more when it is asked for again.
    pub async fn unless_done(&self, found: Result<(), AppError>) -> Result<(), AppError> {
        match found {
            Err(_) if self.once.was_done(self.ctx, self.actor.user_id).await? => Ok(()),
            found => found,
        }
    }

    /// Commits it with its answer, or repeats what was answered the first time.
    pub async fn settle(self, outcome: Result<Value, Problem>) -> Result<Value, Problem> {
        match outcome {
            Ok(data) => {
                let answer = Answer { status: 200, location: None, etag: None, body: data.to_string() };
                self.once.settle(Some(answer)).await?;
                Ok(data)
            }
            Err(problem) => match self.once.settle(None).await? {
                Some(before) => Ok(serde_json::from_str(&before.body).unwrap_or_default()),
                None => Err(problem),
            },
        }
    }
}

/// A resource as an ack shows it.
pub fn shown(view: &impl Serialize) -> Result<Value, Problem> {
    Ok(serde_json::to_value(view).map_err(|error| AppError::Internal(error.into()))?)
}

/// Reads `data`: an id that HTTP has in its path, and the body.
pub fn with_id<I: Field, B: Field>(name: &str, data: Value) -> Result<(I, B), Problem> {
    let mut wrong = Complaints::default();
    let Value::Object(mut body) = data else {
        return Err(Problem::one_invalid("/data", "must be an object"));
    };
    let pointer = format!("/{name}");
    let id = match body.remove(name) {
        Some(id) => I::read(id, &pointer, &mut wrong),
        None => wrong.none(&pointer, "is required"),
    };
    let body = B::read(Value::Object(body), "", &mut wrong);
    all_well(id.zip(body), wrong)
}

/// Reads `data` that is an id and nothing else.
pub fn only_id<I: Field>(name: &str, data: Value) -> Result<I, Problem> {
    let mut wrong = Complaints::default();
    let id = Members::of(data, "", &mut wrong).and_then(|mut members| {
        let id = members.take(name, &mut wrong);
        members.finish(&mut wrong);
        id
    });
    all_well(id, wrong)
}

/// Reads `data` that has nothing in it.
pub fn nothing(data: Value) -> Result<(), Problem> {
    let mut wrong = Complaints::default();
    let read = Members::of(data, "", &mut wrong).map(|members| members.finish(&mut wrong));
    all_well(read, wrong)
}

fn all_well<T>(read: Option<T>, wrong: Complaints) -> Result<T, Problem> {
    let errors = wrong.into_errors();
    read.filter(|_| errors.is_empty()).ok_or_else(|| Problem::invalid(errors))
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
        let most = factor.map(|factor| (SOCKET_FRAMES as f64 * factor).max(1.0) as usize);
        Self { most, seen: VecDeque::new() }
    }

    /// Whether one more is fine.
    pub fn allows(&mut self, now: Instant) -> bool {
        let Some(most) = self.most else { return true };
        while self.seen.front().is_some_and(|first| now - *first > SOCKET_FRAMES_WITHIN) {
            self.seen.pop_front();
        }
        self.seen.push_back(now);
        self.seen.len() <= most
    }
}
