//! Finding cards: of a board, and across everything that one sees.

use chrono::{DateTime, Utc};
use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        cards::{self, AssigneeFilter, CardView, Listing, Scope},
        paging::Page,
    },
    domain::{BoardId, CardSort, ColumnId, ColumnKind, LabelId, Priority, ProjectId, TeamId},
};

use super::{Tag, list::page};
use crate::edge::{
    caller::Caller,
    path::Path,
    query::{Limit, Query},
    reply::{Answer, Listed},
    request::query,
    words::Words,
};

query! {
    /// Which cards of a board.
    pub struct ListBoardCards {
        pub column_id: Option<ColumnId>,
        /// Only those that this person works on: an id, `me`, or `none` for those that nobody does.
        pub assignee: Option<AssigneeFilter>,
        pub label: Option<LabelId>,
        pub priority: Option<Priority>,
        /// Only those that fall due before this time.
        pub due_before: Option<DateTime<Utc>>,
        /// Archived ones instead of the others.
        pub archived: Option<bool>,
        /// Only those with all of these words in title, description and comments, each at the beginning of a word, whatever
        /// their case and accents; `WEB-12` finds the card of this key, and those that mention it.
        pub q: Option<Words>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }

    /// Which cards.
    pub struct ListCards {
        /// Only those of this team.
        pub team_id: Option<TeamId>,
        /// Only those of this project.
        pub project_id: Option<ProjectId>,
        /// Only those that this person works on: an id, `me`, or `none` for those that nobody does.
        pub assignee: Option<AssigneeFilter>,
        /// Only those in columns of this kind.
        pub status: Option<ColumnKind>,
        pub priority: Option<Priority>,
        pub label: Option<LabelId>,
        /// Only those that fall due before this time.
        pub due_before: Option<DateTime<Utc>>,
        /// Only those that fall due at this time or later.
        pub due_after: Option<DateTime<Utc>>,
        /// Archived ones instead of the others.
        pub archived: Option<bool>,
        /// Only those with all of these words in title, description and comments, each at the beginning of a word, whatever
        /// their case and accents; `WEB-12` finds the card of this key, and those that mention it.
        pub q: Option<Words>,
        /// By what to sort, with `-` before it the largest first; `-created_at` when left out. Cards that are due at no time
        /// come last either way. By `updated_at`, a card that is changed while one turns the pages may come twice or not at all.
        pub sort: Option<CardSort>,
        /// Everything, for the instance admin.
        pub all: Option<bool>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct CardLists(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Cards")]
impl CardLists {
    /// List a board's cards
    ///
    /// Oldest first; of several filters, all hold.
    #[oai(path = "/boards/:board_id/cards", method = "get", operation_id = "listBoardCards")]
    async fn list(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        query: Query<ListBoardCards>,
    ) -> Answer<Listed<Page<CardView>>> {
        let ListBoardCards { column_id, assignee, label, priority, due_before, archived, q, cursor, limit } = query.0;
        let (archived, q) = (archived.unwrap_or(false), q.map(|q| q.0));
        let listing = Listing { column_id, assignee, label, priority, due_before, archived, q, ..Listing::default() };
        Ok(Listed(cards::list(&self.0, &caller, board_id.0, &listing, &page(cursor, limit)).await?))
    }

    /// Find cards
    ///
    /// On all boards that I see; of several filters, all hold.
    #[oai(path = "/cards", method = "get", operation_id = "listCards")]
    async fn find(&self, caller: Caller, query: Query<ListCards>) -> Answer<Listed<Page<CardView>>> {
        let ListCards {
            team_id,
            project_id,
            assignee,
            status,
            priority,
            label,
            due_before,
            due_after,
            archived,
            q,
            sort,
            all,
            cursor,
            limit,
        } = query.0;
        let scope = Scope { team_id, project_id, all: all.unwrap_or(false) };
        let listing = Listing {
            column_id: None,
            assignee,
            status,
            label,
            priority,
            due_before,
            due_after,
            archived: archived.unwrap_or(false),
            q: q.map(|q| q.0),
        };
        let sort = sort.unwrap_or(CardSort::CreatedAtDown);
        Ok(Listed(cards::find_cards(&self.0, &caller, scope, &listing, sort, &page(cursor, limit)).await?))
    }
}
