//! The checker must be able to fail: each promise broken once, by hand.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use crate::{
    checker::{Evidence, SLACK, Verdict, check},
    journal::{Fault, Reach},
    sink::{Kept, Refused},
    work::{Answer, Telling},
};

fn telling() -> Telling {
    Telling { title: "Card 000001 of chaos".to_owned(), to: "ada@example.org".to_owned() }
}

fn mail(id: &str) -> Kept {
    let data = format!("Message-ID: <{id}@x>\r\nSubject: boss assigned you to P-1 Card 000001 of\r\n chaos\r\n\r\nHello\r\n");
    let at = Instant::now() + Duration::from_mins(1);
    Kept { slot: 2, at, until: at, to: telling().to, data, answered: true }
}

fn evidence(kept: Vec<Kept>) -> Evidence {
    Evidence {
        answers: vec![(telling(), Answer::Yes)],
        on_boards: BTreeSet::from([telling()]),
        kept,
        refused: Vec::new(),
        faults: Vec::new(),
    }
}

fn fault(reach: Reach, away: i32) -> Fault {
    let at = mail("a").at;
    let distance = SLACK * away.unsigned_abs();
    let at = if away < 0 { at.checked_sub(distance).expect("after the start of time") } else { at + distance };
    Fault { kind: "SIGKILL of a worker", reach, began: at, ended: Some(at) }
}

fn only(verdict: &Verdict, what: &str) {
    let failures = verdict.failures();
    assert!(failures.len() == 1 && failures[0].contains(what), "{failures:?}");
}

#[test]
fn what_arrived_once_is_well() {
    let verdict = check(&evidence(vec![mail("a")]));
    assert_eq!((verdict.told, verdict.failures()), (1, vec![]));
}

#[test]
fn what_did_not_arrive_is_lost() {
    only(&check(&evidence(vec![])), "tellings lost");
}

#[test]
fn what_was_unknown_and_is_on_the_board_is_lost_too() {
    let mut evidence = evidence(vec![]);
    evidence.answers[0].1 = Answer::Unknown;
    let verdict = check(&evidence);
    only(&verdict, "tellings lost");
    assert_eq!((verdict.unknown, verdict.unknown_and_made), (1, 1));
}

#[test]
fn what_the_server_refused_for_good_is_not_lost() {
    let mut evidence = evidence(vec![]);
    evidence.refused = vec![Refused { to: telling().to, data: mail("a").data }];
    let verdict = check(&evidence);
    assert_eq!((verdict.refused, verdict.failures()), (1, vec![]));
}

#[test]
fn what_was_answered_must_stand() {
    let mut evidence = evidence(vec![]);
    evidence.on_boards.clear();
    only(&check(&evidence), "answered with success and gone");
}

#[test]
fn what_never_was_may_not_be_told() {
    let mut evidence = evidence(vec![mail("a")]);
    evidence.on_boards.clear();
    evidence.answers.clear();
    only(&check(&evidence), "of what never was");
}

#[test]
fn nothing_is_told_under_two_ids() {
    only(&check(&evidence(vec![mail("a"), mail("b")])), "several Message-IDs");
}

#[test]
fn copies_are_the_same() {
    let mut other = mail("a");
    other.data.push_str("More\r\n");
    let mut evidence = evidence(vec![mail("a"), other]);
    evidence.faults = vec![fault(Reach::Mails(Some(2)), 0)];
    only(&check(&evidence), "several contents");
}

#[test]
fn a_copy_needs_a_fault_of_its_worker_at_its_time() {
    for (reach, away, explains) in [
        (Reach::Mails(Some(2)), 0, true),
        (Reach::Mails(None), 0, true),
        (Reach::Mails(Some(1)), 0, false),
        (Reach::Nothing, 0, false),
        (Reach::Mails(Some(2)), 3, false),
        (Reach::Mails(Some(2)), -3, false),
    ] {
        let mut kept = vec![mail("a"), mail("a")];
        kept[1].at = kept[0].at;
        let mut evidence = evidence(kept);
        evidence.faults = vec![fault(reach, away)];
        let verdict = check(&evidence);
        assert_eq!(verdict.copies_explained == 1, explains, "{reach:?} {away}");
        assert_eq!(verdict.failures().is_empty(), explains, "{reach:?} {away}");
    }
}

#[test]
fn an_answer_that_the_server_kept_back_explains_a_copy() {
    let mut first = mail("a");
    first.answered = false;
    let verdict = check(&evidence(vec![first, mail("a")]));
    assert_eq!((verdict.copies_explained, verdict.failures()), (1, vec![]));
}

#[test]
fn a_worker_that_comes_back_late_is_told_apart() {
    let (first, mut second) = (mail("a"), mail("a"));
    second.slot = 1;
    second.at = first.at;
    let mut evidence = evidence(vec![first, second]);
    evidence.faults = vec![fault(Reach::Mails(Some(1)), 0)];
    let verdict = check(&evidence);
    assert_eq!((verdict.copies_explained, verdict.copies_late, verdict.failures()), (0, 1, vec![]));
}
