//! Whose turn it is to have a project given out by this process. Each person has one at a time, to its end; and only a few
//! are read from the database at a time, as each of those keeps a connection and what it reads as of its moment.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::{domain::UserId, limits::EXPORTS};

pub struct Turns {
    reading: Arc<Semaphore>,
    people: Mutex<HashMap<UserId, Arc<Semaphore>>>,
}

/// One's turn, until it is dropped.
pub struct Turn {
    /// For what is read from the database; it may be given back before the other.
    pub reading: OwnedSemaphorePermit,
    pub own: OwnedSemaphorePermit,
}

impl Default for Turns {
    fn default() -> Self {
        Self { reading: Arc::new(Semaphore::new(EXPORTS)), people: Mutex::default() }
    }
}

impl Turns {
    /// Waits for one's turn, but no longer than `patience`.
    pub async fn take(&self, who: UserId, patience: Duration) -> Option<Turn> {
        let own = self.of(who);
        // In this order: whoever waits for themselves keeps nobody else waiting.
        let turn = async { Some((own.acquire_owned().await.ok()?, self.reading.clone().acquire_owned().await.ok()?)) };
        let (own, reading) = timeout(patience, turn).await.ok().flatten()?;
        Some(Turn { reading, own })
    }

    /// Kept as long as somebody has it or waits for it.
    fn of(&self, who: UserId) -> Arc<Semaphore> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        people.retain(|_, own| Arc::strong_count(own) > 1);
        people.entry(who).or_insert_with(|| Arc::new(Semaphore::new(1))).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn everyone_has_one_at_a_time_and_nobody_is_kept() {
        let (turns, ada, grace) = (Turns::default(), UserId::new(), UserId::new());
        let first = turns.take(ada, LONG).await.unwrap();
        assert!(turns.take(ada, NOW).await.is_none());
        let other = turns.take(grace, LONG).await.unwrap();
        drop(first);
        let next = turns.take(ada, LONG).await.unwrap();
        drop((other, next));
        turns.take(ada, LONG).await.unwrap();
        assert_eq!(turns.people.lock().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn what_is_not_read_any_more_lets_others_read() {
        let turns = Turns::default();
        let mut taken = Vec::new();
        for _ in 0..EXPORTS {
            taken.push(turns.take(UserId::new(), LONG).await.unwrap());
        }
        assert!(turns.take(UserId::new(), NOW).await.is_none());
        let Turn { reading, own } = taken.remove(0);
        drop(reading);
        turns.take(UserId::new(), LONG).await.unwrap();
        drop(own);
    }
}
