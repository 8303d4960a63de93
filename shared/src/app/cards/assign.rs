//! Who works on a card, and who watches it. Asking again changes nothing and tells nobody.

use serde_json::json;

use super::{
    card,
    create::ASSIGNEES_MAX,
    view::{self, AssigneeView, CardView},
};
use crate::{
    app::{
        Actor, AppError, Ctx, Event, Result, Work,
        people::{self, Person, Put},
    },
    domain::{BoardId, CardId, ColumnId, Permission, UserId},
    jobs::NotifyEvent,
    store::{self, Tx, access::Place, users::Creator},
};

/// Assigns someone who can see the board; they are told by a job.
pub async fn assign(ctx: &Ctx, actor: &Actor, id: CardId, user: UserId) -> Result<Put<AssigneeView>> {
    let mut work = ctx.begin(actor).await?;
    let (place, card) = card::lock_writable(&mut work, actor, id, "assign people to this card").await?;
    let person = assignable(&mut work.tx, card.board_id, user).await?.ok_or(AppError::NotFound("user"))?;
    let assigned = store::cards::list_assignees(&mut work.tx, &[id]).await?;
    if let Some(already) = assigned.iter().find(|assignee| assignee.user_id == user) {
        return Ok(Put { value: already.clone().into(), new: false });
    }
    if assigned.len() >= ASSIGNEES_MAX {
        return Err(AppError::conflict("too_many_assignees", format!("a card has at most {ASSIGNEES_MAX} assignees")));
    }
    let now = work.now;
    store::cards::insert_assignees(&mut work.tx, &[(id, user)], now).await?;
    let view = view::current(&mut work.tx, card).await?;
    record_assigned(&mut work, &place, &view, &person);
    work.commit().await?;
    Ok(Put { value: AssigneeView { id: user, name: person.name, handle: person.handle, assigned_at: now }, new: true })
}

/// Takes someone off the card; taking off who is not on it is fine.
pub async fn unassign(ctx: &Ctx, actor: &Actor, id: CardId, user: UserId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let (place, card) = card::lock_writable(&mut work, actor, id, "take people off this card").await?;
    if !store::cards::delete_assignee(&mut work.tx, id, user).await? {
        return Ok(());
    }
    let person = people::find(&mut work.tx, user).await?;
    let view = view::current(&mut work.tx, card).await?;
    let data = json!({"user_id": user, "user": person, "card": view});
    let event = work.record(Event::of_card("card.unassigned", &place, view.board_id, id, data));
    work.enqueue(&NotifyEvent { event_id: event });
    work.commit().await
}

pub(super) fn record_assigned(work: &mut Work, place: &Place, card: &CardView, person: &Person) {
    let data = json!({"user_id": person.id, "user": person, "card": card});
    let event = work.record(Event::of_card("card.assigned", place, card.board_id, card.id, data));
    work.enqueue(&NotifyEvent { event_id: event });
}

/// The person, if they can see the board.
async fn assignable(tx: &mut Tx, board: BoardId, user: UserId) -> Result<Option<Person>> {
    Ok(all_assignable(tx, board, &[user]).await?.pop())
}

/// Those of these people who can see the board.
pub(super) async fn all_assignable(tx: &mut Tx, board: BoardId, users: &[UserId]) -> Result<Vec<Person>> {
    Ok(seeing(store::access::people_on_board(tx, board, users).await?))
}

/// As [`all_assignable`], on the board of a column.
pub(super) async fn assignable_in(tx: &mut Tx, column: ColumnId, users: &[UserId]) -> Result<Vec<Person>> {
    Ok(seeing(store::access::people_on_board_of(tx, column, users).await?))
}

fn seeing(found: Vec<(Creator, Place)>) -> Vec<Person> {
    let seeing = found.into_iter().filter(|(_, place)| place.permissions().allows(Permission::BoardView));
    seeing.map(|(person, _)| person.into()).collect()
}

/// Makes someone a watcher: everyone may watch for themselves, members may add others who can see the board.
pub async fn watch(ctx: &Ctx, actor: &Actor, id: CardId, user: UserId) -> Result<Put<Person>> {
    let mut work = ctx.begin(actor).await?;
    let place = watchable(&mut work, actor, id, user).await?;
    let board = place.board_id.ok_or(AppError::NotFound("card"))?;
    let person = assignable(&mut work.tx, board, user).await?.ok_or(AppError::NotFound("user"))?;
    let new = store::cards::insert_watcher(&mut work.tx, id, user).await?;
    if new {
        store::streams::count_unsaid(&mut work.tx, Some(board)).await?;
    }
    if user == actor.user_id {
        // Whoever asks to hear of it hears of it again by mail, too.
        store::notification_settings::delete_mute(&mut work.tx, user, id.0).await?;
    }
    work.commit().await?;
    Ok(Put { value: person, new })
}

pub async fn unwatch(ctx: &Ctx, actor: &Actor, id: CardId, user: UserId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let place = watchable(&mut work, actor, id, user).await?;
    if store::cards::delete_watcher(&mut work.tx, id, user).await? {
        store::streams::count_unsaid(&mut work.tx, place.board_id).await?;
    }
    work.commit().await
}

async fn watchable(work: &mut Work, actor: &Actor, id: CardId, user: UserId) -> Result<Place> {
    let place = card::place(&mut work.tx, actor, id).await?;
    if user != actor.user_id && !place.permissions().allows(Permission::BoardWrite) {
        return Err(AppError::forbidden("choose who else watches this card"));
    }
    Ok(place)
}
