//! A person's own stream: their notifications, and news of their projects.

use serde_json::{Value, json};
use shared::app::{
    Actor, Ctx, Result,
    notifications::{self, UserEventBody},
    paging::PageRequest,
    streams,
};

use super::{
    commands, frames,
    hub::Topic,
    source::{Entry, Part, Snapshot, Source},
};
use crate::edge::problem::Problem;

/// How many notifications a snapshot shows.
const LATEST: u32 = 20;
/// How often a snapshot is read again because something came meanwhile.
const TRIES: usize = 10;

pub struct UserStream {
    ctx: Ctx,
    actor: Actor,
}

impl UserStream {
    pub fn new(ctx: Ctx, actor: Actor) -> Self {
        Self { ctx, actor }
    }

    async fn latest(&self) -> Result<Value> {
        let request = PageRequest { cursor: None, limit: Some(LATEST) };
        let page = notifications::list(&self.ctx, &self.actor, false, &request).await?;
        Ok(json!({"unread_count": page.unread_count, "notifications": page.page.items}))
    }
}

impl Source for UserStream {
    fn kind(&self) -> &'static str {
        "notifications"
    }

    fn topics(&self) -> Vec<Topic> {
        vec![Topic::Stream(self.actor.user_id.0)]
    }

    fn renew(&mut self, actor: Actor) {
        self.actor = actor;
    }

    async fn head(&self) -> Result<i64> {
        streams::head(&self.ctx, self.actor.user_id.0).await
    }

    async fn goes_on(&self, since: i64, head: i64) -> Result<bool> {
        streams::user_goes_on(&self.ctx, self.actor.user_id, since, head).await
    }

    /// As of a `seq` that was the head before and after reading, so that nothing is in it twice or not at all.
    async fn snapshot(&self) -> Result<Snapshot> {
        let mut seq = self.head().await?;
        let mut data = self.latest().await?;
        for _ in 0..TRIES {
            let head = self.head().await?;
            if head == seq {
                break;
            }
            seq = head;
            data = self.latest().await?;
        }
        Ok(Snapshot { seq, frame: frames::snapshot(seq, data) })
    }

    async fn after(&self, seq: i64, limit: i64) -> Result<Part> {
        let events = notifications::events_after(&self.ctx, self.actor.user_id, seq, limit).await?;
        let entry = |event: notifications::UserEvent| Entry {
            seq: event.seq,
            frame: match event.body {
                UserEventBody::Notification(view) => frames::notification(event.seq, &view, event.unread_count),
                UserEventBody::Event { name, actor, data } => frames::event(event.seq, &name, actor, event.at, &data),
            },
            rights: 0,
            instead: None,
        };
        let entries: Vec<Entry> = events.into_iter().map(entry).collect();
        Ok(Part { more: i64::try_from(entries.len()).is_ok_and(|read| read >= limit), entries }.held_by_one())
    }

    /// Everyone may follow their own, as long as their session lasts.
    async fn check(&mut self) -> Result<()> {
        Ok(())
    }

    async fn command(&self, name: &str, _id: &str, _data: Value) -> Result<Value, Problem> {
        Err(commands::unknown(name))
    }
}
