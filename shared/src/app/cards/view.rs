//! A card as everyone sees it: over HTTP, on sockets and in events.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    app::{AppError, Result, people::Person},
    domain::{BoardId, CardId, ColumnId, ColumnKind, LabelId, Priority, ProjectId, UserId, due, text},
    store::{
        self, Tx,
        cards::{Assignee, Card},
        labels::CardLabel,
    },
};

#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    pub id: CardId,
    /// Its short key, such as WEB-12.
    pub key: String,
    pub project_id: ProjectId,
    pub board_id: BoardId,
    pub column_id: ColumnId,
    /// Its column's kind.
    pub status: ColumnKind,
    pub title: String,
    /// Markdown.
    pub description: String,
    /// Opaque; the cards of a column are in the bytewise order of it.
    pub position: String,
    pub priority: Priority,
    /// What was set: a date (all day, in the setter's time zone) or a date-time.
    pub due: Option<String>,
    /// The instant it falls due.
    pub due_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    pub archived_at: Option<DateTime<Utc>>,
    pub assignees: Vec<AssigneeView>,
    pub watchers_count: i64,
    pub labels: Vec<LabelOnCard>,
    pub checklist: ChecklistCount,
    pub comments_count: i64,
    pub files_count: i64,
    pub version: i64,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AssigneeView {
    pub id: UserId,
    pub name: String,
    pub handle: String,
    pub assigned_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LabelOnCard {
    pub id: LabelId,
    pub name: String,
    pub color: String,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct ChecklistCount {
    pub done: i64,
    pub total: i64,
}

impl CardView {
    pub(crate) fn new(card: Card, assignees: Vec<Assignee>, labels: Vec<CardLabel>) -> Self {
        Self {
            id: card.id,
            key: text::card_key(&card.project_key, card.number),
            project_id: card.project_id,
            board_id: card.board_id,
            column_id: card.column_id,
            status: card.column_kind,
            title: card.title,
            description: card.description,
            position: card.position,
            priority: Priority::from_rank(card.priority),
            due: due::text(card.due_date, card.due_at),
            due_at: card.due_at,
            completed_at: card.completed_at,
            archived_at: card.archived_at,
            assignees: assignees.into_iter().map(AssigneeView::from).collect(),
            watchers_count: card.watchers_count,
            labels: labels.into_iter().map(LabelOnCard::from).collect(),
            checklist: ChecklistCount { done: card.checklist_done, total: card.checklist_total },
            comments_count: card.comments_count,
            files_count: card.files_count,
            version: card.version,
            created_by: card.creator.into(),
            created_at: card.created_at,
            updated_at: card.updated_at,
        }
    }
}

impl CardView {
    /// The same card after a move: who works on it and its labels are as they were.
    pub(super) fn placed(self, card: Card) -> Self {
        Self { assignees: self.assignees, labels: self.labels, ..Self::new(card, Vec::new(), Vec::new()) }
    }
}

impl From<Assignee> for AssigneeView {
    fn from(row: Assignee) -> Self {
        Self { id: row.user_id, name: row.name, handle: row.handle, assigned_at: row.assigned_at }
    }
}

impl From<CardLabel> for LabelOnCard {
    fn from(row: CardLabel) -> Self {
        Self { id: row.label_id, name: row.name, color: row.color }
    }
}

/// Puts cards together with their assignees and labels, which come in one list each.
pub(crate) fn views(cards: Vec<Card>, assignees: Vec<Assignee>, labels: Vec<CardLabel>) -> Vec<CardView> {
    let mut people: HashMap<CardId, Vec<Assignee>> = HashMap::new();
    for assignee in assignees {
        people.entry(assignee.card_id).or_default().push(assignee);
    }
    let mut tags: HashMap<CardId, Vec<CardLabel>> = HashMap::new();
    for label in labels {
        tags.entry(label.card_id).or_default().push(label);
    }
    let put = |card: Card| {
        let id = card.id;
        CardView::new(card, people.remove(&id).unwrap_or_default(), tags.remove(&id).unwrap_or_default())
    };
    cards.into_iter().map(put).collect()
}

/// The card as it is inside this transaction.
pub(crate) async fn current(tx: &mut Tx, card: Card) -> Result<CardView> {
    let assignees = store::cards::list_assignees(&mut *tx, &[card.id]).await?;
    let labels = store::labels::list_of_cards(&mut *tx, &[card.id]).await?;
    Ok(CardView::new(card, assignees, labels))
}

/// A card that has just been made, assigned to these people: as [`current`] would find it.
pub(super) async fn made(tx: &mut Tx, card: Card, people: &[Person], has_labels: bool) -> Result<CardView> {
    let labels = if has_labels { store::labels::list_of_cards(&mut *tx, &[card.id]).await? } else { Vec::new() };
    let mut view = CardView::new(card, Vec::new(), labels);
    let assigned_at = view.created_at;
    view.assignees = people
        .iter()
        .map(|person| AssigneeView { id: person.id, name: person.name.clone(), handle: person.handle.clone(), assigned_at })
        .collect();
    view.assignees.sort_by_key(|assignee| assignee.id.0);
    Ok(view)
}

/// As [`current`], of many cards with two queries.
pub(super) async fn current_of(tx: &mut Tx, cards: Vec<Card>) -> Result<Vec<CardView>> {
    let ids: Vec<CardId> = cards.iter().map(|card| card.id).collect();
    let assignees = store::cards::list_assignees(&mut *tx, &ids).await?;
    let labels = store::labels::list_of_cards(&mut *tx, &ids).await?;
    Ok(views(cards, assignees, labels))
}

/// The card as everyone sees it, inside this transaction.
pub(crate) async fn find(tx: &mut Tx, id: CardId) -> Result<CardView> {
    let card = store::cards::find_card(&mut *tx, id).await?.ok_or(AppError::NotFound("card"))?;
    current(tx, card).await
}
