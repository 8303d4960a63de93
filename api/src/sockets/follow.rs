//! The loop that every stream shares: hello, then what was missed or a snapshot, then what comes, until it ends.

use std::{convert::Infallible, sync::Arc, time::Duration};

use shared::{
    app::{AppError, Ctx, Trace, accounts, accounts::Authenticated, streams},
    limits::{SOCKET_BEHIND_WITHIN, SOCKET_SILENT_WITHIN},
};
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior, interval},
};

use super::{
    commands::{self, Pace},
    connection::{Connection, Ending},
    feed::{Feed, Heard},
    frames::{self, Frame},
    hub::{News, Subscription, Topic},
    source::{Entry, Part, Snapshot, Source},
    sweep::Sweep,
};
use crate::Live;

/// How many entries are read at first when a reader is brought to the present.
const FIRST: i64 = 8;
/// And at most.
const MOST: i64 = 200;
/// How many frames are sent together at most, and when they are enough, in bytes.
const TOGETHER: usize = 64;
const TOGETHER_BYTES: usize = 64 << 10;
/// How often a socket looks at the clock, and where hints may be missing at the rows.
const TICK: Duration = Duration::from_secs(1);
const HEARTBEAT: Duration = Duration::from_secs(frames::HEARTBEAT_S);

/// Where a reader was when it was last connected.
pub struct Since {
    pub seq: i64,
    pub epoch: Option<String>,
}

pub struct Follower<S> {
    ctx: Ctx,
    live: Live,
    source: S,
    who: Authenticated,
    /// Made before anything was read, so that nothing is missed in between.
    news: Subscription,
    /// Wakes when the feed has something new.
    changes: Option<watch::Receiver<()>>,
    connection: Connection,
    /// Up to where everything was sent.
    position: i64,
    /// What the reader's rights were found from: how often they had changed.
    rights: i64,
    heard: Heard,
    /// Since when the reader has been too far behind.
    behind: Option<Instant>,
    /// What has to be looked at before anything more is sent.
    doubt: Doubt,
    /// There may be more to send, which could not be looked at so far.
    late: bool,
}

/// What may not hold any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    Nothing,
    /// That the reader may see this.
    Access,
    /// That their session lasts, and belongs to whom it did.
    Session,
}

impl<S: Source> Follower<S> {
    pub fn new(ctx: Ctx, live: Live, source: S, who: Authenticated, connection: Connection) -> Self {
        let mut topics = source.topics();
        topics.push(Topic::Rights(who.actor.by.topic()));
        let news = live.hub.subscribe(topics);
        let changes = source.feed().map(|feed| feed.changes());
        Self {
            ctx,
            live,
            source,
            who,
            news,
            changes,
            connection,
            position: 0,
            rights: 0,
            heard: Heard::default(),
            behind: None,
            doubt: Doubt::Session,
            late: false,
        }
    }

    /// Until it ends.
    pub async fn run(&mut self, since: Option<Since>) -> Ending {
        let ending = match Box::pin(self.begin(since)).await {
            Ok(()) => self.follow().await,
            Err(ending) => ending,
        };
        tracing::debug!(stream = self.source.kind(), ?ending, "a socket closes");
        ending
    }

    /// Nothing is followed any more while the other side takes its time to hear why.
    pub fn leave(self) -> Connection {
        self.connection
    }

    /// Hello, and from where the reader goes on.
    async fn begin(&mut self, since: Option<Since>) -> Result<(), Ending> {
        self.rights = self.source.rights().await?;
        // Again: either may have ended since the socket was asked for, before its news was listened to.
        self.settle().await?;
        let (live, ctx) = (self.live.clone(), &self.ctx);
        let epoch = live.epoch.get_or_try_init(|| streams::epoch(ctx)).await?;
        let Some(since) = since else {
            let snapshot = self.snapshot().await?;
            self.heed(0).await?;
            let hello = frames::hello(self.connection.id, epoch, snapshot.seq);
            return self.connection.send_all([hello, snapshot.frame]).await;
        };
        let head = self.source.head().await?;
        self.connection.send(frames::hello(self.connection.id, epoch, head)).await?;
        if since.epoch.as_ref() != Some(epoch) || !self.source.goes_on(since.seq, head).await? {
            return self.resync().await;
        }
        self.position = since.seq;
        self.heard = self.feed().map(|feed| feed.heard_but_who_is_there()).unwrap_or_default();
        Ok(())
    }

