//! The one source of the time. Everything that asks "when" gets a [`Clock`] handed in.
//!
//! Processes on several machines must agree on leases and slots, so on PostgreSQL the clock follows the database's:
//! [`Clock::follow`] sets the difference that `store` measured. Tests move the same difference to travel in time.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

#[derive(Clone, Default)]
pub struct Clock {
    /// Microseconds to add to the machine's own time.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The time now, cut to whole microseconds: PostgreSQL keeps no more, and both engines must answer alike.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now() + TimeDelta::microseconds(self.offset.load(Ordering::Relaxed));
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Follows another clock that is ahead of this machine's by `difference`.
    pub fn follow(&self, difference: TimeDelta) {
        self.offset.store(difference.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }

    /// Moves the time by `step`, for tests.
    pub fn advance(&self, step: TimeDelta) {
        self.offset.fetch_add(step.num_microseconds().unwrap_or(0), Ordering::Relaxed);
    }

    /// How far this clock is ahead of the machine's.
    #[must_use]
    pub fn offset(&self) -> TimeDelta {
        TimeDelta::microseconds(self.offset.load(Ordering::Relaxed))
    }
}
