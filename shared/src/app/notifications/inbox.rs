//! What a reader does with their notifications. Someone else's do not exist for them.

use serde::Serialize;

use super::view::{NotificationView, views};
use crate::{
    app::{
        Actor, AppError, Ctx, Result,
        paging::{self, Page, PageRequest},
    },
    domain::NotificationId,
    store::notifications as rows,
};

#[derive(Clone, Debug, Serialize)]
pub struct NotificationPage {
    #[serde(flatten)]
    pub page: Page<NotificationView>,
    pub unread_count: i64,
}

/// The caller's notifications, the newest first.
pub async fn list(ctx: &Ctx, actor: &Actor, unread: bool, request: &PageRequest) -> Result<NotificationPage> {
    let (limit, before) = (request.limit()?, request.after_seq()?);
    let found = rows::list_notifications(&ctx.db, actor.user_id, unread, before, paging::fetch(limit)).await?;
    let unread_count = rows::count_unread(&ctx.db, actor.user_id).await?;
    let found = paging::page(found, limit, |row| paging::cursor_of_seq(row.seq), |row| row);
    let items = views(ctx, actor.user_id, found.items).await?;
    Ok(NotificationPage { page: Page { items, next_cursor: found.next_cursor }, unread_count })
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
