//! Windows of this process alone.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Count, Quota};

/// Past this many windows, those that are over are dropped before another is begun.
const MANY: usize = 10_000;

struct Window {
    began: DateTime<Utc>,
    ends: DateTime<Utc>,
    count: i64,
}

#[derive(Default)]
pub(super) struct Windows(Mutex<HashMap<(Uuid, &'static str), Window>>);

impl Windows {
    pub(super) fn count(&self, who: Uuid, quotas: &[&'static Quota], now: DateTime<Utc>) -> Vec<Count> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > MANY {
            windows.retain(|_, window| window.ends > now);
        }
        let count = |quota: &&'static Quota| {
            let new = || Window { began: now, ends: now + quota.within, count: 0 };
            let window = windows.entry((who, quota.name)).or_insert_with(new);
            if window.ends <= now || window.began > now {
                *window = new();
            }
            window.count += 1;
            (window.count, window.ends - now)
        };
        quotas.iter().map(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{
        super::{REQUESTS, WRITES},
        *,
    };

    #[test]
    fn a_window_begins_with_its_first_and_ends_by_itself() {
        let (windows, ada, bob) = (Windows::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        let at = |seconds| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let left = TimeDelta::seconds;
        assert_eq!(windows.count(ada, &[&REQUESTS, &WRITES], at(100)), [(1, left(60)), (1, left(10))]);
        assert_eq!(windows.count(ada, &[&REQUESTS, &WRITES], at(109)), [(2, left(51)), (2, left(1))]);
        assert_eq!(windows.count(bob, &[&WRITES], at(109)), [(1, left(10))]);
        assert_eq!(windows.count(ada, &[&REQUESTS, &WRITES], at(110)), [(3, left(50)), (1, left(10))]);
        assert_eq!(windows.count(ada, &[&REQUESTS], at(160)), [(1, left(60))]);
    }

    #[test]
    fn windows_that_are_over_are_dropped() {
        let windows = Windows::default();
        for n in 0..=MANY as u128 {
            windows.count(Uuid::from_u128(n), &[&WRITES], DateTime::UNIX_EPOCH);
        }
        windows.count(Uuid::from_u128(0), &[&WRITES], DateTime::UNIX_EPOCH + WRITES.within);
        assert_eq!(windows.0.lock().unwrap().len(), 1);
    }
}
