//! Invitations to boards and teams.

use chrono::{DateTime, Utc};
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        invites::{self, Accepted, InviteInfo, InviteView, NewInvite},
        paging::Page,
    },
    domain::{BoardId, InviteId, ProjectRole, TeamId, TeamRole},
};

use super::{Tag, list::Paging};
use crate::edge::{
    body::Body,
    caller::Caller,
    path::Path,
    query::Query,
    reply::{Answer, Created, Listed, NoContent, Reply},
    request::request,
};

request! {
    /// A new invitation to a board.
    pub struct CreateBoardInvite {
        /// What one becomes in the board's project; no more than one holds oneself.
        pub role: ProjectRole = "member",
        /// Where to mail it. Without it, pass the link on yourself.
        pub email: Option<String> = "grace@example.org",
        /// In 7 days when left out; within a year.
        pub expires_at: Option<DateTime<Utc>>,
        /// How many people may come by it. When left out: one where it is mailed, else as many as want to.
        pub max_uses: Option<u32> = 1,
    }

    /// A new invitation to a team.
    pub struct CreateTeamInvite {
        /// What one becomes in the team; only owners make owners.
        pub role: TeamRole = "member",
        /// Where to mail it. Without it, pass the link on yourself.
        pub email: Option<String> = "grace@example.org",
        /// In 7 days when left out; within a year.
        pub expires_at: Option<DateTime<Utc>>,
        /// How many people may come by it. When left out: one where it is mailed, else as many as want to.
        pub max_uses: Option<u32> = 1,
    }
}

pub struct Invites(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Invites")]
impl Invites {
    /// List the invitations to a board
    ///
    /// Newest first, without those that were revoked; for whoever manages people.
    #[oai(path = "/boards/:board_id/invites", method = "get", operation_id = "listBoardInvites")]
    async fn list_of_board(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        query: Query<Paging>,
    ) -> Answer<Listed<Page<InviteView<ProjectRole>>>> {
        Ok(Listed(invites::list_of_board(&self.0, &caller, board_id.0, &query.0.into()).await?))
    }

    /// Invite to a board
    ///
    /// Who accepts becomes a member of its project with that role. The token is shown this once; with `email` it is
    /// mailed as well, 20 times an hour at most.
    #[oai(path = "/boards/:board_id/invites", method = "post", operation_id = "createBoardInvite")]
    async fn create_for_board(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        body: Body<CreateBoardInvite>,
    ) -> Answer<Created<InviteView<ProjectRole>>> {
        let CreateBoardInvite { role, email, expires_at, max_uses } = body.0;
        let new = NewInvite { role, email, expires_at, max_uses };
        let invite = invites::create_for_board(&self.0, &caller, board_id.0, new).await?;
        Ok(Created::at(format!("/invites/{}", invite.id), invite))
    }

    /// List the invitations to a team
    ///
    /// Newest first, without those that were revoked; for its owners and admins.
    #[oai(path = "/teams/:team_id/invites", method = "get", operation_id = "listTeamInvites")]
    async fn list_of_team(
        &self,
        caller: Caller,
        team_id: Path<TeamId>,
        query: Query<Paging>,
    ) -> Answer<Listed<Page<InviteView<TeamRole>>>> {
        Ok(Listed(invites::list_of_team(&self.0, &caller, team_id.0, &query.0.into()).await?))
    }

    /// Invite to a team
    ///
    /// The token is shown this once; with `email` it is mailed as well, 20 times an hour at most.
    #[oai(path = "/teams/:team_id/invites", method = "post", operation_id = "createTeamInvite")]
    async fn create_for_team(
        &self,
        caller: Caller,
        team_id: Path<TeamId>,
        body: Body<CreateTeamInvite>,
    ) -> Answer<Created<InviteView<TeamRole>>> {
        let CreateTeamInvite { role, email, expires_at, max_uses } = body.0;
        let new = NewInvite { role, email, expires_at, max_uses };
        let invite = invites::create_for_team(&self.0, &caller, team_id.0, new).await?;
        Ok(Created::at(format!("/invites/{}", invite.id), invite))
    }

    /// See where an invitation leads
    ///
    /// By its token, without joining and without an account.
    #[oai(path = "/invites/:invite", method = "get", operation_id = "getInvite")]
    async fn info(&self, invite: Path<String>) -> Answer<Reply<InviteInfo>> {
        Ok(Reply(invites::info(&self.0, &invite.0).await?))
    }

    /// Accept an invitation
    ///
    /// By its token. It never lowers a role, and counts once for each person.
    #[oai(path = "/invites/:invite/accept", method = "post", operation_id = "acceptInvite")]
    async fn accept(&self, caller: Caller, invite: Path<String>) -> Answer<Reply<Accepted>> {
        Ok(Reply(invites::accept(&self.0, &caller, &invite.0).await?))
    }

    /// Revoke an invitation
    ///
    /// By its id. Nobody comes by it any more.
    #[oai(path = "/invites/:invite", method = "delete", operation_id = "revokeInvite")]
    async fn revoke(&self, caller: Caller, invite: Path<InviteId>) -> Answer<NoContent> {
        invites::revoke(&self.0, &caller, invite.0).await?;
        Ok(NoContent)
    }
}
