//! SIGKILL, at any moment: a worker more often than an API or a scheduler.

use super::{Scene, reach};
use crate::{chance::Chance, wire};

pub fn strike(scene: &Scene, chance: &mut Chance) {
    let roles: &[&str] = if chance.percent(60) { &["worker", "all"] } else { &["api", "scheduler", "all"] };
    let slots = scene.fleet.of(roles);
    let slot = chance.one_of(&slots);
    let Some(pid) = slot.pid() else { return };
    let kind = match slot.role {
        "worker" => "SIGKILL of a worker",
        "api" => "SIGKILL of an API",
        "scheduler" => "SIGKILL of a scheduler",
        _ => "SIGKILL of the one process",
    };
    scene.journal.note(kind, reach(slot));
    wire::kill(pid);
    if slot.sends_mail() {
        scene.recovery.watch();
    }
}
