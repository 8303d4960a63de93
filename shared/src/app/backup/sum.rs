//! How many rows a table has, and a checksum of them that does not depend on their order: engines keep none.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::keys;

/// The SHA-256 of every row's line, added up. Rows of a table differ, as each has a key, so what is missing, changed or there
/// twice shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub rows: u64,
    parts: [u64; 4],
}

impl Sum {
    pub fn add(&mut self, line: &str) {
        self.rows += 1;
        let digest = Sha256::digest(line);
        for (part, bytes) in self.parts.iter_mut().zip(digest.as_chunks::<8>().0) {
            *part = part.wrapping_add(u64::from_be_bytes(*bytes));
        }
    }

    /// Without the count.
    #[must_use]
    pub fn checksum(&self) -> String {
        keys::hex(&self.parts.map(u64::to_be_bytes).concat())
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows, {}", self.rows, self.checksum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(lines: &[&str]) -> Sum {
        let mut sum = Sum::default();
        for line in lines {
            sum.add(line);
        }
        sum
    }

    #[test]
    fn order_does_not_count_and_everything_else_does() {
        let ours = sum(&["[1,\"a\"]", "[2,\"b\"]", "[3,null]"]);
        assert_eq!(ours, sum(&["[3,null]", "[1,\"a\"]", "[2,\"b\"]"]));
        assert_eq!(ours.rows, 3);
        for other in [
            &["[1,\"a\"]", "[2,\"b\"]"][..],
            &["[1,\"a\"]", "[2,\"b\"]", "[2,\"b\"]"],
            &["[1,\"b\"]", "[2,\"a\"]", "[3,null]"],
            &["[1,\"a\"]", "[2,\"b\"]", "[3,\"null\"]"],
        ] {
            assert_ne!(ours.checksum(), sum(other).checksum(), "{other:?}");
        }
        assert_eq!(Sum::default().checksum(), "0".repeat(64));
    }
}
