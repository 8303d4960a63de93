//! What happens to cards.

use anyhow::Context;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling},
    },
    domain::{CardId, NotificationKind, UserId, text},
    store::{
        cards::{self, Card},
        events::Logged,
    },
};

use super::{Whom, actor};

/// Tells the assignee, unless they are none any more.
pub async fn assigned(ctx: &Ctx, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let Some((card, user)) = card_and_user(ctx, event).await? else { return Ok(None) };
    if !is_assigned(ctx, card.id, user).await? {
        return Ok(None);
    }
    let text = format!("{} assigned you to {}", actor(event), about(&card));
    Ok(Some(telling(NotificationKind::Assigned, event, &card, user, text)))
}

/// Tells whoever was an assignee, unless they are one again.
pub async fn unassigned(ctx: &Ctx, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let Some((card, user)) = card_and_user(ctx, event).await? else { return Ok(None) };
    if is_assigned(ctx, card.id, user).await? {
        return Ok(None);
    }
    let text = format!("{} took you off {}", actor(event), about(&card));
    Ok(Some(telling(NotificationKind::Unassigned, event, &card, user, text)))
}

/// The card of the event, and the person it was done to. `None`: the card was deleted.
async fn card_and_user(ctx: &Ctx, event: &Logged) -> anyhow::Result<Option<(Card, UserId)>> {
    let id = event.card_id.with_context(|| format!("{} names no card", event.name))?;
    let whom: Whom = serde_json::from_str(&event.data)?;
    Ok(cards::find_card(&ctx.db, id).await?.map(|card| (card, whom.user_id)))
}

async fn is_assigned(ctx: &Ctx, card: CardId, user: UserId) -> anyhow::Result<bool> {
    Ok(cards::list_assignees(&ctx.db, &[card]).await?.iter().any(|assignee| assignee.user_id == user))
}

fn about(card: &Card) -> String {
    format!("{} {}", text::card_key(&card.project_key, card.number), card.title)
}

fn telling(kind: NotificationKind, event: &Logged, card: &Card, user: UserId, text: String) -> Telling {
    Telling {
        kind,
        subject: event.id.to_string(),
        actor: event.actor_id,
        place: Place::Card(card.board_id, card.id),
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients: vec![user],
    }
}
