//! The storms: a short one for every change, and a long one before a release (`make chaos`).

use std::time::Duration;

use crate::{chance::Chance, faults::Kind, report::Report, sink::Moods, storm::Storm};

/// Moods of a mail server that make work for a short time only: a second refusal of one mail costs up to 20 s.
const MILD: Moods = Moods { drops_after_keeping: 4, stalls: 6, stalls_for: Duration::from_millis(800), puts_off: 3, refuses: 10 };
const FOUL: Moods = Moods { drops_after_keeping: 3, stalls: 5, stalls_for: Duration::from_secs(8), puts_off: 5, refuses: 20 };

fn rage(storm: impl FnOnce(&mut Chance) -> Storm) {
    report(storm).settle();
}

fn report(storm: impl FnOnce(&mut Chance) -> Storm) -> Report {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
    let seed = Chance::seed();
    let report = runtime.block_on(storm(&mut Chance::of(seed)).rage(seed));
    runtime.shutdown_timeout(Duration::from_secs(5));
    report
}

fn mix(count: usize, of: &[Kind], chance: &mut Chance) -> Vec<Kind> {
    (0..count).map(|_| *chance.one_of(of)).collect()
}

/// 300 jobs and 10 kills of the processes of a large installation.
#[test]
fn short() {
    rage(|chance| Storm {
        name: "short form on PostgreSQL and Redis",
        tellings: 160,
        faults: mix(10, &[Kind::Kill, Kind::KillAtCommit], chance),
        every: Duration::from_millis(1_500),
        hands: 4,
        people: 6,
        moods: MILD,
        fleet: vec![("api", 2), ("worker", 2), ("scheduler", 2)],
        rest: Duration::from_mins(3),
        durable: false,
    });
}

/// The same on SQLite, where one process does everything and is killed each time.
#[test]
fn short_embedded() {
    rage(|_| Storm {
        name: "short form on SQLite, one process",
        tellings: 160,
        faults: vec![Kind::Kill; 10],
        every: Duration::from_millis(1_500),
        hands: 4,
        people: 6,
        moods: MILD,
        fleet: vec![("all", 1)],
        rest: Duration::from_mins(3),
        durable: false,
    });
}

/// 10,000 jobs and a fault of any kind every 2 s.
#[test]
#[ignore = "takes minutes: `make chaos` runs it"]
fn long() {
    rage(|chance| Storm {
        name: "10,000 jobs on PostgreSQL and Redis",
        tellings: 5_600,
        faults: mix(200, &Kind::MIX, chance),
        every: Duration::from_secs(2),
        hands: 12,
        people: 24,
        moods: FOUL,
        fleet: vec![("api", 2), ("worker", 3), ("scheduler", 3)],
        rest: Duration::from_mins(20),
        durable: true,
    });
}

/// Workers that are frozen in the middle of mails, and come back when others have taken their jobs.
#[test]
#[ignore = "takes minutes: `make chaos` runs it"]
fn long_frozen() {
    rage(|_| Storm {
        name: "frozen workers",
        tellings: 800,
        faults: vec![Kind::Freeze; 20],
        every: Duration::from_secs(3),
        hands: 6,
        people: 12,
        moods: Moods { stalls: 40, stalls_for: Duration::from_millis(500), ..Moods::default() },
        fleet: vec![("api", 2), ("worker", 3)],
        rest: Duration::from_mins(5),
        durable: false,
    });
}

#[test]
#[ignore = "takes minutes: `make chaos` runs it"]
fn long_embedded() {
    rage(|chance| Storm {
        name: "3,000 jobs on SQLite, one process",
        tellings: 1_500,
        faults: mix(60, &[Kind::Kill, Kind::Kill, Kind::Kill, Kind::Cut, Kind::Stall], chance),
        every: Duration::from_secs(2),
        hands: 6,
        people: 12,
        moods: FOUL,
        fleet: vec![("all", 1)],
        rest: Duration::from_mins(20),
        durable: true,
    });
}

/// A rolling restart under load: one worker after the other is asked to end, while mails take their time.
fn rolling(tellings: usize, restarts: usize) {
    report(|_| Storm {
        name: "rolling restart of workers under load",
        tellings,
        faults: vec![Kind::Terminate; restarts],
        every: Duration::from_millis(1_500),
        hands: 4,
        people: 6,
        moods: Moods { stalls: 30, stalls_for: Duration::from_millis(1_500), ..Moods::default() },
        fleet: vec![("api", 1), ("worker", 3)],
        rest: Duration::from_mins(2),
        durable: false,
    })
    .settle_in_order();
}

#[test]
fn rolling_restart() {
    rolling(150, 6);
}

#[test]
#[ignore = "takes minutes: `make chaos` runs it"]
fn long_rolling_restart() {
    rolling(2_500, 40);
}
