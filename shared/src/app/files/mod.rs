//! Files of cards and of projects. Their content is in the storage under their ids; a row says what it is and whose.
//!
//! The content is stored first and its row committed after it, so that a row always has its content. What a crash leaves
//! without a row is swept a day later, and of what is deleted the row goes first.
//!
//! Who may read or write on a card's board, wherever the card is now, may so do with its files; a project's own files go
//! by the roles in the project. This is asked each time that anything of a file is read.

mod delete;
mod housekeeping;
mod read;
mod upload;

pub use delete::delete;
pub use housekeeping::{delete_content, set_thumbnail, sweep, without_thumbnail};
pub use read::{Answered, Content, Wanted, content, get, list_of_card, list_of_project, thumbnail};
pub(crate) use upload::FILES_MAX;
pub use upload::{Home, NewFile, upload};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use super::{Actor, AppError, Ctx, Event, Result, Work, cards, people::Person, projects};
use crate::{
    domain::{CardId, FileId, MediaType, Permission, ProjectId},
    store::{self, Runs, access::Place, files::File},
};

#[derive(Clone, Debug, Serialize)]
pub struct FileView {
    pub id: FileId,
    /// As its sender named it.
    pub name: String,
    /// What its content is.
    pub media_type: MediaType,
    /// In bytes.
    pub size: i64,
    /// Of the content, in hexadecimal digits.
    pub sha256: String,
    pub project_id: ProjectId,
    /// `None`: it is the project's own.
    pub card_id: Option<CardId>,
    pub content_url: String,
    /// Of a picture, once a small one has been made.
    pub thumbnail_url: Option<String>,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
}

fn view(ctx: &Ctx, file: File) -> FileView {
    let link = |what: &str| ctx.config.link(&format!("/api/v1/files/{}/{what}", file.id));
    FileView {
        content_url: link("content"),
        thumbnail_url: file.thumbnail_type.map(|_| link("thumbnail")),
        id: file.id,
        name: file.name,
        media_type: file.media_type,
        size: file.size,
        sha256: file.sha256,
        project_id: file.project_id,
        card_id: file.card_id,
        created_by: file.creator.into(),
        created_at: file.created_at,
    }
}

/// Where the file is and how the caller stands there; 404 for whoever may not see it.
async fn place(on: impl Runs, actor: &Actor, id: FileId) -> Result<Place> {
    let place = store::access::file(on, id, actor.caller()).await?;
    place.filter(|place| place.permissions().allows(Permission::BoardView)).ok_or(AppError::NotFound("file"))
}

/// Notes that a file came or went: a change of its card, or of its project.
pub(crate) async fn record(work: &mut Work, place: &Place, file: &File, how: &'static str) -> Result<()> {
    let changes = json!({"files": {how: {"id": file.id, "name": file.name}}});
    let event = if let (Some(card), Some(board)) = (file.card_id, place.board_id) {
        let view = cards::find(&mut work.tx, card).await?;
        Event::of_card("card.updated", place, board, card, json!({"card": view, "changes": changes}))
    } else {
        let project = store::projects::find_project(&mut work.tx, file.project_id).await?;
        let project = projects::brief(&project.ok_or(AppError::NotFound("project"))?);
        let data = json!({"project": project, "changes": changes});
        Event::of_project("project.updated", place.team_id, place.project_id, data)
    };
    work.record(event);
    Ok(())
}
