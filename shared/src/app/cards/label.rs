//! Putting a label on a card and taking it off. Asking again changes nothing.

use serde_json::{Value, json};

use super::{
    card,
    create::LABELS_MAX,
    view::{self, CardView, LabelOnCard},
};
use crate::{
    app::{Actor, AppError, Ctx, Event, Result, Work, labels, people::Put},
    domain::{CardId, LabelId},
    store::{self, Lock, access::Place, cards::Card},
};

pub async fn put_label(ctx: &Ctx, actor: &Actor, id: CardId, label: LabelId) -> Result<Put<LabelOnCard>> {
    let mut work = ctx.begin(actor).await?;
    let (place, card) = card::lock_writable(&mut work, actor, id, "put labels on this card").await?;
    // Held, so that a label which is being deleted is not put on anything any more.
    store::lock(&mut work.tx, Lock::Label(label)).await?;
    let (_, label) = labels::find(&mut work.tx, actor, label).await?;
    if label.project_id != card.project_id {
        return Err(AppError::invalid("/label_id", "must be a label of this card's project"));
    }
    let before = view::current(&mut work.tx, card.clone()).await?;
    let value = LabelOnCard { id: label.id, name: label.name, color: label.color };
    if before.labels.iter().any(|worn| worn.id == label.id) {
        return Ok(Put { value, new: false });
    }
    if before.labels.len() >= LABELS_MAX {
        return Err(AppError::conflict("too_many_labels", format!("a card has at most {LABELS_MAX} labels")));
    }
    store::labels::insert_card_labels(&mut work.tx, &[(id, label.id)]).await?;
    record(&mut work, &place, before, card).await?;
    work.commit().await?;
    Ok(Put { value, new: true })
}

/// Taking off what is not on it is fine.
pub async fn remove_label(ctx: &Ctx, actor: &Actor, id: CardId, label: LabelId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let (place, card) = card::lock_writable(&mut work, actor, id, "take labels off this card").await?;
    let before = view::current(&mut work.tx, card.clone()).await?;
    if !store::labels::delete_card_label(&mut work.tx, id, label).await? {
        return Ok(());
    }
    record(&mut work, &place, before, card).await?;
    work.commit().await
}

async fn record(work: &mut Work, place: &Place, before: CardView, card: Card) -> Result<()> {
    let after = view::current(&mut work.tx, card).await?;
    let changes: Value = json!({"labels": {"from": before.labels, "to": after.labels}});
    let data = json!({"card": after, "changes": changes});
    work.record(Event::of_card("card.updated", place, after.board_id, after.id, data));
    Ok(())
}
