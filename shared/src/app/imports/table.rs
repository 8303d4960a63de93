//! A table with a card in each row, whose first row names the columns. What this program writes is read back as it was;
//! what other programs write is read as far as their words are known here.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono_tz::Tz;
use csv::{ByteRecord, ReaderBuilder};
use sha2::{Digest, Sha256};

use super::{
    CARDS_MAX,
    cells::{checklist, named, names},
    fit,
    parcel::{BOARDS_MAX, BoardIn, CardIn, ColumnIn, LABELS_MAX, LabelIn, Parcel},
    reading::too_many,
};
use crate::{
    app::columns::MOST as COLUMNS_MAX,
    domain::{ColumnKind, Due, Priority, WipMode, csv_text},
    keys,
};

/// The most columns that a table may have.
const COLUMNS_OF_TABLE_MAX: usize = 1_000;
/// The most cells that a line may have, and signs between cells in its texts: a row is read whole, and what is noted of each
/// cell is more than an empty one takes in the file.
const CELLS_MAX: usize = 100_000;

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
    let sign = delimiter(content);
    if is_wide(content, sign) {
        return Err(format!("a line of the file has more than {CELLS_MAX} cells"));
    }
    let mut rows = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sign).from_reader(content);
    let mut reading = Reading::new(zone);
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

/// Whether a line has more signs between cells than any should. Whether they stand in quotes is not asked, so that no quote
/// can hide them.
fn is_wide(content: &[u8], sign: u8) -> bool {
    let mut lines = content.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.any(|line| line.split(|byte| *byte == sign).nth(CELLS_MAX).is_some())
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
    /// By their boards and names, or where they have none, by their boards and kinds.
    columns: HashMap<(usize, Option<ColumnKind>, String), usize>,
    labels: HashMap<String, usize>,
    /// How often a row with the same id, or the same cells, has come.
    twins: HashMap<String, usize>,
    /// What rows are called by.
    taken: HashSet<String>,
}

impl Reading {
    fn new(zone: Tz) -> Self {
        Self {
            zone,
            parcel: Parcel::default(),
            boards: HashMap::new(),
            columns: HashMap::new(),
            labels: HashMap::new(),
            twins: HashMap::new(),
            taken: HashSet::new(),
        }
    }

