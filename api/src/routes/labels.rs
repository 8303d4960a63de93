//! Labels of a project, and the cards that wear them.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        cards::{self, LabelOnCard},
        labels::{self, LabelChange, LabelView, NewLabel},
        paging::Page,
    },
    domain::{CardId, LabelId, ProjectId},
};

use super::{Tag, list::Paging};
use crate::edge::{
    body::Body,
    caller::Caller,
    conditional::IfMatch,
    field::Given,
    path::Path,
    query::Query,
    reply::{Answer, Created, Listed, NoContent, Related, Reply},
    request::request,
};

request! {
    /// A new label.
    pub struct CreateLabel {
        /// Used once in a project, however it is written.
        pub name: String = "bug",
        /// `#rrggbb`.
        pub color: String = "#d73a4a",
    }

    /// What to change of a label; what is left out stays.
    pub struct EditLabel {
        pub name: Given<String> = "defect",
        /// `#rrggbb`.
        pub color: Given<String> = "#b60205",
        /// The version this change is based on; 409 if it is another by now.
        pub version: Given<i64>,
    }
}

pub struct Labels(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Labels")]
impl Labels {
    /// List a project's labels
    ///
    /// Oldest first.
    #[oai(path = "/projects/:project_id/labels", method = "get", operation_id = "listLabels")]
    async fn list(&self, caller: Caller, project_id: Path<ProjectId>, query: Query<Paging>) -> Answer<Listed<Page<LabelView>>> {
        Ok(Listed(labels::list(&self.0, &caller, project_id.0, &query.0.into()).await?))
    }

    /// Make a label
    #[oai(path = "/projects/:project_id/labels", method = "post", operation_id = "createLabel")]
    async fn create(&self, caller: Caller, project_id: Path<ProjectId>, body: Body<CreateLabel>) -> Answer<Created<LabelView>> {
        let CreateLabel { name, color } = body.0;
        let label = labels::create(&self.0, &caller, project_id.0, NewLabel { name, color }).await?;
        Ok(Created::at(format!("/labels/{}", label.id), label))
    }

    /// Change a label
    ///
    /// The cards that wear it show it as it is from then on; their versions stay.
    #[oai(path = "/labels/:label_id", method = "patch", operation_id = "updateLabel")]
    async fn update(
        &self,
        caller: Caller,
        label_id: Path<LabelId>,
        if_match: IfMatch,
        body: Body<EditLabel>,
    ) -> Answer<Reply<LabelView>> {
        let EditLabel { name, color, version } = body.0;
        let change = LabelChange { name: name.0, color: color.0, expect: if_match.with_version(version.0) };
        Ok(Reply(labels::update(&self.0, &caller, label_id.0, change).await?))
    }

    /// Delete a label
    ///
    /// It is taken off every card.
    #[oai(path = "/labels/:label_id", method = "delete", operation_id = "deleteLabel")]
    async fn delete(&self, caller: Caller, label_id: Path<LabelId>, if_match: IfMatch) -> Answer<NoContent> {
        labels::delete(&self.0, &caller, label_id.0, if_match.expect()).await?;
        Ok(NoContent)
    }

    /// Put a label on a card
    ///
    /// One of the card's project; at most 50 a card. Asking again changes nothing.
    #[oai(path = "/cards/:card_id/labels/:label_id", method = "put", operation_id = "putCardLabel")]
    async fn put(&self, caller: Caller, card_id: Path<CardId>, label_id: Path<LabelId>) -> Answer<Related<LabelOnCard>> {
        Ok(cards::put_label(&self.0, &caller, card_id.0, label_id.0).await?.into())
    }

    /// Take a label off a card
    #[oai(path = "/cards/:card_id/labels/:label_id", method = "delete", operation_id = "removeCardLabel")]
    async fn remove(&self, caller: Caller, card_id: Path<CardId>, label_id: Path<LabelId>) -> Answer<NoContent> {
        cards::remove_label(&self.0, &caller, card_id.0, label_id.0).await?;
        Ok(NoContent)
    }
}
