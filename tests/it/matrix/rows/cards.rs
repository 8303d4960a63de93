//! Cards, and who works on them or watches them.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, Project, SignedIn},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listBoardCards").needs(&[Board("board_view")]).filters("column_id", "column_id").filters("label", "label_id"),
        row("listCards")
            .needs(&[SignedIn])
            .filters("team_id", "team_id")
            .filters("project_id", "project_id")
            .filters("label", "label_id"),
        row("createCard")
            .needs(&[Board("board_write")])
            .body(|scene| json!({"title": "New", "assignees": [scene["user_id"]]}))
            .refuses("assignees", "user_id")
            .refuses("labels", "label_id"),
        row("getCard").needs(&[Board("board_view")]),
        row("listCardActivity").needs(&[Board("board_view")]),
        row("updateCard").needs(&[Board("board_write")]).body(|_| json!({"title": "Renamed"})),
        row("copyCard").needs(&[Board("board_write")]).body(|_| json!({"title": "Once more"})).refuses("column_id", "column_id"),
        row("moveCard")
            .needs(&[Board("board_write")])
            .body(|scene| json!({"column_id": scene["next_column_id"]}))
            .refuses("column_id", "column_id")
            .hides("board_id", "board_id")
            .refuses("before", "card_id")
            .refuses("after", "card_id"),
        // Overrides are of one board: on the other, the project role counts.
        row("moveCard")
            .case("to another board")
            .needs(&[Board("board_write"), Project("board_write")])
            .with("card_id", "other_card_id")
            .body(|scene| json!({"board_id": scene["other_board_id"], "column_id": scene["other_column_id"]})),
        row("assignCard").needs(&[Board("board_write")]).hides("user_id", "user_id"),
        row("unassignCard").needs(&[Board("board_write")]).ignores("user_id", "user_id"),
        row("watchCard").case("themselves").needs(&[Board("board_view")]).with("user_id", "caller_id"),
        row("watchCard").needs(&[Board("board_write")]).hides("user_id", "user_id"),
        row("unwatchCard").case("themselves").needs(&[Board("board_view")]).with("user_id", "caller_id"),
        row("unwatchCard").needs(&[Board("board_write")]).ignores("user_id", "user_id"),
        row("deleteCard").needs(&[Board("board_write")]),
    ]
}
