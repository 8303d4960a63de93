//! The labels of a project, for the cards of all its boards. A name is used once in a project, however it is written.
//!
//! A card shows a label as it is at the moment. So changing or deleting one is no change of the cards that wear it, whose
//! versions stay; it is told once in the project's stream, and once in that of each board where cards wear it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use super::{
    Actor, AppError, Changes, Ctx, Event, Expect, Fields, Result, Work, boards,
    paging::{self, Page, PageRequest},
    projects,
};
use crate::{
    domain::{LabelId, Permission, ProjectId, text},
    store::{self, Lock, Tx, access::Place, labels::Label},
};

#[derive(Clone, Debug, Serialize)]
pub struct LabelView {
    pub id: LabelId,
    pub project_id: ProjectId,
    pub name: String,
    /// `#rrggbb`, in lower case.
    pub color: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Label> for LabelView {
    fn from(row: Label) -> Self {
        Self {
            id: row.id,
            project_id: row.project_id,
            name: row.name,
            color: row.color,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Debug)]
pub struct NewLabel {
    pub name: String,
    pub color: String,
}

#[derive(Debug, Default)]
pub struct LabelChange {
    pub name: Option<String>,
    pub color: Option<String>,
    pub expect: Expect,
}

/// Oldest first.
pub async fn list(ctx: &Ctx, actor: &Actor, project: ProjectId, request: &PageRequest) -> Result<Page<LabelView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(LabelId);
    projects::place(&ctx.db, actor, project).await?;
    let rows = store::labels::list_labels(&ctx.db, project, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), LabelView::from))
}

pub async fn create(ctx: &Ctx, actor: &Actor, project: ProjectId, new: NewLabel) -> Result<LabelView> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&new.name));
    let color = fields.take("/color", text::color(&new.color));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let place = writable(projects::place(&mut work.tx, actor, project).await?, "make labels in this project")?;
    let label =
        Label { id: LabelId::new(), project_id: project, name, color, version: 1, created_at: work.now, updated_at: work.now };
    if !store::labels::insert_label(&mut work.tx, &label).await? {
        return Err(taken());
    }
    let view = LabelView::from(label);
    record(&mut work, &place, "label_created", &view, Changes::default()).await?;
    work.commit().await?;
    Ok(view)
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: LabelId, change: LabelChange) -> Result<LabelView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let color = fields.maybe("/color", change.color.as_deref().map(text::color));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::Label(id)).await?;
    let (place, mut label) = find(&mut work.tx, actor, id).await?;
    let place = writable(place, "change the labels of this project")?;
    change.expect.check(label.version, || LabelView::from(label.clone()))?;
    let before = label.clone();
    label.name = name.unwrap_or(label.name);
    label.color = color.unwrap_or(label.color);
    let changes = Changes::default().field("name", &before.name, &label.name).field("color", &before.color, &label.color);
    if changes.is_empty() {
        return Ok(label.into()); // Nothing is different, so nothing happened.
    }
    let same = store::labels::find_label_by_name(&mut work.tx, label.project_id, &label.name).await?;
    if same.is_some_and(|same| same.id != id) {
        return Err(taken());
    }
    label.version += 1;
    label.updated_at = work.now;
    store::labels::update_label(&mut work.tx, &label).await?;
    let view = LabelView::from(label);
    record(&mut work, &place, "label_updated", &view, changes).await?;
    work.commit().await?;
    Ok(view)
}

/// Deletes the label, which takes it off every card.
pub async fn delete(ctx: &Ctx, actor: &Actor, id: LabelId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::Label(id)).await?;
    let (place, label) = find(&mut work.tx, actor, id).await?;
    let place = writable(place, "delete labels of this project")?;
    expect.check(label.version, || LabelView::from(label.clone()))?;
    let now = work.now;
    store::labels::delete_label(&mut work.tx, id, now).await?;
    record(&mut work, &place, "label_deleted", &label.into(), Changes::default()).await?;
    work.commit().await
}

/// The label and how the caller stands in its project; 404 for whoever may not see that.
pub(crate) async fn find(tx: &mut Tx, actor: &Actor, id: LabelId) -> Result<(Place, Label)> {
    let label = store::labels::find_label(&mut *tx, id).await?.ok_or(AppError::NotFound("label"))?;
    match projects::place(&mut *tx, actor, label.project_id).await {
        Ok(place) => Ok((place, label)),
        Err(AppError::NotFound(_)) => Err(AppError::NotFound("label")),
        Err(error) => Err(error),
    }
}

fn writable(place: Place, what: &str) -> Result<Place> {
    if place.permissions().allows(Permission::BoardWrite) { Ok(place) } else { Err(AppError::forbidden(what)) }
}

fn taken() -> AppError {
    AppError::conflict("label_taken", "the project has a label of this name; choose another, or change that one")
}

async fn record(work: &mut Work, place: &Place, change: &str, label: &LabelView, changes: Changes) -> Result<()> {
    let changes = changes.into_value();
    let project = store::projects::find_project(&mut work.tx, place.project_id).await?.ok_or(AppError::NotFound("project"))?;
    let data = json!({"project": projects::brief(&project), "change": change, "label": label, "changes": changes});
    work.record(Event::of_project("project.updated", place.team_id, place.project_id, data));
    for board in store::labels::list_boards_showing(&mut work.tx, label.id).await? {
        let data = json!({"board": boards::brief(&board), "change": change, "label": label, "changes": changes});
        work.record(Event::of_board("board.updated", place, board.id, data));
    }
    Ok(())
}
