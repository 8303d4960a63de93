//! Boards, and what they change of people's rights.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, Project, SignedIn, TeamOwner},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listBoards").needs(&[SignedIn]),
        row("listProjectBoards").needs(&[Project("board_view")]),
        row("createBoard").needs(&[Project("board_manage")]).body(|_| json!({"name": "Releases"})),
        row("getBoard").needs(&[Board("board_view")]),
        row("updateBoard").needs(&[Board("board_manage")]).body(|_| json!({"name": "Renamed"})),
        row("resetBoardPreferences").needs(&[Board("board_view")]),
        row("deleteBoard").needs(&[Board("board_manage")]),
        row("getBoardPreferences").needs(&[Board("board_view")]),
        row("updateBoardPreferences").needs(&[Board("board_view")]).body(|_| json!({"color": "#0e8a16", "notifications": false})),
        row("getSnapshot").needs(&[Board("board_view")]),
        row("listOnline").needs(&[Board("board_view")]),
        row("listBoardActivity").needs(&[Board("board_view")]),
        row("listBoardMembers").needs(&[Board("board_view")]),
        row("updateBoardMember")
            .needs(&[Board("user_manage"), Board("board_write")])
            .body(|_| json!({"grant": ["board_write"]}))
            .hides("user_id", "user_id"),
        row("updateBoardMember")
            .case("giving what not everybody holds")
            .needs(&[Board("user_manage"), Board("board_manage")])
            .body(|_| json!({"grant": ["board_manage"]})),
        row("updateBoardMember")
            .case("of an owner")
            .needs(&[Board("user_manage"), TeamOwner])
            .with("user_id", "owner_id")
            .body(|_| json!({"grant": []})),
    ]
}
