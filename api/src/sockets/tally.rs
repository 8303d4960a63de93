//! How many there are of each, of those of which there are any.

use std::{collections::HashMap, hash::Hash};

pub struct Tally<K>(HashMap<K, usize>);

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Tally<K> {
    pub fn count(&self, key: &K) -> usize {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// One more. Whether it is the first.
    pub fn add(&mut self, key: K) -> bool {
        let count = self.0.entry(key).or_default();
        *count += 1;
        *count == 1
    }

    /// One less. Whether it was the last.
    pub fn remove(&mut self, key: &K) -> bool {
        let Some(count) = self.0.get_mut(key) else { return false };
        *count -= 1;
        let last = *count == 0;
        if last {
            self.0.remove(key);
        }
        last
    }

    pub fn contains(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_kept_of_those_who_left() {
        let mut tally = Tally::default();
        assert!(tally.add("ada") && !tally.add("ada") && tally.add("bob"));
        assert!(!tally.remove(&"ada") && tally.remove(&"bob") && !tally.remove(&"bob"));
        assert_eq!((tally.count(&"ada"), tally.count(&"bob"), tally.keys().count()), (1, 0, 1));
    }
}
