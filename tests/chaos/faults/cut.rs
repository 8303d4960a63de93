//! A process' way to PostgreSQL, Redis or the mail server is cut for a while.

use std::time::Duration;

use super::{Scene, any_way, mend_later, reach};
use crate::{chance::Chance, flow::Flow, journal::Reach};

pub async fn strike(scene: &Scene, chance: &mut Chance) {
    let slot = chance.one_of(&scene.fleet.slots).clone();
    let (way, name, is_between) = any_way(&slot, chance);
    let kind = match name {
        "PostgreSQL" => "PostgreSQL cut off",
        "Redis" => "Redis cut off",
        _ => "SMTP cut off",
    };
    let lasting = scene.journal.begin(kind, if is_between { reach(&slot) } else { Reach::Nothing });
    way.set(Flow::Cut);
    let time = chance.between(Duration::from_millis(50), Duration::from_secs(4));
    mend_later(scene, slot.clone(), name, time, lasting).await;
}
