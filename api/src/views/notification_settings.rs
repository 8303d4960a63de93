//! What a person wants to hear, and how.

use shared::{
    app::notifications::{QuietHoursView, SettingsView},
    domain::Channels,
};

use crate::edge::wire::wire;

wire! {
    /// What a person wants to hear, and how.
    SettingsView as "NotificationSettings" {
        /// By kind of notification, every kind there is.
        kinds,
        /// `instant`: mail as things happen; `daily`: one mail a day with all news.
        email_mode = "instant",
        /// When the day's mail comes: an hour from 0 to 23 on the person's clock.
        digest_hour = 8,
        /// When no mail is to come; what happens meanwhile is mailed at their end. Only reminders set for a time come all
        /// the same. `null`: none.
        quiet_hours,
        /// Of these nothing is told, in the app or by mail.
        muted_projects,
        muted_boards,
        /// Of these no mail comes, while the app still tells.
        unsubscribed_boards,
        unsubscribed_cards,
        /// How long before a card is due its followers hear of it: an ISO 8601 duration.
        due_soon = "PT24H",
    }

    /// A span of every day on the person's clock. It may pass midnight.
    QuietHoursView as "QuietHours" {
        from = "22:00",
        to = "07:00",
    }

    /// How one kind of notification is told.
    Channels as "Channels" {
        in_app = true,
        email = true,
    }
}
