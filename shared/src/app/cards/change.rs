//! Changing a card's own fields, archiving and restoring it.

use serde_json::json;

use super::{
    card, create, position,
    view::{self, CardView},
};
use crate::{
    app::{Actor, Changes, Ctx, Event, Expect, Fields, Result, Work, reminders},
    domain::{CardId, Due, Priority, text},
    jobs::NotifyEvent,
    store::{self, Lock, columns::Column},
};

#[derive(Debug, Default)]
pub struct CardChange {
    pub title: Option<String>,
    pub description: Option<String>,
    pub priority: Option<Priority>,
    /// `Some(None)` takes the due date away.
    pub due: Option<Option<String>>,
    pub archived: Option<bool>,
    pub expect: Expect,
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: CardId, change: CardChange) -> Result<CardView> {
    let mut fields = Fields::default();
    let title = fields.maybe("/title", change.title.as_deref().map(text::line));
    let description = fields.maybe("/description", change.description.as_deref().map(text::body));
    let due: Option<Option<Due>> = match &change.due {
        None => None,
        Some(None) => Some(None),
        Some(Some(due)) => Some(fields.take("/due", create::parse_due(due, actor).map(Some))),
    };
    fields.done()?;

    let mut work = ctx.begin(actor).await?;
    let column = if change.archived == Some(false) { lock_column(&mut work, actor, id).await? } else { None };
    let (place, mut card) = card::lock_writable(&mut work, actor, id, "change this card").await?;
    let before = view::current(&mut work.tx, card.clone()).await?;
    change.expect.check(card.version, || before.clone())?;
    card.title = title.unwrap_or(card.title);
    card.description = description.unwrap_or(card.description);
    card.priority = change.priority.map_or(card.priority, Priority::rank);
    if let Some(due) = due {
        create::set_due(&mut card, due);
    }
    let was_archived = card.archived_at.is_some();
    match change.archived {
        Some(true) if !was_archived => card.archived_at = Some(work.now),
        Some(false) if was_archived => {
            // It comes back to where it was, as if it were moved there: a full column that blocks has no room for it.
            let column = column.filter(|column| column.id == card.column_id).ok_or_else(position::moved_meanwhile)?;
            position::check_limit(&mut work.tx, &column, 1).await?;
            card.archived_at = None;
        }
        _ => {}
    }
    let mut after = view::current(&mut work.tx, card.clone()).await?;
    let changes = changes(&before, &after);
    if changes.is_empty() && was_archived == after.archived_at.is_some() {
        return Ok(before); // Nothing is different, so nothing happened.
    }
    card.version += 1;
    card.updated_at = work.now;
    (after.version, after.updated_at) = (card.version, card.updated_at);
    store::cards::update_card(&mut work.tx, &card).await?;
    if !changes.is_empty() {
        let data = json!({"card": after, "changes": changes.into_value()});
        let due_changed = before.due_at != after.due_at;
        let event = work.record(Event::of_card("card.updated", &place, after.board_id, id, data));
        if due_changed {
            reminders::follow_due(&mut work, id, after.due_at).await?;
            work.enqueue(&NotifyEvent { event_id: event });
        }
    }
    if was_archived != after.archived_at.is_some() {
        let now = work.now;
        store::stays::follow_cards(&mut work.tx, &[id], now).await?;
        let name = if was_archived { "card.restored" } else { "card.archived" };
        work.record(Event::of_card(name, &place, after.board_id, id, json!({"card": after})));
    }
    work.commit().await?;
    Ok(after)
}

/// The column a card comes back to, locked before the card as everyone who takes both does.
async fn lock_column(work: &mut Work, actor: &Actor, id: CardId) -> Result<Option<Column>> {
    let (_, card) = card::find_writable(work, actor, id, "change this card").await?;
    store::lock(&mut work.tx, Lock::Column(card.column_id)).await?;
    Ok(store::columns::find_column(&mut work.tx, card.column_id).await?)
}

fn changes(before: &CardView, after: &CardView) -> Changes {
    Changes::default()
        .field("title", &before.title, &after.title)
        .field("priority", before.priority, after.priority)
        .field("due", &before.due, &after.due)
        .long_text("description", &before.description, &after.description)
}
