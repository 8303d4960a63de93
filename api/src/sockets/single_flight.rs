//! Reading once for all who ask at the same time. When a process starts anew, all who looked at a board through it come back
//! within seconds, and want the same.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

/// One thing that is read, no more than once at a time. Whoever asks while it is being read gets what the next reading finds:
/// everyone has what was read after they asked, as if they had read it themselves.
pub struct SingleFlight<T> {
    asked: AtomicU64,
    last: Mutex<Last<T>>,
}

/// The last reading, for as long as somebody waits for it.
struct Last<T> {
    /// It began after so many had asked.
    after: u64,
    found: Option<T>,
}

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self { asked: AtomicU64::new(0), last: Mutex::new(Last { after: 0, found: None }) }
    }
}

impl<T: Clone> SingleFlight<T> {
    /// What `read` finds, or what another's has found that began later than this call.
    pub async fn get<E>(&self, read: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let mine = self.asked.fetch_add(1, Ordering::AcqRel) + 1;
        let mut last = self.last.lock().await;
        if last.after >= mine {
            let found = if last.after == mine { last.found.take() } else { last.found.clone() };
            if let Some(found) = found {
                return Ok(found);
            }
        }
        let after = self.asked.load(Ordering::Acquire);
        let found = read.await?;
        *last = Last { after, found: (after > mine).then(|| found.clone()) };
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::{future::join_all, poll};
    use tokio::{
        sync::Notify,
        time::{Duration, timeout},
    };

    use super::*;

    const SOON: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn who_asks_during_a_reading_gets_the_next_and_shares_it() {
        let (flights, readings, go) = (SingleFlight::<u64>::default(), AtomicU64::new(0), Notify::new());
        let read = || {
            flights.get(async {
                let number = readings.fetch_add(1, Ordering::Relaxed) + 1;
                go.notified().await;
                Ok::<_, Infallible>(number)
            })
        };
        let mut first = Box::pin(read());
        assert!(poll!(&mut first).is_pending());
        let mut others: Vec<_> = (0..4).map(|_| Box::pin(read())).collect();
        for other in &mut others {
            assert!(poll!(other).is_pending());
        }
        go.notify_one();
        assert_eq!(first.await, Ok(1));
        assert!(poll!(&mut others[0]).is_pending(), "the second reading has begun");
        let mut late = Box::pin(read());
        assert!(poll!(&mut late).is_pending());
        others.pop(); // Whoever would have been the last to get it.
        go.notify_one();
        assert_eq!(timeout(SOON, join_all(others)).await.expect("one reading is enough"), [Ok(2); 3]);
        go.notify_one();
        assert_eq!(late.await, Ok(3), "the second had begun before they asked");
        go.notify_one();
        assert_eq!(read().await, Ok(4), "nothing is kept for those who come later");
    }

    #[tokio::test]
    async fn a_reading_that_fails_or_is_given_up_fails_nobody_else() {
        let flights = SingleFlight::<u64>::default();
        let mut given_up = Box::pin(flights.get(std::future::pending::<Result<u64, ()>>()));
        assert!(poll!(&mut given_up).is_pending());
        let mut failing = Box::pin(flights.get(async { Err(()) }));
        let mut next = Box::pin(flights.get(async { Ok::<_, ()>(7) }));
        assert!(poll!(&mut failing).is_pending() && poll!(&mut next).is_pending());
        drop(given_up);
        assert_eq!((failing.await, next.await), (Err(()), Ok(7)));
    }
}
