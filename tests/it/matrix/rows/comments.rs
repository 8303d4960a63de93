//! Comments, and the chat of a project.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, NobodyMay, Project},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listComments").needs(&[Board("board_view")]),
        row("createComment").needs(&[Board("board_comment")]).body(|_| json!({"body": "Good."})),
        row("updateComment")
            .needs(&[Board("board_comment")])
            .with("comment_id", "own_comment_id")
            .body(|_| json!({"body": "Better."})),
        row("updateComment").case("somebody else's").needs(&[Board("board_view"), NobodyMay]).body(|_| json!({"body": "Mine."})),
        row("deleteComment").needs(&[Board("board_comment")]).with("comment_id", "own_comment_id"),
        row("deleteComment").case("somebody else's").needs(&[Board("board_comment"), Board("board_manage")]),
        row("listMessages").needs(&[Project("board_view")]),
        row("createMessage").needs(&[Project("board_comment")]).body(|_| json!({"text": "Hello"})),
    ]
}
