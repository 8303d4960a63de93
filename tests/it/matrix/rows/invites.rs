//! Invitations.

use serde_json::json;

use crate::matrix::row::{
    Need::{Board, Nothing, Project, SignedIn, TeamAdmin, TeamOwner},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listBoardInvites").needs(&[Board("user_manage")]),
        // Nobody gives a role that they do not hold, on the board and in its project.
        row("createBoardInvite")
            .needs(&[Board("user_manage"), Board("board_comment"), Project("board_comment")])
            .body(|_| json!({"role": "viewer"})),
        row("createBoardInvite")
            .case("of members")
            .needs(&[Board("user_manage"), Board("board_comment"), Board("board_write"), Project("board_write")])
            .body(|_| json!({"role": "member"})),
        row("createBoardInvite")
            .case("of managers")
            .needs(&[
                Board("user_manage"),
                Board("board_comment"),
                Board("board_write"),
                Board("board_manage"),
                Project("board_manage"),
                Project("user_manage"),
            ])
            .body(|_| json!({"role": "manager"})),
        row("listTeamInvites").needs(&[TeamAdmin]),
        row("createTeamInvite").needs(&[TeamAdmin]).body(|_| json!({"role": "admin"})),
        row("createTeamInvite").case("of owners").needs(&[TeamOwner]).body(|_| json!({"role": "owner"})),
        row("getInvite").needs(&[Nothing]).with("invite", "invite_token"),
        row("acceptInvite").needs(&[SignedIn]).with("invite", "invite_token").alone(),
        row("revokeInvite").needs(&[Board("user_manage")]),
        row("revokeInvite").case("to a team").needs(&[TeamAdmin]).with("invite", "team_invite"),
    ]
}
