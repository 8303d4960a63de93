//! Invitations: links that make whoever opens them a member, of a board's project or of a team, with one role. They
//! expire, may be used a number of times, and can be revoked.
//!
//! A token is derived from the invitation's id by our key, so that its mail can be written later without the token being
//! stored anywhere; the database holds its hash only. An invitation gives no more than its maker may give at the moment
//! it is used.

mod join;
mod link;
mod list;
mod make;
mod send;

pub use join::{Accepted, accept};
pub(crate) use join::{find_open, join};
pub(crate) use link::{invitation, url_of};
pub use list::{list_of_board, list_of_team, revoke};
pub use make::{InviteView, NewInvite, create_for_board, create_for_team};
pub use send::send;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Ctx, Result, notifications::Summary, people::Person};
use crate::domain::{BoardId, ProjectId, TeamId};

/// What an invitation leads to, for whoever holds its link.
#[derive(Clone, Debug, Serialize)]
pub struct InviteInfo {
    pub team: Summary<TeamId>,
    pub project: Option<Summary<ProjectId>>,
    pub board: Option<Summary<BoardId>>,
    /// What one becomes: in the project where there is a board, else in the team.
    pub role: String,
    pub invited_by: Person,
    pub expires_at: DateTime<Utc>,
}

/// What the link leads to, without joining and without an account.
pub async fn info(ctx: &Ctx, token: &str) -> Result<InviteInfo> {
    let invite = find_open(&ctx.db, token, ctx.clock.now()).await?;
    Ok(InviteInfo {
        team: Summary { id: invite.team_id, name: invite.team_name },
        project: invite.project_id.zip(invite.project_name).map(|(id, name)| Summary { id, name }),
        board: invite.board_id.zip(invite.board_name).map(|(id, name)| Summary { id, name }),
        role: invite.role,
        invited_by: invite.creator.into(),
        expires_at: invite.expires_at,
    })
}
