//! How numbers become figures that people read: percentages, and what is typical of many lengths of time.

use chrono::TimeDelta;
use serde::Serialize;

/// How many of a hundred, rounded to whole ones; but 100 only when it is all, and 0 only when it is none. Of nothing: 0.
#[must_use]
pub fn percent(part: i64, whole: i64) -> i64 {
    if whole <= 0 || part <= 0 {
        return 0;
    }
    if part >= whole {
        return 100;
    }
    ((part.saturating_mul(200) + whole) / (whole * 2)).clamp(1, 99)
}

/// What is typical of some lengths of time, in whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Typical {
    pub count: i64,
    pub average_s: Option<i64>,
    /// Half of them are no longer.
    pub median_s: Option<i64>,
    /// 85 of a hundred are no longer: what one can promise with some safety.
    pub p85_s: Option<i64>,
}

impl Typical {
    /// The median of an even number is halfway between the two in the middle; the 85th percentile is one of the lengths
    /// (nearest rank).
    #[must_use]
    pub fn of(lengths: impl IntoIterator<Item = TimeDelta>) -> Self {
        let mut seconds: Vec<i64> = lengths.into_iter().map(|length| length.num_seconds().max(0)).collect();
        seconds.sort_unstable();
        let count = seconds.len();
        if count == 0 {
            return Self::default();
        }
        let number = i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            count: number,
            average_s: Some(seconds.iter().sum::<i64>() / number),
            median_s: Some((seconds[(count - 1) / 2] + seconds[count / 2]) / 2),
            p85_s: Some(seconds[(count * 85).div_ceil(100) - 1]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_but_never_to_all_or_nothing() {
        for (part, whole, shown) in
            [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 4, 25), (1, 8, 13), (3, 3, 100), (199, 200, 99), (1, 1000, 1)]
        {
            assert_eq!(percent(part, whole), shown, "{part} of {whole}");
        }
    }

    fn of(seconds: &[i64]) -> (i64, Option<i64>, Option<i64>, Option<i64>) {
        let Typical { count, average_s, median_s, p85_s } = Typical::of(seconds.iter().map(|one| TimeDelta::seconds(*one)));
        (count, average_s, median_s, p85_s)
    }

    #[test]
    fn what_is_typical_is_said_of_any_number() {
        assert_eq!(of(&[]), (0, None, None, None));
        assert_eq!(of(&[7]), (1, Some(7), Some(7), Some(7)));
        assert_eq!(of(&[30, 10]), (2, Some(20), Some(20), Some(30)));
        assert_eq!(of(&[5, 1, 3]), (3, Some(3), Some(3), Some(5)));
        // Of 20, the 17th is no shorter than 85 of a hundred.
        let twenty: Vec<i64> = (1..=20).rev().collect();
        assert_eq!(of(&twenty), (20, Some(10), Some(10), Some(17)));
    }
}
