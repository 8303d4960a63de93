//! Files of cards and projects.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, Project},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listCardFiles").needs(&[Board("board_view")]),
        row("createCardFile").needs(&[Board("board_write")]).body(|_| json!({"file": "Hello"})),
        row("listProjectFiles").needs(&[Project("board_view")]),
        row("createProjectFile").needs(&[Project("board_write")]).body(|_| json!({"file": "Hello"})),
        row("getFile").needs(&[Board("board_view")]),
        row("getFileContent").needs(&[Board("board_view")]),
        // A text has none: `file_content.rs` looks at those of pictures.
        row("getFileThumbnail").needs(&[Board("board_view")]).answered(404),
        row("deleteFile").needs(&[Board("board_write")]),
    ]
}
