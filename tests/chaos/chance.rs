//! Chance that can be had again: the same seed makes the same plan of faults. Real processes add chance of their own, so
//! a seed repeats what was done to them and not how each of them took it.

use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};

/// `SplitMix64`: small, and good enough to choose faults with.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed of `CHAOS_SEED` where that is set, else a new one.
    pub fn seed() -> u64 {
        match std::env::var("CHAOS_SEED") {
            Ok(given) => given.parse().unwrap_or_else(|_| panic!("CHAOS_SEED must be a whole number and is “{given}”")),
            // The standard library's own source of chance: each `RandomState` has other keys.
            Err(_) => RandomState::new().hash_one(()) % 1_000_000_000,
        }
    }

    /// Another source, that draws of its own accord.
    pub fn split(&mut self) -> Self {
        Self(self.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("a small number");
        usize::try_from(self.next() % end).expect("it is below a small number")
    }

    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// True `percent` times out of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn between(&mut self, from: Duration, to: Duration) -> Duration {
        let span = usize::try_from(to.saturating_sub(from).as_millis()).expect("a short time");
        from + Duration::from_millis(self.below(span.max(1)).try_into().expect("it fits"))
    }
}
