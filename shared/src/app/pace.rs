//! How often one person may do something within a time that slides, exactly; where slowing down is enough, see `limit`.
//! What they did is counted from its rows, so the limit is one for all processes; whoever asks holds a lock on the person
//! meanwhile, so that it is exact for those who do it twice at once.

use chrono::{DateTime, TimeDelta, Utc};

use super::{AppError, Result};

pub(super) struct Pace {
    /// By default; `RATE_LIMIT` multiplies it.
    pub most: u32,
    pub within: TimeDelta,
    /// What there is too much of, for the person who is told.
    pub of: &'static str,
}

impl Pace {
    /// Refuses one more where the latest `most` were all within the time. `latest` are no more than that.
    pub fn check(&self, most: i64, latest: &[DateTime<Utc>], now: DateTime<Utc>) -> Result<()> {
        let Some(oldest) = latest.iter().min().filter(|_| i64::try_from(latest.len()).is_ok_and(|count| count >= most)) else {
            return Ok(());
        };
        // A second or so beyond the time where the oldest began later than this one and had the lock before it.
        let wait = *oldest + self.within - now;
        if wait <= TimeDelta::zero() {
            return Ok(());
        }
        Err(AppError::too_many(self.of, wait.num_microseconds().unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace { most: 2, within: TimeDelta::seconds(10), of: "things" };

    #[test]
    fn one_too_many_waits_until_the_oldest_has_left_the_window() {
        let now: DateTime<Utc> = "2026-11-21T12:00:00Z".parse().unwrap();
        let ago = |ms| now - TimeDelta::milliseconds(ms);
        assert!(PACE.check(2, &[ago(1)], now).is_ok());
        assert!(PACE.check(2, &[ago(1), ago(10_000)], now).is_ok());
        for (oldest, wait) in [(9_999, 1), (9_000, 1), (8_999, 2), (0, 10)] {
            let refused = PACE.check(2, &[ago(0), ago(oldest)], now).unwrap_err();
            assert!(matches!(refused, AppError::TooMany { retry_after, .. } if retry_after == wait), "{oldest}: {refused}");
        }
    }
}
