//! When a card is due: on a day (all day, in the zone of whoever set it) or at an instant.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::moment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The whole of this day counts, as the day runs in this zone.
    Day(NaiveDate, Tz),
    At(DateTime<Utc>),
}

impl Due {
    /// Reads `YYYY-MM-DD` (a day in `zone`) or an RFC 3339 date-time.
    pub fn parse(text: &str, zone: Tz) -> Option<Self> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return moment::instant(at.to_utc()).filter(is_early).map(Due::At);
        }
        let day = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()?;
        let due = Due::Day(moment::day(day)?, zone);
        moment::instant(due.falls_due_at()).filter(is_early).map(|_| due)
    }

    /// The instant from which it is overdue: a day's end is the start of the next one, which where clocks are put
    /// forward at midnight is the first instant that exists.
    #[must_use]
    pub fn falls_due_at(&self) -> DateTime<Utc> {
        match *self {
            Due::At(at) => at,
            Due::Day(day, zone) => start_of(day.checked_add_days(Days::new(1)).unwrap_or(day), zone),
        }
    }
}

/// What was set, as it is read again by [`Due::parse`]: the day, or the instant where there is none.
#[must_use]
pub fn text(day: Option<NaiveDate>, at: Option<DateTime<Utc>>) -> Option<String> {
    day.map(|day| day.to_string()).or_else(|| at.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)))
}

/// The first instant of `day` in `zone`.
#[must_use]
pub fn start_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let mut local = day.and_time(NaiveTime::MIN);
    for _ in 0..96 {
        if let Some(at) = zone.from_local_datetime(&local).earliest() {
            return at.with_timezone(&Utc);
        }
        local += TimeDelta::minutes(15);
    }
    Utc.from_utc_datetime(&day.and_time(NaiveTime::MIN))
}

/// Whether it is in a year that RFC 3339 can write in every zone.
fn is_early(at: &DateTime<Utc>) -> bool {
    at.year() <= 9998
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due_at(day: &str, zone: Tz) -> String {
        Due::parse(day, zone).unwrap().falls_due_at().to_rfc3339()
    }

    #[test]
    fn a_day_ends_where_the_setter_lives() {
        assert_eq!(due_at("2026-11-21", chrono_tz::Europe::Berlin), "2026-11-21T23:00:00+00:00");
        assert_eq!(due_at("2026-11-21", chrono_tz::America::New_York), "2026-11-22T05:00:00+00:00");
    }

    #[test]
    fn days_of_23_and_25_hours_end_with_the_day() {
        assert_eq!(due_at("2026-03-29", chrono_tz::Europe::Berlin), "2026-03-29T22:00:00+00:00");
        assert_eq!(due_at("2026-10-25", chrono_tz::Europe::Berlin), "2026-10-25T23:00:00+00:00");
    }

    #[test]
    fn a_midnight_that_does_not_exist_is_the_first_instant_after() {
        // In 2024 Cairo put its clocks forward at midnight of 26 April.
        assert_eq!(due_at("2024-04-25", chrono_tz::Africa::Cairo), "2024-04-25T22:00:00+00:00");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "tomorrow",
            "2026-02-30",
            "2026-1-1",
            "2026-11-21T10:00",
            "2026-11-21 10:00:00Z x",
            "+2026-01-01",
            "0000-12-31",
            "9999-12-31",
        ] {
            assert_eq!(Due::parse(text, Tz::UTC), None, "{text}");
        }
    }
}
