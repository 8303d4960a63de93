//! The relay: marks due rows and pushes their ids into Redis. Every worker process runs one for each of its queues, and
//! they share the work: a row that one is marking is passed over by the others.

use std::{sync::Arc, time::Duration};

use shared::{
    events::Hint,
    jobs::Queue,
    store::jobs::{Due, Which, mark_due},
    vitals::Pulse,
};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::{
    redis::Lane,
    wakes::{Sweeps, Wakes, until_due},
};
use crate::engine::Engine;

/// No more than this wait in a queue's list in Redis: what is there cannot be overtaken by what is more urgent, and a
/// hundred thousand due jobs are no reason to fill Redis.
const WAITING: usize = 256;

/// Marking fewer than this at a time, while more wait, is not worth a statement.
const WORTHWHILE: usize = 64;

/// Statements for a stream of hints follow each other in no less than this, so that one takes several jobs.
const GATHER: Duration = Duration::from_millis(3);

/// How long to wait after Redis or the database did not answer.
const PAUSE: Duration = Duration::from_millis(500);

pub async fn run(engine: Arc<Engine>, queue: Queue, lane: Lane, wakes: Wakes, pulse: Arc<Pulse>, stop: CancellationToken) {
    let relay = Relay { engine, queue, lane, pulse };
    tokio::select! {
        () = stop.cancelled() => {}
        () = relay.run(&wakes) => {}
    }
}

struct Relay {
    engine: Arc<Engine>,
    queue: Queue,
    lane: Lane,
    pulse: Arc<Pulse>,
}

impl Relay {
    async fn run(&self, wakes: &Wakes) {
        let wake = wakes.of(self.queue);
        let mut sweeps = Sweeps::new();
        let mut full = Duration::from_millis(1);
        let mut away = false;
        // What a push said last, where it was a hint that ended the waiting since.
        let mut said = None;
        loop {
            let waiting = match said.take().filter(|waiting| *waiting <= WAITING / 2) {
                Some(waiting) => Ok(waiting),
                None => self.lane.waiting().await,
            };
            let waiting = match waiting {
                Ok(waiting) => waiting,
                Err(error) => {
                    if !std::mem::replace(&mut away, true) {
                        tracing::warn!(%error, queue = self.queue.as_str(), "Redis does not answer; jobs wait until it does");
                    }
                    sweeps.looked();
                    self.pulse.beat_without_redis();
                    sleep(PAUSE).await;
                    continue;
                }
            };
            if std::mem::take(&mut away) {
                tracing::info!(queue = self.queue.as_str(), "Redis answers again");
            }
            let room = WAITING.saturating_sub(waiting);
            if room < WORTHWHILE {
                sweeps.looked();
                self.pulse.beat();
                sleep(full).await;
                full = (full * 2).min(Duration::from_millis(20));
                continue;
            }
            full = Duration::from_millis(1);
            let started = Instant::now();
            match self.pass(room, sweeps.allowed()).await {
                Ok(passed) => {
                    sweeps.looked();
                    self.pulse.beat();
                    if passed.pushed > 0 {
                        self.engine.ctx().bus.publish(Hint::Pushed(self.queue));
                    }
                    let waiting = passed.waiting.unwrap_or(waiting);
                    if passed.more {
                        continue;
                    }
                    let at_least = if passed.pushed > 0 { Duration::ZERO } else { Duration::from_millis(200) };
                    if until_due(self.engine.db(), &self.engine.ctx().clock, self.queue, &wake.jobs, at_least).await {
                        said = Some(waiting);
                    }
                    sleep(GATHER.saturating_sub(started.elapsed())).await;
                }
                Err(error) => {
                    tracing::warn!(%error, queue = self.queue.as_str(), "due jobs could not be handed out");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    /// Marks and pushes what is due, urgent jobs first.
    async fn pass(&self, room: usize, sweep: bool) -> anyhow::Result<Passed> {
        let now = self.engine.ctx().clock.now();
        let due = Due { queue: self.queue, which: Which::UrgentAndAny, limit: room, now, sweep };
        let marked = mark_due(self.engine.db(), due).await?;
        for lost in &marked.lost {
            self.engine.lost(lost);
        }
        let pushed = marked.push.len();
        let waiting = if pushed > 0 { Some(self.lane.push(&marked.push).await?) } else { None };
        Ok(Passed { pushed, waiting, more: !marked.lost.is_empty() || pushed >= room })
    }
}

struct Passed {
    pushed: usize,
    /// How many were in the list then, where any was pushed.
    waiting: Option<usize>,
    /// More may be due now.
    more: bool,
}
