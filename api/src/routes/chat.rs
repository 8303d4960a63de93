//! The chat of a project.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        chat::{self, MessageView},
        paging::Page,
    },
    domain::ProjectId,
};

use super::{Tag, list::Paging};
use crate::edge::{
    body::Body,
    caller::Caller,
    path::Path,
    query::Query,
    reply::{Answer, Listed, Made},
    request::request,
};

request! {
    /// Something to say.
    pub struct CreateMessage {
        /// Up to 4,000 characters; `@handle` mentions.
        pub text: String = "@grace, we ship today!",
    }
}

pub struct Chat(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Chat")]
impl Chat {
    /// Read a project's chat
    ///
    /// Newest first.
    #[oai(path = "/projects/:project_id/messages", method = "get", operation_id = "listMessages")]
    async fn list(&self, caller: Caller, project_id: Path<ProjectId>, query: Query<Paging>) -> Answer<Listed<Page<MessageView>>> {
        Ok(Listed(chat::list(&self.0, &caller, project_id.0, &query.0.into()).await?))
    }

    /// Say something in a project's chat
    ///
    /// Five times in 10 seconds at most. Who is mentioned is told.
    #[oai(path = "/projects/:project_id/messages", method = "post", operation_id = "createMessage")]
    async fn create(&self, caller: Caller, project_id: Path<ProjectId>, body: Body<CreateMessage>) -> Answer<Made<MessageView>> {
        Ok(Made(chat::create(&self.0, &caller, project_id.0, &body.0.text).await?))
    }
}
