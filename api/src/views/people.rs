//! People and their parts.

use shared::{
    app::people::{BoardMemberView, MemberView, Person},
    domain::{ProjectRole, TeamRole},
};

use crate::edge::wire::wire;

wire! {
    /// A person inside another resource.
    Person as "Person" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10",
        name = "Ada Lovelace",
        /// What mentions are written with: `@ada`.
        handle = "ada",
    }

    /// Someone's part in a team.
    MemberView<TeamRole> as "TeamMember" {
        user,
        role = "member",
    }

    /// Someone's part in a project.
    MemberView<ProjectRole> as "ProjectMember" {
        user,
        role = "member",
    }

    /// Someone's part in a board, with what they may do there.
    BoardMemberView as "BoardMember" {
        user,
        /// `null` for who sees it by their role in the team alone.
        role = "member",
        permissions = ["board_view", "board_comment", "board_write"],
    }
}
