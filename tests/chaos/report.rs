//! What a storm came to: a table for people, and the verdict for the test.

use std::{collections::BTreeMap, fmt, time::Duration};

use crate::checker::Verdict;

pub struct Report {
    pub name: &'static str,
    pub seed: u64,
    pub verdict: Verdict,
    pub faults: BTreeMap<&'static str, usize>,
    pub sink: [(&'static str, usize); 4],
    pub kept: usize,
    pub jobs: BTreeMap<String, i64>,
    pub deliveries: BTreeMap<String, i64>,
    pub epitaphs: Vec<String>,
    pub open_ends: i64,
    /// Jobs whose lease was left to expire at least once.
    pub losses: i64,
    pub exits: Vec<String>,
    /// Sorted.
    pub recovery: Vec<Duration>,
    pub raged: Duration,
    pub rested: Duration,
    pub took: Duration,
}

impl Report {
    /// Prints the table and fails where a promise was broken.
    pub fn settle(&self) {
        println!("{self}");
        let mut failures = self.verdict.failures();
        // What the mail server refused for good is dead with its answer (a promise), and nothing else may be.
        let dead: Vec<_> = self.epitaphs.iter().filter(|why| !why.contains("554")).collect();
        if !dead.is_empty() {
            failures.push(format!("{} jobs are dead: {:?}", dead.len(), &dead[..dead.len().min(5)]));
        }
        if self.open_ends > 0 {
            failures.push(format!("{} jobs or deliveries are stuck", self.open_ends));
        }
        if !self.exits.is_empty() {
            failures.push(format!("processes did not end well: {:?}", self.exits));
        }
        assert!(failures.is_empty(), "{} (again with CHAOS_SEED={}):\n{}", self.name, self.seed, failures.join("\n"));
    }

    /// As [`Report::settle`], where every process ended in good order: then no lease is left behind and no mail comes twice.
    pub fn settle_in_order(&self) {
        self.settle();
        assert_eq!(self.losses, 0, "leases were left to expire");
        assert_eq!(self.verdict.copies_explained + self.verdict.copies_late, 0, "mails came twice");
    }

    pub fn faults(&self) -> usize {
        self.faults.values().sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = &self.verdict;
        let mut line = |what: &str, value: String| writeln!(f, "  {what:<44} {value}");
        line("", format!("{} (seed {})", self.name, self.seed))?;
        for (kind, count) in &self.faults {
            line(kind, count.to_string())?;
        }
        line("faults", self.faults().to_string())?;
        for (deed, count) in self.sink {
            line(deed, count.to_string())?;
        }
        let states = |states: &BTreeMap<String, i64>| {
            states.iter().map(|(state, count)| format!("{count} {state}")).collect::<Vec<_>>().join(", ")
        };
        line("jobs", format!("{} ({})", self.jobs.values().sum::<i64>(), states(&self.jobs)))?;
        line("deliveries", states(&self.deliveries))?;
        line("assignments to tell of", verdict.told.to_string())?;
        line("requests without an answer (and yet done)", format!("{} ({})", verdict.unknown, verdict.unknown_and_made))?;
        line("mails at the sink", self.kept.to_string())?;
        line("refused for good by the sink", verdict.refused.to_string())?;
        line("lost", verdict.lost.len().to_string())?;
        line("answered with success and gone", verdict.forgotten.len().to_string())?;
        line("told under several Message-IDs", verdict.split.len().to_string())?;
        line("copies explained by the window SMTP leaves", verdict.copies_explained.to_string())?;
        line("copies by workers that came back late", verdict.copies_late.to_string())?;
        line("copies unexplained", verdict.copies_unexplained.len().to_string())?;
        line("stuck", self.open_ends.to_string())?;
        line("jobs that lost a run with its process", self.losses.to_string())?;
        let recovery = match (self.recovery.get(self.recovery.len() / 2), self.recovery.last()) {
            (Some(p50), Some(max)) => {
                format!("p50 {:.1} s, max {:.1} s, of {} kills", p50.as_secs_f64(), max.as_secs_f64(), self.recovery.len())
            }
            _ => "no kill left a job running".to_owned(),
        };
        line("a killed worker's jobs run again after", recovery)?;
        let seconds = |time: Duration| format!("{:.0} s", time.as_secs_f64());
        line("storm, coming to rest, in all", [self.raged, self.rested, self.took].map(seconds).join(", "))
    }
}
