//! Lengths of time as the contract writes them: ISO 8601 durations in weeks, days, hours, minutes and seconds, such as
//! `PT24H`, `P1DT12H` or `P2W`. A day is 24 hours here; months and years have no fixed length and are refused.

use chrono::TimeDelta;

/// Reads a duration of whole seconds, not negative.
///
/// # Errors
/// What it must be, as the end of a sentence.
pub fn parse(text: &str) -> Result<TimeDelta, String> {
    read(text).ok_or_else(|| "must be an ISO 8601 duration such as PT24H, P2D or PT90M".to_owned())
}

fn read(text: &str) -> Option<TimeDelta> {
    let rest = text.strip_prefix('P')?;
    let (days, time) = match rest.split_once('T') {
        Some((_, "")) => return None,
        Some((days, time)) => (days, time),
        None => (rest, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let seconds = sum(days, &[('W', 604_800), ('D', 86_400)])?.checked_add(sum(time, &[('H', 3_600), ('M', 60), ('S', 1)])?)?;
    TimeDelta::try_seconds(seconds)
}

/// Numbers before units, each unit at most once and in this order.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut seconds = 0_i64;
    for (unit, length) in units {
        if let Some((number, rest)) = text.split_once(*unit) {
            if number.is_empty() || number.len() > 9 || !number.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(*length)?)?;
            text = rest;
        }
    }
    text.is_empty().then_some(seconds)
}

/// Writes a duration with one unit where that is exact: whole days as hours up to two days, `P3D` beyond.
#[must_use]
pub fn write(span: TimeDelta) -> String {
    let seconds = span.num_seconds();
    match seconds {
        s if s > 172_800 && s % 86_400 == 0 => format!("P{}D", s / 86_400),
        s if s > 0 && s % 3_600 == 0 => format!("PT{}H", s / 3_600),
        s if s > 0 && s % 60 == 0 => format!("PT{}M", s / 60),
        s => format!("PT{s}S"),
    }
}

/// In words, for a sentence: “2 days”, “90 minutes”.
#[must_use]
pub fn in_words(span: TimeDelta) -> String {
    let seconds = span.num_seconds();
    let (count, unit) = match seconds {
        s if s >= 86_400 && s % 86_400 == 0 => (s / 86_400, "day"),
        s if s >= 3_600 && s % 3_600 == 0 => (s / 3_600, "hour"),
        s if s >= 60 && s % 60 == 0 => (s / 60, "minute"),
        s => (s, "second"),
    };
    if count == 1 { format!("{count} {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        for (text, hours, written) in [
            ("PT24H", 24, "PT24H"),
            ("P1D", 24, "PT24H"),
            ("P2W", 336, "P14D"),
            ("P1DT12H", 36, "PT36H"),
            ("PT60M", 1, "PT1H"),
            ("PT3600S", 1, "PT1H"),
        ] {
            assert_eq!(parse(text), Ok(TimeDelta::hours(hours)), "{text}");
            assert_eq!(write(TimeDelta::hours(hours)), written);
        }
        assert_eq!((write(TimeDelta::minutes(90)), write(TimeDelta::seconds(61))), ("PT90M".to_owned(), "PT61S".to_owned()));
        assert_eq!(write(TimeDelta::zero()), "PT0S");
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in
            ["", "P", "PT", "24H", "PT1.5H", "P1Y", "P1M", "PT-1H", "-PT1H", "PT1H30", "PT1M1H", "P1DT", "PT9999999999H", "pt1h"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn in_words_it_has_the_largest_whole_unit() {
        assert_eq!(in_words(TimeDelta::hours(48)), "2 days");
        assert_eq!(in_words(TimeDelta::minutes(90)), "90 minutes");
        assert_eq!(in_words(TimeDelta::hours(1)), "1 hour");
    }
}
