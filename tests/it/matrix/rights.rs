//! The roles, and what the contract says they may do: its table once more, in words of its own, so that a slip in the
//! program's permission function is not repeated here.

use std::collections::BTreeSet;

/// How somebody stands towards a team, a project in it and a board in that.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    pub name: &'static str,
    pub instance_admin: bool,
    pub team: Option<&'static str>,
    pub project: Option<&'static str>,
    pub visibility: &'static str,
    pub board: Option<Override>,
}

/// What the board changes of it.
#[derive(Clone, Copy, Debug)]
pub struct Override {
    pub role: Option<&'static str>,
    pub grant: &'static [&'static str],
    pub revoke: &'static [&'static str],
}

pub const EVERYTHING: [&str; 5] = ["board_view", "board_comment", "board_write", "board_manage", "user_manage"];

const NOBODY: Role = Role {
    name: "somebody of another team",
    instance_admin: false,
    team: None,
    project: None,
    visibility: "private",
    board: None,
};

/// Whoever may do everything in their team, for what is not about roles.
pub const OWNER: Role = Role { name: "team owner", team: Some("owner"), ..NOBODY };
pub const OUTSIDER: Role = NOBODY;
pub const INSTANCE_ADMIN: Role = Role { name: "instance admin", instance_admin: true, ..NOBODY };

const fn of_team(name: &'static str, role: &'static str, visibility: &'static str) -> Role {
    Role { name, team: Some(role), visibility, ..NOBODY }
}

const fn of_project(name: &'static str, team: &'static str, role: &'static str) -> Role {
    Role { name, team: Some(team), project: Some(role), ..NOBODY }
}

const fn on_board(name: &'static str, project: Option<&'static str>, board: Override) -> Role {
    Role { name, team: Some("member"), project, board: Some(board), ..NOBODY }
}

const fn grants(grant: &'static [&'static str]) -> Override {
    Override { role: None, grant, revoke: &[] }
}

const fn revokes(revoke: &'static [&'static str]) -> Override {
    Override { role: None, grant: &[], revoke }
}

pub const ROLES: &[Role] = &[
    INSTANCE_ADMIN,
    OWNER,
    of_team("team admin", "admin", "private"),
    of_team("team member, private project", "member", "private"),
    of_team("team member, project open to the team", "member", "team"),
    of_team("team guest, project open to the team", "guest", "team"),
    of_project("project manager", "guest", "manager"),
    of_project("project member", "guest", "member"),
    of_project("project viewer", "guest", "viewer"),
    of_project("project viewer of the team", "member", "viewer"),
    NOBODY,
    on_board("member granted board_manage", Some("member"), grants(&["board_manage"])),
    on_board("member granted user_manage", Some("member"), grants(&["user_manage"])),
    on_board("viewer granted board_write", Some("viewer"), grants(&["board_write"])),
    on_board("team member granted board_view", None, grants(&["board_view"])),
    on_board(
        "team member granted all but board_view",
        None,
        grants(&["board_comment", "board_write", "board_manage", "user_manage"]),
    ),
    on_board("manager without board_view", Some("manager"), revokes(&["board_view"])),
    on_board("manager without board_comment", Some("manager"), revokes(&["board_comment"])),
    on_board("manager without board_write", Some("manager"), revokes(&["board_write"])),
    on_board("manager without board_manage", Some("manager"), revokes(&["board_manage"])),
    on_board("manager without user_manage", Some("manager"), revokes(&["user_manage"])),
    on_board("manager who is a viewer here", Some("manager"), Override { role: Some("viewer"), grant: &[], revoke: &[] }),
    on_board("viewer who is a manager here", Some("viewer"), Override { role: Some("manager"), grant: &[], revoke: &[] }),
    Role {
        board: Some(revokes(&["board_view", "board_write"])),
        ..of_team("team admin whom a board revokes", "admin", "private")
    },
    Role { board: Some(revokes(&["board_view"])), ..of_team("team member, hidden board of an open project", "member", "team") },
];

impl Role {
    fn is_above(&self) -> bool {
        self.instance_admin || matches!(self.team, Some("owner" | "admin"))
    }

    /// The columns of the contract's table.
    fn of_role(role: &str) -> &'static [&'static str] {
        match role {
            "manager" => &EVERYTHING,
            "member" => &["board_view", "board_comment", "board_write"],
            "viewer" => &["board_view", "board_comment"],
            other => panic!("{other} is no project role"),
        }
    }

    /// What they may do in the project.
    pub fn in_project(&self) -> BTreeSet<&'static str> {
        if self.is_above() {
            return EVERYTHING.into();
        }
        let mut may: BTreeSet<_> = self.project.map_or(&[][..], Self::of_role).iter().copied().collect();
        if self.team == Some("member") && self.visibility == "team" {
            may.extend(["board_view", "board_comment"]);
        }
        may
    }

    /// What they may do on the board.
    pub fn on_board(&self) -> BTreeSet<&'static str> {
        let Some(board) = self.board.filter(|_| !self.is_above()) else { return self.in_project() };
        let mut may = match board.role {
            Some(role) => Self::of_role(role).iter().copied().collect(),
            None => self.in_project(),
        };
        may.extend(board.grant);
        may.retain(|one| !board.revoke.contains(one));
        if may.contains("board_view") { may } else { BTreeSet::new() }
    }
}
