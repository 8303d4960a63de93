//! How due jobs reach the engine: through Redis where `REDIS_URL` is set, straight from the table where not. Either may
//! lose whatever it likes: rows are the truth, and what was lost on the way is due again after a few seconds.

mod direct;
mod redis;
mod relay;
mod wakes;

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::engine::Engine;
use wakes::Wakes;

/// Starts bringing due jobs to the engine, until `stop`. The tasks are `tracker`'s.
pub fn start(engine: &Arc<Engine>, tracker: &TaskTracker, stop: &CancellationToken) -> anyhow::Result<()> {
    let ctx = engine.ctx();
    let wakes = Wakes::default();
    tracker.spawn(wakes.clone().listen(ctx.bus.subscribe(), stop.clone()));
    let redis =
        ctx.config.redis_url.as_ref().map(|url| redis::Redis::open(url.expose(), &ctx.config.redis_prefix)).transpose()?;
    for (queue, slots) in ctx.config.worker_queues.clone() {
        match &redis {
            Some(redis) => {
                let lane = redis.lane(queue, slots);
                tracker.spawn(relay::run(engine.clone(), queue, lane.clone(), wakes.clone(), stop.clone()));
                tracker.spawn(redis::consume(engine.clone(), queue, slots, lane, wakes.clone(), stop.clone()));
            }
            None => {
                tracker.spawn(direct::run(engine.clone(), queue, wakes.clone(), stop.clone()));
            }
        }
    }
    Ok(())
}
