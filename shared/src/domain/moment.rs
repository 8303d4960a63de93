//! The instants and days that are kept: those that RFC 3339 can write (section 1: four digits of a year), that both engines
//! keep as they were given, and that SQLite, which compares them as texts, puts in their order.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// What others must be, as the end of a sentence.
pub const WANTED: &str = "must be in the years 1 to 9999 (UTC)";

/// An instant as it is kept; `None` where it is not in the years 1 to 9999.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Some(to_microseconds(at)).filter(|at| (1..=9999).contains(&at.year()))
}

/// A day, if it is in the years 1 to 9999.
#[must_use]
pub fn day(day: NaiveDate) -> Option<NaiveDate> {
    Some(day).filter(|day| (1..=9999).contains(&day.year()))
}

/// The first instant that is kept.
#[must_use]
pub fn first() -> DateTime<Utc> {
    DateTime::from_timestamp(-62_135_596_800, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// Cut to the microseconds that PostgreSQL keeps. A leap second is the one after it, as it is there.
#[must_use]
pub fn to_microseconds(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Option<String> {
        instant(DateTime::parse_from_rfc3339(text).unwrap().to_utc()).map(|at| at.to_rfc3339())
    }

    #[test]
    fn instants_are_kept_to_the_microsecond_from_the_first_to_the_last() {
        for (text, wanted) in [
            ("0001-01-01T00:00:00Z", Some("0001-01-01T00:00:00+00:00")),
            ("0001-01-01T00:00:00+00:01", None),
            ("9999-12-31T23:59:59.9999999Z", Some("9999-12-31T23:59:59.999999+00:00")),
            ("9999-12-31T23:59:60Z", None),
            ("9999-12-31T23:59:59-00:01", None),
            ("2300-01-01T00:00:00.123456789Z", Some("2300-01-01T00:00:00.123456+00:00")),
            ("1900-01-01T00:00:00.999999999Z", Some("1900-01-01T00:00:00.999999+00:00")),
            ("2016-12-31T23:59:60.5Z", Some("2017-01-01T00:00:00.500+00:00")),
        ] {
            assert_eq!(kept(text).as_deref(), wanted, "{text}");
        }
        assert_eq!(first().to_rfc3339(), "0001-01-01T00:00:00+00:00");
        assert_eq!(instant(first()), Some(first()));
    }
}
