//! Bringing cards in from files, and giving projects out as files.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx, exports,
        imports::{self, ImportView, NewImport},
    },
    domain::{ExportFormat, ImportId, ProjectId},
};

use super::Tag;
use crate::edge::{
    caller::Caller,
    export::Exported,
    path::Path,
    query::Query,
    reply::{Answer, Begun, Reply},
    request::query,
    upload::ImportForm,
};

query! {
    /// What a project is given out as.
    pub struct ExportProject {
        /// `json` where it is left out.
        pub format: Option<ExportFormat>,
    }
}

pub struct Exchange(pub Ctx);

#[OpenApi(prefix_path = "/api/v1", tag = "Tag::Exchange")]
impl Exchange {
    /// Import cards into a project
    ///
    /// From a board of Trello (`trello`: JSON), a table with a card in each row (`csv`), or a project of this program
    /// (`boardwire`: JSON or zip): 25 MB and 20,000 cards at most. It goes on in the background. The same file again, or a
    /// newer one of the same board, brings only what is not there yet.
    #[oai(path = "/projects/:project_id/imports", method = "post", operation_id = "createImport")]
    async fn import(&self, caller: Caller, project_id: Path<ProjectId>, form: ImportForm) -> Answer<Begun<imports::Begun>> {
        let (file, mut content) = form.open().await?;
        let (new, source) = (NewImport { file_name: file.name }, content.source());
        let taken = imports::upload(&self.0, &caller, project_id.0, new, content.pieces(), source).await;
        let begun = content.end(taken).await?;
        Ok(Begun::at(format!("/imports/{}", begun.id), begun))
    }

    /// See how far an import is
    ///
    /// For whoever began it, and for those who may write in the project. `report` says what it made, what was there already,
    /// and what could not come over.
    #[oai(path = "/imports/:import_id", method = "get", operation_id = "getImport")]
    async fn get(&self, caller: Caller, import_id: Path<ImportId>) -> Answer<Reply<ImportView>> {
        Ok(Reply(imports::get(&self.0, &caller, import_id.0).await?))
    }

    /// Export a project
    ///
    /// As of one moment, and what the caller may see: `json` with all of it, which another instance can import; `zip`, the
    /// same with the contents of its files; `csv`, a table of its cards.
    #[oai(path = "/projects/:project_id/export", method = "get", operation_id = "exportProject")]
    async fn export(&self, caller: Caller, project_id: Path<ProjectId>, query: Query<ExportProject>) -> Answer<Exported> {
        let format = query.0.format.unwrap_or(ExportFormat::Json);
        Ok(Exported(exports::export(&self.0, &caller, project_id.0, format).await?))
    }
}
