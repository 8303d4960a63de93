//! FLUSHALL: Redis forgets everything.

use super::{Scene, Servers};
use crate::journal::Reach;

pub async fn strike(scene: &Scene, servers: &Servers) {
    if servers.redis.flush().await.is_ok() {
        scene.journal.note("Redis FLUSHALL", Reach::Nothing);
    }
}
