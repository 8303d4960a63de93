//! Columns: their life and their order.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        columns::{self, ColumnChange, ColumnView, NewColumn, Spot},
        paging::Page,
    },
    domain::{BoardId, ColumnId, ColumnKind},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::{Change, Given},
    path::Path,
    query::Query,
    reply::{Answer, Created, Listed, NoContent, Reply},
    request::{query, request},
};

request! {
    /// A new column, put after the others.
    pub struct CreateColumn {
        pub name: String = "Review",
        /// What being in it means.
        pub kind: ColumnKind = "in_progress",
        /// How many cards it should hold at most, 1 to 10,000.
        pub wip_limit: Option<i64> = 3,
    }

    /// What to change of a column; what is left out stays.
    pub struct EditColumn {
        pub name: Given<String> = "In review",
        pub kind: Given<ColumnKind> = "in_progress",
        /// `null` takes it away.
        pub wip_limit: Change<i64> = 5,
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }

    /// Where to put a column: before or after another, or at an index. To the end when all are left out.
    pub struct MoveColumn {
        pub before: Given<ColumnId>,
        pub after: Given<ColumnId>,
        /// An index, 0 for the first place.
        pub position: Given<u32> = 0,
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

query! {
    /// What becomes of the column's cards.
    pub struct DeleteColumn {
        /// The column that takes them; without one they are deleted.
        pub move_cards_to: Option<ColumnId>,
    }
}

pub struct Columns(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Columns")]
impl Columns {
    /// List a board's columns
    ///
    /// In their order, all on one page.
    #[oai(path = "/boards/:board_id/columns", method = "get", operation_id = "listColumns")]
    async fn list(&self, caller: Caller, board_id: Path<BoardId>) -> Answer<Listed<Page<ColumnView>>> {
        Ok(Listed(columns::list(&self.0, &caller, board_id.0).await?))
    }

    /// Make a column
    #[oai(path = "/boards/:board_id/columns", method = "post", operation_id = "createColumn")]
    async fn create(&self, caller: Caller, board_id: Path<BoardId>, body: Body<CreateColumn>) -> Answer<Created<ColumnView>> {
        let CreateColumn { name, kind, wip_limit } = body.0;
        let column = columns::create(&self.0, &caller, board_id.0, NewColumn { name, kind, wip_limit }).await?;
        Ok(Created::at(format!("/columns/{}", column.id), column))
    }

    /// Get a column
    #[oai(path = "/columns/:column_id", method = "get", operation_id = "getColumn")]
    async fn get(&self, caller: Caller, column_id: Path<ColumnId>) -> Answer<Reply<ColumnView>> {
        Ok(Reply(columns::get(&self.0, &caller, column_id.0).await?))
    }

    /// Change a column
    #[oai(path = "/columns/:column_id", method = "patch", operation_id = "updateColumn")]
    async fn update(
        &self,
        caller: Caller,
        column_id: Path<ColumnId>,
        if_match: IfMatch,
        body: Body<EditColumn>,
    ) -> Answer<Reply<ColumnView>> {
        let EditColumn { name, kind, wip_limit, version } = body.0;
        let expect = if_match.with_version(version.0);
        let change = ColumnChange { name: name.0, kind: kind.0, wip_limit: wip_limit.0, expect };
        Ok(Reply(columns::update(&self.0, &caller, column_id.0, change).await?))
    }

    /// Delete a column
    ///
    /// Its cards go along, unless another column takes them.
    #[oai(path = "/columns/:column_id", method = "delete", operation_id = "deleteColumn")]
    async fn delete(
        &self,
        caller: Caller,
        column_id: Path<ColumnId>,
        if_match: IfMatch,
        query: Query<DeleteColumn>,
    ) -> Answer<NoContent> {
        columns::delete(&self.0, &caller, column_id.0, query.0.move_cards_to, if_match.expect()).await?;
        Ok(NoContent)
    }

    /// Move a column
    #[oai(path = "/columns/:column_id/move", method = "post", operation_id = "moveColumn")]
    async fn move_column(
        &self,
        caller: Caller,
        column_id: Path<ColumnId>,
        if_match: IfMatch,
        body: Body<MoveColumn>,
    ) -> Answer<Reply<ColumnView>> {
        let MoveColumn { before, after, position, version } = body.0;
        let spot = Spot::read(before.0, after.0, position.0)?;
        let expect = if_match.with_version(version.0);
        Ok(Reply(columns::move_column(&self.0, &caller, column_id.0, spot, expect).await?))
    }
}
