//! What the caller wants to hear, and how.

use std::collections::BTreeMap;

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        notifications::{self, ChannelsChange, SettingsChange, SettingsView},
    },
    domain::{BoardId, CardId, EmailMode, NotificationKind, ProjectId},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    field::{Change, Given},
    reply::{Answer, Reply},
    request::request,
};

request! {
    /// What to change; what is left out stays, also inside `kinds`.
    pub struct EditNotificationSettings {
        /// By kind of notification. Mail about `security` cannot be turned off.
        pub kinds: Given<BTreeMap<NotificationKind, EditChannels>> = {"moved": {"email": false}},
        pub email_mode: Given<EmailMode> = "daily",
        /// 0 to 23, on the person's clock.
        pub digest_hour: Given<u32> = 8,
        /// `null`: none.
        pub quiet_hours: Change<EditQuietHours> = {"from": "22:00", "to": "07:00"},
        /// All of them: what is not in it is not muted any more.
        pub muted_projects: Given<Vec<ProjectId>>,
        pub muted_boards: Given<Vec<BoardId>>,
        pub unsubscribed_boards: Given<Vec<BoardId>>,
        pub unsubscribed_cards: Given<Vec<CardId>>,
        /// ISO 8601 duration, PT5M to P30D.
        pub due_soon: Given<String> = "PT24H",
    }

    /// How one kind of notification is to be told.
    pub struct EditChannels {
        pub in_app: Given<bool>,
        pub email: Given<bool>,
    }

    /// When no mail is to come, on the person's clock.
    pub struct EditQuietHours {
        /// `HH:MM`.
        pub from: String = "22:00",
        /// `HH:MM`; it may be on the next day.
        pub to: String = "07:00",
    }
}

pub struct NotificationSettings(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/users/me", tag = "Tag::Notifications")]
impl NotificationSettings {
    /// Get my notification settings
    #[oai(path = "/notification-settings", method = "get", operation_id = "getNotificationSettings")]
    async fn get(&self, caller: Caller) -> Answer<Reply<SettingsView>> {
        Ok(Reply(notifications::settings(&self.0, &caller).await?))
    }

    /// Change my notification settings
    #[oai(path = "/notification-settings", method = "patch", operation_id = "updateNotificationSettings")]
    async fn update(&self, caller: Caller, body: Body<EditNotificationSettings>) -> Answer<Reply<SettingsView>> {
        let body = body.0;
        let channels = |one: EditChannels| ChannelsChange { in_app: one.in_app.0, email: one.email.0 };
        let change = SettingsChange {
            kinds: body.kinds.0.unwrap_or_default().into_iter().map(|(kind, one)| (kind, channels(one))).collect(),
            email_mode: body.email_mode.0,
            digest_hour: body.digest_hour.0,
            quiet_hours: body.quiet_hours.0.map(|quiet| quiet.map(|quiet| (quiet.from, quiet.to))),
            muted_projects: body.muted_projects.0,
            muted_boards: body.muted_boards.0,
            unsubscribed_boards: body.unsubscribed_boards.0,
            unsubscribed_cards: body.unsubscribed_cards.0,
            due_soon: body.due_soon.0,
        };
        Ok(Reply(notifications::update_settings(&self.0, &caller, change).await?))
    }
}
