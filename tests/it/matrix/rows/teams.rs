//! Teams and who is in them.

use serde_json::json;

use crate::matrix::row::{
    Need::{SignedIn, Team, TeamAdmin, TeamOwner},
    Row, row,
};

pub fn rows() -> Vec<Row> {
    vec![
        row("listTeams").needs(&[SignedIn]),
        row("createTeam").needs(&[SignedIn]).body(|_| json!({"name": "Web"})),
        row("getTeam").needs(&[Team]),
        row("updateTeam").needs(&[TeamAdmin]).body(|_| json!({"name": "Renamed"})),
        row("deleteTeam").needs(&[TeamOwner]),
        row("listTeamActivity").needs(&[Team]),
        row("listTeamMembers").needs(&[Team]),
        row("putTeamMember").needs(&[TeamAdmin]).body(|_| json!({"role": "member"})).takes_anyone("user_id"),
        row("putTeamMember").case("making an owner").needs(&[TeamOwner]).body(|_| json!({"role": "owner"})).alone(),
        row("putTeamMember")
            .case("of an owner")
            .needs(&[TeamOwner])
            .with("user_id", "owner_id")
            .body(|_| json!({"role": "admin"}))
            .alone(),
        row("removeTeamMember").needs(&[TeamAdmin]).hides("user_id", "user_id"),
        row("removeTeamMember").case("an owner").needs(&[TeamOwner]).with("user_id", "owner_id").alone(),
    ]
}
