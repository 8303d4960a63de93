//! The loop that every stream shares: hello, then what was missed or a snapshot, then what comes, until it ends.

use std::time::Duration;

use chrono::{DateTime, Utc};
use shared::{
    app::Trace,
    app::{Ctx, Result, accounts, accounts::Authenticated, streams},
};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{
    commands::{self, Pace},
    connection::{Connection, Ending},
    frames,
    hub::Subscription,
    source::Source,
};
use crate::Live;

/// How many entries are read at a time.
const BATCH: i64 = 200;
/// How often a socket looks at the clock, and where hints may be missing at the rows.
const TICK: Duration = Duration::from_secs(1);
/// After how many ticks it looks at the rows although hints arrive: a hint may be lost.
const SWEEP: u32 = 15;
const HEARTBEAT: Duration = Duration::from_secs(frames::HEARTBEAT_S);

/// Where a reader was when it was last connected.
pub struct Since {
    pub seq: i64,
    pub epoch: Option<String>,
}

pub struct Follower<S> {
    pub ctx: Ctx,
    pub live: Live,
    pub source: S,
    pub who: Authenticated,
    /// Made before anything was read, so that nothing is missed in between.
    pub news: Subscription,
    pub connection: Connection,
    /// Up to where everything was sent.
    pub position: i64,
}

impl<S: Source> Follower<S> {
    pub async fn run(mut self, since: Option<Since>) {
        let ending = match self.begin(since).await {
            Ok(()) => self.follow().await,
            Err(ending) => ending,
        };
        tracing::debug!(stream = S::KIND, ?ending, "a socket closes");
        self.connection.close(ending).await;
    }

    /// Hello, then what brings the reader to the present.
    async fn begin(&mut self, since: Option<Since>) -> Result<(), Ending> {
        self.source.check().await?;
        let epoch = streams::epoch(&self.ctx).await?;
        let window = self.source.window().await?;
        self.connection.send(frames::hello(&epoch, window.head)).await?;
        match since {
            Some(since) if since.epoch.as_ref() == Some(&epoch) && window.reaches_back_to(since.seq) => {
                self.position = since.seq;
                self.catch_up().await
            }
            Some(_) => {
                self.connection.send(frames::resync()).await?;
                self.snapshot().await
            }
            None => self.snapshot().await,
        }
    }

    async fn snapshot(&mut self) -> Result<(), Ending> {
        let snapshot = self.source.snapshot().await?;
        self.position = snapshot.seq;
        self.connection.send(frames::snapshot(snapshot.seq, snapshot.data)).await?;
        self.catch_up().await
    }

    /// Sends everything there is after the position.
    async fn catch_up(&mut self) -> Result<(), Ending> {
        loop {
            let entries = self.source.after(self.position, BATCH).await?;
            let read = entries.len();
            for entry in entries {
                self.connection.send(entry.frame).await?;
                self.position = entry.seq;
            }
            if i64::try_from(read).unwrap_or(BATCH) < BATCH {
                return Ok(());
            }
        }
    }

    async fn follow(&mut self) -> Ending {
        match self.follow_on().await {
            Ok(never) => match never {},
            Err(ending) => ending,
        }
    }

    async fn follow_on(&mut self) -> Result<std::convert::Infallible, Ending> {
        let stop = self.live.stop.clone();
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut pace = Pace::new(self.ctx.config.rate_limit);
        let (mut heard, mut pinged) = (Instant::now(), Instant::now());
        let mut sweep = Sweep::default();
        loop {
            tokio::select! {
                () = stop.cancelled() => return Err(Ending::Draining),
                news = self.news.news() => {
                    if news.session_changed() {
                        self.authenticate_again().await?;
                    }
                    if news.access_changed() {
                        self.source.check().await?;
                    }
                    if news.grown() {
                        self.catch_up().await?;
                    }
                }
                frame = self.connection.next() => {
                    heard = Instant::now();
                    if let Some(text) = frame? {
                        if !pace.allows(heard) {
                            return Err(Ending::TooMuch);
                        }
                        let ack = commands::answer(&self.source, &text).await;
                        self.connection.send(ack).await?;
                    }
                }
                _ = ticks.tick() => {
                    if expired(self.who.expires_at, self.ctx.clock.now()) {
                        return Err(Ending::NotSignedIn);
                    }
                    if sweep.is_due(self.ctx.bus.connected()) {
                        self.look_again().await?;
                    }
                    if heard.elapsed() > 3 * HEARTBEAT {
                        return Err(Ending::TooSlow);
                    }
                    if pinged.elapsed() >= HEARTBEAT {
                        pinged = Instant::now();
                        self.connection.ping().await?;
                    }
                }
            }
        }
    }

    /// What hints would have said: whether the session lasts, whether the reader may still see it, what is new.
    async fn look_again(&mut self) -> Result<(), Ending> {
        self.authenticate_again().await?;
        self.catch_up().await
    }

    /// Goes on as whoever the session belongs to now, if it lasts and they may still see it.
    async fn authenticate_again(&mut self) -> Result<(), Ending> {
        let by = self.who.actor.by;
        self.who = accounts::of_credential(&self.ctx, by, self.who.expires_at, Trace::default()).await?;
        self.source.renew(self.who.actor.clone());
        Ok(self.source.check().await?)
    }
}

fn expired(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    at <= now
}

/// When to look at the rows without a hint: every second while other processes' hints do not arrive, once when they
/// arrive again, and else now and then.
#[derive(Default)]
struct Sweep {
    ticks: u32,
    was_away: bool,
}

impl Sweep {
    /// `connected` is the bus's word: `None` where there is no Redis, and other processes may write all the same.
    fn is_due(&mut self, connected: Option<bool>) -> bool {
        self.ticks += 1;
        let away = connected != Some(true);
        let due = away || self.was_away || self.ticks >= SWEEP;
        self.was_away = away;
        if due {
            self.ticks = 0;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_looked_at_every_second_while_redis_is_away() {
        let mut sweep = Sweep::default();
        let due: Vec<bool> = [Some(true), Some(false), Some(false), Some(true), Some(true)].map(|c| sweep.is_due(c)).to_vec();
        assert_eq!(due, [false, true, true, true, false]);
        assert_eq!((0..SWEEP).filter(|_| sweep.is_due(Some(true))).count(), 1);
        assert!(sweep.is_due(None) && sweep.is_due(None));
    }
}