    fn header(&mut self, row: &ByteRecord, file_name: &str) -> Result<Vec<Option<&'static str>>, String> {
        if row.len() > COLUMNS_OF_TABLE_MAX {
            return Err(format!("the first row of {file_name} names more than {COLUMNS_OF_TABLE_MAX} columns"));
        }
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
        let status = cell("status").trim();
        let kind = fit::status(status);
        if kind.is_none() && !status.is_empty() {
            left_out.one("status", status, "is none that is known here: the card is where its column says, else to do");
        }
        let description = fit::body(cell("description"), "card", &title, left_out);
        let labels = names(cell("labels"), "label", left_out);
        let assignees = names(cell("assignees"), "assignee", left_out);
        let checklist = checklist(cell("checklist"), left_out);
        let id = self.identity(&cells);
        let board = self.board(cell("board"))?;
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
            if let Some(at) = self.parcel.person(named(&name))
                && !card.assignees.contains(&at)
            {
                card.assignees.push(at);
            }
        }
        self.parcel.cards.push(card);
        Ok(())
    }

    /// The row's id, or what is in it; of rows with the same, each time another. No two rows get the same.
    fn identity(&mut self, cells: &BTreeMap<&str, &str>) -> String {
        let id = cells.get("id").map(|id| id.trim()).filter(|id| !id.is_empty());
        let stem = id.map_or_else(|| contents(cells), str::to_owned);
        let twin = self.twins.entry(stem.clone()).or_default();
        loop {
            *twin += 1;
            let named = match (id, *twin) {
                (Some(id), 1) => fit::foreign(id),
                // With a sign that is in no id which somebody typed.
                (Some(id), twin) => fit::foreign(&format!("{id}\u{1F}{twin}")),
                (None, twin) => format!("{stem} {twin}"),
            };
            if self.taken.insert(named.clone()) {
                return named;
            }
        }
    }

    fn board(&mut self, name: &str) -> Result<usize, String> {
        let name = fit::title(name, "board", &mut self.parcel.left_out).unwrap_or_default();
        let key = name.to_lowercase();
        if let Some(at) = self.boards.get(&key) {
            return Ok(*at);
        }
        let at = self.parcel.boards.len();
        if at >= BOARDS_MAX {
            return Err(format!("is on one more than the {BOARDS_MAX} boards that one file may hold"));
        }
        self.parcel.boards.push(BoardIn {
            foreign: fit::foreign(&key),
            name,
            description: String::new(),
            wip_mode: WipMode::Warn,
            columns: Vec::new(),
            by_name: true,
        });
        self.boards.insert(key, at);
        Ok(at)
    }

    /// The board's column of this name; without a name, one of this kind, or one of what is to do.
    fn column(&mut self, board: usize, name: &str, kind: Option<ColumnKind>) -> Result<usize, String> {
        let name = fit::title(name, "column", &mut self.parcel.left_out).unwrap_or_default();
        let kind = kind.unwrap_or_else(|| fit::kind(&name));
        let key = (board, Some(kind).filter(|_| name.is_empty()), name.to_lowercase());
        if let Some(at) = self.columns.get(&key) {
            return Ok(*at);
        }
        let BoardIn { foreign, columns, .. } = &mut self.parcel.boards[board];
        if columns.len() >= COLUMNS_MAX {
            return Err(format!("is in the {}th column of its board, which may have {COLUMNS_MAX}", COLUMNS_MAX + 1));
        }
        let foreign = fit::foreign(&format!("{foreign} {kind} {}", key.2));
        columns.push(ColumnIn { foreign, name, kind, wip_limit: None });
        self.columns.insert(key, columns.len() - 1);
        Ok(columns.len() - 1)
    }

    fn label(&mut self, name: &str) -> Option<usize> {
        let name = fit::title(name, "label", &mut self.parcel.left_out)?;
        let key = name.to_lowercase();
        if let Some(known) = self.labels.get(&key) {
            return Some(*known);
        }
        if self.parcel.labels.len() >= LABELS_MAX {
            self.parcel.left_out.one("label", &name, format!("is more than the {LABELS_MAX} labels that one file may hold"));
            return None;
        }
        let at = self.parcel.labels.len();
        self.parcel.labels.push(LabelIn { foreign: fit::foreign(&key), name, color: "#8590a2".to_owned() });
        self.labels.insert(key, at);
        Some(at)
    }
}

/// What stands in a row, in short.
fn contents(cells: &BTreeMap<&str, &str>) -> String {
    let mut digest = Sha256::new();
    for (name, cell) in cells {
        digest.update(format!("{name}\0{}\0", cell.trim()));
    }
    format!("row {}", keys::hex(&digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_very_many_cells_is_refused_whatever_quotes_stand_in_it() {
        let wide = |before: &str| format!("title\n{before}{}\n", ",".repeat(CELLS_MAX + 1));
        for before in ["", "a\"", "\"a"] {
            let said = read(wide(before).as_bytes(), "f", chrono_tz::UTC).unwrap_err();
            assert!(said.contains("more than 100000 cells"), "{said}");
        }
        let many = format!("title,x\n{}", "a,\n".repeat(CELLS_MAX / 10));
        assert_eq!(read(many.as_bytes(), "f", chrono_tz::UTC).unwrap().cards.len(), CELLS_MAX / 10);
    }

    #[test]
    fn the_sign_between_cells_is_what_the_first_line_has_most_of() {
        for (table, sign) in [("a,b\n1;2;3", b','), ("a;b,c;d", b';'), ("a\tb\tc", b'\t'), ("a", b',')] {
            assert_eq!(delimiter(table.as_bytes()), sign, "{table}");
        }
    }
}
