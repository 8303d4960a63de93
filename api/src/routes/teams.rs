//! Teams, and who is in them.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx, activity,
        activity::ActivityView,
        paging::Page,
        people::MemberView,
        teams::{self, NewTeam, TeamChange, TeamView},
    },
    domain::{TeamId, TeamRole, UserId},
};

use super::{
    Tag,
    list::{ListMembers, Paging, page},
};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    path::Path,
    query::{Limit, Query},
    reply::{Answer, Created, Listed, NoContent, Related, Reply},
    request::{query, request},
};

request! {
    /// A new team.
    pub struct CreateTeam {
        pub name: String = "Web",
        /// Markdown.
        pub description: Option<String> = "Everything that has pixels.",
    }

    /// What to change of a team; what is left out stays.
    pub struct EditTeam {
        pub name: Given<String> = "Web and apps",
        pub description: Given<String> = "Everything that has pixels.",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }

    /// Someone's part in a team.
    pub struct PutTeamMember {
        pub role: TeamRole = "member",
    }
}

query! {
    /// Which teams.
    pub struct ListTeams {
        /// Everything, for the instance admin.
        pub all: Option<bool>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct Teams(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/teams", tag = "Tag::Teams")]
impl Teams {
    /// List my teams
    #[oai(path = "/", method = "get", operation_id = "listTeams")]
    async fn list(&self, caller: Caller, query: Query<ListTeams>) -> Answer<Listed<Page<TeamView>>> {
        let ListTeams { all, cursor, limit } = query.0;
        Ok(Listed(teams::list(&self.0, &caller, all.unwrap_or(false), &page(cursor, limit)).await?))
    }

    /// Make a team
    ///
    /// Who makes it owns it.
    #[oai(path = "/", method = "post", operation_id = "createTeam")]
    async fn create(&self, caller: Caller, body: Body<CreateTeam>) -> Answer<Created<TeamView>> {
        let CreateTeam { name, description } = body.0;
        let team = teams::create(&self.0, &caller, NewTeam { name, description }).await?;
        Ok(Created::at(format!("/teams/{}", team.id), team))
    }

    /// Get a team
    #[oai(path = "/:team_id", method = "get", operation_id = "getTeam")]
    async fn get(&self, caller: Caller, team_id: Path<TeamId>) -> Answer<Reply<TeamView>> {
        Ok(Reply(teams::get(&self.0, &caller, team_id.0).await?))
    }

    /// Change a team
    #[oai(path = "/:team_id", method = "patch", operation_id = "updateTeam")]
    async fn update(
        &self,
        caller: Caller,
        team_id: Path<TeamId>,
        if_match: IfMatch,
        body: Body<EditTeam>,
    ) -> Answer<Reply<TeamView>> {
        let EditTeam { name, description, version } = body.0;
        let expect = if_match.with_version(version.0);
        let change = TeamChange { name: name.0, description: description.0, expect };
        Ok(Reply(teams::update(&self.0, &caller, team_id.0, change).await?))
    }

    /// Delete a team
    ///
    /// With everything in it. Owners may.
    #[oai(path = "/:team_id", method = "delete", operation_id = "deleteTeam")]
    async fn delete(&self, caller: Caller, team_id: Path<TeamId>, if_match: IfMatch) -> Answer<NoContent> {
        teams::delete(&self.0, &caller, team_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }

    /// List who is in a team
    #[oai(path = "/:team_id/members", method = "get", operation_id = "listTeamMembers")]
    async fn members(
        &self,
        caller: Caller,
        team_id: Path<TeamId>,
        query: Query<ListMembers>,
    ) -> Answer<Listed<Page<MemberView<TeamRole>>>> {
        let ListMembers { q, cursor, limit } = query.0;
        let members =
            teams::list_members(&self.0, &caller, team_id.0, q.as_ref().map(|q| q.0.as_str()), &page(cursor, limit)).await?;
        Ok(Listed(members))
    }

    /// Add someone to a team, or change their role
    #[oai(path = "/:team_id/members/:user_id", method = "put", operation_id = "putTeamMember")]
    async fn put_member(
        &self,
        caller: Caller,
        team_id: Path<TeamId>,
        user_id: Path<UserId>,
        body: Body<PutTeamMember>,
    ) -> Answer<Related<MemberView<TeamRole>>> {
        Ok(teams::put_member(&self.0, &caller, team_id.0, user_id.0, body.0.role).await?.into())
    }

    /// Take someone out of a team
    ///
    /// And out of everything in it. Anyone may take themselves out.
    #[oai(path = "/:team_id/members/:user_id", method = "delete", operation_id = "removeTeamMember")]
    async fn remove_member(&self, caller: Caller, team_id: Path<TeamId>, user_id: Path<UserId>) -> Answer<NoContent> {
        teams::remove_member(&self.0, &caller, team_id.0, user_id.0).await?;
        Ok(NoContent)
    }

    /// Read a team's activity
    ///
    /// Newest first; of boards that the caller may see.
    #[oai(path = "/:team_id/activity", method = "get", operation_id = "listTeamActivity")]
    async fn activity(&self, caller: Caller, team_id: Path<TeamId>, query: Query<Paging>) -> Answer<Listed<Page<ActivityView>>> {
        Ok(Listed(activity::of_team(&self.0, &caller, team_id.0, &query.0.into()).await?))
    }
}
