//! What an event means for people: one small function an event name, each saying whom to tell of it and in what words.
//! To tell of another event, write its function and name it here.

mod cards;
mod chat;
mod comments;
mod members;
mod scene;

use serde::Deserialize;
use shared::{
    app::{Ctx, notifications::Telling},
    domain::UserId,
    store::events::Logged,
};

pub use scene::Scene;

/// What there is to tell of an event, by what is true now: it may have been undone since. The scene is of this event, and of
/// others that are told with it.
pub async fn tellings(ctx: &Ctx, scene: &Scene, event: &Logged) -> anyhow::Result<Vec<Telling>> {
    let one = match event.name.as_str() {
        "card.assigned" => cards::assigned(scene, event)?,
        "card.unassigned" => cards::unassigned(scene, event)?,
        "card.moved" => cards::moved(ctx, scene, event).await?,
        "card.updated" => cards::due_changed(scene, event)?,
        "comment.created" | "comment.updated" => return comments::written(ctx, scene, event).await,
        "chat.message.created" => chat::written(ctx, event).await?,
        "member.changed" => members::changed(ctx, event).await?,
        _ => None,
    };
    Ok(one.into_iter().collect())
}

/// The part of an event's data that says whom it was done to.
#[derive(Deserialize)]
struct Whom {
    user_id: UserId,
}

/// The name of whoever did it.
fn actor(event: &Logged) -> String {
    event.actor_name.clone().unwrap_or_else(|| "Someone".to_owned())
}

#[cfg(test)]
mod tests;
