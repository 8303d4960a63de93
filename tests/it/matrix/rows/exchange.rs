//! Imports and exports.

use serde_json::json;

use crate::matrix::row::{
    Need::{Project, SeenWith},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("createImport").needs(&[Project("board_write")]).body(|_| json!({"source": "csv", "file": "title\nHello\n"})),
        // Whoever began it sees it, too: `imports.rs` looks at that.
        row("getImport").needs(&[SeenWith("board_write")]),
        row("exportProject").needs(&[Project("board_view")]),
    ]
}
