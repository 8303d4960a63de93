//! How the caller wants to see a board: theirs alone.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        boards::{self, PreferencesChange, PreferencesView},
    },
    domain::BoardId,
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    field::{Change, Given},
    path::Path,
    reply::{Answer, NoContent, Reply},
    request::request,
};

request! {
    /// What to change of how I see a board; what is left out stays.
    pub struct EditBoardPreferences {
        /// `#rrggbb`; `null`: none.
        pub color: Change<String> = "#0e8a16",
        /// My own title for it; `null`: its name.
        pub title: Change<String> = "What matters",
        /// Whether it comes first among my boards.
        pub pinned: Given<bool> = true,
        /// `false` mutes it: the same as naming it in `muted_boards` of my notification settings.
        pub notifications: Given<bool> = true,
    }
}

pub struct BoardPreferences(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Boards")]
impl BoardPreferences {
    /// Get how I see a board
    #[oai(path = "/boards/:board_id/preferences", method = "get", operation_id = "getBoardPreferences")]
    async fn get(&self, caller: Caller, board_id: Path<BoardId>) -> Answer<Reply<PreferencesView>> {
        Ok(Reply(boards::preferences(&self.0, &caller, board_id.0).await?))
    }

    /// Change how I see a board
    ///
    /// Nobody else sees it.
    #[oai(path = "/boards/:board_id/preferences", method = "patch", operation_id = "updateBoardPreferences")]
    async fn update(
        &self,
        caller: Caller,
        board_id: Path<BoardId>,
        body: Body<EditBoardPreferences>,
    ) -> Answer<Reply<PreferencesView>> {
        let EditBoardPreferences { color, title, pinned, notifications } = body.0;
        let change = PreferencesChange { color: color.0, title: title.0, pinned: pinned.0, notifications: notifications.0 };
        Ok(Reply(boards::update_preferences(&self.0, &caller, board_id.0, change).await?))
    }

    /// See a board as everyone does
    ///
    /// No color or title of my own, not pinned, not muted.
    #[oai(path = "/boards/:board_id/preferences", method = "delete", operation_id = "resetBoardPreferences")]
    async fn reset(&self, caller: Caller, board_id: Path<BoardId>) -> Answer<NoContent> {
        boards::reset_preferences(&self.0, &caller, board_id.0).await?;
        Ok(NoContent)
    }
}
