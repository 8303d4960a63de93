//! Reminders.

use shared::app::reminders::ReminderView;

use crate::edge::wire::wire;

wire! {
    /// What one asked to be reminded of.
    ReminderView as "Reminder" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2aa1",
        card_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        /// The time that was given; `null` where it goes by the due date.
        at = null,
        /// ISO 8601 duration; `null` where a time was given.
        before_due = "PT24H",
        /// When it reminds; `null` as long as the card has no due date.
        remind_at = "2026-11-23T23:00:00Z",
        /// Whether its time is over.
        done = false,
        created_at = "2026-11-21T09:30:00.000001Z",
    }
}
