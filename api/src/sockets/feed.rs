//! Reads a board's or project's stream once for all sockets of this process that follow it.
//!
//! A feed keeps the latest events as finished frames, which every socket shares; who is further behind reads the rows for
//! themselves. Each socket knows where it is, so it does not matter when it joins: nothing is missed or repeated.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use shared::{
    app::{
        AppError, Ctx, Result,
        streams::{self, Batch, Place},
    },
    domain::UserId,
    limits::SOCKET_KEPT_BYTES,
};
use tokio::{
    sync::watch,
    task::AbortHandle,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};
use uuid::Uuid;

use super::{
    frames::{self, Doer, Frame},
    hub::{Hub, Subscription, Topic},
    single_flight::SingleFlight,
    source::{Entry, Part},
    sweep::Sweep,
};

/// How many events are read at a time. One may be as large as a card's description.
const BATCH: i64 = 50;
const TICK: Duration = Duration::from_secs(1);
/// Who is there is told no more often than this, and less often where they are many.
const PAUSE: Duration = Duration::from_millis(100);
const PAUSE_EACH: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);
/// For how long events are gathered after some were told: by follower and event, about what it takes to send one frame by
/// itself. One event now and then is told at once; where they come faster than everyone can be sent each by itself, several
/// travel together, and cost little more than one.
const GATHER_EACH: Duration = Duration::from_micros(10);
const GATHERED: u32 = 4;
const LONGEST_GATHER: Duration = Duration::from_millis(100);
/// How many of those who write are kept for sockets that are busy.
const WRITERS: usize = 64;

pub struct Feed {
    pub place: Place,
    /// Whose rights count in it: its team, its project, itself.
    pub around: Vec<Uuid>,
    /// Who is there, for all who come at the same time.
    pub online: SingleFlight<Arc<Vec<Doer>>>,
    state: Mutex<State>,
    changed: watch::Sender<()>,
    task: Mutex<Option<AbortHandle>>,
}

#[derive(Default)]
struct State {
    /// Up to where it has read; unknown at first.
    head: Option<i64>,
    /// What came before that, without a gap.
    latest: VecDeque<Entry>,
    bytes: usize,
    online: Vec<Doer>,
    online_frame: Frame,
    /// Counts the changes of who is there.
    online_version: u64,
    typing: VecDeque<(UserId, Frame)>,
    /// How many have been in `typing` so far.
    typed: u64,
}

/// What of those things that are not numbered one has heard.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    online: u64,
    typed: u64,
}

impl Feed {
    /// What came after `seq`, if it is still at hand.
    pub fn after(&self, seq: i64) -> Option<Part> {
        let state = self.lock();
        let head = state.head?;
        if seq >= head {
            return Some(Part { entries: Vec::new(), more: false });
        }
        let first = state.latest.front().filter(|first| first.seq <= seq + 1)?.seq;
        let skip = usize::try_from(seq + 1 - first).ok()?;
        // All of it, which is shared: see `SOCKET_KEPT_BYTES`.
        Some(Part { entries: state.latest.iter().skip(skip).cloned().collect(), more: false })
    }

    /// What came after `seq`, from the rows.
    pub async fn rows(&self, ctx: &Ctx, seq: i64, limit: i64) -> Result<Part> {
        let batch = streams::events_after(ctx, self.place, &self.around, seq, limit).await?;
        let more = i64::try_from(batch.events.len()).is_ok_and(|read| read >= limit);
        Ok(Part { entries: entries(batch), more })
    }

    /// Whether someone who got everything up to `seq` has fallen out of what is at hand.
    pub fn left_behind(&self, seq: i64) -> bool {
        let state = self.lock();
        state.head.is_some_and(|head| seq < head) && state.latest.front().is_none_or(|first| first.seq > seq + 1)
    }

    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// As if everything had been heard up to now.
    pub fn heard(&self) -> Heard {
        let state = self.lock();
        Heard { online: state.online_version, typed: state.typed }
    }

    /// As one who does not know yet who is there.
    pub fn heard_but_who_is_there(&self) -> Heard {
        Heard { online: 0, ..self.heard() }
    }

    /// What `me` has not heard yet: who is there, and which others write.
    pub fn unheard(&self, heard: &mut Heard, me: UserId) -> Vec<Frame> {
        let state = self.lock();
        let mut frames = Vec::new();
        if heard.online < state.online_version {
            frames.push(state.online_frame.clone());
        }
        let fresh = usize::try_from(state.typed - heard.typed).unwrap_or(usize::MAX).min(state.typing.len());
        let writers = state.typing.iter().skip(state.typing.len() - fresh);
        frames.extend(writers.filter(|(user, _)| *user != me).map(|(_, frame)| frame.clone()));
        *heard = Heard { online: state.online_version, typed: state.typed };
        frames
    }

    /// Reads what is new, and gives how many events that were.
    async fn read_on(&self, ctx: &Ctx) -> Result<usize> {
        let Some(mut head) = self.head() else {
            let head = streams::head(ctx, self.place.id()).await?;
            self.lock().head = Some(head);
            self.changed.send_replace(());
            return Ok(0);
        };
        let mut count = 0;
        loop {
            let Part { entries, more } = self.rows(ctx, head, BATCH).await?;
            if let Some(last) = entries.last() {
                head = last.seq;
                count += entries.len();
                self.keep(entries);
                self.changed.send_replace(());
            }
            if !more {
                return Ok(count);
            }
        }
    }

