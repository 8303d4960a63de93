//! The chat of a project: read by all who see the project, written by those who may comment in it, a few messages in a
//! while.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use super::{
    Actor, AppError, Ctx, Event, Result,
    pace::Pace,
    paging::{self, Page, PageRequest},
    people::Person,
    projects,
};
use crate::{
    domain::{MessageId, Permission, ProjectId, mentions, text},
    jobs::NotifyEvent,
    store::{self, Lock, messages::Message},
};

#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    pub id: MessageId,
    pub project_id: ProjectId,
    pub author: Person,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

impl From<Message> for MessageView {
    fn from(row: Message) -> Self {
        Self { id: row.id, project_id: row.project_id, author: row.creator.into(), text: row.text, created_at: row.created_at }
    }
}

const PACE: Pace = Pace { most: 5, within: TimeDelta::seconds(10), of: "messages" };

/// Newest first, as a chat is read: page on for what was said before.
pub async fn list(ctx: &Ctx, actor: &Actor, project: ProjectId, request: &PageRequest) -> Result<Page<MessageView>> {
    let limit = request.limit()?;
    let before = request.after_id()?.map(MessageId);
    projects::place(&ctx.db, actor, project).await?;
    let rows = store::messages::list_messages(&ctx.db, project, before, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), MessageView::from))
}

/// Says something. Who is mentioned is told.
pub async fn create(ctx: &Ctx, actor: &Actor, project: ProjectId, said: &str) -> Result<MessageView> {
    let said = text::message(said).map_err(|why| AppError::invalid("/text", why))?;
    let mut work = ctx.begin(actor).await?;
    let place = projects::place(&mut work.tx, actor, project).await?;
    if !place.permissions().allows(Permission::BoardComment) {
        return Err(AppError::forbidden("write in the chat of this project"));
    }
    let now = work.now;
    if let Some(most) = ctx.config.limit(PACE.most) {
        // Of two that are written at once, wherever, the second counts the first.
        store::lock(&mut work.tx, Lock::User(actor.user_id)).await?;
        let latest = store::messages::latest_of(&mut work.tx, actor.user_id, now - PACE.within, most).await?;
        PACE.check(most, &latest, now)?;
    }
    let message = Message { id: MessageId::new(), project_id: project, creator: actor.creator(), text: said, created_at: now };
    store::messages::insert_message(&mut work.tx, &message).await?;
    let view = MessageView::from(message);
    let event = work.record(Event::of_project("chat.message.created", place.team_id, project, json!({"message": view})));
    if !mentions::handles(&view.text).is_empty() {
        work.enqueue(&NotifyEvent { event_id: event });
    }
    work.commit().await?;
    Ok(view)
}
