//! Redis is killed, is away for a moment, and comes back empty.

use std::time::Duration;

use super::{Scene, Servers};
use crate::{chance::Chance, journal::Reach};

pub async fn strike(scene: &Scene, servers: &Servers, chance: &mut Chance) {
    let lasting = scene.journal.begin("Redis restart", Reach::Nothing);
    let (redis, away) = (servers.redis.clone(), chance.between(Duration::ZERO, Duration::from_secs(3)));
    let restart = tokio::task::spawn_blocking(move || {
        redis.crash();
        std::thread::sleep(away);
        redis.up();
    });
    // No other fault until it is back: two restarts of one server cannot overlap.
    restart.await.expect("Redis is up again");
    lasting.end();
}
