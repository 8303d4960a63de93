//! What was done to the processes and when. Only what stands here may explain that a mail came twice.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// What a fault may do to a mail that is on its way, so far as the promise allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It stands between the mail server's answer and our note of it, for one slot of the fleet or for all of them.
    Mails(Option<usize>),
    /// It explains no second copy: Redis carries ids, and the API and the scheduler send nothing.
    Nothing,
}

#[derive(Clone, Debug)]
pub struct Fault {
    pub kind: &'static str,
    pub reach: Reach,
    pub began: Instant,
    /// `None` while it lasts.
    pub ended: Option<Instant>,
}

#[derive(Clone, Default)]
pub struct Journal(Arc<Mutex<Vec<Fault>>>);

/// A fault that lasts; it is over when [`Lasting::end`] says so.
#[must_use]
pub struct Lasting(Journal, usize);

impl Journal {
    pub fn begin(&self, kind: &'static str, reach: Reach) -> Lasting {
        let mut faults = self.0.lock().unwrap();
        faults.push(Fault { kind, reach, began: Instant::now(), ended: None });
        Lasting(self.clone(), faults.len() - 1)
    }

    /// Notes a fault that is over at once.
    pub fn note(&self, kind: &'static str, reach: Reach) {
        self.begin(kind, reach).end();
    }

    pub fn all(&self) -> Vec<Fault> {
        self.0.lock().unwrap().clone()
    }

    /// How often each kind happened.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for fault in self.all() {
            *counts.entry(fault.kind).or_default() += 1;
        }
        counts
    }
}

impl Lasting {
    pub fn end(self) {
        self.0.0.lock().unwrap()[self.1].ended = Some(Instant::now());
    }
}

impl Fault {
    /// Whether it fell on a mail that `slot` handed over at `kept` and that was `answered` then, before that could be
    /// noted. The note is written within `slack` unless something keeps it from it. As long as that, what a killed
    /// process had written may still be on its way to the mail server.
    pub fn explains(&self, slot: usize, kept: Instant, answered: Instant, slack: Duration) -> bool {
        let reaches = match self.reach {
            Reach::Mails(None) => true,
            Reach::Mails(Some(of)) => of == slot,
            Reach::Nothing => false,
        };
        reaches && self.began <= answered + slack && self.ended.is_none_or(|ended| ended + slack >= kept)
    }
}
