//! What people say about a card.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        comments::{self, CommentView},
        paging::Page,
    },
    domain::{CardId, CommentId},
};

use super::{Tag, list::Paging};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    path::Path,
    query::Query,
    reply::{Answer, Created, Listed, NoContent, Reply},
    request::request,
};

request! {
    /// A new comment.
    pub struct CreateComment {
        /// Markdown; `@handle` mentions.
        pub body: String = "Looks good to me.",
    }

    /// A comment's new text.
    pub struct EditComment {
        /// Markdown; `@handle` mentions.
        pub body: String = "Looks very good to me.",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

pub struct Comments(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Comments")]
impl Comments {
    /// List a card's comments
    ///
    /// Oldest first.
    #[oai(path = "/cards/:card_id/comments", method = "get", operation_id = "listComments")]
    async fn list(&self, caller: Caller, card_id: Path<CardId>, query: Query<Paging>) -> Answer<Listed<Page<CommentView>>> {
        Ok(Listed(comments::list(&self.0, &caller, card_id.0, &query.0.into()).await?))
    }

    /// Comment on a card
    ///
    /// Who is mentioned, works on the card or watches it is told.
    #[oai(path = "/cards/:card_id/comments", method = "post", operation_id = "createComment")]
    async fn create(&self, caller: Caller, card_id: Path<CardId>, body: Body<CreateComment>) -> Answer<Created<CommentView>> {
        let comment = comments::create(&self.0, &caller, card_id.0, &body.0.body).await?;
        Ok(Created::at(format!("/comments/{}", comment.id), comment))
    }

    /// Change a comment
    ///
    /// Its author may.
    #[oai(path = "/comments/:comment_id", method = "patch", operation_id = "updateComment")]
    async fn update(
        &self,
        caller: Caller,
        comment_id: Path<CommentId>,
        if_match: IfMatch,
        body: Body<EditComment>,
    ) -> Answer<Reply<CommentView>> {
        let EditComment { body, version } = body.0;
        let expect = if_match.with_version(version.0);
        Ok(Reply(comments::update(&self.0, &caller, comment_id.0, &body, expect).await?))
    }

    /// Delete a comment
    #[oai(path = "/comments/:comment_id", method = "delete", operation_id = "deleteComment")]
    async fn delete(&self, caller: Caller, comment_id: Path<CommentId>, if_match: IfMatch) -> Answer<NoContent> {
        comments::delete(&self.0, &caller, comment_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }
}
