//! The part of a content that a reader asks for (RFC 9110, 14.1.2).

use std::ops::Range;

/// One range of bytes, as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From the first to the last, both counted in.
    FromTo(u64, u64),
    From(u64),
    /// So many at the end.
    Last(u64),
}

impl ByteRange {
    /// Reads a `Range` header. `None`: what it says is no single range of bytes, so it is passed over (RFC 9110, 14.2).
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let (unit, range) = header.split_once('=')?;
        let (first, last) = range.trim().split_once('-')?;
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return None;
        }
        match (first, last) {
            ("", last) => number(last).map(ByteRange::Last),
            (first, "") => number(first).map(ByteRange::From),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(ByteRange::FromTo(first, last))
            }
        }
    }

    /// The bytes of a content of this size that are meant; `None` if it has none of them.
    #[must_use]
    pub fn within(self, size: u64) -> Option<Range<u64>> {
        let (from, to) = match self {
            ByteRange::FromTo(first, last) => (first, last.saturating_add(1).min(size)),
            ByteRange::From(first) => (first, size),
            ByteRange::Last(count) => (size.saturating_sub(count), size),
        };
        (from < to).then_some(from..to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_found() {
        let found = |header| ByteRange::parse(header).map(|range| range.within(100));
        assert_eq!(found("bytes=0-9"), Some(Some(0..10)));
        assert_eq!(found("bytes=90-"), Some(Some(90..100)));
        assert_eq!(found("bytes=-5"), Some(Some(95..100)));
        assert_eq!(found("bytes=-500"), Some(Some(0..100)));
        assert_eq!(found("Bytes=50-18446744073709551615"), Some(Some(50..100)));
        for none_of_it in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(found(none_of_it), Some(None), "{none_of_it}");
        }
        for passed_over in
            ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-1", "bytes=0-1,5-6", "lines=0-1", "bytes=+1-2"]
        {
            assert_eq!(found(passed_over), None, "{passed_over}");
        }
    }
}
