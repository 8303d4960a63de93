//! A board with its columns and cards in one answer, as of one `seq` of its stream.

use std::collections::HashMap;

use serde::Serialize;

use super::board::{self, BoardView};
use crate::{
    app::{
        Actor, AppError, Ctx, Result,
        cards::{CardView, views},
        columns::ColumnView,
    },
    domain::{BoardId, ColumnId, Permission},
    store::{self, columns::Column},
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

/// What is on a board, which is the same for all who may see it.
#[derive(Debug, Serialize)]
pub struct Content {
    /// In their order.
    pub columns: Vec<ColumnView>,
    /// Column by column in their order; archived ones are left out.
    pub cards: Vec<CardView>,
}

pub async fn snapshot(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<SnapshotView> {
    let (seq, board) = begin_snapshot(ctx, actor, id).await?;
    let Content { columns, cards } = content(ctx, id).await?;
    Ok(SnapshotView { seq, board, columns, cards })
}

/// The beginning of a snapshot, which each reader gets for themselves: the head, and the board with what they may do on it.
/// [`content`] comes after it: what is read after the head may be newer than it says, never older, and events are idempotent.
pub async fn begin_snapshot(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<(i64, BoardView)> {
    let found = store::boards::find_placed(&ctx.db, id, actor.caller()).await?;
    let found = found.filter(|(_, place, _)| place.permissions().allows(Permission::BoardView));
    let (board, place, seq) = found.ok_or(AppError::NotFound("board"))?;
    Ok((seq, board::view(board, &place)))
}

/// The rest of a snapshot, for somebody who has got its beginning.
pub async fn content(ctx: &Ctx, id: BoardId) -> Result<Content> {
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
    Ok(Content { columns: columns.into_iter().map(counted).collect(), cards: views(cards, assignees, labels) })
}
