//! Tickets for sockets.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, Project, SignedIn},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("createTicket").needs(&[SignedIn]).body(|_| json!({"scope": "notifications"})),
        row("createTicket")
            .case("of a board")
            .needs(&[Board("board_view")])
            .body(|scene| json!({"scope": "board", "board_id": scene["board_id"]}))
            .hides("board_id", "board_id"),
        row("createTicket")
            .case("of a project")
            .needs(&[Project("board_view")])
            .body(|scene| json!({"scope": "project", "project_id": scene["project_id"]}))
            .hides("project_id", "project_id"),
    ]
}
