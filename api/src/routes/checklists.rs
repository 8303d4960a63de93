//! What there is to tick off on a card.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        checklists::{self, ChecklistItemView, ItemChange, NewItem},
        columns::Spot,
        paging::Page,
    },
    domain::{CardId, ChecklistItemId},
};

use super::Tag;
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    path::Path,
    reply::{Answer, Created, Listed, NoContent, Reply},
    request::request,
};

request! {
    /// A new item, put below the others.
    pub struct CreateChecklistItem {
        /// One line, up to 1,000 characters.
        pub text: String = "Ask for a review",
        pub done: Given<bool> = false,
    }

    /// What to change of an item; what is left out stays. One of `before`, `after` and `position` moves it.
    pub struct EditChecklistItem {
        /// One line, up to 1,000 characters.
        pub text: Given<String> = "Ask Grace for a review",
        pub done: Given<bool> = true,
        pub before: Given<ChecklistItemId>,
        pub after: Given<ChecklistItemId>,
        /// An index, 0 for the first place.
        pub position: Given<u32> = 0,
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

pub struct Checklists(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Checklists")]
impl Checklists {
    /// List what is on a card's checklist
    ///
    /// In its order, all on one page: a checklist has at most 200 items.
    #[oai(path = "/cards/:card_id/checklist", method = "get", operation_id = "listChecklist")]
    async fn list(&self, caller: Caller, card_id: Path<CardId>) -> Answer<Listed<Page<ChecklistItemView>>> {
        Ok(Listed(checklists::list(&self.0, &caller, card_id.0).await?))
    }

    /// Add to a card's checklist
    #[oai(path = "/cards/:card_id/checklist", method = "post", operation_id = "createChecklistItem")]
    async fn create(
        &self,
        caller: Caller,
        card_id: Path<CardId>,
        body: Body<CreateChecklistItem>,
    ) -> Answer<Created<ChecklistItemView>> {
        let CreateChecklistItem { text, done } = body.0;
        let new = NewItem { text, done: done.0.unwrap_or(false) };
        let item = checklists::create(&self.0, &caller, card_id.0, new).await?;
        Ok(Created::at(format!("/checklist-items/{}", item.id), item))
    }

    /// Change, tick off or move an item of a checklist
    #[oai(path = "/checklist-items/:item_id", method = "patch", operation_id = "updateChecklistItem")]
    async fn update(
        &self,
        caller: Caller,
        item_id: Path<ChecklistItemId>,
        if_match: IfMatch,
        body: Body<EditChecklistItem>,
    ) -> Answer<Reply<ChecklistItemView>> {
        let EditChecklistItem { text, done, before, after, position, version } = body.0;
        let spot = match Spot::read(before.0, after.0, position.0)? {
            Spot::End => None, // Nothing was said of it.
            spot => Some(spot),
        };
        let change = ItemChange { text: text.0, done: done.0, spot, expect: if_match.with_version(version.0) };
        Ok(Reply(checklists::update(&self.0, &caller, item_id.0, change).await?))
    }

    /// Take an item off a checklist
    #[oai(path = "/checklist-items/:item_id", method = "delete", operation_id = "deleteChecklistItem")]
    async fn delete(&self, caller: Caller, item_id: Path<ChecklistItemId>, if_match: IfMatch) -> Answer<NoContent> {
        checklists::delete(&self.0, &caller, item_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }
}
