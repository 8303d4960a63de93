//! A card as a line of a report. Its members are named as in a card; what is long is left out.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    app::{Ctx, Result, people::Person},
    domain::{BoardId, CardId, ColumnId, ColumnKind, Priority, ProjectId, due, text},
    store::{self, reports::CardLine as Row},
};

#[derive(Clone, Debug, Serialize)]
pub struct CardLine {
    pub id: CardId,
    pub key: String,
    pub project_id: ProjectId,
    pub board_id: BoardId,
    pub column_id: ColumnId,
    pub status: ColumnKind,
    pub title: String,
    pub priority: Priority,
    pub due: Option<String>,
    pub due_at: Option<DateTime<Utc>>,
    pub assignees: Vec<Person>,
    pub updated_at: DateTime<Utc>,
}

/// The lines of several lists, with who is assigned to all of their cards: one query.
pub(super) async fn lines<const N: usize>(ctx: &Ctx, lists: [Vec<Row>; N]) -> Result<[Vec<CardLine>; N]> {
    let mut ids: Vec<CardId> = lists.iter().flatten().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut people: HashMap<CardId, Vec<Person>> = HashMap::new();
    for one in store::cards::list_assignees(&ctx.db, &ids).await? {
        people.entry(one.card_id).or_default().push(Person { id: one.user_id, name: one.name, handle: one.handle });
    }
    let line = |row: Row| {
        let assignees = people.get(&row.id).cloned().unwrap_or_default();
        CardLine::new(row, assignees)
    };
    Ok(lists.map(|rows| rows.into_iter().map(line).collect()))
}

impl CardLine {
    fn new(row: Row, assignees: Vec<Person>) -> Self {
        Self {
            id: row.id,
            key: text::card_key(&row.project_key, row.number),
            project_id: row.project_id,
            board_id: row.board_id,
            column_id: row.column_id,
            status: row.column_kind,
            title: row.title,
            priority: Priority::from_rank(row.priority),
            due: due::text(row.due_date, row.due_at),
            due_at: row.due_at,
            assignees,
            updated_at: row.updated_at,
        }
    }
}
