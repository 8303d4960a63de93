//! Fractional ranks: strings that sort bytewise and leave room for another between any two.
//!
//! A rank is a fraction in base 62 after an implied point, never ending in the lowest digit, so there is always a
//! rank between two different ones and below any. Appending moves by a step, so that long lists keep short ranks.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// How many digits an appended rank has, at least: 62⁴ / `STEP` appends before ranks grow.
const WIDTH: usize = 5;
const STEP: u32 = 62 * 62;

fn digit(c: u8) -> usize {
    DIGITS.iter().position(|d| *d == c).unwrap_or(0)
}

/// A rank strictly between `after` and `before`; `None` stands for the start or the end of the list.
///
/// Where both are given, `after` must sort below `before`.
#[must_use]
pub fn between(after: Option<&str>, before: Option<&str>) -> String {
    match (after, before) {
        (None, None) => middle("", None),
        (Some(last), None) => next(last),
        (after, before) => middle(after.unwrap_or(""), before),
    }
}

/// `count` ranks in order, evenly far apart, for making a list anew.
#[must_use]
pub fn spread(count: usize) -> Vec<String> {
    let mut ranks: Vec<String> = Vec::with_capacity(count);
    for _ in 0..count {
        ranks.push(between(ranks.last().map(String::as_str), None));
    }
    ranks
}

/// `count` ranks in order between two, evenly far apart: as short as so many can be.
#[must_use]
pub fn evenly(after: Option<&str>, before: Option<&str>, count: usize) -> Vec<String> {
    let mut ranks = Vec::with_capacity(count);
    halve(after.unwrap_or(""), before, count, &mut ranks);
    ranks
}

fn halve(low: &str, high: Option<&str>, count: usize, ranks: &mut Vec<String>) {
    if count == 0 {
        return;
    }
    let rank = middle(low, high);
    let below = (count - 1) / 2;
    halve(low, Some(&rank), below, ranks);
    ranks.push(rank.clone());
    halve(&rank, high, count - 1 - below, ranks);
}

/// Gives all of a short list short ranks again, in the same order: `one` of it, and the others.
pub fn spread_around<Id>(one: &mut String, others: &mut [(Id, String)]) {
    let at = others.partition_point(|(_, rank)| *rank < *one);
    let mut ranks = spread(others.len() + 1);
    *one = ranks.remove(at);
    for ((_, old), new) in others.iter_mut().zip(ranks) {
        *old = new;
    }
}

/// The rank one step above `last`.
fn next(last: &str) -> String {
    let mut digits: Vec<usize> = last.bytes().map(digit).chain(std::iter::repeat(0)).take(WIDTH).collect();
    let mut carry = STEP as usize;
    for place in digits.iter_mut().rev() {
        let sum = *place + carry;
        *place = sum % 62;
        carry = sum / 62;
    }
    if carry > 0 {
        return middle(last, None); // No room above in this width: take the middle of what is left.
    }
    let mut rank: Vec<u8> = digits.into_iter().map(|d| DIGITS[d]).collect();
    while rank.last() == Some(&b'0') {
        rank.pop();
    }
    let rank = String::from_utf8(rank).unwrap_or_default();
    if rank.as_str() > last { rank } else { middle(last, None) }
}

fn middle(low: &str, high: Option<&str>) -> String {
    let low = low.as_bytes();
    let mut rank = Vec::new();
    let mut high = high.map(str::as_bytes);
    for i in 0.. {
        let floor = low.get(i).copied().map_or(0, digit);
        let ceiling = match high {
            Some(h) => h.get(i).copied().map_or(0, digit),
            None => 62,
        };
        if ceiling > floor + 1 {
            rank.push(DIGITS[floor.midpoint(ceiling)]);
            break;
        }
        rank.push(DIGITS[floor]);
        if ceiling > floor {
            high = None; // Anything above `low` from here on is below the old ceiling.
        }
    }
    String::from_utf8(rank).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appending_keeps_order_and_stays_short() {
        let ranks = spread(20_000);
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ranks.iter().map(String::len).max().unwrap() <= 12, "{:?}", ranks.last());
    }

    #[test]
    fn there_is_always_room() {
        let mut ranks = vec![between(None, None)];
        let mut seed = 7_u64;
        for _ in 0..2_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = usize::try_from(seed >> 33).unwrap() % (ranks.len() + 1);
            let before = ranks.get(at).map(String::as_str);
            let after = at.checked_sub(1).map(|i| ranks[i].as_str());
            let rank = between(after, before);
            assert!(after.is_none_or(|a| a < rank.as_str()), "{after:?} {rank} {before:?}");
            assert!(before.is_none_or(|b| rank.as_str() < b), "{after:?} {rank} {before:?}");
            assert!(!rank.ends_with('0'), "{rank}");
            ranks.insert(at, rank);
        }
    }

    #[test]
    fn many_between_two_are_in_order_and_short() {
        for (after, before) in
            [(None, None), (Some("V"), None), (None, Some("V")), (Some("V"), Some("W")), (Some("Vz"), Some("W"))]
        {
            for count in [0, 1, 2, 7, 5_000] {
                let ranks = evenly(after, before, count);
                assert_eq!(ranks.len(), count);
                assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
                assert!(ranks.iter().all(|rank| after.is_none_or(|a| a < rank.as_str())));
                assert!(ranks.iter().all(|rank| before.is_none_or(|b| rank.as_str() < b) && !rank.ends_with('0')));
                assert!(ranks.iter().map(String::len).max().unwrap_or(0) <= 6, "{after:?} {before:?} {count}");
            }
        }
    }

    #[test]
    fn one_place_split_again_and_again_still_has_room() {
        let (mut low, high) = (between(None, None), between(Some(&between(None, None)), None));
        for _ in 0..300 {
            let rank = between(Some(&low), Some(&high));
            assert!(low < rank && rank < high);
            low = rank;
        }
    }
}
