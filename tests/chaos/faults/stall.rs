//! Nothing passes between a process and PostgreSQL, Redis or the mail server for a while, and no connection breaks.

use std::time::Duration;

use super::{Scene, any_way, mend_later, reach};
use crate::{chance::Chance, flow::Flow, journal::Reach};

pub async fn strike(scene: &Scene, chance: &mut Chance) {
    let slot = chance.one_of(&scene.fleet.slots).clone();
    let (way, name, is_between) = any_way(&slot, chance);
    let kind = match name {
        "PostgreSQL" => "PostgreSQL stalled",
        "Redis" => "Redis stalled",
        _ => "SMTP stalled",
    };
    let lasting = scene.journal.begin(kind, if is_between { reach(&slot) } else { Reach::Nothing });
    way.set(Flow::Stalled);
    let time = chance.between(Duration::from_millis(500), Duration::from_secs(9));
    mend_later(scene, slot.clone(), name, time, lasting).await;
}
