//! A board with its columns and cards in one answer, as of one `seq` of its stream.

use serde::Serialize;

use super::board::{self, BoardView};
use crate::{
    app::{
        Actor, AppError, Ctx, Result,
        cards::{CardView, views},
        columns::ColumnView,
    },
    domain::BoardId,
    store,
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

pub async fn snapshot(ctx: &Ctx, actor: &Actor, id: BoardId) -> Result<SnapshotView> {
    let place = board::place(&ctx.db, actor, id).await?;
    // The head first: what is read after it may be newer than it says, never older, and events are idempotent.
    let seq = store::boards::head(&ctx.db, id.0).await?;
    let board = store::boards::find_board(&ctx.db, id).await?.ok_or(AppError::NotFound("board"))?;
    let columns = store::columns::list_columns(&ctx.db, id).await?;
    let counts = store::columns::count_cards(&ctx.db, id).await?;
    let cards = store::cards::list_cards_of_board(&ctx.db, id).await?;
    let assignees = store::cards::list_assignees_of_board(&ctx.db, id).await?;
    let labels = store::labels::list_of_board(&ctx.db, id).await?;
    Ok(SnapshotView {
        seq,
        board: board::view(board, &place),
        columns: columns.into_iter().map(|column| ColumnView::counted(column, &counts)).collect(),
        cards: views(cards, assignees, labels),
    })
}
