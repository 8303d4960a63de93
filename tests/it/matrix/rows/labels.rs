//! Labels of a project, and the cards that wear them.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, Project},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listLabels").needs(&[Project("board_view")]),
        row("createLabel").needs(&[Project("board_write")]).body(|_| json!({"name": "bug", "color": "#d73a4a"})),
        row("updateLabel").needs(&[Project("board_write")]).body(|_| json!({"color": "#0e8a16"})),
        row("deleteLabel").needs(&[Project("board_write")]),
        row("putCardLabel").needs(&[Board("board_write")]).hides("label_id", "label_id"),
        row("removeCardLabel").needs(&[Board("board_write")]).ignores("label_id", "label_id"),
    ]
}
