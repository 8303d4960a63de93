//! A person's own stream, as a socket reads it: their notifications, and news of their projects.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::view::{NotificationView, views};
use crate::{
    app::{Ctx, Result, people::Person},
    domain::UserId,
    store::{self, notifications as rows},
};

#[derive(Debug)]
pub struct UserEvent {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// How many notifications were unread when this was read: with this one, and whatever else there was.
    pub unread_count: i64,
    pub body: UserEventBody,
}

#[derive(Debug)]
pub enum UserEventBody {
    Notification(Box<NotificationView>),
    /// `project.created` and its like.
    Event {
        name: String,
        actor: Option<Person>,
        data: Value,
    },
}

/// What was added to someone's stream after `seq`, in order, at most `limit` entries.
pub async fn events_after(ctx: &Ctx, user: UserId, after_seq: i64, limit: i64) -> Result<Vec<UserEvent>> {
    let entries = rows::list_user_events(&ctx.db, user, after_seq, limit).await?;
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(Vec::new()) };
    let told = store::notifications::list_of_stream(&ctx.db, user, first.seq, last.seq).await?;
    let mut told = views(ctx, user, told).await?.into_iter().peekable();
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        let body = if entry.notification_id.is_some() {
            while told.next_if(|view| view.seq < entry.seq).is_some() {}
            let Some(view) = told.next_if(|view| view.seq == entry.seq) else { continue };
            UserEventBody::Notification(Box::new(view))
        } else {
            let actor = entry.actor_id.zip(entry.actor_name).zip(entry.actor_handle);
            UserEventBody::Event {
                name: entry.name,
                actor: actor.map(|((id, name), handle)| Person { id, name, handle }),
                data: serde_json::from_str(&entry.data).unwrap_or_default(),
            }
        };
        events.push(UserEvent { seq: entry.seq, at: entry.created_at, unread_count: entry.unread, body });
    }
    Ok(events)
}