    fn feed(&self) -> Option<&Arc<Feed>> {
        self.source.feed()
    }

    /// To be sent before anything else: what comes next follows it.
    async fn snapshot(&mut self) -> Result<Snapshot, AppError> {
        self.heard = self.feed().map(|feed| feed.heard()).unwrap_or_default();
        let snapshot = self.source.snapshot().await?;
        self.position = snapshot.seq;
        Ok(snapshot)
    }

    /// What the reader has not heard is gone: they begin anew.
    async fn resync(&mut self) -> Result<(), Ending> {
        let snapshot = self.snapshot().await?;
        self.heed(0).await?;
        self.connection.send_all([frames::resync(), snapshot.frame]).await
    }

    /// Sends everything there is after the position.
    async fn catch_up(&mut self) -> Result<(), Ending> {
        let mut stride = FIRST;
        loop {
            let Part { entries, more } = match self.source.at_hand(self.position) {
                Some(part) => part,
                None => Box::pin(self.source.after(self.position, stride)).await?,
            };
            let read = i64::try_from(entries.len()).unwrap_or(MOST);
            // Few where they are large, so that no more is read than is sent.
            stride = if more && read < stride { read.max(1) } else { MOST.min(4 * stride) };
            self.deliver(entries).await?;
            if !more {
                self.behind = None;
                return Ok(());
            }
        }
    }

    /// Sends what comes next, as much as fits in one go at a time.
    async fn deliver(&mut self, entries: Vec<Entry>) -> Result<(), Ending> {
        let (mut frames, mut bytes) = (Vec::new(), 0);
        let mut entries = entries.into_iter().peekable();
        let mut next = self.position + 1;
        while let Some(entry) = entries.next() {
            self.heed(entry.rights).await?;
            if entry.seq != next {
                // Forgotten while they took their time.
                return Box::pin(self.resync()).await;
            }
            next += 1;
            let frame = if entry.instead.is_some() { Box::pin(self.source.show(entry)).await? } else { entry.frame };
            bytes += frame.len();
            frames.push(frame);
            if entries.peek().is_none() || frames.len() >= TOGETHER || bytes >= TOGETHER_BYTES {
                // Again: there may have been something to wait for since the first of them.
                self.heed(0).await?;
                self.connection.send_all(frames.drain(..)).await?;
                (self.position, bytes) = (next - 1, 0);
                self.keep_up()?;
            }
        }
        Ok(())
    }

    /// Before anything is sent: whether the session lasts and the reader may still see it, if either may have changed.
    /// `rights` is how often rights had changed when what is to be sent was read.
    async fn heed(&mut self, rights: i64) -> Result<(), Ending> {
        let news = self.news.of_access();
        self.note(news);
        if rights > self.rights {
            self.doubt = self.doubt.max(Doubt::Access);
        }
        self.live_on()?;
        self.settle().await?;
        self.rights = self.rights.max(rights);
        Ok(())
    }

    /// That the token which opened the socket has not run out.
    fn live_on(&self) -> Result<(), Ending> {
        if self.who.expires_at <= self.ctx.clock.now() { Err(Ending::NotSignedIn) } else { Ok(()) }
    }

    fn note(&mut self, news: News) {
        if news.session_changed() {
            self.doubt = Doubt::Session;
        } else if news.access_changed() {
            self.doubt = self.doubt.max(Doubt::Access);
        }
    }

    /// Looks at what is in doubt. Where that fails the doubt stays.
    async fn settle(&mut self) -> Result<(), AppError> {
        match self.doubt {
            Doubt::Nothing => {}
            Doubt::Access => Box::pin(self.source.check()).await?,
            Doubt::Session => Box::pin(self.authenticate_again()).await?,
        }
        self.doubt = Doubt::Nothing;
        Ok(())
    }

    /// As [`Follower::settle`], where nothing is to be sent: what cannot be looked at now is looked at with the next tick.
    async fn settle_or_later(&mut self) -> Result<(), Ending> {
        let settled = self.settle().await;
        or_later(settled.map_err(Ending::from)).map(|_| ())
    }

    /// Sends what is new. Where it cannot be looked at now, the position stays, and the next tick tries again: whoever was
    /// ended for that would come back at once, with all others, and ask for more than this.
    async fn tell_or_later(&mut self) -> Result<(), Ending> {
        let heard = self.heard;
        let told = async {
            self.catch_up().await?;
            self.hear().await
        };
        self.late = !or_later(told.await)?;
        if self.late {
            self.heard = heard;
        }
        Ok(())
    }

