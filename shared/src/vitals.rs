//! Whether what a process has to keep doing is still being done: each loop that must never end has a pulse, and beats it
//! when it went round. `/readyz` asks.

use std::sync::{
    Arc, Mutex, PoisonError, Weak,
    atomic::{AtomicBool, Ordering},
};

use tokio::time::{Duration, Instant};

/// A loop that has not gone round for this long, and had no reason to wait, is stuck. Redis may take 5 s to answer.
const STUCK: Duration = Duration::from_secs(12);

/// The pulses of a process. They are forgotten when whoever made them drops them.
#[derive(Clone, Default)]
pub struct Vitals(Arc<Mutex<Vec<Weak<Pulse>>>>);

/// One loop's.
pub struct Pulse {
    /// What it does: “claiming jobs of mail”.
    what: String,
    beat_at: Mutex<Instant>,
    /// Redis did not answer when it went round last.
    redis_away: AtomicBool,
    /// Whether it rightly stands still at the moment, because there is room for nothing more.
    busy: Box<dyn Fn() -> bool + Send + Sync>,
}

impl Vitals {
    /// A pulse that beats from now on.
    #[must_use]
    pub fn pulse(&self, what: String, busy: impl Fn() -> bool + Send + Sync + 'static) -> Arc<Pulse> {
        let beat_at = Mutex::new(Instant::now());
        let pulse = Arc::new(Pulse { what, beat_at, redis_away: AtomicBool::new(false), busy: Box::new(busy) });
        let mut pulses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pulses.retain(|pulse| pulse.strong_count() > 0);
        pulses.push(Arc::downgrade(&pulse));
        pulse
    }

    fn pulses(&self) -> Vec<Arc<Pulse>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().filter_map(Weak::upgrade).collect()
    }

    /// Whether a loop found that Redis does not answer.
    #[must_use]
    pub fn redis_away(&self) -> bool {
        self.pulses().iter().any(|pulse| pulse.redis_away.load(Ordering::Relaxed))
    }

    /// What has not been done for a while, in words.
    #[must_use]
    pub fn stuck(&self) -> Vec<String> {
        self.pulses().into_iter().filter_map(|pulse| pulse.stuck()).collect()
    }
}

impl Pulse {
    /// It went round.
    pub fn beat(&self) {
        self.redis_away.store(false, Ordering::Relaxed);
        self.beat_now();
    }

    /// It went round, and Redis did not answer.
    pub fn beat_without_redis(&self) {
        self.redis_away.store(true, Ordering::Relaxed);
        self.beat_now();
    }

    fn beat_now(&self) {
        *self.beat_at.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn stuck(&self) -> Option<String> {
        if (self.busy)() {
            self.beat_now(); // It has its time from when there is room again.
            return None;
        }
        let since = self.beat_at.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        (since > STUCK).then(|| format!("{} has stood still for {} s", self.what, since.as_secs()))
    }

    #[cfg(test)]
    fn age(&self, by: Duration) {
        *self.beat_at.lock().unwrap() -= by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_that_stands_still_is_said_until_it_goes_round() {
        let vitals = Vitals::default();
        let pulse = vitals.pulse("claiming jobs of mail".to_owned(), || false);
        assert!(vitals.stuck().is_empty());
        pulse.age(Duration::from_secs(30));
        assert_eq!(vitals.stuck(), ["claiming jobs of mail has stood still for 30 s"]);
        pulse.beat();
        assert!(vitals.stuck().is_empty());
    }

    #[test]
    fn a_loop_that_has_no_room_may_stand_still() {
        let vitals = Vitals::default();
        let busy = Arc::new(AtomicBool::new(true));
        let asked = busy.clone();
        let pulse = vitals.pulse("claiming jobs of mail".to_owned(), move || asked.load(Ordering::Relaxed));
        pulse.age(Duration::from_secs(30));
        assert!(vitals.stuck().is_empty());
        busy.store(false, Ordering::Relaxed);
        assert!(vitals.stuck().is_empty(), "it has its time from when there is room again");
        pulse.age(Duration::from_secs(30));
        assert_eq!(vitals.stuck().len(), 1);
    }

    #[test]
    fn whoever_is_gone_is_not_missed() {
        let vitals = Vitals::default();
        let pulse = vitals.pulse("claiming jobs of mail".to_owned(), || false);
        pulse.age(Duration::from_secs(30));
        pulse.beat_without_redis();
        assert!(vitals.redis_away());
        drop(pulse);
        assert!(vitals.stuck().is_empty() && !vitals.redis_away());
    }
}
