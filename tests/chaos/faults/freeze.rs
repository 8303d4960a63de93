//! SIGSTOP for longer than a lease, then SIGCONT: a machine that was suspended.

use std::time::Duration;

use rustix::process::Signal;

use super::{Scene, reach};
use crate::chance::Chance;

pub async fn strike(scene: &Scene, chance: &mut Chance) {
    let roles: &[&str] = if chance.percent(60) { &["worker"] } else { &["api", "scheduler", "worker"] };
    let (slot, pid) = scene.victim(roles, chance).await;
    let lasting = scene.journal.begin("SIGSTOP past the lease", reach(&slot));
    slot.signal(Signal::STOP);
    let time = chance.between(Duration::from_secs(7), Duration::from_secs(10));
    scene.lasting.lock().await.spawn(async move {
        tokio::time::sleep(time).await;
        if slot.pid() == Some(pid) {
            slot.signal(Signal::CONT);
        }
        // What it had begun it ends in the first moment after.
        tokio::time::sleep(Duration::from_secs(1)).await;
        lasting.end();
    });
}
