//! What there is to tick off on a card.

use serde_json::json;

use crate::matrix::row::{Need::Board, Row, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("listChecklist").needs(&[Board("board_view")]),
        row("createChecklistItem").needs(&[Board("board_write")]).body(|_| json!({"text": "Ask Ben"})),
        row("updateChecklistItem")
            .needs(&[Board("board_write")])
            .body(|_| json!({"done": true}))
            .refuses("before", "item_id")
            .refuses("after", "item_id"),
        row("deleteChecklistItem").needs(&[Board("board_write")]),
    ]
}
