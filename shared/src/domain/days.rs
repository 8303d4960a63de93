//! A range of days as they run in a time zone, for what is counted by the day. A day has 23 or 25 hours where clocks are
//! put forward or back in it.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::due::start_of;

pub struct Days {
    dates: Vec<NaiveDate>,
    /// The first instant of each day, and that of the day after the last.
    bounds: Vec<DateTime<Utc>>,
}

impl Days {
    /// The days from `first` to `last`, both counted; none where `last` comes before.
    #[must_use]
    pub fn between(first: NaiveDate, last: NaiveDate, zone: Tz) -> Self {
        let dates: Vec<_> = first.iter_days().take_while(|day| *day <= last).collect();
        let after = dates.last().and_then(NaiveDate::succ_opt).unwrap_or(first);
        let bounds = dates.iter().chain([&after]).map(|day| start_of(*day, zone)).collect();
        Self { dates, bounds }
    }

    #[must_use]
    pub fn dates(&self) -> &[NaiveDate] {
        &self.dates
    }

    /// The first instant of the range.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        self.bounds[0]
    }

    /// The first instant after the range.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        self.bounds[self.dates.len()]
    }

    /// The day that an instant is in, as an index of [`Days::dates`].
    #[must_use]
    pub fn index_of(&self, at: DateTime<Utc>) -> Option<usize> {
        let begun = self.bounds.partition_point(|start| *start <= at);
        (1..=self.dates.len()).contains(&begun).then(|| begun - 1)
    }
}

/// How exactly the store counts by time: in quarters of an hour, which no day anywhere begins within. (Zones are hours, half
/// hours and quarters apart; what had its own sun time had no kanban boards.)
pub const QUARTER_S: i64 = 15 * 60;

/// The beginning of the quarter of an hour that has this number, counted from 1970.
#[must_use]
pub fn quarter(number: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(number.saturating_mul(QUARTER_S), 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Asia::Kathmandu, Europe::Berlin};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_instant_is_in_the_day_that_runs_where_one_asks() {
        let days = Days::between(day("2026-11-20"), day("2026-11-22"), Berlin);
        assert_eq!(days.dates().len(), 3);
        assert_eq!(days.index_of(at("2026-11-19T22:59:59.999999Z")), None);
        assert_eq!(days.index_of(at("2026-11-19T23:00:00Z")), Some(0));
        assert_eq!(days.index_of(at("2026-11-20T22:59:59.999999Z")), Some(0));
        assert_eq!(days.index_of(at("2026-11-20T23:00:00Z")), Some(1));
        assert_eq!(days.index_of(at("2026-11-22T22:59:59Z")), Some(2));
        assert_eq!(days.index_of(at("2026-11-22T23:00:00Z")), None);
    }

    #[test]
    fn days_of_23_and_25_hours_are_whole_days() {
        for (date, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-21", 24)] {
            let days = Days::between(day(date), day(date), Berlin);
            assert_eq!((days.end() - days.start()).num_hours(), hours, "{date}");
        }
    }

    #[test]
    fn every_day_begins_with_a_quarter_of_an_hour() {
        for zone in [Berlin, Kathmandu, chrono_tz::Australia::Lord_Howe, chrono_tz::Pacific::Chatham, chrono_tz::Africa::Cairo] {
            let days = Days::between(day("2024-01-01"), day("2024-12-31"), zone);
            assert_eq!(days.dates().len(), 366);
            for bound in &days.bounds {
                assert_eq!(bound.timestamp() % QUARTER_S, 0, "{zone} {bound}");
            }
        }
        assert_eq!(quarter(1), at("1970-01-01T00:15:00Z"));
    }

    #[test]
    fn a_range_that_ends_before_it_begins_has_no_days() {
        let days = Days::between(day("2026-11-22"), day("2026-11-20"), Berlin);
        assert!(days.dates().is_empty() && days.start() == days.end());
        assert_eq!(days.index_of(days.start()), None);
    }
}
