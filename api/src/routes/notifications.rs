//! What the caller is told.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        notifications::{self, NotificationPage, NotificationView},
    },
    domain::NotificationId,
};

use super::{Tag, list::page};
use crate::edge::{
    body::Body,
    caller::Caller,
    path::Path,
    query::{Limit, Query},
    reply::{Answer, Listed, NoContent, Reply},
    request::{query, request},
};

request! {
    /// Whether a notification counts as read.
    pub struct EditNotification {
        pub read: bool = true,
    }
}

query! {
    /// Which notifications.
    pub struct ListNotifications {
        /// Only unread ones.
        pub unread: Option<bool>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct Notifications(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/notifications", tag = "Tag::Notifications")]
impl Notifications {
    /// List my notifications
    ///
    /// Newest first.
    #[oai(path = "/", method = "get", operation_id = "listNotifications")]
    async fn list(&self, caller: Caller, query: Query<ListNotifications>) -> Answer<Listed<NotificationPage>> {
        let ListNotifications { unread, cursor, limit } = query.0;
        Ok(Listed(notifications::list(&self.0, &caller, unread.unwrap_or(false), &page(cursor, limit)).await?))
    }

    /// Mark a notification as read or unread
    #[oai(path = "/:notification_id", method = "patch", operation_id = "updateNotification")]
    async fn update(
        &self,
        caller: Caller,
        notification_id: Path<NotificationId>,
        body: Body<EditNotification>,
    ) -> Answer<Reply<NotificationView>> {
        Ok(Reply(notifications::set_read(&self.0, &caller, notification_id.0, body.0.read).await?))
    }

    /// Mark all notifications as read
    #[oai(path = "/read-all", method = "post", operation_id = "readAllNotifications")]
    async fn read_all(&self, caller: Caller) -> Answer<NoContent> {
        notifications::read_all(&self.0, &caller).await?;
        Ok(NoContent)
    }
}
