//! Making a card at the end of a column.

use std::collections::HashSet;

use serde_json::json;

use super::{assign, position, spot, view, view::CardView};
use crate::{
    app::{
        Actor, Ctx, Event, Fields, Result, Work,
        columns::{self, Spot},
        people::Person,
    },
    domain::{CardId, ColumnId, ColumnKind, Due, LabelId, Priority, ProjectId, UserId, text},
    store::{self, access::Place, cards::Card, columns::Column},
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

pub(crate) const ASSIGNEES_MAX: usize = 100;
pub(crate) const LABELS_MAX: usize = 50;

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
    // Before the column is locked: others wait for that.
    let people = assign::assignable_in(&mut work.tx, column, &new.assignees).await?;
    let (place, column) = columns::lock_writable(&mut work.tx, actor, column, "make cards on this board").await?;
    check_assignees(&new.assignees, &people)?;
    let labels = check_labels(&mut work, place.project_id, &new.labels).await?;
    let mut card = draft(&work, actor, &place, &column, title);
    card.description = description;
    card.priority = new.priority.unwrap_or(Priority::None).rank();
    set_due(&mut card, due);
    position::check_limit(&mut work.tx, &column, 1).await?;
    let last;
    (card.number, card.project_key, last) = store::ranks::next_at_end(&mut work.tx, card.project_id, column.id).await?;
    card.position = spot::rank_between(&mut work, column.id, last.as_deref(), None);
    store::cards::add_card(&mut work.at_end, card.clone());
    if !labels.is_empty() {
        work.write_left().await?; // The view shows them as they are stored.
        let pairs: Vec<_> = labels.into_iter().map(|label| (card.id, label)).collect();
        store::labels::insert_card_labels(&mut work.tx, &pairs).await?;
    }
    let assigned: Vec<_> = people.iter().map(|person| (card.id, person.id)).collect();
    store::cards::add_assignees(&mut work.at_end, &assigned, work.now);
    let view = view::made(&mut work.tx, card, &people, !new.labels.is_empty()).await?;
    record_created(&mut work, &place, &view, &people);
    work.commit().await?;
    Ok(view)
}

/// A card with nothing but a title, on its way into `column`.
pub(super) fn draft(work: &Work, actor: &Actor, place: &Place, column: &Column, title: String) -> Card {
    Card {
        id: CardId::new(),
        project_id: place.project_id,
        board_id: column.board_id,
        column_id: column.id,
        number: 0,
        title,
        description: String::new(),
        position: String::new(),
        priority: Priority::None.rank(),
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
        project_key: String::new(),
        column_kind: column.kind,
    }
}

/// Inserts the card at a spot of the column, under the project's next number. The caller holds the column's lock.
pub(super) async fn insert(work: &mut Work, column: &Column, at: Spot<CardId>, card: &mut Card) -> Result<()> {
    position::check_limit(&mut work.tx, column, 1).await?;
    card.position = spot::find_rank(work, column.id, at, None).await?;
    (card.number, card.project_key) = store::projects::next_card_number(&mut work.tx, card.project_id).await?;
    Ok(store::cards::insert_card(&mut work.tx, card.clone()).await?)
}

async fn check_labels(work: &mut Work, project: ProjectId, labels: &[LabelId]) -> Result<HashSet<LabelId>> {
    let known: HashSet<_> = store::labels::list_of_project(&mut work.tx, project, labels).await?.into_iter().collect();
    let mut fields = Fields::default();
    for (i, _) in labels.iter().enumerate().filter(|(_, label)| !known.contains(label)) {
        fields.complain(&format!("/labels/{i}"), "must be a label of this card's project");
    }
    fields.done()?;
    Ok(known)
}

fn check_assignees(asked: &[UserId], people: &[Person]) -> Result<()> {
    let known: HashSet<_> = people.iter().map(|person| person.id).collect();
    let mut fields = Fields::default();
    for (i, _) in asked.iter().enumerate().filter(|(_, user)| !known.contains(user)) {
        fields.complain(&format!("/assignees/{i}"), "must be someone who can see this board");
    }
    fields.done()
}

pub(super) fn record_created(work: &mut Work, place: &Place, card: &CardView, assigned: &[Person]) {
    work.record(Event::of_card("card.created", place, card.board_id, card.id, json!({"card": card})));
    for person in assigned {
        assign::record_assigned(work, place, card, person);
    }
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
