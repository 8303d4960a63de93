//! Who may follow a board or project, and go on following it.

use super::Place;
use crate::{
    app::{Actor, AppError, Ctx, Result, boards, cards, columns, projects},
    domain::{BoardId, CardId, ColumnId, Permission},
    store,
};

/// Whether someone may come in: what is hidden from them and what is not there look alike.
pub async fn enter(ctx: &Ctx, actor: &Actor, place: Place) -> Result<()> {
    match place {
        Place::Board(id) => _ = boards::place(&ctx.db, actor, id).await?,
        Place::Project(id) => _ = projects::place(&ctx.db, actor, id).await?,
    }
    Ok(())
}

/// Whether someone who came in may stay. They know that it is there: `Forbidden` where it still is, `NotFound` where it was
/// deleted.
pub async fn stay(ctx: &Ctx, actor: &Actor, place: Place) -> Result<()> {
    let found = match place {
        Place::Board(id) => store::access::board(&ctx.db, id, actor.caller()).await?,
        Place::Project(id) => store::access::project(&ctx.db, id, actor.caller()).await?,
    };
    match found {
        None => Err(AppError::NotFound(match place {
            Place::Board(_) => "board",
            Place::Project(_) => "project",
        })),
        Some(found) if found.permissions().allows(Permission::BoardView) => Ok(()),
        Some(_) => Err(AppError::Forbidden("you may not see this any more".to_owned())),
    }
}

/// Whether someone may hear what was told of a board, be it deleted since.
pub async fn sees_board(ctx: &Ctx, actor: &Actor, board: BoardId) -> Result<bool> {
    let place = store::access::board_even_deleted(&ctx.db, board, actor.caller()).await?;
    Ok(place.is_some_and(|place| place.permissions().allows(Permission::BoardView)))
}

/// That a card is on this board.
pub async fn holds_card(ctx: &Ctx, actor: &Actor, board: BoardId, card: CardId) -> Result<()> {
    let place = cards::place(&ctx.db, actor, card).await?;
    if place.board_id == Some(board) { Ok(()) } else { Err(AppError::NotFound("card")) }
}

/// That a column is on this board.
pub async fn holds_column(ctx: &Ctx, actor: &Actor, board: BoardId, column: ColumnId) -> Result<()> {
    let place = columns::place(&ctx.db, actor, column).await?;
    if place.board_id == Some(board) { Ok(()) } else { Err(AppError::NotFound("column")) }
}
