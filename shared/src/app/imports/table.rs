//! A table with a card in each row, whose first row names the columns. What this program writes is read back as it was;
//! what other programs write is read as far as their words are known here.

use std::collections::{BTreeMap, HashMap};

use chrono_tz::Tz;
use csv::{ByteRecord, ReaderBuilder};
use sha2::{Digest, Sha256};

use super::{
    CARDS_MAX, fit,
    parcel::{BoardIn, CardIn, ColumnIn, ItemIn, LabelIn, Parcel, PersonIn},
    reading::too_many,
};
use crate::{
    app::{checklists::ITEMS_MAX, columns::MOST as COLUMNS_MAX},
    domain::{ColumnKind, Due, Priority, WipMode, csv_text},
    keys,
};

/// What a column of the table is, by the names that people give it.
fn field(name: &str) -> Option<&'static str> {
    let name = csv_text::restored(name).trim().to_lowercase().replace([' ', '-'], "_");
    Some(match name.as_str() {
        "id" => "id",
        "board" => "board",
        "column" | "list" => "column",
        "status" | "state" => "status",
        "title" | "name" | "summary" | "card" => "title",
        "description" | "desc" | "notes" | "body" => "description",
        "priority" => "priority",
        "due" | "due_date" | "deadline" => "due",
        "labels" | "label" | "tags" => "labels",
        "assignees" | "assignee" | "assigned_to" | "members" => "assignees",
        "archived" => "archived",
        "checklist" => "checklist",
        // What this program writes, and decides itself when it reads.
        "key" | "completed_at" | "archived_at" | "created_at" | "updated_at" => "",
        _ => return None,
    })
}

pub fn read(content: &[u8], file_name: &str, zone: Tz) -> Result<Parcel, String> {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let mut rows = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(content)).from_reader(content);
    let mut reading = Reading { zone, parcel: Parcel::default(), boards: HashMap::new(), twins: HashMap::new() };
    let mut lines = Lines { content, seen: 0, line: 1 };
    let mut row = ByteRecord::new();
    let mut fields: Option<Vec<Option<&'static str>>> = None;
    while rows.read_byte_record(&mut row).map_err(|_| "the file is no CSV")? {
        let at = row.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or_default();
        let Some(fields) = &fields else {
            fields = Some(reading.header(&row, file_name)?);
            continue;
        };
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if let Err(why) = reading.row(fields, &row) {
            reading.parcel.left_out.one("row", &format!("line {}", lines.at(at)), why);
        }
        if reading.parcel.cards.len() > CARDS_MAX {
            return Err(too_many());
        }
    }
    if fields.is_none() {
        return Err("the file is empty: its first row must name the columns".to_owned());
    }
    let mut parcel = reading.parcel;
    parcel.cards.sort_by_key(|card| (card.board, card.column));
    Ok(parcel)
}

/// The sign between cells, which the first line has most of.
fn delimiter(content: &[u8]) -> u8 {
    let first = content.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |sign: u8| first.split(|byte| *byte == sign).count();
    [b';', b'\t'].into_iter().fold(b',', |best, sign| if count(sign) > count(best) { sign } else { best })
}

/// Counts lines as an editor shows them; the reader begins a row where the one before ended, which may be in a line's end.
struct Lines<'a> {
    content: &'a [u8],
    seen: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let ends = self.content.iter().skip(byte).take_while(|byte| matches!(**byte, b'\n' | b'\r')).count();
        let next = self.content.get(self.seen..byte + ends).unwrap_or_default();
        self.line += next.split(|byte| *byte == b'\n').count() - 1;
        self.seen = self.seen.max(byte + ends);
        self.line
    }
}

struct Reading {
    zone: Tz,
    parcel: Parcel,
    boards: HashMap<String, usize>,
    /// How often a row with the same cells has come.
    twins: HashMap<String, usize>,
}

