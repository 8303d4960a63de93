//! Invitations.

use shared::{
    app::{
        invites::{Accepted, InviteInfo, InviteView},
        notifications::Summary,
    },
    domain::{ProjectRole, TeamId, TeamRole},
};

use crate::edge::wire::wire;

wire! {
    /// A link that lets people into a board's project.
    InviteView<ProjectRole> as "BoardInvite" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac0",
        team_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        board_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        /// What one becomes in the project by it; it never lowers a role.
        role = "member",
        /// Where it was mailed to.
        email = "grace@example.org",
        /// How many people may come by it; `null`: as many as want to.
        max_uses = 1,
        uses = 0,
        state = "open",
        /// The page that it is accepted on. Only in the answer that made it, else `null`.
        url,
        /// What accepts it, for whoever knows it. Only in the answer that made it, else `null`.
        token,
        expires_at = "2026-11-28T09:30:00.000001Z",
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
    }

    /// A link that lets people into a team.
    InviteView<TeamRole> as "TeamInvite" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ac0",
        team_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20",
        project_id = null,
        board_id = null,
        /// What one becomes by it; it never lowers a role.
        role = "member",
        /// Where it was mailed to.
        email = "grace@example.org",
        /// How many people may come by it; `null`: as many as want to.
        max_uses = 1,
        uses = 0,
        state = "open",
        /// The page that it is accepted on. Only in the answer that made it, else `null`.
        url,
        /// What accepts it, for whoever knows it. Only in the answer that made it, else `null`.
        token,
        expires_at = "2026-11-28T09:30:00.000001Z",
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
    }

    /// What an invitation leads to.
    InviteInfo as "InviteInfo" {
        team,
        /// `null` where it leads to the team.
        project,
        /// `null` where it leads to the team.
        board,
        /// What one becomes: in the project where there is a board, else in the team.
        role = "member",
        invited_by,
        expires_at = "2026-11-28T09:30:00.000001Z",
    }

    /// Where one is now a member.
    Accepted as "AcceptedInvite" {
        team,
        /// `null` where it led to a team.
        project,
        /// `null` where it led to a team.
        board,
    }

    /// A team, in short.
    Summary<TeamId> as "TeamSummary" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20",
        name = "Web",
    }
}
