//! Columns.

use serde_json::json;

use crate::matrix::row::{Need::Board, Row, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("listColumns").needs(&[Board("board_view")]),
        row("createColumn").needs(&[Board("board_write")]).body(|_| json!({"name": "Review", "kind": "in_progress"})),
        row("getColumn").needs(&[Board("board_view")]),
        row("updateColumn").needs(&[Board("board_write")]).body(|_| json!({"name": "Later"})),
        row("moveColumn")
            .needs(&[Board("board_write")])
            .body(|scene| json!({"after": scene["next_column_id"]}))
            .refuses("before", "column_id")
            .refuses("after", "column_id"),
        row("deleteColumn").needs(&[Board("board_write")]).refuses("move_cards_to", "column_id"),
    ]
}
