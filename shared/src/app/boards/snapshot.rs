//! A board with its columns and cards in one answer, as of one `seq` of its stream.
//!
//! It is written once for all who may do the same on the board, and kept under the board's [`Stamp`]: who may see it, and of
//! what moment it is, are asked at every request, in one statement; the rest is read again where the stamp is another. So
//! what is kept is never stale, and nobody has to be told when it is.

use std::{collections::HashMap, sync::Arc};

use bytes::Bytes;
use serde::Serialize;

use super::{
    board::{self, BoardView},
    kept::{Kept, Key},
};
use crate::{
    app::{
        Actor, AppError, Ctx, Result,
        cards::{CardView, views},
        columns::ColumnView,
    },
    domain::{BoardId, ColumnId, Permission},
    store::{
        self,
        access::Place,
        boards::{Board, Stamp},
        columns::Column,
    },
};

#[derive(Debug, Serialize)]
pub struct SnapshotView {
    /// The stream's head that this answer is at least as new as: follow the board from here.
    pub seq: i64,
    pub board: BoardView,
    /// In their order.
    pub columns: Vec<ColumnView>,
    /// Column by column in their order; archived ones are left out.
    pub cards: Vec<CardView>,
}

/// A [`SnapshotView`] as JSON.
pub async fn snapshot(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<Arc<Kept>> {
    // The stamp first: what is read after it may be newer than it says, never older, and events are idempotent.
    let (board, place, stamp) = placed(ctx, actor, id).await?;
    let key = Key { board: id, permissions: place.permissions(), stamp };
    if let Some(kept) = ctx.snapshots.find(&key) {
        if cfg!(debug_assertions) {
            prove(ctx, actor, &key, &kept).await?;
        }
        return Ok(kept);
    }
    ctx.snapshots.find_or_write(key, async || write(&read(ctx, board, &place, stamp).await?)).await
}

/// For what shows it otherwise.
pub async fn snapshot_view(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<SnapshotView> {
    let (board, place, stamp) = placed(ctx, actor, id).await?;
    read(ctx, board, &place, stamp).await
}

async fn placed(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<(Board, Place, Stamp)> {
    let found = store::boards::find_placed(&ctx.db, id, actor.caller()).await?;
    found.filter(|(_, place, _)| place.permissions().allows(Permission::BoardView)).ok_or(AppError::NotFound("board"))
}

async fn read(ctx: &Ctx, board: Board, place: &Place, stamp: Stamp) -> Result<SnapshotView> {
    let id = board.id;
    let columns = store::columns::list_columns(&ctx.db, id).await?;
    let cards = store::cards::list_cards_of_board(&ctx.db, id).await?;
    let assignees = store::cards::list_assignees_of_board(&ctx.db, id).await?;
    let labels = store::labels::list_of_board(&ctx.db, id).await?;
    let mut counts = HashMap::<ColumnId, i64>::new();
    for card in &cards {
        *counts.entry(card.column_id).or_default() += 1;
    }
    let counted = |column: Column| {
        let cards = counts.get(&column.id).copied().unwrap_or_default();
        ColumnView::new(column, cards)
    };
    Ok(SnapshotView {
        seq: stamp.head,
        board: board::view(board, place),
        columns: columns.into_iter().map(counted).collect(),
        cards: views(cards, assignees, labels),
    })
}

fn write(view: &SnapshotView) -> Result<Kept> {
    let json = serde_json::to_vec(view).map_err(|error| AppError::Internal(error.into()))?;
    Ok(Kept::new(view.seq, Bytes::from(json)))
}

/// Where the program is tested: what was kept is what would be read now, unless something changed meanwhile.
async fn prove(ctx: &Ctx, actor: &Actor, key: &Key, kept: &Kept) -> Result<()> {
    let (board, place, _) = placed(ctx, actor, key.board).await?;
    let fresh = write(&read(ctx, board, &place, key.stamp).await?)?;
    let (_, place, stamp) = placed(ctx, actor, key.board).await?;
    if (place.permissions(), stamp) == (key.permissions, key.stamp) {
        assert_eq!(kept.json(), fresh.json(), "the board changed and its stamp did not");
    }
    Ok(())
}
