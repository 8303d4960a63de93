//! Reading what is known of files, and their content.

use std::ops::Range;

use super::{FileView, place, view};
use crate::{
    app::{
        Actor, AppError, Ctx, Result, cards,
        paging::{self, Page, PageRequest},
        projects,
    },
    domain::{ByteRange, CardId, FileId, MediaType, ProjectId},
    storage::{Part, Pieces},
    store::{self, files::File},
};

/// Oldest first.
pub async fn list_of_card(ctx: &Ctx, actor: &Actor, card: CardId, request: &PageRequest) -> Result<Page<FileView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(FileId);
    cards::place(&ctx.db, actor, card).await?;
    let rows = store::files::list_files_of_card(&ctx.db, card, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), |row| view(ctx, row)))
}

/// The project's own files; those of its cards are listed with each card. Oldest first.
pub async fn list_of_project(ctx: &Ctx, actor: &Actor, project: ProjectId, request: &PageRequest) -> Result<Page<FileView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(FileId);
    projects::place(&ctx.db, actor, project).await?;
    let rows = store::files::list_files_of_project(&ctx.db, project, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), |row| view(ctx, row)))
}

pub async fn get(ctx: &Ctx, actor: &Actor, id: FileId) -> Result<FileView> {
    Ok(view(ctx, find(ctx, actor, id).await?))
}

async fn find(ctx: &Ctx, actor: &Actor, id: FileId) -> Result<File> {
    place(&ctx.db, actor, id).await?;
    store::files::find_file(&ctx.db, id).await?.ok_or(AppError::NotFound("file"))
}

/// What a reader wants of a content.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of what has one of these tags, nothing: the reader has it.
    pub unless: Vec<String>,
    pub range: Option<ByteRange>,
    /// The range counts only if the content still has this tag; else all of it is wanted.
    pub range_if: Option<String>,
}

/// A content, or the part of it that was wanted.
pub struct Content {
    pub name: String,
    pub media_type: MediaType,
    /// Of all of it, in bytes.
    pub size: u64,
    /// Changes when the content does.
    pub tag: String,
    pub answered: Answered,
}

pub enum Answered {
    Whole(Pieces),
    Part(Range<u64>, Pieces),
    /// It has none of the bytes that were asked for.
    Outside,
    /// The reader has it.
    Unchanged,
}

/// The content of a file.
pub async fn content(ctx: &Ctx, actor: &Actor, id: FileId, wanted: &Wanted) -> Result<Content> {
    let file = find(ctx, actor, id).await?;
    let about = (file.media_type, file.size, file.sha256.clone());
    open(ctx, file, Part::Content, about, wanted).await
}

/// The small picture of a picture.
pub async fn thumbnail(ctx: &Ctx, actor: &Actor, id: FileId, wanted: &Wanted) -> Result<Content> {
    let file = find(ctx, actor, id).await?;
    let Some((media_type, size)) = file.thumbnail_type.zip(file.thumbnail_size) else {
        return Err(AppError::NotFound("thumbnail"));
    };
    let about = (media_type, size, format!("{}-thumbnail", file.sha256));
    open(ctx, file, Part::Thumbnail, about, wanted).await
}

async fn open(
    ctx: &Ctx,
    file: File,
    part: Part,
    (media_type, size, tag): (MediaType, i64, String),
    wanted: &Wanted,
) -> Result<Content> {
    let size = u64::try_from(size).unwrap_or_default();
    let range = wanted.range.filter(|_| wanted.range_if.as_ref().is_none_or(|asked| *asked == tag));
    let answered = if wanted.unless.contains(&tag) {
        Answered::Unchanged
    } else {
        match range.map(|range| range.within(size)) {
            None => Answered::Whole(ctx.storage.read(file.id, part, 0..size).await?),
            Some(Some(range)) => Answered::Part(range.clone(), ctx.storage.read(file.id, part, range).await?),
            Some(None) => Answered::Outside,
        }
    };
    Ok(Content { name: file.name, media_type, size, tag, answered })
}
