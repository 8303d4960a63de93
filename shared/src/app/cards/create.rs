//! Making a card at the end of a column.

use serde_json::json;

use super::{assign, position, view, view::CardView};
use crate::{
    app::{Actor, AppError, Ctx, Event, Fields, Result, columns},
    domain::{CardId, ColumnId, ColumnKind, Due, LabelId, Permission, Priority, UserId, rank, text},
    store::{self, Lock, cards::Card},
};

#[derive(Debug, Default)]
pub struct NewCard {
    pub title: String,
    pub description: Option<String>,
    pub priority: Option<Priority>,
    /// `YYYY-MM-DD`, all day in the caller's time zone, or an RFC 3339 date-time.
    pub due: Option<String>,
    pub assignees: Vec<UserId>,
    pub labels: Vec<LabelId>,
}

pub(super) const ASSIGNEES_MAX: usize = 100;
const LABELS_MAX: usize = 50;

pub async fn create(ctx: &Ctx, actor: &Actor, column: ColumnId, new: NewCard) -> Result<CardView> {
    let mut fields = Fields::default();
    let title = fields.take("/title", text::line(&new.title));
    let description = fields.take("/description", text::body(new.description.as_deref().unwrap_or_default()));
    let due = fields.maybe("/due", new.due.as_deref().map(|due| parse_due(due, actor).map(Some))).flatten();
    if new.assignees.len() > ASSIGNEES_MAX {
        fields.complain("/assignees", format!("must be at most {ASSIGNEES_MAX} people"));
    }
    if new.labels.len() > LABELS_MAX {
        fields.complain("/labels", format!("must be at most {LABELS_MAX} labels"));
    }
    fields.done()?;

    let mut work = ctx.begin(actor).await?;
    let spot = columns::place(&mut work.tx, actor, column).await?;
    if !spot.permissions().allows(Permission::BoardWrite) {
        return Err(AppError::forbidden("make cards on this board"));
    }
    store::lock(&mut work.tx, Lock::Column(column)).await?;
    let column = store::columns::find_column(&mut work.tx, column).await?.ok_or(AppError::NotFound("column"))?;
    position::check_limit(&mut work.tx, &column).await?;
    let last = store::cards::last_rank(&mut work.tx, column.id).await?;
    let (number, project_key) = store::projects::next_card_number(&mut work.tx, spot.project_id).await?;
    let mut card = Card {
        id: CardId::new(),
        project_id: spot.project_id,
        board_id: column.board_id,
        column_id: column.id,
        number,
        title,
        description,
        position: rank::between(last.as_deref(), None),
        priority: new.priority.unwrap_or(Priority::None).rank(),
        due_date: None,
        due_zone: None,
        due_at: None,
        completed_at: (column.kind == ColumnKind::Done).then_some(work.now),
        archived_at: None,
        watchers_count: 0,
        comments_count: 0,
        files_count: 0,
        checklist_done: 0,
        checklist_total: 0,
        version: 1,
        creator: actor.creator(),
        created_at: work.now,
        updated_at: work.now,
        project_key,
        column_kind: column.kind,
    };
    set_due(&mut card, due);
    store::cards::insert_card(&mut work.tx, &card).await?;
    for (i, label) in new.labels.iter().enumerate() {
        if !store::cards::insert_label(&mut work.tx, card.id, *label, spot.project_id).await? {
            return Err(AppError::invalid(&format!("/labels/{i}"), "must be a label of this card's project"));
        }
    }
    let now = work.now;
    let mut people = Vec::new();
    for (i, user) in new.assignees.iter().enumerate() {
        let person = assign::assignable(&mut work.tx, column.board_id, *user).await?;
        let person =
            person.ok_or_else(|| AppError::invalid(&format!("/assignees/{i}"), "must be someone who can see this board"))?;
        if store::cards::insert_assignee(&mut work.tx, card.id, *user, now).await? {
            people.push(person);
        }
    }
    let view = view::current(&mut work.tx, card).await?;
    work.record(Event::of_card("card.created", &spot, view.board_id, view.id, json!({"card": view})));
    for person in people {
        assign::record_assigned(&mut work, &spot, &view, &person);
    }
    work.commit().await?;
    Ok(view)
}

pub(super) fn parse_due(text: &str, actor: &Actor) -> Result<Due, String> {
    Due::parse(text, actor.time_zone)
        .ok_or_else(|| "must be a date such as 2026-12-24 or a date-time such as 2026-12-24T18:00:00Z".to_owned())
}

pub(super) fn set_due(card: &mut Card, due: Option<Due>) {
    card.due_at = due.map(|due| due.falls_due_at());
    (card.due_date, card.due_zone) = match due {
        Some(Due::Day(day, zone)) => (Some(day), Some(zone.name().to_owned())),
        Some(Due::At(_)) | None => (None, None),
    };
}