impl Reading {
    fn header(&mut self, row: &ByteRecord, file_name: &str) -> Result<Vec<Option<&'static str>>, String> {
        let names: Vec<_> = row.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let mut fields: Vec<_> = names.iter().map(|name| field(name)).collect();
        if !fields.contains(&Some("title")) {
            return Err(format!("the first row of {file_name} names no column “title”"));
        }
        for at in 0..fields.len() {
            let twice = fields[at].is_some_and(|this| !this.is_empty()) && fields[..at].contains(&fields[at]);
            let why = match fields[at] {
                Some(_) if twice => "is there already, by this or another name",
                None if !names[at].trim().is_empty() => "is a column that cards have no place for",
                _ => continue,
            };
            fields[at] = None;
            self.parcel.left_out.one("column", &names[at], why);
        }
        Ok(fields)
    }

    fn row(&mut self, fields: &[Option<&'static str>], row: &ByteRecord) -> Result<(), String> {
        let mut cells = BTreeMap::new();
        for (at, cell) in row.iter().enumerate() {
            let text = std::str::from_utf8(cell).map_err(|_| "is not in UTF-8")?;
            match fields.get(at) {
                Some(Some(name)) if !name.is_empty() => _ = cells.insert(*name, csv_text::restored(text)),
                None if !text.trim().is_empty() => return Err("has more cells than the first row".to_owned()),
                _ => {}
            }
        }
        let cell = |name: &str| cells.get(name).copied().unwrap_or_default();
        let word = |name: &str| cell(name).trim().to_lowercase();
        let left_out = &mut self.parcel.left_out;
        let title = fit::title(cell("title"), "card", left_out).ok_or("has no title")?;
        let priority = match word("priority").as_str() {
            "" => Priority::None,
            other => other.parse().map_err(|_| format!("has the priority “{other}”, which there is not"))?,
        };
        let archived = match word("archived").as_str() {
            "" | "false" | "no" | "0" => false,
            "true" | "yes" | "1" | "x" => true,
            other => return Err(format!("says “{other}” where it is archived or not: must be true or false")),
        };
        let due = match cell("due").trim() {
            "" => None,
            due => Some(Due::parse(due, self.zone).ok_or_else(|| format!("is due on “{due}”, which is no date"))?),
        };
        let kind = match word("status").as_str() {
            "" => None,
            status => status.parse::<ColumnKind>().ok(),
        };
        let description = fit::body(cell("description"), "card", &title, left_out);
        let labels = list(cell("labels"));
        let assignees = list(cell("assignees"));
        let checklist = checklist(cell("checklist"), left_out);
        let id = self.identity(&cells);
        let board = self.board(cell("board"));
        let column = self.column(board, cell("column"), kind)?;
        let mut card = CardIn::new(id, board, column, title);
        (card.description, card.priority, card.archived, card.due) = (description, priority, archived, due);
        card.checklist = checklist;
        for name in labels {
            if let Some(at) = self.label(&name)
                && !card.labels.contains(&at)
            {
                card.labels.push(at);
            }
        }
        for name in assignees {
            let at = self.parcel.person(named(&name));
            if !card.assignees.contains(&at) {
                card.assignees.push(at);
            }
        }
        self.parcel.cards.push(card);
        Ok(())
    }

    /// The row's id, or what is in it: of rows with the same cells, each time another.
    fn identity(&mut self, cells: &BTreeMap<&str, &str>) -> String {
        if let Some(id) = cells.get("id").map(|id| id.trim()).filter(|id| !id.is_empty()) {
            let twin = self.twins.entry(format!("id {id}")).or_default();
            *twin += 1;
            return if *twin == 1 { fit::foreign(id) } else { fit::foreign(&format!("{id} {twin}")) };
        }
        let mut digest = Sha256::new();
        for (name, cell) in cells {
            digest.update(format!("{name}\0{}\0", cell.trim()));
        }
        let digest = keys::hex(&digest.finalize());
        let twin = self.twins.entry(digest.clone()).or_default();
        *twin += 1;
        format!("row {digest} {twin}")
    }

    fn board(&mut self, name: &str) -> usize {
        let name = fit::title(name, "board", &mut self.parcel.left_out).unwrap_or_default();
        *self.boards.entry(name.to_lowercase()).or_insert_with(|| {
            self.parcel.boards.push(BoardIn {
                foreign: fit::foreign(&name.to_lowercase()),
                name,
                description: String::new(),
                wip_mode: WipMode::Warn,
                columns: Vec::new(),
                by_name: true,
            });
            self.parcel.boards.len() - 1
        })
    }

    /// The board's column of this name; without a name, one of this kind.
    fn column(&mut self, board: usize, name: &str, kind: Option<ColumnKind>) -> Result<usize, String> {
        let name = fit::title(name, "column", &mut self.parcel.left_out).unwrap_or_default();
        let columns = &mut self.parcel.boards[board].columns;
        let same = |column: &ColumnIn| {
            column.name.to_lowercase() == name.to_lowercase() && (!name.is_empty() || kind.is_none_or(|kind| column.kind == kind))
        };
        if let Some(at) = columns.iter().position(same) {
            return Ok(at);
        }
        if columns.len() >= COLUMNS_MAX {
            return Err(format!("is in the {}th column of its board, which may have {COLUMNS_MAX}", COLUMNS_MAX + 1));
        }
        let kind = kind.unwrap_or_else(|| fit::kind(&name));
        let foreign = fit::foreign(&format!("{} {} {}", self.parcel.boards[board].foreign, kind, name.to_lowercase()));
        self.parcel.boards[board].columns.push(ColumnIn { foreign, name, kind, wip_limit: None });
        Ok(self.parcel.boards[board].columns.len() - 1)
    }

    fn label(&mut self, name: &str) -> Option<usize> {
        let name = fit::title(name, "label", &mut self.parcel.left_out)?;
        let key = name.to_lowercase();
        let known = self.parcel.labels.iter().position(|label| label.name.to_lowercase() == key);
        Some(known.unwrap_or_else(|| {
            self.parcel.labels.push(LabelIn { foreign: fit::foreign(&key), name, color: "#8590a2".to_owned() });
            self.parcel.labels.len() - 1
        }))
    }
}

