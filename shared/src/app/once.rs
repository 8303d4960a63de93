//! Requests that may be sent again, and are done once: whoever does not know whether one arrived sends it again with the
//! same key and hears what was answered the first time.
//!
//! Key, change and answer commit together. The key is taken as the change begins, [`Work::commit`] leaves the change with
//! it, and once the answer is made [`Once::settle`] writes that beside the change and commits both. So a use case that may
//! be repeated makes one change, and looks at nothing after it. What was refused takes no key.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::{AppError, Ctx, Result, Work};
use crate::{
    domain::UserId,
    keys,
    store::{
        StoreError,
        idempotency::{self, RequestKey},
    },
};

pub use crate::store::idempotency::Answer;

/// For how long an answer is repeated.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

/// The same, for a command of a socket.
pub const KEPT_OF_COMMANDS: TimeDelta = TimeDelta::minutes(10);

/// One request with a key.
#[derive(Clone)]
pub struct Once(Arc<Inner>);

struct Inner {
    /// What is asked for: method and path, or the kind of a socket's command.
    route: String,
    key: String,
    kept: TimeDelta,
    sent: Mutex<Sha256>,
    state: Mutex<State>,
}

enum State {
    Asked,
    /// Its key is taken by a change that is under way.
    Taken(RequestKey),
    /// The change is made, and waits for its answer to be committed with.
    Done(RequestKey, Box<Work>),
    /// It was done before.
    Before(Answer),
    Settled,
}

impl Once {
    #[must_use]
    pub fn new(route: String, key: String) -> Self {
        Self::kept_for(KEPT, route, key)
    }

    /// A socket's command, whose answer is repeated for less long: what sends it waits for the answer.
    #[must_use]
    pub fn of_command(route: String, key: String) -> Self {
        Self::kept_for(KEPT_OF_COMMANDS, route, key)
    }

    fn kept_for(kept: TimeDelta, route: String, key: String) -> Self {
        Self(Arc::new(Inner { route, key, kept, sent: Mutex::new(Sha256::new()), state: Mutex::new(State::Asked) }))
    }

    /// Whether this person has done it before.
    pub async fn was_done(&self, ctx: &Ctx, user_id: UserId) -> Result<bool> {
        let key = RequestKey { user_id, route: self.0.route.clone(), key: self.0.key.clone() };
        Ok(idempotency::is_taken(&ctx.db, &key, ctx.clock.now() - self.0.kept).await?)
    }

    /// Notes a part of what is sent: sent again, it must be the same.
    pub fn note(&self, part: &[u8]) {
        lock(&self.0.sent).update(part);
    }

    /// Takes the key for `work`, before the change looks at anything.
    ///
    /// # Errors
    /// `Repeated` where it was done before, which [`Once::settle`] then answers; `KeyReused` where it came with something
    /// else; a conflict where it is still being done.
    pub(super) async fn take(&self, work: &mut Work, user_id: UserId) -> Result<()> {
        if !matches!(*lock(&self.0.state), State::Asked) {
            return Ok(());
        }
        let key = RequestKey { user_id, route: self.0.route.clone(), key: self.0.key.clone() };
        let fingerprint = keys::hex(&lock(&self.0.sent).clone().finalize());
        let now = work.now;
        let taken = idempotency::take_key(&mut work.tx, &key, &fingerprint, now, now - self.0.kept).await;
        if taken.map_err(still_running)? {
            work.once = Some(self.clone());
            *lock(&self.0.state) = State::Taken(key);
            return Ok(());
        }
        match idempotency::find_answer(&mut work.tx, &key).await? {
            Some((before, _)) if before != fingerprint => Err(AppError::KeyReused),
            Some((_, Some(answer))) => {
                *lock(&self.0.state) = State::Before(answer);
                Err(AppError::Repeated)
            }
            _ => Err(AppError::conflict("idempotency_key_in_use", "a request with this key is being done; try again")),
        }
    }

    /// Keeps a change that is ready to be committed.
    pub(super) fn keep(&self, work: Work) {
        let mut state = lock(&self.0.state);
        *state = match std::mem::replace(&mut *state, State::Settled) {
            State::Taken(key) => State::Done(key, Box::new(work)),
            other => other,
        };
    }

    /// Commits the change with its answer. Gives the answer of the first time where it was done before. Without an answer
    /// that says it was done, the change is undone.
    pub async fn settle(&self, answer: Option<Answer>) -> Result<Option<Answer>> {
        let state = std::mem::replace(&mut *lock(&self.0.state), State::Settled);
        match (state, answer) {
            (State::Before(before), _) => Ok(Some(before)),
            (State::Done(key, mut work), Some(answer)) => {
                idempotency::update_answer(&mut work.tx, &key, &answer).await?;
                work.finish().await?;
                Ok(None)
            }
            _ => Ok(None),
        }
    }
}

fn still_running(error: StoreError) -> AppError {
    match error {
        StoreError::Locked => {
            AppError::conflict("idempotency_key_in_use", "a request with this key has been running for 5 s; try again")
        }
        other => other.into(),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Once({:?}, {:?})", self.0.route, self.0.key)
    }
}
