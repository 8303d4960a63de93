//! What happens to cards.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling, wording},
    },
    domain::{ColumnId, ColumnKind, NotificationKind, UserId, text},
    store::{cards::Card, columns, events::Logged},
};

use super::{Scene, Whom, actor};

/// Tells the assignee, unless they are none any more.
pub fn assigned(scene: &Scene, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let Some((card, user)) = card_and_user(scene, event)? else { return Ok(None) };
    if !scene.is_assigned(card.id, user) {
        return Ok(None);
    }
    let text = format!("{} assigned you to {}", actor(event), about(card));
    Ok(Some(telling(NotificationKind::Assigned, event, card, vec![user], text)))
}

/// Tells whoever was an assignee, unless they are one again.
pub fn unassigned(scene: &Scene, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let Some((card, user)) = card_and_user(scene, event)? else { return Ok(None) };
    if scene.is_assigned(card.id, user) {
        return Ok(None);
    }
    let text = format!("{} took you off {}", actor(event), about(card));
    Ok(Some(telling(NotificationKind::Unassigned, event, card, vec![user], text)))
}

#[derive(Deserialize)]
struct Moved {
    from: Spot,
    to: Spot,
}

#[derive(Deserialize)]
struct Spot {
    column_id: ColumnId,
    status: ColumnKind,
}

/// Tells the followers that the card is done, or else that it went to another column.
pub async fn moved(ctx: &Ctx, scene: &Scene, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let Moved { from, to } = serde_json::from_str(&event.data)?;
    let Some(card) = scene.card_of(event)? else { return Ok(None) };
    let followers = scene.followers(card.id);
    if to.status == ColumnKind::Done && from.status != ColumnKind::Done {
        // Taken out again, there is nothing to tell of: its way back is told.
        if card.column_kind != ColumnKind::Done {
            return Ok(None);
        }
        let text = format!("{} completed {}", actor(event), about(card));
        return Ok(Some(telling(NotificationKind::Completed, event, card, followers, text)));
    }
    let mut way = String::new();
    if let Some(column) = columns::find_column(&ctx.db, from.column_id).await? {
        way = format!(" from {}", column.name);
    }
    let Some(column) = columns::find_column(&ctx.db, to.column_id).await? else { return Ok(None) };
    let text = format!("{} moved {}{way} to {}", actor(event), about(card), column.name);
    Ok(Some(telling(NotificationKind::Moved, event, card, followers, text)))
}

#[derive(Deserialize)]
struct Updated {
    card: As,
}

#[derive(Deserialize)]
struct As {
    due_at: Option<DateTime<Utc>>,
}

/// Tells the followers when the card is due now, unless that was changed again.
pub fn due_changed(scene: &Scene, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let updated: Updated = serde_json::from_str(&event.data)?;
    let Some(card) = scene.card_of(event)?.filter(|card| card.due_at == updated.card.due_at) else { return Ok(None) };
    let (who, about) = (actor(event), about(card));
    let followers = scene.followers(card.id);
    let told = telling(NotificationKind::DueChanged, event, card, followers, format!("{who} removed the due date of {about}"));
    let Some(due_at) = card.due_at else { return Ok(Some(told)) };
    let (due_date, due_zone) = (card.due_date, card.due_zone.clone());
    let text = move |zone| {
        let due = wording::due(due_date, due_zone.as_deref(), due_at, zone);
        format!("{who} changed the due date of {about} to {due}")
    };
    Ok(Some(Telling { due_at: Some(due_at), text: Box::new(text), ..told }))
}

/// The card of the event, and the person it was done to. `None`: the card was deleted.
fn card_and_user<'a>(scene: &'a Scene, event: &Logged) -> anyhow::Result<Option<(&'a Card, UserId)>> {
    let whom: Whom = serde_json::from_str(&event.data)?;
    Ok(scene.card_of(event)?.map(|card| (card, whom.user_id)))
}

pub(super) fn about(card: &Card) -> String {
    format!("{} {}", text::card_key(&card.project_key, card.number), card.title)
}

fn telling(kind: NotificationKind, event: &Logged, card: &Card, recipients: Vec<UserId>, text: String) -> Telling {
    Telling {
        kind,
        subject: event.id.to_string(),
        actor: event.actor_id,
        place: Place::Card(card.board_id, card.id),
        comment: None,
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients,
    }
}
