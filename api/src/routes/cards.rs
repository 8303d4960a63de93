//! Cards: their life and their order. Who works on them is in `card_people`, how they are found in `card_lists`.

use poem_openapi::OpenApi;
use shared::{
    app::{
        AppError, Ctx, activity,
        activity::ActivityView,
        cards::{self, CardChange, CardCopy, CardView, Destination, NewCard},
        columns::Spot,
        paging::Page,
    },
    domain::{BoardId, CardId, ColumnId, ColumnKind, LabelId, Priority, UserId},
};

use super::{Tag, list::Paging};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::{Change, Given},
    path::Path,
    query::Query,
    reply::{Answer, Created, Listed, NoContent, Reply},
    request::request,
};

request! {
    /// A new card, put at the end of its column.
    pub struct CreateCard {
        pub title: String = "Write the release notes",
        /// Markdown.
        pub description: Option<String> = "For people, not for the changelog.",
        pub priority: Option<Priority> = "high",
        /// A date (all day, in the caller's time zone) or a date-time.
        pub due: Option<String> = "2026-12-24",
        /// Who works on it: people who can see the board.
        pub assignees: Option<Vec<UserId>>,
        pub labels: Option<Vec<LabelId>>,
    }

    /// What to change of a card; what is left out stays.
    pub struct EditCard {
        pub title: Given<String> = "Write the release notes",
        /// Markdown.
        pub description: Given<String> = "For people, not for the changelog.",
        pub priority: Given<Priority> = "urgent",
        /// A date (all day, in the caller's time zone) or a date-time; `null` takes it away.
        pub due: Change<String> = "2026-12-31T12:00:00Z",
        /// `true` archives, `false` restores.
        pub archived: Given<bool> = false,
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }

    /// What is different about a copy.
    pub struct CopyCard {
        /// A column of the same board; the card's own when left out.
        pub column_id: Given<ColumnId>,
        /// The card's own when left out.
        pub title: Given<String> = "Write the release notes, again",
    }

    /// Where to put a card: in which column, and there before or after another card or at an index; at the end when
    /// all three are left out.
    pub struct MoveCard {
        pub column_id: Given<ColumnId>,
        /// Instead of a column: the first of this kind.
        pub status: Given<ColumnKind> = "done",
        /// Needed beside the column when that is on another board of the project.
        pub board_id: Given<BoardId>,
        pub before: Given<CardId>,
        pub after: Given<CardId>,
        /// An index, 0 for the first place.
        pub position: Given<u32> = 0,
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

impl From<CreateCard> for NewCard {
    fn from(request: CreateCard) -> Self {
        let CreateCard { title, description, priority, due, assignees, labels } = request;
        Self { title, description, priority, due, assignees: assignees.unwrap_or_default(), labels: labels.unwrap_or_default() }
    }
}

impl EditCard {
    pub fn based_on(self, if_match: &IfMatch) -> CardChange {
        let EditCard { title, description, priority, due, archived, version } = self;
        CardChange {
            title: title.0,
            description: description.0,
            priority: priority.0,
            due: due.0,
            archived: archived.0,
            expect: if_match.with_version(version.0),
        }
    }
}

impl MoveCard {
    pub fn based_on(self, if_match: &IfMatch) -> Result<cards::MoveCard, AppError> {
        let MoveCard { column_id, status, board_id, before, after, position, version } = self;
        Ok(cards::MoveCard {
            to: Destination::read(column_id.0, status.0)?,
            board_id: board_id.0,
            spot: Spot::read(before.0, after.0, position.0)?,
            expect: if_match.with_version(version.0),
        })
    }
}

pub struct Cards(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Cards")]
impl Cards {
    /// Make a card
    ///
    /// At the end of the column. Its assignees are told.
    #[oai(path = "/columns/:column_id/cards", method = "post", operation_id = "createCard")]
    async fn create(&self, caller: Caller, column_id: Path<ColumnId>, body: Body<CreateCard>) -> Answer<Created<CardView>> {
        let card = cards::create(&self.0, &caller, column_id.0, body.0.into()).await?;
        Ok(Created::at(format!("/cards/{}", card.id), card))
    }

    /// Get a card
    #[oai(path = "/cards/:card_id", method = "get", operation_id = "getCard")]
    async fn get(&self, caller: Caller, card_id: Path<CardId>) -> Answer<Reply<CardView>> {
        Ok(Reply(cards::get(&self.0, &caller, card_id.0).await?))
    }

    /// Change a card
    ///
    /// Archives and restores it, too.
    #[oai(path = "/cards/:card_id", method = "patch", operation_id = "updateCard")]
    async fn update(
        &self,
        caller: Caller,
        card_id: Path<CardId>,
        if_match: IfMatch,
        body: Body<EditCard>,
    ) -> Answer<Reply<CardView>> {
        Ok(Reply(cards::update(&self.0, &caller, card_id.0, body.0.based_on(&if_match)).await?))
    }

    /// Delete a card
    #[oai(path = "/cards/:card_id", method = "delete", operation_id = "deleteCard")]
    async fn delete(&self, caller: Caller, card_id: Path<CardId>, if_match: IfMatch) -> Answer<NoContent> {
        cards::delete(&self.0, &caller, card_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }

    /// Move a card
    ///
    /// Within its column, to another, or to another board of the project.
    #[oai(path = "/cards/:card_id/move", method = "post", operation_id = "moveCard")]
    async fn move_card(
        &self,
        caller: Caller,
        card_id: Path<CardId>,
        if_match: IfMatch,
        body: Body<MoveCard>,
    ) -> Answer<Reply<CardView>> {
        Ok(Reply(cards::move_card(&self.0, &caller, card_id.0, body.0.based_on(&if_match)?).await?))
    }

    /// Copy a card
    ///
    /// Its title, description, priority, due date, labels, assignees and checklist, ticks included; not its comments,
    /// files, watchers and reminders. The copy stands right below it, or at the end of another column.
    #[oai(path = "/cards/:card_id/copy", method = "post", operation_id = "copyCard")]
    async fn copy(&self, caller: Caller, card_id: Path<CardId>, body: Body<CopyCard>) -> Answer<Created<CardView>> {
        let CopyCard { column_id, title } = body.0;
        let copy = cards::copy(&self.0, &caller, card_id.0, CardCopy { column_id: column_id.0, title: title.0 }).await?;
        Ok(Created::at(format!("/cards/{}", copy.id), copy))
    }

    /// Read a card's activity
    ///
    /// Newest first.
    #[oai(path = "/cards/:card_id/activity", method = "get", operation_id = "listCardActivity")]
    async fn activity(&self, caller: Caller, card_id: Path<CardId>, query: Query<Paging>) -> Answer<Listed<Page<ActivityView>>> {
        Ok(Listed(activity::of_card(&self.0, &caller, card_id.0, &query.0.into()).await?))
    }
}
