//! Compares what people were to be told with what arrived. It goes by what people see: who is assigned on the board, and
//! which mails say so. It knows nothing of how the program gets from one to the other.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use crate::{
    journal::{Fault, Reach},
    sink::{Kept, Refused},
    work::{Answer, Telling},
};

/// How long, on a busy machine, a mail may be on its way to the mail server, and the note of the answer to it on its way
/// to the database. A fault that is further away in time explains no second copy.
pub const SLACK: Duration = Duration::from_secs(1);

pub struct Evidence {
    pub answers: Vec<(Telling, Answer)>,
    pub on_boards: BTreeSet<Telling>,
    pub kept: Vec<Kept>,
    pub refused: Vec<Refused>,
    pub faults: Vec<Fault>,
}

#[derive(Debug, Default)]
pub struct Verdict {
    /// Assignments that stand, and so are to be told.
    pub told: usize,
    pub unknown: usize,
    pub unknown_and_made: usize,
    /// Refused for good by the mail server.
    pub refused: usize,
    /// Answered with yes, and not on the board.
    pub forgotten: Vec<String>,
    /// Neither arrived nor refused.
    pub lost: Vec<String>,
    /// Told though it never was so.
    pub invented: Vec<String>,
    /// Told under more than one Message-ID.
    pub split: Vec<String>,
    /// One Message-ID with two contents.
    pub altered: Vec<String>,
    pub copies_explained: usize,
    /// By a worker that was frozen, or cut off from the database, before it had sent the mail, and sent it when another
    /// had. This is outside of the window that SMTP leaves: see docs/proof.md.
    pub copies_late: usize,
    pub copies_unexplained: Vec<String>,
}

impl Verdict {
    pub fn failures(&self) -> Vec<String> {
        let of = |what: &str, which: &[String]| {
            let shown: Vec<_> = which.iter().take(5).cloned().collect();
            (!which.is_empty()).then(|| format!("{} {what}: {}", which.len(), shown.join("; ")))
        };
        [
            of("changes answered with success and gone", &self.forgotten),
            of("tellings lost", &self.lost),
            of("tellings of what never was", &self.invented),
            of("tellings under several Message-IDs", &self.split),
            of("Message-IDs with several contents", &self.altered),
            of("copies that no fault explains", &self.copies_unexplained),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

pub fn check(evidence: &Evidence) -> Verdict {
    let mut verdict = Verdict { told: evidence.on_boards.len(), ..Verdict::default() };
    for (telling, answer) in &evidence.answers {
        let stands = evidence.on_boards.contains(telling);
        match answer {
            Answer::Yes if !stands => verdict.forgotten.push(format!("{telling:?}")),
            Answer::Yes => {}
            Answer::Unknown => {
                verdict.unknown += 1;
                verdict.unknown_and_made += usize::from(stands);
            }
        }
    }
    let mut arrived: BTreeMap<Telling, Vec<&Kept>> = BTreeMap::new();
    let mut ids: BTreeMap<String, &Kept> = BTreeMap::new();
    for mail in &evidence.kept {
        if let Some(telling) = telling(&mail.to, &mail.data) {
            arrived.entry(telling).or_default().push(mail);
        }
        let first = ids.entry(header(&mail.data, "Message-ID")).or_insert(mail);
        if (&first.to, &first.data) != (&mail.to, &mail.data) {
            verdict.altered.push(header(&mail.data, "Message-ID"));
        }
    }
    let refused: BTreeSet<Telling> = evidence.refused.iter().filter_map(|mail| telling(&mail.to, &mail.data)).collect();
    for telling in &evidence.on_boards {
        match (arrived.contains_key(telling), refused.contains(telling)) {
            (true, _) => {}
            (false, true) => verdict.refused += 1,
            (false, false) => verdict.lost.push(format!("{telling:?}")),
        }
    }
    for (telling, mails) in &arrived {
        if !evidence.on_boards.contains(telling) {
            verdict.invented.push(format!("{telling:?}"));
        }
        let ids: BTreeSet<_> = mails.iter().map(|mail| header(&mail.data, "Message-ID")).collect();
        if ids.len() > 1 {
            verdict.split.push(format!("{telling:?} {ids:?}"));
        }
    }
    count_copies(evidence, &mut verdict);
    verdict
}

/// Every mail counts here, whatever it tells of: each but the last of its Message-ID needs a reason why the next was sent.
fn count_copies(evidence: &Evidence, verdict: &mut Verdict) {
    let mut copies: BTreeMap<String, Vec<&Kept>> = BTreeMap::new();
    for mail in &evidence.kept {
        copies.entry(header(&mail.data, "Message-ID")).or_default().push(mail);
    }
    for (id, mails) in copies {
        for pair in mails.windows(2) {
            let (mail, next) = (pair[0], pair[1]);
            let is_met = |mail: &Kept| evidence.faults.iter().any(|fault| fault.explains(mail.slot, mail.at, mail.until, SLACK));
            if !mail.answered || is_met(mail) {
                verdict.copies_explained += 1;
            } else if next.slot != mail.slot && is_met(next) {
                verdict.copies_late += 1;
            } else {
                verdict.copies_unexplained.push(format!("{id}: {}", describe(evidence, &mails)));
            }
        }
    }
}

/// When each copy came from whom, and which faults there were around that time: where to begin to look for the reason.
fn describe(evidence: &Evidence, mails: &[&Kept]) -> String {
    let first = mails[0].at;
    let seconds =
        |at: Instant| at.saturating_duration_since(first).as_secs_f64() - first.saturating_duration_since(at).as_secs_f64();
    let copies = mails.iter().map(|mail| format!("by {} at {:.1} s", mail.slot, seconds(mail.at)));
    let near = evidence.faults.iter().filter(|fault| fault.reach != Reach::Nothing && seconds(fault.began).abs() < 20.0);
    let faults = near.map(|fault| {
        let ended = fault.ended.map_or_else(|| "?".to_owned(), |ended| format!("{:.1}", seconds(ended)));
        format!("{} {:?} {:.1} to {ended} s", fault.kind, fault.reach, seconds(fault.began))
    });
    format!("{} [{}]", copies.collect::<Vec<_>>().join(", "), faults.collect::<Vec<_>>().join("; "))
}

/// Which assignment a mail tells of, if it is about one.
fn telling(to: &str, data: &str) -> Option<Telling> {
    let subject = header(data, "Subject");
    let (_, title) = subject.split_once(" assigned you to ")?;
    Some(Telling { title: title[title.find("Card ")?..].trim().to_owned(), to: to.to_owned() })
}

/// A header's value, unfolded; empty where there is none.
fn header(data: &str, name: &str) -> String {
    let head = data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ").replace("\r\n\t", " ");
    let of_name = |line: &str| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    };
    head.split("\r\n").find_map(of_name).unwrap_or_default()
}
