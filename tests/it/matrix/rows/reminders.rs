//! Reminders: everybody's own.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, SignedIn},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listReminders").needs(&[Board("board_view")]),
        row("createReminder").needs(&[Board("board_view")]).body(|_| json!({"at": "2999-01-01T00:00:00Z"})),
        row("deleteReminder").needs(&[SignedIn]),
    ]
}
