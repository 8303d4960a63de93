//! The cards as a table: one row each, in the order of boards and columns. It is read back by `app/imports/table.rs`; what
//! has no cell (comments, files, watchers) is in the document only.

use chrono::{DateTime, SecondsFormat, Utc};
use csv::{Terminator, WriterBuilder};

use super::{
    Source,
    cards::{Pages, Whole},
    pipe::{Pipe, Stop},
};
use crate::domain::{Priority, csv_text::Table, due, text};

const COLUMNS: [&str; 16] = [
    "id",
    "key",
    "board",
    "column",
    "status",
    "title",
    "description",
    "priority",
    "due",
    "labels",
    "assignees",
    "checklist",
    "archived",
    "completed_at",
    "created_at",
    "updated_at",
];

pub async fn write(source: &mut Source, pipe: &mut Pipe) -> Result<(), Stop> {
    let mut table = Table::headed(&COLUMNS);
    let mut pages = Pages::default();
    while let Some((board, column, page)) = pages.next(source).await? {
        let (board, columns) = &source.boards[board];
        for whole in page {
            table.push(cells(&board.name, &columns[column].name, whole));
        }
        pipe.write(&table.take())?;
        pipe.flush().await?;
    }
    pipe.write(&table.take())
}

fn cells(board: &str, column: &str, whole: Whole) -> [String; 16] {
    let card = whole.card;
    let time = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let item = |item: crate::store::checklists::Item| format!("[{}] {}", if item.done { "x" } else { " " }, item.text);
    [
        card.id.to_string(),
        text::card_key(&card.project_key, card.number),
        board.to_owned(),
        column.to_owned(),
        card.column_kind.to_string(),
        card.title,
        card.description,
        Priority::from_rank(card.priority).to_string(),
        due::text(card.due_date, card.due_at).unwrap_or_default(),
        list(whole.labels.into_iter().map(|label| label.name)),
        list(whole.assignees.into_iter().map(|person| person.handle)),
        whole.checklist.into_iter().map(item).collect::<Vec<_>>().join("\n"),
        card.archived_at.is_some().to_string(),
        card.completed_at.map(time).unwrap_or_default(),
        time(card.created_at),
        time(card.updated_at),
    ]
}

/// Names in one cell: a line of CSV itself, so that a name may have commas.
fn list(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return String::new();
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(&names);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default().trim_end_matches('\n').to_owned()
}
