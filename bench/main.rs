//! How fast jobs, mails and sockets are, and what they cost, beside what the machine can do at the same time: `make bench`.
//!
//! Everything goes through servers of its own that reach for the disk, over sockets of this machine, and the program's
//! own processes. Each figure stands beside a ratio to something measured in the same run, because figures of two
//! machines cannot be compared and ratios can. `make test` runs a short form, to see that it still works.

mod boards;
mod cost;
mod empty;
mod growth;
mod latency;
mod limits;
mod load;
mod mails;
mod million;
mod pgbench;
mod plans;
mod process;
mod rig;
mod sockets;
mod steps;
mod table;

#[path = "../tests/chaos/chance.rs"]
#[allow(dead_code, reason = "the faults use more of it")]
mod chance;
#[path = "../tests/chaos/sink.rs"]
#[allow(dead_code, reason = "the faults use more of it")]
mod sink;
#[path = "../tests/it/support/mod.rs"]
mod support;

use rig::{Rig, Size};
use table::Table;

/// Of what there is to measure, that which the variable `BENCH` names, such as `boards,sockets`; all without it.
fn is_wanted(name: &str) -> bool {
    std::env::var("BENCH").map_or(true, |names| names.split(',').any(|one| one == name))
}

fn run(size: &Size) -> Table {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
    let table = runtime.block_on(async {
        let (mut table, rig) = (Table::default(), Rig::start(size));
        limits::measure(&rig, size, &mut table).await;
        if is_wanted("boards") {
            boards::measure(&rig, size, &mut table).await;
        }
        if is_wanted("process") {
            process::measure(size, &mut table).await;
        }
        if is_wanted("cost") {
            cost::measure(&rig, size, &mut table).await;
        }
        if is_wanted("empty") {
            empty::measure(&rig, size, &mut table).await;
        }
        if is_wanted("mails") {
            mails::measure(&rig, size, &mut table).await;
        }
        if is_wanted("latency") {
            latency::measure(&rig, size, &mut table).await;
        }
        if is_wanted("sockets") {
            sockets::measure(&rig, size, &mut table).await;
        }
        // Making a million cards takes long, above all on SQLite: it is done for whoever names it.
        if size.is_short() || std::env::var("BENCH").is_ok() && is_wanted("growth") {
            growth::measure(&rig, size, &mut table).await;
        }
        table
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    table
}

#[test]
#[ignore = "takes minutes and wants a release build: `make bench` runs it"]
fn long() {
    let is_fast = std::hint::black_box(!cfg!(debug_assertions));
    assert!(is_fast, "figures of a debug build say nothing: run `make bench`");
    let table = run(&Size::LONG);
    println!("{table}");
    table.write("bench-jobs.json");
}

#[test]
fn short() {
    let table = run(&Size::SHORT);
    println!("{table}");
    table.write("bench-jobs-short.json");
    assert!(
        table.figures().iter().all(|figure| figure.value > 0.0 && figure.ratio.as_ref().is_none_or(|(ratio, _)| *ratio > 0.0))
    );
    assert!(table.figures().len() >= 50, "{}", table.figures().len());
}
