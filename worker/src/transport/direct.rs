//! The way without Redis: free slots claim due rows straight from the table.

use std::{sync::Arc, time::Duration};

use shared::{
    jobs::Queue,
    store::{self, jobs::Which},
    vitals::Pulse,
};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::wakes::{Sweeps, Wakes, until_due};
use crate::engine::{Engine, Slot};

/// The most rows that one statement claims.
const BATCH: usize = 64;

/// When rows are due but cannot be taken yet, look again after this.
const AGAIN: Duration = Duration::from_millis(200);

pub async fn run(engine: Arc<Engine>, queue: Queue, wakes: Wakes, pulse: Arc<Pulse>, stop: CancellationToken) {
    let wake = wakes.of(queue).jobs.clone();
    let mut sweeps = Sweeps::new();
    // Reading first keeps an idle process from writing.
    let mut look = Look::Read(Duration::ZERO);
    while !stop.is_cancelled() {
        if let Look::Read(at_least) = look {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = until_due(engine.db(), &engine.ctx().clock, queue, &wake, at_least) => {}
            }
        }
        let Some(slot) = engine.slot(queue).await else { return };
        look = match pass(&engine, queue, slot, sweeps.allowed(), &wakes).await {
            Ok(look) => {
                sweeps.looked();
                pulse.beat();
                look
            }
            Err(error) => {
                tracing::warn!(%error, queue = queue.as_str(), "due jobs could not be looked for");
                sleep(AGAIN).await;
                Look::Read(AGAIN)
            }
        };
    }
}

enum Look {
    /// There may be more.
    Again,
    /// Nothing else was due. The time is how long to wait at least.
    Read(Duration),
}

/// Claims for every slot that is free: urgent jobs first, then the oldest, then one suspect if none of the queue is running.
async fn pass(engine: &Arc<Engine>, queue: Queue, first: Slot, sweep: bool, wakes: &Wakes) -> store::Result<Look> {
    let mut slots = vec![first];
    while slots.len() < BATCH
        && let Some(slot) = engine.free_slot(queue)
    {
        slots.push(slot);
    }
    let (mut found, mut more) = (false, false);
    for which in [Which::Urgent, Which::Any] {
        if slots.is_empty() {
            break;
        }
        let taken = engine.claim_due(queue, which, slots.len(), sweep).await?;
        found |= !taken.claimed.is_empty();
        more |= !taken.lost.is_empty() || taken.claimed.len() == slots.len();
        for (job, slot) in taken.claimed.into_iter().zip(std::iter::from_fn(|| slots.pop())) {
            engine.spawn(job, slot);
        }
    }
    if let (Some(slot), Some(turn)) = (slots.pop(), engine.suspects.turn(queue))
        && let Some(suspect) = engine.claim_due(queue, Which::Suspect, 1, false).await?.claimed.pop()
    {
        found = true;
        let run = engine.spawn(suspect, slot);
        let wake = wakes.of(queue).jobs.clone();
        tokio::spawn(async move {
            let _ = run.await;
            drop(turn);
            wake.notify_one(); // The next suspect may wait for its turn.
        });
    }
    Ok(if more { Look::Again } else { Look::Read(if found { Duration::ZERO } else { AGAIN }) })
}
