//! What people say in a project's chat.

use serde::Deserialize;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling},
    },
    domain::{MessageId, NotificationKind, mentions},
    store::{audience, events::Logged, messages, users},
};

use super::actor;

#[derive(Deserialize)]
struct Data {
    message: Written,
}

#[derive(Deserialize)]
struct Written {
    id: MessageId,
}

/// Tells those who are mentioned. Whether they may see the project is found out where it is told.
pub async fn written(ctx: &Ctx, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let data: Data = serde_json::from_str(&event.data)?;
    let Some(message) = messages::find_message(&ctx.db, data.message.id).await? else { return Ok(None) };
    let Some(project) = audience::project_name(&ctx.db, message.project_id).await? else { return Ok(None) };
    let handles: Vec<_> = mentions::handles(&message.text).into_iter().collect();
    let mentioned = users::list_by_handles(&ctx.db, &handles).await?;
    let text = format!("{} mentioned you in the chat of {project}", actor(event));
    Ok(Some(Telling {
        kind: NotificationKind::ChatMentioned,
        subject: message.id.to_string(),
        actor: event.actor_id,
        place: Place::Chat(message.project_id, message.id),
        comment: None,
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients: mentioned.into_iter().map(|(id, _)| id).collect(),
    }))
}