    fn keep(&self, entries: Vec<Entry>) {
        let mut state = self.lock();
        state.head = entries.last().map(|last| last.seq).or(state.head);
        for entry in entries {
            state.bytes += entry.frame.len();
            state.latest.push_back(entry);
        }
        // The newest stays, however large it is.
        while state.bytes > SOCKET_KEPT_BYTES && state.latest.len() > 1 {
            state.bytes -= state.latest.pop_front().map_or(0, |entry| entry.frame.len());
        }
    }

    async fn look_who_is_there(&self, ctx: &Ctx) -> Result<()> {
        let online: Vec<Doer> = streams::online(ctx, self.place.id()).await?.into_iter().map(Doer::from).collect();
        let mut state = self.lock();
        if state.online != online || state.online_version == 0 {
            state.online_frame = frames::presence(&online);
            state.online = online;
            state.online_version += 1;
            drop(state);
            self.changed.send_replace(());
        }
        Ok(())
    }

    async fn tell_who_writes(&self, ctx: &Ctx, users: Vec<UserId>) -> Result<()> {
        for user in users {
            let known = self.lock().online.iter().find(|doer| doer.is(user)).cloned();
            let doer = match known {
                Some(doer) => doer,
                None => match streams::who(ctx, user).await {
                    Ok(person) => person.into(),
                    // Their account is gone.
                    Err(AppError::NotFound(_)) => continue,
                    Err(error) => return Err(error),
                },
            };
            let mut state = self.lock();
            state.typing.push_back((user, frames::typing(&doer)));
            state.typed += 1;
            if state.typing.len() > WRITERS {
                state.typing.pop_front();
            }
        }
        self.changed.send_replace(());
        Ok(())
    }

    fn head(&self) -> Option<i64> {
        self.lock().head
    }

    /// For how long more is gathered after `count` events were told.
    fn gather(&self, count: usize) -> Duration {
        let followers = u32::try_from(self.changed.receiver_count()).unwrap_or(u32::MAX);
        let each = GATHER_EACH * u32::try_from(count).unwrap_or(GATHERED).min(GATHERED);
        each.saturating_mul(followers).min(LONGEST_GATHER)
    }

    fn pause(&self) -> Duration {
        let count = u32::try_from(self.lock().online.len()).unwrap_or(u32::MAX);
        PAUSE_EACH.saturating_mul(count).clamp(PAUSE, LONGEST_PAUSE)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        if let Some(task) = self.task.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

/// What is read as it is sent.
fn entries(batch: Batch) -> Vec<Entry> {
    let rights = batch.rights;
    let entry = |event: streams::StreamEvent| Entry {
        seq: event.seq,
        instead: event.board.map(|board| (board, frames::hidden(event.seq, &event.name, event.at))),
        frame: frames::event(event.seq, &event.name, event.actor, event.at, &event.data),
        rights,
    };
    batch.events.into_iter().map(entry).collect()
}

/// The feeds of this process, each for as long as somebody follows it.
#[derive(Default)]
pub struct Feeds(Mutex<HashMap<Place, Weak<Feed>>>);

impl Feeds {
    pub async fn of(&self, ctx: &Ctx, hub: &Arc<Hub>, place: Place) -> Result<Arc<Feed>> {
        if let Some(feed) = self.lock().get(&place).and_then(Weak::upgrade) {
            return Ok(feed);
        }
        let around = place.and_around(ctx).await?;
        let mut feeds = self.lock();
        // Someone else may have been quicker.
        if let Some(feed) = feeds.get(&place).and_then(Weak::upgrade) {
            return Ok(feed);
        }
        feeds.retain(|_, feed| feed.strong_count() > 0);
        let feed = Arc::new(Feed {
            place,
            around,
            online: SingleFlight::default(),
            state: Mutex::default(),
            changed: watch::Sender::new(()),
            task: Mutex::default(),
        });
        let reading = tokio::spawn(read(Arc::downgrade(&feed), ctx.clone(), hub.subscribe(vec![Topic::Stream(place.id())])));
        *feed.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading.abort_handle());
        feeds.insert(place, Arc::downgrade(&feed));
        Ok(feed)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Place, Weak<Feed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a feed up to date until nobody follows it any more. What cannot be read is tried again with the next tick.
async fn read(feed: Weak<Feed>, ctx: Ctx, news: Subscription) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sweep = Sweep::of_rows();
    let (mut grown, mut others) = (true, true);
    let (mut read_at, mut look_at) = (Instant::now(), Instant::now());
    loop {
        tokio::select! {
            news = news.news() => {
                grown |= news.grown();
                others |= news.others_changed();
            }
            _ = ticks.tick() => {
                if sweep.is_due(ctx.bus.connected()) {
                    (grown, others) = (true, true);
                }
            }
            () = sleep_until(read_at), if grown => {}
            () = sleep_until(look_at), if others => {}
        }
        let Some(feed) = feed.upgrade() else { return };
        let outcome = async {
            let writers = news.typing();
            if grown && read_at <= Instant::now() {
                // The first time it only finds out where the stream stands.
                let first = feed.head().is_none();
                // Where it fails.
                read_at = Instant::now() + TICK;
                let count = feed.read_on(&ctx).await?;
                grown = first;
                read_at = Instant::now() + feed.gather(count);
            }
            if others && look_at <= Instant::now() {
                others = false;
                look_at = Instant::now() + feed.pause();
                feed.look_who_is_there(&ctx).await?;
            }
            if !writers.is_empty() {
                feed.tell_who_writes(&ctx, writers).await?;
            }
            Ok::<_, AppError>(())
        };
        if let Err(error) = outcome.await {
            tracing::warn!(error = format!("{error:#}"), "a stream cannot be read; trying again");
            others = true;
            look_at = Instant::now() + TICK;
        }
    }
}
