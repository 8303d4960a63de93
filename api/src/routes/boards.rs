//! Boards: their life, everything on one in a single answer, who is on it, and what happened on it.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx, activity,
        activity::ActivityView,
        boards::{self, BoardChange, BoardView, ListedBoardView, NewBoard, OverrideChange, SnapshotView},
        paging::Page,
        people::BoardMemberView,
        streams::{self, OnlineView},
    },
    domain::{BoardId, Permission, ProjectId, ProjectRole, UserId, WipMode},
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
    reply::{Answer, Created, Listed, NoContent, Reply, Written},
    request::{query, request},
};

request! {
    /// A new board.
    pub struct CreateBoard {
        pub name: String = "Releases",
        /// Markdown.
        pub description: Option<String> = "What goes out when.",
    }

    /// What to change of a board; what is left out stays.
    pub struct EditBoard {
        pub name: Given<String> = "Releases 2027",
        pub description: Given<String> = "What goes out when.",
        /// What happens when a column is over its limit.
        pub wip_mode: Given<WipMode> = "block",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }

    /// What to change of someone's rights on a board; what is left out stays.
    pub struct EditBoardMember {
        /// Takes the place of the project role on this board; `null`: the project role counts again.
        pub role: Change<ProjectRole> = "viewer",
        /// Added to what the role gives. Takes the place of what was granted before.
        pub grant: Given<Vec<Permission>> = ["board_write"],
        /// Taken from what the role and `grant` give. Takes the place of what was revoked before.
        pub revoke: Given<Vec<Permission>> = [],
    }
}

query! {
    /// Which boards.
    pub struct ListBoards {
        /// Everything, for the instance admin.
        pub all: Option<bool>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }

    /// Which part of a board's activity.
    pub struct ListBoardActivity {
        /// What came after this `seq`, oldest first, instead of newest first.
        pub after_seq: Option<i64>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct Boards(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Boards")]
impl Boards {
    /// List all my boards
    ///
    /// Those that I pinned first, then the oldest first. What is pinned meanwhile counts from the next first page on.
    #[oai(path = "/boards", method = "get", operation_id = "listBoards")]
    async fn list_mine(&self, caller: Caller, query: Query<ListBoards>) -> Answer<Listed<Page<ListedBoardView>>> {
        let ListBoards { all, cursor, limit } = query.0;
        Ok(Listed(boards::list_mine(&self.0, &caller, all.unwrap_or(false), &page(cursor, limit)).await?))
    }

    /// List a project's boards
    #[oai(path = "/projects/:project_id/boards", method = "get", operation_id = "listProjectBoards")]
    async fn list(&self, caller: Caller, project_id: Path<ProjectId>, query: Query<Paging>) -> Answer<Listed<Page<BoardView>>> {
        Ok(Listed(boards::list(&self.0, &caller, project_id.0, &query.0.into()).await?))
    }

    /// Make a board
    ///
    /// With the columns To Do, In Progress and Done.
    #[oai(path = "/projects/:project_id/boards", method = "post", operation_id = "createBoard")]
    async fn create(&self, caller: Caller, project_id: Path<ProjectId>, body: Body<CreateBoard>) -> Answer<Created<BoardView>> {
        let CreateBoard { name, description } = body.0;
        let board = boards::create(&self.0, &caller, project_id.0, NewBoard { name, description }).await?;
        Ok(Created::at(format!("/boards/{}", board.id), board))
    }

    /// Get a board
    #[oai(path = "/boards/:board_id", method = "get", operation_id = "getBoard")]
    async fn get(&self, caller: Caller, board_id: Path<BoardId>) -> Answer<Reply<BoardView>> {
        Ok(Reply(boards::get(&self.0, &caller, board_id.0).await?))
    }

    /// Change a board
    #[oai(path = "/boards/:board_id", method = "patch", operation_id = "updateBoard")]
    async fn update(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        if_match: IfMatch,
        body: Body<EditBoard>,
    ) -> Answer<Reply<BoardView>> {
        let EditBoard { name, description, wip_mode, version } = body.0;
        let expect = if_match.with_version(version.0);
        let change = BoardChange { name: name.0, description: description.0, wip_mode: wip_mode.0, expect };
        Ok(Reply(boards::update(&self.0, &caller, board_id.0, change).await?))
    }

    /// Delete a board
    ///
    /// With its columns and cards. Its sockets close.
    #[oai(path = "/boards/:board_id", method = "delete", operation_id = "deleteBoard")]
    async fn delete(&self, caller: Caller, board_id: Path<BoardId>, if_match: IfMatch) -> Answer<NoContent> {
        boards::delete(&self.0, &caller, board_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }

    /// Get a board with all that is on it
    #[oai(path = "/boards/:board_id/snapshot", method = "get", operation_id = "getSnapshot")]
    async fn snapshot(&self, caller: Caller, board_id: Path<BoardId>) -> Answer<Written<SnapshotView>> {
        Ok(boards::snapshot(&self.0, &caller, board_id.0).await?.into())
    }

    /// List who is on a board now
    ///
    /// Everyone who has its socket open, on whatever process, once.
    #[oai(path = "/boards/:board_id/online", method = "get", operation_id = "listOnline")]
    async fn online(&self, caller: Caller, board_id: Path<BoardId>) -> Answer<Reply<OnlineView>> {
        Ok(Reply(streams::on_board(&self.0, &caller, board_id.0).await?))
    }

    /// Read a board's activity
    ///
    /// Newest first; with `after_seq` what came after that, oldest first. Every `seq` of the board's stream is in it.
    #[oai(path = "/boards/:board_id/activity", method = "get", operation_id = "listBoardActivity")]
    async fn activity(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        query: Query<ListBoardActivity>,
    ) -> Answer<Listed<Page<ActivityView>>> {
        let ListBoardActivity { after_seq, cursor, limit } = query.0;
        let activity = activity::of_board(&self.0, &caller, board_id.0, after_seq, &page(cursor, limit)).await?;
        Ok(Listed(activity))
    }

    /// List who is on a board
    ///
    /// Everyone who may see it, with what they may do there. Whoever manages people also sees those whom an override
    /// hides it from.
    #[oai(path = "/boards/:board_id/members", method = "get", operation_id = "listBoardMembers")]
    async fn members(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        query: Query<ListMembers>,
    ) -> Answer<Listed<Page<BoardMemberView>>> {
        let ListMembers { q, cursor, limit } = query.0;
        let members =
            boards::list_members(&self.0, &caller, board_id.0, q.as_ref().map(|q| q.0.as_str()), &page(cursor, limit)).await?;
        Ok(Listed(members))
    }

    /// Change what someone may do on a board
    ///
    /// For people of its team. Nobody gives or takes away what they do not hold themselves; whoever comes to see the
    /// board by it is told.
    #[oai(path = "/boards/:board_id/members/:user_id", method = "patch", operation_id = "updateBoardMember")]
    async fn override_member(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        user_id: Path<UserId>,
        body: Body<EditBoardMember>,
    ) -> Answer<Reply<BoardMemberView>> {
        let EditBoardMember { role, grant, revoke } = body.0;
        let change = OverrideChange { role: role.0, grant: grant.0, revoke: revoke.0 };
        Ok(Reply(boards::override_member(&self.0, &caller, board_id.0, user_id.0, change).await?))
    }
}
