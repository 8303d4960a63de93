//! Files of cards and projects.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        files::{self, FileView, Home},
        paging::Page,
    },
    domain::{CardId, FileId, ProjectId},
};

use super::{Tag, list::Paging};
use crate::edge::{
    caller::Caller,
    content::{Asked, Given},
    path::Path,
    query::Query,
    reply::{Answer, Created, Listed, NoContent, Reply},
    request::query,
    upload::FileForm,
};

query! {
    /// How a content is given out.
    pub struct ReadContent {
        /// To be shown instead of saved; counts for images only.
        pub inline: Option<bool>,
    }
}

pub struct Files(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Files")]
impl Files {
    /// List a card's files
    ///
    /// Oldest first.
    #[oai(path = "/cards/:card_id/files", method = "get", operation_id = "listCardFiles")]
    async fn list_of_card(&self, caller: Caller, card_id: Path<CardId>, query: Query<Paging>) -> Answer<Listed<Page<FileView>>> {
        Ok(Listed(files::list_of_card(&self.0, &caller, card_id.0, &query.0.into()).await?))
    }

    /// Add a file to a card
    ///
    /// Images (png, jpeg, gif, webp), pdf, text, csv, office documents and zip, 10 MB at most unless the instance is set up
    /// otherwise. What it is, its content says; a name that says otherwise is refused (415). A card has at most 100 files.
    #[oai(path = "/cards/:card_id/files", method = "post", operation_id = "createCardFile")]
    async fn create_on_card(&self, caller: Caller, card_id: Path<CardId>, form: FileForm) -> Answer<Created<FileView>> {
        self.take(&caller, Home::Card(card_id.0), form).await
    }

    /// List a project's files
    ///
    /// The project's own, oldest first. Those of its cards are listed with each card.
    #[oai(path = "/projects/:project_id/files", method = "get", operation_id = "listProjectFiles")]
    async fn list_of_project(
        &self,
        caller: Caller,
        project_id: Path<ProjectId>,
        query: Query<Paging>,
    ) -> Answer<Listed<Page<FileView>>> {
        Ok(Listed(files::list_of_project(&self.0, &caller, project_id.0, &query.0.into()).await?))
    }

    /// Add a file to a project
    ///
    /// As to a card.
    #[oai(path = "/projects/:project_id/files", method = "post", operation_id = "createProjectFile")]
    async fn create_in_project(&self, caller: Caller, project_id: Path<ProjectId>, form: FileForm) -> Answer<Created<FileView>> {
        self.take(&caller, Home::Project(project_id.0), form).await
    }

    /// Get a file
    ///
    /// What is known of it.
    #[oai(path = "/files/:file_id", method = "get", operation_id = "getFile")]
    async fn get(&self, caller: Caller, file_id: Path<FileId>) -> Answer<Reply<FileView>> {
        Ok(Reply(files::get(&self.0, &caller, file_id.0).await?))
    }

    /// Delete a file
    #[oai(path = "/files/:file_id", method = "delete", operation_id = "deleteFile")]
    async fn delete(&self, caller: Caller, file_id: Path<FileId>) -> Answer<NoContent> {
        files::delete(&self.0, &caller, file_id.0).await?;
        Ok(NoContent)
    }

    /// Get a file's content
    ///
    /// To be saved, unless `inline` is asked for an image. Takes `Range` (one range of bytes), `If-Range` and
    /// `If-None-Match`.
    #[oai(path = "/files/:file_id/content", method = "get", operation_id = "getFileContent")]
    async fn content(&self, caller: Caller, file_id: Path<FileId>, query: Query<ReadContent>, asked: Asked) -> Answer<Given> {
        let content = files::content(&self.0, &caller, file_id.0, &asked.0).await?;
        Ok(if query.0.inline == Some(true) { Given::to_show(content) } else { Given::to_save(content) })
    }

    /// Get an image's thumbnail
    ///
    /// At most 320 pixels long and high, as JPEG or PNG. A job makes it: 404 until then, and for images that cannot be read
    /// or have over 50 megapixels.
    #[oai(path = "/files/:file_id/thumbnail", method = "get", operation_id = "getFileThumbnail")]
    async fn thumbnail(&self, caller: Caller, file_id: Path<FileId>, asked: Asked) -> Answer<Given> {
        Ok(Given::to_show(files::thumbnail(&self.0, &caller, file_id.0, &asked.0).await?))
    }
}

impl Files {
    async fn take(&self, caller: &Caller, home: Home, form: FileForm) -> Answer<Created<FileView>> {
        let (new, mut content) = form.open().await?;
        let taken = files::upload(&self.0, caller, home, new, content.pieces()).await;
        let file = content.end(taken).await?;
        Ok(Created::at(format!("/files/{}", file.id), file))
    }
}
