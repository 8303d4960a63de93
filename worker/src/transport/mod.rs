//! How due jobs reach the engine: through Redis where `REDIS_URL` is set, straight from the table where not. Either may
//! lose whatever it likes: rows are the truth, and what was lost on the way is due again after a few seconds.

mod direct;
mod redis;
mod relay;
mod wakes;

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use shared::vitals::Pulse;
use tokio::time::sleep;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::engine::Engine;
use wakes::Wakes;

/// Starts bringing due jobs to the engine, until `stop`. The tasks are `tracker`'s.
///
/// Gives the pulses of what brings them. Whoever has them is held to it: `/readyz` says when one stops.
pub fn start(engine: &Arc<Engine>, tracker: &TaskTracker, stop: &CancellationToken) -> anyhow::Result<Vec<Arc<Pulse>>> {
    let ctx = engine.ctx();
    let wakes = Wakes::default();
    let redis =
        ctx.config.redis_url.as_ref().map(|url| redis::Redis::open(url.expose(), &ctx.config.redis_prefix)).transpose()?;
    let heard = (ctx.clone(), wakes.clone(), stop.clone());
    tracker.spawn(kept_up("hearing hints", stop.clone(), move || {
        let (ctx, wakes, stop) = heard.clone();
        async move { wakes.listen(ctx.bus.subscribe(), stop).await }
    }));
    let mut pulses = Vec::new();
    for (queue, slots) in ctx.config.worker_queues.clone() {
        let given = (engine.clone(), wakes.clone(), stop.clone());
        let full = engine.clone();
        let what = format!("claiming jobs of {}", queue.as_str());
        let claims = ctx.vitals.pulse(what, move || full.is_full(queue));
        pulses.push(claims.clone());
        match &redis {
            Some(redis) => {
                let lane = redis.lane(queue, slots);
                let relay = ctx.vitals.pulse(format!("handing out jobs of {}", queue.as_str()), || false);
                pulses.push(relay.clone());
                let relayed = (given.clone(), lane.clone(), relay);
                tracker.spawn(kept_up("relaying jobs", stop.clone(), move || {
                    let ((engine, wakes, stop), lane, pulse) = relayed.clone();
                    relay::run(engine, queue, lane, wakes, pulse, stop)
                }));
                tracker.spawn(kept_up("consuming jobs", stop.clone(), move || {
                    let (engine, wakes, stop) = given.clone();
                    redis::consume(engine, queue, slots, lane.clone(), wakes, claims.clone(), stop)
                }));
            }
            None => {
                tracker.spawn(kept_up("claiming jobs", stop.clone(), move || {
                    let (engine, wakes, stop) = given.clone();
                    direct::run(engine, queue, wakes, claims.clone(), stop)
                }));
            }
        }
    }
    Ok(pulses)
}

/// Runs what `start` starts until `stop`, and starts it again if it ends before: a process that stays up must not do
/// nothing because of one panic.
async fn kept_up<Fut: Future<Output = ()>>(what: &'static str, stop: CancellationToken, start: impl Fn() -> Fut) {
    loop {
        let ended = AssertUnwindSafe(start()).catch_unwind().await;
        if stop.is_cancelled() {
            return;
        }
        tracing::error!(panicked = ended.is_err(), "{what} ended; starting it again");
        sleep(Duration::from_millis(500)).await;
    }
}
