//! SIGKILL, at any moment: a worker more often than an API or a scheduler.

use super::{Scene, reach};
use crate::{chance::Chance, wire};

pub async fn strike(scene: &Scene, chance: &mut Chance) {
    let roles: &[&str] = if chance.percent(60) { &["worker", "all"] } else { &["api", "scheduler", "all"] };
    let (slot, pid) = scene.victim(roles, chance).await;
    let kind = match slot.role {
        "worker" => "SIGKILL of a worker",
        "api" => "SIGKILL of an API",
        "scheduler" => "SIGKILL of a scheduler",
        _ => "SIGKILL of the one process",
    };
    scene.journal.note(kind, reach(&slot));
    wire::kill(pid);
    if slot.sends_mail() {
        scene.recovery.watch();
    }
}
