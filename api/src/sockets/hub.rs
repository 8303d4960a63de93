//! Hands the bus's hints to the sockets they concern. One subscriber a process, however many sockets there are.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
};

use shared::{
    domain::UserId,
    events::{Bus, Hint},
};
use tokio::sync::{Notify, broadcast::error::RecvError};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The stream may have grown.
const GROWN: u8 = 1;
/// The session has ended, or its person's role is another.
const SESSION: u8 = 2;
/// Rights may have changed.
const ACCESS: u8 = 4;
/// Others have come or left.
const ONLINE: u8 = 8;
/// Someone is writing.
const TYPING: u8 = 16;

/// What a subscriber wants to hear of. Those who follow a board are many, and want to be woken for nothing that its feed
/// hears for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Of the stream with this id: that it may have grown, who is there, who writes.
    Stream(Uuid),
    /// Of the session, API token, team, project or board with this id: that what it allows may have changed.
    Rights(Uuid),
}

/// How many who write at once are told.
const WRITERS: usize = 32;

/// What happened since a socket last asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News(u8);

impl News {
    pub fn grown(self) -> bool {
        self.0 & GROWN != 0
    }
    pub fn session_changed(self) -> bool {
        self.0 & SESSION != 0
    }
    pub fn access_changed(self) -> bool {
        self.0 & ACCESS != 0
    }
    pub fn others_changed(self) -> bool {
        self.0 & ONLINE != 0
    }
}

#[derive(Default)]
struct Wake {
    flags: AtomicU8,
    notify: Notify,
    typing: Mutex<Vec<UserId>>,
}

impl Wake {
    fn set(&self, flags: u8) {
        self.flags.fetch_or(flags, Ordering::AcqRel);
        self.notify.notify_one();
    }
}

#[derive(Default)]
pub struct Hub {
    listeners: Mutex<HashMap<Topic, Vec<Arc<Wake>>>>,
}

/// A socket's place in the hub, until it is dropped.
pub struct Subscription {
    hub: Arc<Hub>,
    topics: Vec<Topic>,
    wake: Arc<Wake>,
}

impl Hub {
    /// Starts listening to `bus` until `stop`.
    pub fn start(bus: &Bus, stop: CancellationToken) -> Arc<Self> {
        let hub = Arc::new(Self::default());
        let mut hints = bus.subscribe();
        let listening = hub.clone();
        tokio::spawn(async move {
            loop {
                let hint = tokio::select! {
                    () = stop.cancelled() => return,
                    hint = hints.recv() => hint,
                };
                match hint {
                    Ok(Hint::Stream(id)) => listening.tell(Topic::Stream(id), GROWN),
                    Ok(Hint::Session(id)) => listening.tell(Topic::Rights(id.0), SESSION),
                    Ok(Hint::ApiToken(id)) => listening.tell(Topic::Rights(id.0), SESSION),
                    Ok(Hint::Access(id)) => listening.tell(Topic::Rights(id), ACCESS),
                    Ok(Hint::Online(id)) => listening.tell(Topic::Stream(id), ONLINE),
                    Ok(Hint::Typing { stream, user }) => listening.tell_typing(stream, user),
                    Ok(Hint::Jobs(_) | Hint::Pushed(_)) => {}
                    // Too many at once: everyone looks for themselves.
                    Err(RecvError::Lagged(_)) => listening.tell_all(GROWN | SESSION | ACCESS | ONLINE),
                    Err(RecvError::Closed) => return,
                }
            }
        });
        hub
    }

    /// From now on, hints about these are kept for the subscriber: subscribe before reading rows.
    pub fn subscribe(self: &Arc<Self>, topics: Vec<Topic>) -> Subscription {
        let wake = Arc::new(Wake::default());
        let mut listeners = self.lock();
        for topic in &topics {
            listeners.entry(*topic).or_default().push(wake.clone());
        }
        drop(listeners);
        Subscription { hub: self.clone(), topics, wake }
    }

    fn tell(&self, topic: Topic, flags: u8) {
        for wake in self.lock().get(&topic).into_iter().flatten() {
            wake.set(flags);
        }
    }

    fn tell_typing(&self, stream: Uuid, user: UserId) {
        for wake in self.lock().get(&Topic::Stream(stream)).into_iter().flatten() {
            let mut typing = wake.typing.lock().unwrap_or_else(PoisonError::into_inner);
            if typing.len() < WRITERS && !typing.contains(&user) {
                typing.push(user);
                drop(typing);
                wake.set(TYPING);
            }
        }
    }

    /// Whoever shows who is there looks again.
    pub(super) fn others_changed(&self, stream: Uuid) {
        self.tell(Topic::Stream(stream), ONLINE);
    }

    fn tell_all(&self, flags: u8) {
        for wake in self.lock().values().flatten() {
            wake.set(flags);
        }
    }

    /// The map is whole between any two statements that hold the lock, so a panic elsewhere leaves it usable.
    fn lock(&self) -> MutexGuard<'_, HashMap<Topic, Vec<Arc<Wake>>>> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subscription {
    /// Waits for news. Safe to drop while waiting: what has come stays for the next call.
    pub async fn news(&self) -> News {
        loop {
            let flags = self.wake.flags.swap(0, Ordering::AcqRel);
            if flags != 0 {
                return News(flags);
            }
            self.wake.notify.notified().await;
        }
    }

    /// Whether a session or rights changed, without waiting; other news stays for [`Subscription::news`].
    pub fn of_access(&self) -> News {
        News(self.wake.flags.fetch_and(!(SESSION | ACCESS), Ordering::AcqRel) & (SESSION | ACCESS))
    }

    /// Who has written since this was asked last.
    pub fn typing(&self) -> Vec<UserId> {
        std::mem::take(&mut self.wake.typing.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut listeners = self.hub.lock();
        for topic in &self.topics {
            if let Some(wakes) = listeners.get_mut(topic) {
                wakes.retain(|wake| !Arc::ptr_eq(wake, &self.wake));
                if wakes.is_empty() {
                    listeners.remove(topic);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn news_reaches_whom_it_concerns_and_nobody_after_they_left() {
        let bus = Bus::in_process();
        let hub = Hub::start(&bus, CancellationToken::new());
        let (mine, other) = (Uuid::now_v7(), Uuid::now_v7());
        let (me, them) = (hub.subscribe(vec![Topic::Stream(mine)]), hub.subscribe(vec![Topic::Rights(other)]));
        bus.publish(Hint::Stream(mine));
        assert!(me.news().await.grown());
        bus.publish(Hint::Stream(other));
        bus.publish(Hint::Access(mine));
        bus.publish(Hint::Access(other));
        let heard = them.news().await;
        assert!(heard.access_changed() && !heard.grown());
        assert_eq!(me.wake.flags.load(Ordering::Relaxed), 0);
        drop((me, them));
        assert!(hub.lock().is_empty());
    }
}
