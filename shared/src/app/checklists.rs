//! The checklist of a card: lines to be ticked off, in an order. Each change is also one of the card's counts and is told
//! as `card.updated`; whoever makes it holds the card's lock, so that the counts are exact.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Actor, AppError, Ctx, Event, Expect, Fields, Result, Work, cards, columns::Spot, paging::Page};
use crate::{
    domain::{CardId, ChecklistItemId, rank, rebalance, text},
    store::{self, access::Place, cards::Card, checklists::Item},
};

#[derive(Clone, Debug, Serialize)]
pub struct ChecklistItemView {
    pub id: ChecklistItemId,
    pub card_id: CardId,
    pub text: String,
    pub done: bool,
    /// Opaque; the items of a card are in the bytewise order of it.
    pub position: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Item> for ChecklistItemView {
    fn from(row: Item) -> Self {
        Self {
            id: row.id,
            card_id: row.card_id,
            text: row.text,
            done: row.done,
            position: row.position,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Debug)]
pub struct NewItem {
    pub text: String,
    pub done: bool,
}

#[derive(Debug, Default)]
pub struct ItemChange {
    pub text: Option<String>,
    pub done: Option<bool>,
    /// `None`: it stays where it is.
    pub spot: Option<Spot<ChecklistItemId>>,
    pub expect: Expect,
}

/// As many as one page shows.
pub const ITEMS_MAX: usize = 200;

/// A card's items in their order: always all of them, on one page.
pub async fn list(ctx: &Ctx, actor: &Actor, card: CardId) -> Result<Page<ChecklistItemView>> {
    cards::place(&ctx.db, actor, card).await?;
    let items = store::checklists::list_items(&ctx.db, card).await?;
    Ok(Page { items: items.into_iter().map(ChecklistItemView::from).collect(), next_cursor: None })
}

/// Adds an item below the others.
pub async fn create(ctx: &Ctx, actor: &Actor, card: CardId, new: NewItem) -> Result<ChecklistItemView> {
    let text = text::item(&new.text).map_err(|why| AppError::invalid("/text", why))?;
    let mut work = ctx.begin(actor).await?;
    let (place, card) = cards::lock_writable(&mut work, actor, card, "change the checklist of this card").await?;
    let items = store::checklists::list_items(&mut work.tx, card.id).await?;
    if items.len() >= ITEMS_MAX {
        return Err(AppError::conflict("checklist_full", format!("a checklist has at most {ITEMS_MAX} items")));
    }
    let item = Item {
        id: ChecklistItemId::new(),
        card_id: card.id,
        text,
        done: new.done,
        position: rank::between(items.last().map(|last| last.position.as_str()), None),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
    };
    store::checklists::insert_items(&mut work.tx, std::slice::from_ref(&item)).await?;
    finish(work, &place, card, "added", item, &[]).await
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: ChecklistItemId, change: ItemChange) -> Result<ChecklistItemView> {
    let mut fields = Fields::default();
    let text = fields.maybe("/text", change.text.as_deref().map(text::item));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let (place, card, before) = find(&mut work, actor, id).await?;
    change.expect.check(before.version, || ChecklistItemView::from(before.clone()))?;
    let mut item = before.clone();
    item.text = text.unwrap_or(item.text);
    item.done = change.done.unwrap_or(item.done);
    let mut others = Vec::new();
    if let Some(spot) = change.spot {
        others = place_anew(&mut work, &mut item, spot).await?;
    }
    let what = match &item {
        item if item.done != before.done => {
            if item.done {
                "done"
            } else {
                "undone"
            }
        }
        item if item.text != before.text => "changed",
        item if item.position != before.position => "moved",
        _ => return Ok(before.into()), // Nothing is different, so nothing happened.
    };
    item.version += 1;
    item.updated_at = work.now;
    store::checklists::update_item(&mut work.tx, &item).await?;
    finish(work, &place, card, what, item, &others).await
}

pub async fn delete(ctx: &Ctx, actor: &Actor, id: ChecklistItemId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let (place, card, item) = find(&mut work, actor, id).await?;
    expect.check(item.version, || ChecklistItemView::from(item.clone()))?;
    store::checklists::delete_item(&mut work.tx, id).await?;
    finish(work, &place, card, "removed", item, &[]).await.map(|_| ())
}

/// The item, with its card locked, for someone who may write on its board.
async fn find(work: &mut Work, actor: &Actor, id: ChecklistItemId) -> Result<(Place, Card, Item)> {
    let gone = || AppError::NotFound("checklist item");
    let card = store::checklists::find_item(&mut work.tx, id).await?.ok_or_else(gone)?.card_id;
    let found = cards::lock_writable(work, actor, card, "change the checklist of this card").await;
    let (place, card) = found.map_err(|error| if matches!(error, AppError::NotFound(_)) { gone() } else { error })?;
    // Read again under the lock.
    let item = store::checklists::find_item(&mut work.tx, id).await?.ok_or_else(gone)?;
    Ok((place, card, item))
}

/// Gives the item its rank for `spot`. Where that is long, all items get short ones, and the others are returned.
async fn place_anew(work: &mut Work, item: &mut Item, spot: Spot<ChecklistItemId>) -> Result<Vec<(ChecklistItemId, String)>> {
    let mut others: Vec<_> = store::checklists::list_items(&mut work.tx, item.card_id)
        .await?
        .into_iter()
        .filter(|other| other.id != item.id)
        .map(|other| (other.id, other.position))
        .collect();
    let found = spot.rank_of(&others, &item.position);
    item.position = found.ok_or_else(|| AppError::invalid(spot.pointer(), "must be another item of the same card"))?;
    if item.position.len() <= rebalance::LONG {
        return Ok(Vec::new());
    }
    rank::spread_around(&mut item.position, &mut others);
    store::checklists::update_positions(&mut work.tx, &others).await?;
    Ok(others)
}

/// Counts, tells, commits.
async fn finish(
    mut work: Work,
    place: &Place,
    card: Card,
    change: &str,
    item: Item,
    others: &[(ChecklistItemId, String)],
) -> Result<ChecklistItemView> {
    let before = json!({"done": card.checklist_done, "total": card.checklist_total});
    let (id, view) = (card.id, ChecklistItemView::from(item));
    store::checklists::count(&mut work.tx, id).await?;
    let card = store::cards::find_card(&mut work.tx, id).await?.ok_or(AppError::NotFound("card"))?;
    let card = cards::current(&mut work.tx, card).await?;
    let others: Vec<Value> = others.iter().map(|(id, rank)| json!({"id": id, "position": rank})).collect();
    let data = json!({
        "card": card,
        "changes": {"checklist": {"from": before, "to": card.checklist}},
        "checklist": {"change": change, "item": view, "reordered": others},
    });
    work.record(Event::of_card("card.updated", place, card.board_id, id, data));
    work.commit().await?;
    Ok(view)
}
