//! Projects, and who is in them.

use chrono::NaiveDate;
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx, activity,
        activity::ActivityView,
        paging::Page,
        people::MemberView,
        projects::{self, Listing, NewProject, ProjectChange, ProjectView},
        reports::{self, Progress},
    },
    domain::{ProjectId, ProjectRole, ProjectStatus, TeamId, UserId, Visibility},
};

use super::{
    Tag,
    list::{ListMembers, Paging, page},
};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::{Change, Given},
    path::Path,
    query::{Limit, Query},
    reply::{Answer, Created, Listed, NoContent, Related, Reply},
    request::{query, request},
    words::Words,
};

request! {
    /// A new project.
    pub struct CreateProject {
        /// The caller's personal team when left out.
        pub team_id: Option<TeamId>,
        pub name: String = "Website",
        /// The prefix of its cards' keys: 2 to 10 letters and digits. Made from the name when left out.
        pub key: Option<String>,
        /// Markdown.
        pub description: Option<String> = "The new website.",
        pub deadline: Option<NaiveDate> = "2026-12-24",
        /// `private` when left out.
        pub visibility: Option<Visibility> = "private",
    }

    /// What to change of a project; what is left out stays.
    pub struct EditProject {
        pub name: Given<String> = "Website 2.0",
        pub description: Given<String> = "The newer website.",
        pub status: Given<ProjectStatus> = "in_progress",
        pub visibility: Given<Visibility> = "team",
        /// `null` takes it away.
        pub deadline: Change<NaiveDate> = "2027-01-31",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }

    /// Someone's part in a project.
    pub struct PutProjectMember {
        pub role: ProjectRole = "member",
    }
}

query! {
    /// Which projects.
    pub struct ListProjects {
        /// Only those of this team.
        pub team_id: Option<TeamId>,
        pub status: Option<ProjectStatus>,
        /// Only those whose name or key contains this.
        pub q: Option<Words>,
        /// Everything, for the instance admin.
        pub all: Option<bool>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct Projects(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/projects", tag = "Tag::Projects")]
impl Projects {
    /// List my projects
    #[oai(path = "/", method = "get", operation_id = "listProjects")]
    async fn list(&self, caller: Caller, query: Query<ListProjects>) -> Answer<Listed<Page<ProjectView>>> {
        let ListProjects { team_id, status, q, all, cursor, limit } = query.0;
        let listing = Listing { team_id, status, q: q.unwrap_or_default().0, all: all.unwrap_or(false) };
        Ok(Listed(projects::list(&self.0, &caller, &listing, &page(cursor, limit)).await?))
    }

    /// Make a project
    ///
    /// With a first board that has the columns To Do, In Progress and Done. Who makes it manages it.
    #[oai(path = "/", method = "post", operation_id = "createProject")]
    async fn create(&self, caller: Caller, body: Body<CreateProject>) -> Answer<Created<ProjectView>> {
        let CreateProject { team_id, name, key, description, deadline, visibility } = body.0;
        let new = NewProject { team_id, name, key, description, deadline, visibility };
        let project = projects::create(&self.0, &caller, new).await?;
        Ok(Created::at(format!("/projects/{}", project.id), project))
    }

    /// Get a project
    #[oai(path = "/:project_id", method = "get", operation_id = "getProject")]
    async fn get(&self, caller: Caller, project_id: Path<ProjectId>) -> Answer<Reply<ProjectView>> {
        Ok(Reply(projects::get(&self.0, &caller, project_id.0).await?))
    }

    /// Change a project
    #[oai(path = "/:project_id", method = "patch", operation_id = "updateProject")]
    async fn update(
        &self,
        caller: Caller,
        project_id: Path<ProjectId>,
        if_match: IfMatch,
        body: Body<EditProject>,
    ) -> Answer<Reply<ProjectView>> {
        let EditProject { name, description, status, visibility, deadline, version } = body.0;
        let change = ProjectChange {
            name: name.0,
            description: description.0,
            status: status.0,
            visibility: visibility.0,
            deadline: deadline.0,
            expect: if_match.with_version(version.0),
        };
        Ok(Reply(projects::update(&self.0, &caller, project_id.0, change).await?))
    }

    /// Delete a project
    ///
    /// With everything in it.
    #[oai(path = "/:project_id", method = "delete", operation_id = "deleteProject")]
    async fn delete(&self, caller: Caller, project_id: Path<ProjectId>, if_match: IfMatch) -> Answer<NoContent> {
        projects::delete(&self.0, &caller, project_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }

    /// List who is in a project
    #[oai(path = "/:project_id/members", method = "get", operation_id = "listProjectMembers")]
    async fn members(
        &self,
        caller: Caller,
        project_id: Path<ProjectId>,
        query: Query<ListMembers>,
    ) -> Answer<Listed<Page<MemberView<ProjectRole>>>> {
        let ListMembers { q, cursor, limit } = query.0;
        let members =
            projects::list_members(&self.0, &caller, project_id.0, q.as_ref().map(|q| q.0.as_str()), &page(cursor, limit))
                .await?;
        Ok(Listed(members))
    }

    /// Add someone to a project, or change their role
    ///
    /// Who comes from outside the team becomes its guest.
    #[oai(path = "/:project_id/members/:user_id", method = "put", operation_id = "putProjectMember")]
    async fn put_member(
        &self,
        caller: Caller,
        project_id: Path<ProjectId>,
        user_id: Path<UserId>,
        body: Body<PutProjectMember>,
    ) -> Answer<Related<MemberView<ProjectRole>>> {
        Ok(projects::put_member(&self.0, &caller, project_id.0, user_id.0, body.0.role).await?.into())
    }

    /// Take someone out of a project
    ///
    /// And off its cards. Anyone may take themselves out.
    #[oai(path = "/:project_id/members/:user_id", method = "delete", operation_id = "removeProjectMember")]
    async fn remove_member(&self, caller: Caller, project_id: Path<ProjectId>, user_id: Path<UserId>) -> Answer<NoContent> {
        projects::remove_member(&self.0, &caller, project_id.0, user_id.0).await?;
        Ok(NoContent)
    }

    /// See how far a project is
    ///
    /// How many cards are to do, in progress and done, and how many are overdue: those that the caller may see and that are
    /// not archived.
    #[oai(path = "/:project_id/progress", method = "get", operation_id = "getProjectProgress")]
    async fn progress(&self, caller: Caller, project_id: Path<ProjectId>) -> Answer<Reply<Progress>> {
        Ok(Reply(reports::progress(&self.0, &caller, project_id.0).await?))
    }

    /// Read a project's activity
    ///
    /// Newest first; of boards that the caller may see.
    #[oai(path = "/:project_id/activity", method = "get", operation_id = "listProjectActivity")]
    async fn activity(
        &self,
        caller: Caller,
        project_id: Path<ProjectId>,
        query: Query<Paging>,
    ) -> Answer<Listed<Page<ActivityView>>> {
        Ok(Listed(activity::of_project(&self.0, &caller, project_id.0, &query.0.into()).await?))
    }
}
