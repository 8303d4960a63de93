//! Projects and who is in them.

use serde_json::json;

use crate::matrix::row::{
    Need::{Project, SignedIn, TeamMember},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listProjects").needs(&[SignedIn]).filters("team_id", "team_id"),
        row("createProject").case("of their own").needs(&[SignedIn]).body(|_| json!({"name": "Garden"})),
        row("createProject")
            .needs(&[TeamMember])
            .body(|scene| json!({"name": "Office", "team_id": scene["team_id"]}))
            .hides("team_id", "team_id"),
        row("getProject").needs(&[Project("board_view")]),
        row("updateProject").needs(&[Project("board_manage")]).body(|_| json!({"description": "Other"})),
        row("deleteProject").needs(&[Project("board_manage")]),
        row("listProjectActivity").needs(&[Project("board_view")]),
        row("listProjectMembers").needs(&[Project("board_view")]),
        row("putProjectMember").needs(&[Project("user_manage")]).body(|_| json!({"role": "member"})).takes_anyone("user_id"),
        row("removeProjectMember").needs(&[Project("user_manage")]).hides("user_id", "user_id"),
    ]
}
