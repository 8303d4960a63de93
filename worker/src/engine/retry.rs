//! When a job that failed is tried again.

use chrono::TimeDelta;

/// The first wait is at most this.
const BASE: TimeDelta = TimeDelta::seconds(10);
/// No wait is longer than this.
const CAP: TimeDelta = TimeDelta::hours(1);

/// The wait after the `attempt`th failed attempt (1 is the first): `chance · min(1 h, 10 s · 2^(attempt − 1))`, where
/// `chance` is drawn evenly from 0 to 1. This is exponential back-off with full jitter: the waits of jobs that failed
/// together spread evenly, so that they do not come back together. Twelve attempts last an hour and three quarters on
/// average.
pub fn wait(attempt: i64, chance: f64) -> TimeDelta {
    let doublings = u32::try_from(attempt.clamp(1, 21) - 1).unwrap_or(0);
    let longest = CAP.min(BASE * (1 << doublings));
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "an hour in milliseconds fits both")]
    let milliseconds = (longest.num_milliseconds() as f64 * chance.clamp(0.0, 1.0)) as i64;
    TimeDelta::milliseconds(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_wait_doubles_up_to_an_hour() {
        let longest: Vec<i64> = (1..=12).map(|attempt| wait(attempt, 1.0).num_seconds()).collect();
        assert_eq!(longest, [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
        assert_eq!(wait(i64::MAX, 1.0), CAP);
    }

    #[test]
    fn chance_spreads_the_wait_from_nothing_to_the_longest() {
        assert_eq!(wait(3, 0.0), TimeDelta::zero());
        assert_eq!(wait(3, 0.5), TimeDelta::seconds(20));
    }
}
