//! What people write about cards.

use std::collections::HashSet;

use serde::Deserialize;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling},
    },
    domain::{CommentId, NotificationKind, UserId, mentions},
    store::{comments, events::Logged, users},
};

use super::{Scene, actor, cards::about};

#[derive(Deserialize)]
struct Data {
    comment: Written,
}

#[derive(Deserialize)]
struct Written {
    id: CommentId,
}

/// Tells those who are mentioned so, and of a new comment those who follow the card. One who is both hears it once. A
/// comment that was changed tells only whom it mentions and did not before.
pub async fn written(ctx: &Ctx, scene: &Scene, event: &Logged) -> anyhow::Result<Vec<Telling>> {
    let data: Data = serde_json::from_str(&event.data)?;
    let Some(card) = scene.card_of(event)? else { return Ok(Vec::new()) };
    let Some(comment) = comments::find_comment(&ctx.db, data.comment.id).await? else { return Ok(Vec::new()) };
    let handles: Vec<_> = mentions::handles(&comment.body).into_iter().collect();
    let mentioned: Vec<_> = users::list_by_handles(&ctx.db, &handles).await?.into_iter().map(|(id, _)| id).collect();
    let telling = |kind, subject, text: String, recipients| Telling {
        kind,
        subject,
        actor: event.actor_id,
        place: Place::Card(card.board_id, card.id),
        comment: Some(comment.id),
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients,
    };
    let mut tellings = Vec::new();
    if event.name == "comment.created" {
        let named: HashSet<UserId> = mentioned.iter().copied().collect();
        let others: Vec<_> = scene.followers(card.id).into_iter().filter(|user| !named.contains(user)).collect();
        let text = format!("{} commented on {}", actor(event), about(card));
        tellings.push(telling(NotificationKind::Commented, comment.id.to_string(), text, others));
    }
    let text = format!("{} mentioned you on {}", actor(event), about(card));
    tellings.push(telling(NotificationKind::Mentioned, comment.id.to_string(), text, mentioned));
    Ok(tellings)
}
