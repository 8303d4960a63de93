//! SIGKILL at a point around COMMIT: see [`crate::wire`]. Should no COMMIT come by, the process is killed anyway.

use std::time::Duration;

use tokio::time::timeout;

use super::{Scene, kill, reach};
use crate::{chance::Chance, wire::Point};

pub async fn strike(scene: &Scene, chance: &mut Chance) {
    let roles: &[&str] = if chance.percent(60) { &["worker"] } else { &["api", "scheduler"] };
    let ((slot, pid), point) = (scene.victim(roles, chance).await, *chance.one_of(&Point::ALL));
    let way = slot.postgres.as_ref().expect("a way to PostgreSQL");
    let sprung = way.trap().arm(point, pid);
    if !matches!(timeout(Duration::from_secs(3), sprung).await, Ok(Ok(()))) {
        way.trap().disarm();
        return kill::strike(scene, chance).await;
    }
    let kind = match point {
        Point::BeforeCommit => "SIGKILL before a COMMIT",
        Point::BeforeAnswer => "SIGKILL between a COMMIT and its answer",
        Point::AfterAnswer => "SIGKILL after a COMMIT's answer",
    };
    scene.journal.note(kind, reach(&slot));
    if slot.sends_mail() {
        scene.recovery.watch();
    }
}
