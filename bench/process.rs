//! What the whole program costs in one process: how soon it is ready, and its memory, idle and while it is asked all the time.

use std::time::Instant;

use shared::store::Engine;

use crate::{
    boards::Team,
    limits::FSYNC,
    load,
    rig::Size,
    support::{Place, Process},
    table::{Table, count},
};

const CLIENTS: usize = 16;
const IDLE: &str = "memory, all in one process, idle";

pub async fn measure(size: &Size, table: &mut Table) {
    let place = Place::new(Engine::Sqlite).await;
    let mut times = Vec::new();
    for start in 0..=size.starts {
        let begun = Instant::now();
        let mut whole = Process::spawn(&place, "all", &SETTINGS);
        whole.wait_until_ready().await;
        if start > 0 {
            times.push(begun.elapsed()); // The first makes the database.
        }
        whole.terminate().await;
    }
    table.spread("ready after its start, all in one process", times, FSYNC);

    let mut whole = Process::spawn(&place, "all", &SETTINGS);
    whole.wait_until_ready().await;
    let mib = |process: &Process| count(usize::try_from(process.memory()).expect("it fits")) / 1_024.0;
    table.note(IDLE, mib(&whole), "MiB");
    let team = Team::make(&whole, size).await;
    let mut most = 0.0_f64;
    for requests in [team.snapshots(), team.new_cards()] {
        load::rate(&whole, &team.ada, CLIENTS, size.limit, requests).await;
        most = most.max(mib(&whole));
    }
    table.compare("memory, all in one process, just after much was asked", most, "MiB", IDLE);
}

const SETTINGS: [(&str, &str); 2] = [("ACCESS_TTL", "12h"), ("RUST_LOG", "warn")];
