//! Who has sockets open in this process, written down for all processes: [`streams::come_and_go`]. Those who come at the
//! same moment are written in one transaction.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use shared::{
    app::{
        Ctx, Result,
        streams::{self, Arrivals},
    },
    domain::UserId,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, MissedTickBehavior, interval, timeout},
};
use uuid::Uuid;

use super::{hub::Hub, tally::Tally};

/// How often the process says that it lives, and looks whether the others do.
const BEAT: Duration = Duration::from_secs(2);
/// After this the others may have taken away what was written.
const ASLEEP: Duration = Duration::from_mins(1);
/// How long nobody waits for the database.
const PATIENCE: Duration = Duration::from_secs(5);
/// After so many beats, what others left behind is cleared.
const CLEARING: u32 = 30;
const MANY: usize = 1000;

type Key = (Uuid, UserId);

enum Change {
    Came(Key, oneshot::Sender<()>),
    Left(Key),
    End(oneshot::Sender<()>),
}

#[derive(Clone)]
pub struct Presence(mpsc::UnboundedSender<Change>);

/// Somebody's socket on a stream, until it is dropped.
pub struct Here {
    presence: Presence,
    key: Key,
}

impl Presence {
    pub fn start(ctx: &Ctx, hub: Arc<Hub>) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let keeper = Keeper {
            ctx: ctx.clone(),
            hub,
            process: Uuid::now_v7(),
            here: Tally::default(),
            unsettled: BTreeSet::new(),
            seen_at: None,
            living: Vec::new(),
        };
        tokio::spawn(keeper.keep(receiver));
        Self(sender)
    }

    /// Comes back once it is written down.
    pub async fn enter(&self, stream: Uuid, user: UserId) -> Here {
        let (done, written) = oneshot::channel();
        let key = (stream, user);
        let _ = self.0.send(Change::Came(key, done));
        let here = Here { presence: self.clone(), key };
        let _ = written.await;
        here
    }

    /// Takes everyone away who is here: the process ends.
    pub async fn end(&self) {
        let (done, written) = oneshot::channel();
        let _ = self.0.send(Change::End(done));
        let _ = timeout(PATIENCE, written).await;
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        let _ = self.presence.0.send(Change::Left(self.key));
    }
}

struct Keeper {
    ctx: Ctx,
    hub: Arc<Hub>,
    process: Uuid,
    here: Tally<Key>,
    /// Who came or left since the rows were written, or of whom it is not known what the rows tell.
    unsettled: BTreeSet<Key>,
    /// When the process was written to be alive last; `None` before anybody came.
    seen_at: Option<Instant>,
    living: Vec<Uuid>,
}

impl Keeper {
    async fn keep(mut self, mut changes: mpsc::UnboundedReceiver<Change>) {
        let mut beats = interval(BEAT);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut count = 0_u32;
        let mut batch = Vec::new();
        loop {
            tokio::select! {
                read = changes.recv_many(&mut batch, MANY) => {
                    if read == 0 {
                        return; // Nobody can come any more.
                    }
                    let mut waiting = Vec::new();
                    let mut end = None;
                    for change in batch.drain(..) {
                        match change {
                            Change::Came(key, done) => {
                                if self.here.add(key) {
                                    self.unsettled.insert(key);
                                }
                                waiting.push(done);
                            }
                            Change::Left(key) => {
                                if self.here.remove(&key) {
                                    self.unsettled.insert(key);
                                }
                            }
                            Change::End(done) => end = Some(done),
                        }
                    }
                    if let Some(done) = end {
                        self.end().await;
                        let _ = done.send(());
                        return;
                    }
                    Self::told("who is there cannot be written down", timeout(PATIENCE, self.write()).await);
                    for done in waiting {
                        let _ = done.send(());
                    }
                }
                _ = beats.tick(), if self.seen_at.is_some() => {
                    count += 1;
                    let outcome = timeout(PATIENCE, self.beat(count.is_multiple_of(CLEARING))).await;
                    Self::told("this process could not make itself known", outcome);
                }
            }
        }
    }

    /// Makes the rows tell of those who are here.
    async fn write(&mut self) -> Result<()> {
        if self.unsettled.is_empty() {
            return Ok(());
        }
        // Putting in a row that is there does no harm, nor does taking one away that is not.
        let (came, left) = self.unsettled.iter().copied().partition(|key| self.here.contains(key));
        streams::come_and_go(&self.ctx, self.process, &Arrivals { came, left }).await?;
        self.unsettled.clear();
        self.seen_at.get_or_insert_with(Instant::now);
        Ok(())
    }

    async fn beat(&mut self, clear: bool) -> Result<()> {
        let slept = self.seen_at.is_some_and(|at| at.elapsed() > ASLEEP);
        if slept || !streams::beat(&self.ctx, self.process).await? {
            // Others may have taken away some of what was written, and left the rest: it is written anew.
            streams::depart(&self.ctx, self.process).await?;
            self.unsettled.extend(self.here.keys());
        }
        self.write().await?;
        self.seen_at = Some(Instant::now());
        if clear {
            streams::forget(&self.ctx).await?;
        }
        let living = streams::living(&self.ctx).await?;
        if living != self.living {
            self.living = living;
            let streams: BTreeSet<Uuid> = self.here.keys().map(|(stream, _)| *stream).collect();
            for stream in streams {
                self.hub.others_changed(stream);
            }
        }
        Ok(())
    }

    async fn end(&mut self) {
        self.unsettled.extend(self.here.keys());
        self.here.clear();
        if self.seen_at.is_some() {
            let outcome = async {
                self.write().await?;
                streams::depart(&self.ctx, self.process).await
            };
            let outcome = timeout(PATIENCE, outcome).await;
            Self::told("what is left of this process' sockets has to time out", outcome);
        }
    }

    /// What could not be written is tried again with the next beat.
    fn told(what: &str, outcome: Result<Result<()>, tokio::time::error::Elapsed>) {
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(error = format!("{error:#}"), "{what}"),
            Err(_) => tracing::warn!("{what}: the database takes too long"),
        }
    }
}
