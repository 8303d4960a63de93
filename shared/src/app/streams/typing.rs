//! Saying that one is writing. Nothing of it is kept: it is a hint to the sockets of the others.

use super::{Place, holds_card};
use crate::{
    app::{
        Actor, AppError, Ctx, Result, boards,
        people::{self, Person},
        projects,
    },
    domain::{BoardId, CardId, Permission, ProjectId, UserId},
    events::Hint,
};

/// Someone writes something on a card of this board.
pub async fn type_on_card(ctx: &Ctx, actor: &Actor, board: BoardId, card: CardId) -> Result<()> {
    actor.check_may_write()?;
    let place = boards::place(&ctx.db, actor, board).await?;
    if !place.permissions().allows(Permission::BoardComment) {
        return Err(AppError::forbidden("write on this board"));
    }
    holds_card(ctx, actor, board, card).await?;
    tell(ctx, actor, Place::Board(board));
    Ok(())
}

/// Someone writes something in the chat of this project.
pub async fn type_in_chat(ctx: &Ctx, actor: &Actor, project: ProjectId) -> Result<()> {
    actor.check_may_write()?;
    let place = projects::place(&ctx.db, actor, project).await?;
    if !place.permissions().allows(Permission::BoardComment) {
        return Err(AppError::forbidden("write in the chat of this project"));
    }
    tell(ctx, actor, Place::Project(project));
    Ok(())
}

fn tell(ctx: &Ctx, actor: &Actor, place: Place) {
    ctx.bus.publish(Hint::Typing { stream: place.id(), user: actor.user_id });
}

/// Who that is, for the others.
pub async fn who(ctx: &Ctx, user: UserId) -> Result<Person> {
    people::find(&ctx.db, user).await
}
