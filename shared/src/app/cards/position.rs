//! Where cards stand: moving one, within a column, to another, or to another board of the project; and moving all.
//!
//! Whoever places a card holds the lock of the column it goes to, so no two cards get the same rank.

use std::collections::HashSet;

use serde_json::json;

use super::{
    card, spot,
    view::{self, CardView},
};
use crate::{
    app::{Actor, AppError, Ctx, Event, Expect, Result, Work, boards, columns::Spot},
    domain::{BoardId, CardId, ColumnId, ColumnKind, Permission, WipMode, rank},
    jobs::NotifyEvent,
    store::{self, Lock, Tx, access::Place, cards::Card, columns::Column},
};

#[derive(Debug)]
pub struct MoveCard {
    pub to: Destination,
    /// Needed beside the destination when that is on another board.
    pub board_id: Option<BoardId>,
    pub spot: Spot<CardId>,
    pub expect: Expect,
}

/// The column a card goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// It stays in the column it is in.
    Here,
    Column(ColumnId),
    /// The first column of this kind.
    Status(ColumnKind),
}

impl Destination {
    /// Reads the two ways a request may say it: at most one of them.
    pub fn read(column: Option<ColumnId>, status: Option<ColumnKind>) -> Result<Self> {
        match (column, status) {
            (Some(_), Some(_)) => Err(AppError::invalid("/status", "must not be given beside “column_id”")),
            (Some(column), None) => Ok(Destination::Column(column)),
            (None, Some(status)) => Ok(Destination::Status(status)),
            (None, None) => Ok(Destination::Here),
        }
    }
}

pub async fn move_card(ctx: &Ctx, actor: &Actor, id: CardId, request: MoveCard) -> Result<CardView> {
    if request.spot.neighbour() == Some(id) {
        return Err(AppError::invalid(request.spot.pointer(), "must be another card"));
    }
    let mut work = ctx.begin(actor).await?;
    // The column before the card, as everyone who takes both does; so the card is read twice.
    let (place, seen) = card::find_writable(&mut work, actor, id, "move this card").await?;
    let column = destination(&mut work.tx, actor, &place, &seen, &request).await?;
    if !store::lock(&mut work.tx, Lock::Column(column.id)).await? {
        return Err(AppError::conflict("column_gone", "the column was deleted meanwhile; choose another"));
    }
    let (place, mut card) = card::lock_writable(&mut work, actor, id, "move this card").await?;
    if destination(&mut work.tx, actor, &place, &card, &request).await?.id != column.id {
        return Err(moved_meanwhile());
    }
    let column = store::columns::find_column(&mut work.tx, column.id).await?.ok_or(AppError::NotFound("column"))?;
    let before = view::current(&mut work.tx, card.clone()).await?;
    request.expect.check(card.version, || before.clone())?;
    if column.id != card.column_id && card.archived_at.is_none() {
        check_limit(&mut work.tx, &column, 1).await?;
    }
    let stays = (card.column_id == column.id).then_some(card.position.as_str());
    let position = spot::find_rank(&mut work, column.id, request.spot, Some((id, stays))).await?;
    if stays == Some(&position) {
        work.commit().await?; // It is there already, so nothing happened but that it was asked for.
        return Ok(before);
    }
    let left = match column.id == card.column_id {
        true => column.name.clone(),
        false => store::columns::find_column(&mut work.tx, card.column_id).await?.map(|left| left.name).unwrap_or_default(),
    };
    enter(&mut card, &column, work.now);
    card.position = position;
    card.version += 1;
    card.updated_at = work.now;
    store::cards::update_card(&mut work.tx, &card).await?;
    if card.column_kind != before.status {
        let now = work.now;
        store::stays::follow_cards(&mut work.tx, &[id], now).await?;
    }
    let after = view::current(&mut work.tx, card).await?;
    record_moved(&mut work, &place, (&before, &after), (&left, &column.name));
    work.commit().await?;
    Ok(after)
}

pub(super) fn moved_meanwhile() -> AppError {
    AppError::conflict("moved_meanwhile", "someone else has just moved this card; look where it is now")
}

/// The column that the request means, checked to be on a board the caller may write on.
async fn destination(tx: &mut Tx, actor: &Actor, place: &Place, card: &Card, request: &MoveCard) -> Result<Column> {
    let board = request.board_id.unwrap_or(card.board_id);
    if board != card.board_id {
        let other = boards::place(&mut *tx, actor, board).await?;
        if !other.permissions().allows(Permission::BoardWrite) {
            return Err(AppError::forbidden("move cards to that board"));
        }
        if other.project_id != place.project_id {
            return Err(AppError::invalid("/board_id", "must be a board of the same project"));
        }
    }
    match request.to {
        Destination::Here if board == card.board_id => {
            store::columns::find_column(&mut *tx, card.column_id).await?.ok_or(AppError::NotFound("column"))
        }
        Destination::Here => Err(AppError::invalid("/column_id", "is required beside “board_id”, or “status”")),
        Destination::Column(id) => {
            let column = store::columns::find_column(&mut *tx, id).await?.filter(|column| column.board_id == board);
            column.ok_or_else(|| {
                AppError::invalid("/column_id", "must be a column of the card's board, or of the board given as “board_id”")
            })
        }
        Destination::Status(kind) => {
            let columns = store::columns::list_columns(&mut *tx, board).await?;
            let first = columns.into_iter().find(|column| column.kind == kind);
            first.ok_or_else(|| AppError::invalid("/status", "must be the kind of one of the board's columns"))
        }
    }
}

