//! Who works on a card, and who watches it.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        cards::{self, AssigneeView},
        people::Person,
    },
    domain::{CardId, UserId},
};

use super::Tag;
use crate::edge::{
    caller::Caller,
    path::Path,
    reply::{Answer, NoContent, Related},
};

pub struct CardPeople(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/cards", tag = "Tag::Cards")]
impl CardPeople {
    /// Assign someone to a card
    ///
    /// They are told, in the app and by mail. Asking again changes nothing and tells nobody.
    #[oai(path = "/:card_id/assignees/:user_id", method = "put", operation_id = "assignCard")]
    async fn assign(&self, caller: Caller, card_id: Path<CardId>, user_id: Path<UserId>) -> Answer<Related<AssigneeView>> {
        Ok(cards::assign(&self.0, &caller, card_id.0, user_id.0).await?.into())
    }

    /// Take someone off a card
    #[oai(path = "/:card_id/assignees/:user_id", method = "delete", operation_id = "unassignCard")]
    async fn unassign(&self, caller: Caller, card_id: Path<CardId>, user_id: Path<UserId>) -> Answer<NoContent> {
        cards::unassign(&self.0, &caller, card_id.0, user_id.0).await?;
        Ok(NoContent)
    }

    /// Watch a card
    ///
    /// Everyone who sees it may for themselves, who may write on the board for others, too.
    #[oai(path = "/:card_id/watchers/:user_id", method = "put", operation_id = "watchCard")]
    async fn watch(&self, caller: Caller, card_id: Path<CardId>, user_id: Path<UserId>) -> Answer<Related<Person>> {
        Ok(cards::watch(&self.0, &caller, card_id.0, user_id.0).await?.into())
    }

    /// Stop watching a card
    #[oai(path = "/:card_id/watchers/:user_id", method = "delete", operation_id = "unwatchCard")]
    async fn unwatch(&self, caller: Caller, card_id: Path<CardId>, user_id: Path<UserId>) -> Answer<NoContent> {
        cards::unwatch(&self.0, &caller, card_id.0, user_id.0).await?;
        Ok(NoContent)
    }
}
