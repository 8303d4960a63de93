//! SIGKILL at a point around COMMIT: see [`crate::wire`]. Should no COMMIT come by, the trap is taken away.

use std::time::Duration;

use tokio::time::timeout;

use super::{Scene, reach};
use crate::{chance::Chance, wire::Point};

pub async fn strike(scene: &Scene, chance: &mut Chance) {
    let roles: &[&str] = if chance.percent(60) { &["worker"] } else { &["api", "scheduler"] };
    let slots = scene.fleet.of(roles);
    let (slot, point) = (chance.one_of(&slots), *chance.one_of(&Point::ALL));
    let (Some(pid), Some(way)) = (slot.pid(), &slot.postgres) else { return };
    let sprung = way.trap().arm(point, pid);
    if !matches!(timeout(Duration::from_secs(3), sprung).await, Ok(Ok(()))) {
        way.trap().disarm();
        return;
    }
    let kind = match point {
        Point::BeforeCommit => "SIGKILL before a COMMIT",
        Point::BeforeAnswer => "SIGKILL between a COMMIT and its answer",
        Point::AfterAnswer => "SIGKILL after a COMMIT's answer",
    };
    scene.journal.note(kind, reach(slot));
    if slot.sends_mail() {
        scene.recovery.watch();
    }
}