/// The names in a cell, which is itself a line of CSV, with blanks where people put them: `bug, "one, with a comma"`.
fn list(cell: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = cell.trim_start();
    while !rest.is_empty() {
        let mut name = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            while let Some((before, after)) = quoted.split_once('"') {
                name.push_str(before);
                quoted = after;
                match quoted.strip_prefix('"') {
                    Some(more) => {
                        name.push('"');
                        quoted = more;
                    }
                    None => break,
                }
            }
            rest = quoted;
        }
        let (before, after) = rest.split_once([',', '\n']).unwrap_or((rest, ""));
        name.push_str(before);
        rest = after.trim_start();
        if !name.trim().is_empty() {
            names.push(name.trim().to_owned());
        }
    }
    names
}

/// Somebody by their handle or address.
fn named(name: &str) -> PersonIn {
    let key = name.trim_start_matches('@').to_lowercase();
    if key.contains('@') {
        PersonIn { name: name.to_owned(), handle: String::new(), email: Some(key) }
    } else {
        PersonIn { name: name.to_owned(), handle: key, email: None }
    }
}

/// Lines such as `[x] done` and `[ ] to do`; others are to do.
fn checklist(cell: &str, left_out: &mut super::LeftOut) -> Vec<ItemIn> {
    let mut items = Vec::new();
    for line in cell.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.trim();
        let (text, done) = match (line.strip_prefix("[x]").or(line.strip_prefix("[X]")), line.strip_prefix("[ ]")) {
            (Some(text), _) => (text, true),
            (None, Some(text)) => (text, false),
            (None, None) => (line, false),
        };
        match fit::item(text, left_out) {
            Some(text) if items.len() < ITEMS_MAX => items.push(ItemIn { text, done }),
            Some(_) => left_out.some("checklist item", 1, format!("a card has at most {ITEMS_MAX}")),
            None => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_a_cell_are_read_as_people_write_them() {
        for (cell, names) in [
            ("", &[][..]),
            ("bug", &["bug"]),
            (" bug ,ui,, ", &["bug", "ui"]),
            ("bug, \"a, b\" ,\"say \"\"hi\"\"\"", &["bug", "a, b", "say \"hi\""]),
            ("\"never closed, a", &["never closed", "a"]),
            ("it\"s", &["it\"s"]),
        ] {
            assert_eq!(list(cell), names, "{cell}");
        }
    }

    #[test]
    fn the_sign_between_cells_is_what_the_first_line_has_most_of() {
        for (table, sign) in [("a,b\n1;2;3", b','), ("a;b,c;d", b';'), ("a\tb\tc", b'\t'), ("a", b',')] {
            assert_eq!(delimiter(table.as_bytes()), sign, "{table}");
        }
    }
}
