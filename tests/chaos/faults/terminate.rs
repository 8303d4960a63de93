//! SIGTERM to one worker after the other, each started again when it has ended: a new version is rolled out. It must end
//! by itself, well, and leave nothing behind.

use super::Scene;
use crate::journal::Reach;

pub async fn strike(scene: &Scene) {
    let workers = scene.fleet.of(&["worker", "all"]);
    let turn = scene.journal.all().len() % workers.len();
    let lasting = scene.journal.begin("SIGTERM of a worker", Reach::Nothing);
    let status = workers[turn].restart().await.expect("it was running");
    assert!(status.success(), "a worker that was asked to end ended with {status}:\n{}", workers[turn].log());
    workers[turn].ready().await;
    lasting.end();
}
