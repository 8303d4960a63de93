//! Making long ranks short again without changing the order.
//!
//! Where things are put into one place again and again, ranks grow by a digit every six times or so. Whatever stands
//! around such a place is spread evenly over the room it has: a window that is widened until the ranks come out short,
//! so that few are touched often and many seldom. The list is in the same order after every step, so the steps may be
//! taken in batches while others go on moving.

use std::collections::BTreeMap;

use super::rank;

/// A rank longer than this is to be made shorter.
pub const LONG: usize = 32;
/// No rank is longer than this where a window was spread out, if that is possible at all.
const SHORT: usize = 12;

/// Whether a rank that was made between two others is the one that asks for a rebalance: where a neighbour is as long
/// already, it has been asked for.
#[must_use]
pub fn asks(rank: &str, after: Option<&str>, before: Option<&str>) -> bool {
    let length = |rank: Option<&str>| rank.map_or(0, str::len);
    rank.len() / (LONG + 1) > length(after).max(length(before)) / (LONG + 1)
}

/// One new rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<Id> {
    pub id: Id,
    pub from: String,
    pub to: String,
}

/// The steps, to be taken in this order, that make the long ranks of a list short. `list` is in order.
#[must_use]
pub fn steps<Id: Copy>(list: &[(Id, String)]) -> Vec<Step<Id>> {
    let mut now = list.to_vec();
    let mut steps = Vec::new();
    while let Some(long) = now.iter().position(|(_, rank)| rank.len() > LONG) {
        let (start, targets) = widen(&now, long);
        let (mut up, mut down): (Vec<_>, Vec<_>) = now[start..]
            .iter_mut()
            .zip(targets)
            .filter(|((_, rank), to)| rank != to)
            .map(|((id, rank), to)| Step { id: *id, from: std::mem::replace(rank, to.clone()), to })
            .partition(|step| step.from < step.to);
        // Those that go up begin at the top, those that go down at the bottom: nobody passes another.
        up.reverse();
        steps.append(&mut up);
        steps.append(&mut down);
    }
    steps
}

/// Where the window around `long` begins, and its new ranks.
fn widen<Id>(list: &[(Id, String)], long: usize) -> (usize, Vec<String>) {
    let rank_at = |i: usize| list.get(i).map(|(_, rank)| rank.as_str());
    let mut around = 4;
    loop {
        let (start, end) = (long.saturating_sub(around), list.len().min(long + around));
        let targets = rank::evenly(start.checked_sub(1).and_then(rank_at), rank_at(end), end - start);
        if targets.iter().all(|rank| rank.len() <= SHORT) || end - start == list.len() {
            return (start, targets);
        }
        around *= 2;
    }
}

/// A list as it changes while steps are taken, to be held against what is really there.
pub struct Expected<Id>(BTreeMap<String, Id>);

impl<Id: Copy> Expected<Id> {
    #[must_use]
    pub fn new(list: &[(Id, String)]) -> Self {
        Self(list.iter().map(|(id, rank)| (rank.clone(), *id)).collect())
    }

    /// The lowest and the highest rank that these steps touch.
    #[must_use]
    pub fn room(steps: &[Step<Id>]) -> Option<(&str, &str)> {
        let ranks = || steps.iter().flat_map(|step| [step.from.as_str(), step.to.as_str()]);
        Some((ranks().min()?, ranks().max()?))
    }

    /// What is in that room before the steps are taken, in order.
    #[must_use]
    pub fn within(&self, (low, high): (&str, &str)) -> Vec<(Id, String)> {
        self.0.range(low.to_owned()..=high.to_owned()).map(|(rank, id)| (*id, rank.clone())).collect()
    }

    pub fn take(&mut self, steps: &[Step<Id>]) {
        for step in steps {
            self.0.remove(&step.from);
            self.0.insert(step.to.clone(), step.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are the same in every run.
    fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
        move |below| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % below
        }
    }

    fn insert(list: &mut Vec<(usize, String)>, at: usize) -> bool {
        let rank_at = |i: usize| list.get(i).map(|(_, rank): &(usize, String)| rank.clone());
        let (after, before) = (at.checked_sub(1).and_then(rank_at), rank_at(at));
        let rank = rank::between(after.as_deref(), before.as_deref());
        let asked = asks(&rank, after.as_deref(), before.as_deref());
        list.insert(at, (list.len(), rank));
        asked
    }

    fn longest(list: &[(usize, String)]) -> usize {
        list.iter().map(|(_, rank)| rank.len()).max().unwrap_or(0)
    }

    /// Takes the steps one by one and sees the order kept after each.
    fn rebalance(list: &mut [(usize, String)]) -> usize {
        let steps = steps(list);
        for step in &steps {
            let at = list.iter().position(|(id, rank)| *id == step.id && *rank == step.from).expect("it is there");
            list[at].1.clone_from(&step.to);
            assert!(at == 0 || list[at - 1].1 < list[at].1, "{step:?}");
            assert!(at + 1 == list.len() || list[at].1 < list[at + 1].1, "{step:?}");
        }
        steps.len()
    }

    #[test]
    fn every_step_keeps_the_order() {
        for seed in 0..20 {
            let mut number = numbers(seed);
            let mut list = Vec::new();
            let hot = number(3);
            for _ in 0..600 {
                let at = match hot {
                    0 => 0,
                    1 => list.len() / 2,
                    _ => number(4.min(list.len() + 1)),
                };
                insert(&mut list, at);
            }
            rebalance(&mut list);
            assert!(longest(&list) <= LONG, "seed {seed}: {}", longest(&list));
            assert_eq!(rebalance(&mut list), 0, "once is enough");
        }
    }

    #[test]
    fn each_of_several_hot_places_is_spread_out() {
        let mut list: Vec<(usize, String)> = rank::spread(400).into_iter().enumerate().collect();
        for turn in 0..800 {
            let at = if turn % 2 == 0 { 1 } else { list.len() - 50 };
            insert(&mut list, at);
        }
        rebalance(&mut list);
        assert!(longest(&list) <= LONG, "{}", longest(&list));
    }

    #[test]
    fn five_thousand_in_the_same_place_stay_short() {
        for at in [|_| 0, |_| 1, |len: usize| len.min(40), |len: usize| len.saturating_sub(1)] {
            let mut list: Vec<(usize, String)> = rank::spread(50).into_iter().enumerate().collect();
            let (mut rebalanced, mut written) = (0, 0);
            for _ in 0..5_000 {
                let at = at(list.len());
                if insert(&mut list, at) {
                    rebalanced += 1;
                    written += rebalance(&mut list);
                }
                assert!(longest(&list) <= LONG + 1);
            }
            assert!((10..200).contains(&rebalanced), "{rebalanced}");
            assert!(written < 40_000, "{written}");
        }
    }

    #[test]
    fn a_place_that_grows_while_nobody_comes_asks_again() {
        let mut list: Vec<(usize, String)> = rank::spread(2).into_iter().enumerate().collect();
        let asked = (0..1_000).filter(|_| insert(&mut list, 1)).count();
        assert!((2..10).contains(&asked), "{asked}");
    }

    #[test]
    fn a_list_of_short_ranks_is_left_alone() {
        let list: Vec<(usize, String)> = rank::spread(1_000).into_iter().enumerate().collect();
        assert_eq!(steps(&list), []);
    }
}
