//! PostgreSQL is ended in immediate mode, is away for a moment, and recovers.

use std::time::Duration;

use super::{Scene, Servers};
use crate::{chance::Chance, journal::Reach};

pub async fn strike(scene: &Scene, servers: &Servers, chance: &mut Chance) {
    let lasting = scene.journal.begin("PostgreSQL restart (immediate)", Reach::Mails(None));
    let (postgres, away) = (servers.postgres.clone(), chance.between(Duration::ZERO, Duration::from_secs(2)));
    let restart = tokio::task::spawn_blocking(move || {
        postgres.crash();
        std::thread::sleep(away);
        postgres.up();
    });
    // No other fault until it is back: two restarts of one server cannot overlap.
    restart.await.expect("PostgreSQL is up again");
    lasting.end();
}