/// Refuses `coming` more cards where the board blocks and the column has not as much room.
pub(super) async fn check_limit(tx: &mut Tx, column: &Column, coming: i64) -> Result<()> {
    if coming == 0 {
        return Ok(());
    }
    let Some(limit) = column.wip_limit else { return Ok(()) };
    let board = store::boards::find_board(&mut *tx, column.board_id).await?;
    if board.is_none_or(|board| board.wip_mode == WipMode::Warn) {
        return Ok(());
    }
    if store::cards::count_in_column(tx, column.id).await? + coming > limit {
        let detail = format!("“{}” holds {limit} cards at most: finish or move one first", column.name);
        return Err(AppError::conflict("wip_limit", detail));
    }
    Ok(())
}

/// Puts the card into the column: entering a done column completes it, leaving one takes that back.
fn enter(card: &mut Card, column: &Column, now: chrono::DateTime<chrono::Utc>) {
    card.completed_at = match column.kind {
        ColumnKind::Done => card.completed_at.or(Some(now)),
        ColumnKind::Todo | ColumnKind::InProgress => None,
    };
    card.column_id = column.id;
    card.board_id = column.board_id;
    card.column_kind = column.kind;
}

/// Told on both boards where the card changed boards. `names` are those of the columns it left and entered; a board tells
/// the name of its own only, as whoever reads it may not see the other board.
fn record_moved(work: &mut Work, place: &Place, (before, after): (&CardView, &CardView), names: (&str, &str)) {
    let stand = |card: &CardView, told_on: BoardId, name: &str| {
        let column = (card.board_id == told_on).then_some(name);
        json!({"board_id": card.board_id, "column_id": card.column_id, "column": column, "status": card.status, "position": card.position})
    };
    let data = |told_on| json!({"card": after, "from": stand(before, told_on, names.0), "to": stand(after, told_on, names.1)});
    if before.board_id != after.board_id {
        work.record(Event::of_card("card.moved", place, before.board_id, after.id, data(before.board_id)));
    }
    let event = work.record(Event::of_card("card.moved", place, after.board_id, after.id, data(after.board_id)));
    if before.column_id != after.column_id {
        work.enqueue(&NotifyEvent { event_id: event });
    }
}

/// How many cards one transaction moves: few enough that no other writer waits long.
const BATCH: i64 = 100;

/// Moves the next cards of a column to the end of another, as many as one transaction takes; `false` when none is left.
/// The caller holds both columns' locks. Refused where the other column has no room for all of them.
pub(crate) async fn move_batch(work: &mut Work, place: &Place, source: &Column, to: &Column) -> Result<bool> {
    let from = source.id;
    let coming = store::cards::count_in_column(&mut work.tx, from).await?;
    check_limit(&mut work.tx, to, coming).await?;
    let cards = store::cards::list_cards_of_column(&mut work.tx, from, BATCH).await?;
    let Some(first) = cards.first() else { return Ok(false) };
    let mut rank = spot::find_rank(work, to.id, Spot::End, Some((first.id, None))).await?;
    store::lock_cards(&mut work.tx, &cards.iter().map(|card| card.id).collect::<Vec<_>>()).await?;
    // Read again under their locks: one may have changed, and one that has left is no longer the column's.
    let locked: HashSet<CardId> = cards.into_iter().map(|card| card.id).collect();
    let mut cards = store::cards::list_cards_of_column(&mut work.tx, from, BATCH).await?;
    cards.retain(|card| locked.contains(&card.id));
    let before = view::current_of(&mut work.tx, cards.clone()).await?;
    let mut ranks = Vec::with_capacity(cards.len());
    for card in &cards {
        ranks.push((card.id, rank.clone()));
        rank = rank::between(Some(&rank), None);
    }
    let now = work.now;
    store::ranks::move_cards(&mut work.tx, to, &ranks, now).await?;
    for ((mut card, before), (_, rank)) in cards.into_iter().zip(before).zip(ranks) {
        enter(&mut card, to, now);
        card.position = rank;
        card.version += 1;
        card.updated_at = now;
        let after = before.clone().placed(card);
        record_moved(work, place, (&before, &after), (&source.name, &to.name));
    }
    Ok(true)
}
