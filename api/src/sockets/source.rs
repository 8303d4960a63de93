//! One kind of stream: a person's own, a board's, a project's. What differs between them is here; [`super::follow`]
//! does the rest.

use std::sync::Arc;

use serde_json::Value;
use shared::{
    app::{Actor, Result},
    domain::BoardId,
};

use super::{feed::Feed, frames::Frame, hub::Topic};
use crate::edge::problem::Problem;

/// Something that is sent, in its place in the stream.
#[derive(Clone, Debug)]
pub struct Entry {
    pub seq: i64,
    pub frame: Frame,
    /// How often rights had changed when it was read; whoever knows theirs from fewer changes looks again first.
    pub rights: i64,
    /// In a project's stream: the board it tells of, and what those get who may not see that.
    pub instead: Option<(BoardId, Frame)>,
}

/// How much of a stream one socket holds that is not shared with others, in bytes.
const HELD: usize = 256 << 10;

/// The next of a stream.
pub struct Part {
    /// In order.
    pub entries: Vec<Entry>,
    /// Whether there is more to be read at once.
    pub more: bool,
}

impl Part {
    /// Only the beginning, where it is larger than one socket should hold.
    pub fn held_by_one(mut self) -> Self {
        let mut bytes = 0;
        let fits = self.entries.iter().take_while(|entry| {
            let room = bytes < HELD;
            bytes += entry.frame.len();
            room
        });
        let fits = fits.count();
        self.more |= fits < self.entries.len();
        self.entries.truncate(fits);
        self
    }
}

pub struct Snapshot {
    /// Following goes on after this.
    pub seq: i64,
    pub frame: Frame,
}

pub trait Source: Send + Sync + 'static {
    /// For metrics.
    fn kind(&self) -> &'static str;

    /// What is to be heard of it, beside the session: the stream itself where no feed does, and where rights count in it.
    fn topics(&self) -> Vec<Topic>;

    /// What reads the stream for all that follow it here, where it is not the reader's own.
    fn feed(&self) -> Option<&Arc<Feed>> {
        None
    }

    /// The reader as they are now: their role may have changed since.
    fn renew(&mut self, actor: Actor);

    /// Its latest `seq`.
    fn head(&self) -> impl Future<Output = Result<i64>> + Send;

    /// Whether everything after `since` is still kept, up to `head`.
    fn goes_on(&self, since: i64, head: i64) -> impl Future<Output = Result<bool>> + Send;

    fn snapshot(&self) -> impl Future<Output = Result<Snapshot>> + Send;

    /// What came after `seq`, where that is known without being read; all of it is shared with others.
    fn at_hand(&self, seq: i64) -> Option<Part> {
        self.feed().and_then(|feed| feed.after(seq))
    }

    /// What came after `seq`, or the beginning of it: at most `limit` entries, and no more than one socket should hold.
    fn after(&self, seq: i64, limit: i64) -> impl Future<Output = Result<Part>> + Send;

    /// How often rights have changed so far.
    fn rights(&self) -> impl Future<Output = Result<i64>> + Send {
        async { Ok(0) }
    }

    /// Whether the reader may (still) follow it; an error says why not.
    fn check(&mut self) -> impl Future<Output = Result<()>> + Send;

    /// The entry as this reader gets it, where that may be something else.
    fn show(&mut self, entry: Entry) -> impl Future<Output = Result<Frame>> + Send {
        async { Ok(entry.frame) }
    }

    /// Does what a client's command asks; `Ok` is the ack's `data`.
    fn command(&self, name: &str, id: &str, data: Value) -> impl Future<Output = Result<Value, Problem>> + Send;
}
