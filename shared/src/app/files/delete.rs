//! Deleting a file: its row at once, its content by a job after the commit.

use super::{place, record};
use crate::{
    app::{Actor, AppError, Ctx, Result},
    domain::{FileId, Permission},
    jobs::DeleteContent,
    store::{self, Lock},
};

pub async fn delete(ctx: &Ctx, actor: &Actor, id: FileId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    place(&mut work.tx, actor, id).await?;
    let file = store::files::find_file(&mut work.tx, id).await?.ok_or(AppError::NotFound("file"))?;
    // A file stays on its card, but its card may be moved meanwhile: so the caller's rights are asked under its lock.
    if let Some(card) = file.card_id {
        store::lock(&mut work.tx, Lock::Card(card)).await?;
    }
    let place = place(&mut work.tx, actor, id).await?;
    if !place.permissions().allows(Permission::BoardWrite) {
        return Err(AppError::forbidden("delete this file"));
    }
    if !store::files::delete_file(&mut work.tx, &file).await? {
        return Err(AppError::NotFound("file"));
    }
    record(&mut work, &place, &file, "removed").await?;
    work.enqueue(&DeleteContent { file_id: id });
    work.commit().await
}
