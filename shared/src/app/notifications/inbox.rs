//! What a reader does with their notifications. Someone else's do not exist for them.

use super::view::{NotificationView, views};
use crate::{
    app::{Actor, AppError, Ctx, Result},
    domain::NotificationId,
    store::notifications as rows,
};

#[derive(Debug)]
pub struct NotificationPage {
    pub items: Vec<NotificationView>,
    /// The `seq` to go on before, where there is more.
    pub next: Option<i64>,
    pub unread_count: i64,
}

/// The caller's notifications, the newest first, below `before`.
pub async fn list(ctx: &Ctx, actor: &Actor, unread: bool, before: Option<i64>, limit: i64) -> Result<NotificationPage> {
    let mut found = rows::list_notifications(&ctx.db, actor.user_id, unread, before, limit + 1).await?;
    let more = i64::try_from(found.len()).is_ok_and(|count| count > limit);
    if more {
        found.pop();
    }
    let next = found.last().filter(|_| more).map(|row| row.seq);
    let unread_count = rows::count_unread(&ctx.db, actor.user_id).await?;
    Ok(NotificationPage { items: views(ctx, actor.user_id, found).await?, next, unread_count })
}

pub async fn unread_count(ctx: &Ctx, actor: &Actor) -> Result<i64> {
    Ok(rows::count_unread(&ctx.db, actor.user_id).await?)
}

/// Marks one as read or unread. A mail about it that is not yet on its way is then not sent.
pub async fn set_read(ctx: &Ctx, actor: &Actor, id: NotificationId, read: bool) -> Result<NotificationView> {
    let mut work = ctx.begin(actor).await?;
    let read_at = read.then_some(work.now);
    rows::update_read(&mut work.tx, actor.user_id, id, read_at).await?;
    let row = rows::find_notification(&mut work.tx, actor.user_id, id).await?;
    let row = row.ok_or(AppError::NotFound("notification"))?;
    work.commit().await?;
    views(ctx, actor.user_id, vec![row]).await?.pop().ok_or(AppError::NotFound("notification"))
}

pub async fn read_all(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    rows::update_all_read(&mut work.tx, actor.user_id, now).await?;
    work.commit().await
}
