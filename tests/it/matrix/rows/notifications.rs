//! Notifications, and how one wants to hear of things.

use serde_json::json;

use crate::matrix::row::{Need::SignedIn, Row, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("listNotifications").needs(&[SignedIn]),
        row("updateNotification").needs(&[SignedIn]).body(|_| json!({"read": true})),
        row("readAllNotifications").needs(&[SignedIn]),
        row("getNotificationSettings").needs(&[SignedIn]),
        row("updateNotificationSettings")
            .needs(&[SignedIn])
            .body(|scene| json!({"muted_boards": [scene["board_id"]]}))
            .refuses("muted_projects", "project_id")
            .refuses("muted_boards", "board_id")
            .refuses("unsubscribed_boards", "board_id")
            .refuses("unsubscribed_cards", "card_id"),
    ]
}