    /// Ends with a reader who stays too far behind. They can go on from where they were.
    fn keep_up(&mut self) -> Result<(), Ending> {
        let left_behind = self.feed().is_some_and(|feed| feed.left_behind(self.position));
        self.behind = self.behind.filter(|_| left_behind).or_else(|| left_behind.then(Instant::now));
        if self.behind.is_some_and(|since| since.elapsed() > SOCKET_BEHIND_WITHIN) { Err(Ending::TooSlow) } else { Ok(()) }
    }

    /// What has no number: who is there, and who writes.
    async fn hear(&mut self) -> Result<(), Ending> {
        let Some(feed) = self.source.feed() else { return Ok(()) };
        let unheard = feed.unheard(&mut self.heard, self.who.actor.user_id);
        if unheard.is_empty() {
            return Ok(());
        }
        self.heed(0).await?;
        self.connection.send_all(unheard).await
    }

    async fn follow(&mut self) -> Ending {
        match self.follow_on().await {
            Ok(never) => match never {},
            Err(ending) => ending,
        }
    }

    async fn follow_on(&mut self) -> Result<Infallible, Ending> {
        let closed = self.live.closed.clone();
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut pace = Pace::new(self.ctx.config.rate_limit);
        let (mut heard, mut pinged) = (Instant::now(), Instant::now());
        let (mut rights, mut rows) = (Sweep::of_rights(), Sweep::of_rows());
        self.tell_or_later().await?;
        loop {
            tokio::select! {
                () = closed.cancelled() => return Err(Ending::Draining),
                news = self.news.news() => {
                    self.note(news);
                    self.settle_or_later().await?;
                    if news.grown() && self.changes.is_none() {
                        self.tell_or_later().await?;
                    }
                }
                () = changed(&mut self.changes) => self.tell_or_later().await?,
                frame = self.connection.next() => {
                    heard = Instant::now();
                    let text = frame?;
                    if !pace.allows(heard) {
                        return Err(Ending::TooMuch);
                    }
                    if let Some(text) = text {
                        let ack = if or_later(self.heed(0).await)? {
                            Box::pin(commands::answer(&self.source, &text)).await
                        } else {
                            commands::refuse(&text, AppError::Unavailable("database").into())
                        };
                        self.connection.send(ack).await?;
                    }
                }
                _ = ticks.tick() => {
                    if rights.is_due(self.ctx.bus.connected()) {
                        self.doubt = Doubt::Session;
                    }
                    self.live_on()?;
                    // A few at a time, so that others get at the database, too, however many sockets there are.
                    let doubtful = self.late || self.doubt != Doubt::Nothing;
                    if doubtful && let Ok(_turn) = self.live.looks.clone().try_acquire_owned() {
                        self.settle_or_later().await?;
                        if self.late {
                            self.tell_or_later().await?;
                        }
                    }
                    // A feed looks for itself.
                    if self.changes.is_none() && rows.is_due(self.ctx.bus.connected()) {
                        self.tell_or_later().await?;
                    }
                    if heard.elapsed() > SOCKET_SILENT_WITHIN {
                        return Err(Ending::TooSlow);
                    }
                    if pinged.elapsed() >= HEARTBEAT {
                        pinged = Instant::now();
                        self.connection.send(Frame::PING).await?;
                    }
                }
            }
        }
    }

    /// Goes on as whoever the session belongs to now, if it lasts and they may still see it.
    async fn authenticate_again(&mut self) -> Result<(), AppError> {
        let by = self.who.actor.by;
        let trace = Trace { once: None, ..self.who.actor.trace.clone() };
        self.who = accounts::of_credential(&self.ctx, by, self.who.expires_at, trace).await?;
        self.source.renew(self.who.actor.clone());
        self.source.check().await
    }
}

/// Whether it was done; `false` where it could not be looked at for now.
fn or_later(done: Result<(), Ending>) -> Result<bool, Ending> {
    match done {
        Ok(()) => Ok(true),
        Err(Ending::Away) => Ok(false),
        Err(ending) => Err(ending),
    }
}

/// Waits for the feed, where there is one.
async fn changed(changes: &mut Option<watch::Receiver<()>>) {
    if let Some(changes) = changes
        && changes.changed().await.is_ok()
    {
        return;
    }
    std::future::pending::<()>().await;
}
