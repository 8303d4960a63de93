//! Reading and deleting a card, and the checks that every use case of a card begins with.

use serde_json::json;

use super::view::{self, CardView};
use crate::{
    app::{Actor, AppError, Ctx, Event, Expect, Result, Work},
    domain::{CardId, Permission},
    store::{self, Lock, Runs, access::Place, cards::Card},
};

pub async fn get(ctx: &Ctx, actor: &Actor, id: CardId) -> Result<CardView> {
    place(&ctx.db, actor, id).await?;
    let card = store::cards::find_card(&ctx.db, id).await?.ok_or(AppError::NotFound("card"))?;
    let assignees = store::cards::list_assignees(&ctx.db, &[id]).await?;
    let labels = store::labels::list_of_cards(&ctx.db, &[id]).await?;
    Ok(CardView::new(card, assignees, labels))
}

pub async fn delete(ctx: &Ctx, actor: &Actor, id: CardId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let (place, card) = lock_writable(&mut work, actor, id, "delete this card").await?;
    let view = view::current(&mut work.tx, card).await?;
    expect.check(view.version, || view.clone())?;
    let now = work.now;
    store::cards::delete_card(&mut work.tx, id, now).await?;
    let data = json!({"card": {"id": id, "key": view.key, "title": view.title, "column_id": view.column_id}});
    work.record(Event::of_card("card.deleted", &place, view.board_id, id, data));
    work.commit().await
}

/// Where the card is and how the caller stands there; 404 for whoever may not see it.
pub(crate) async fn place(on: impl Runs, actor: &Actor, id: CardId) -> Result<Place> {
    let place = store::access::card(on, id, actor.caller()).await?;
    place.filter(|place| place.permissions().allows(Permission::BoardView)).ok_or(AppError::NotFound("card"))
}

/// The card, locked, for someone who may write on its board.
pub(crate) async fn lock_writable(work: &mut Work, actor: &Actor, id: CardId, what: &str) -> Result<(Place, Card)> {
    if !store::lock(&mut work.tx, Lock::Card(id)).await? {
        return Err(AppError::NotFound("card"));
    }
    find_writable(work, actor, id, what).await
}

/// The card as it is at the moment, for someone who may write on its board.
pub(super) async fn find_writable(work: &mut Work, actor: &Actor, id: CardId, what: &str) -> Result<(Place, Card)> {
    let place = place(&mut work.tx, actor, id).await?;
    if !place.permissions().allows(Permission::BoardWrite) {
        return Err(AppError::forbidden(what));
    }
    let card = store::cards::find_card(&mut work.tx, id).await?.ok_or(AppError::NotFound("card"))?;
    Ok((place, card))
}
