//! A project as this program gives it out: see `app/exports`. Cards keep their numbers where the project has none yet.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::{
    CARDS_MAX, SIZE_MAX,
    archive::{Archive, ENTRIES_MAX},
    fit,
    lenient::{self, List},
    parcel::{
        BOARDS_MAX, BoardIn, CardIn, ColumnIn, CommentIn, FileIn, ItemIn, LABELS_MAX, LabelIn, PEOPLE_MAX, Parcel, PersonIn,
        ProjectIn,
    },
    reading::too_many,
};
use crate::{
    app::{checklists::ITEMS_MAX, columns::MOST as COLUMNS_MAX, exports::VERSION},
    domain::{ColumnKind, Due, Priority, ProjectStatus, WipMode, moment, text},
};

/// What all files of an archive may unpack to, in bytes; one content may be named by many of them.
const UNPACKED_MAX: u64 = 10 * SIZE_MAX;

#[derive(Deserialize)]
struct Mark {
    format: Option<String>,
    version: Option<i64>,
}

#[derive(Deserialize)]
struct Document {
    project: Project,
    #[serde(default)]
    labels: List<Label, LABELS_MAX>,
    boards: List<Board, 1_000>,
    cards: List<Card, CARDS_MAX>,
    #[serde(default)]
    files: List<File, ENTRIES_MAX>,
    #[serde(default)]
    people: List<Somebody, PEOPLE_MAX>,
}

#[derive(Deserialize)]
struct Project {
    #[serde(default)]
    description: String,
    status: Option<ProjectStatus>,
    deadline: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Label {
    id: String,
    name: String,
    color: String,
}

#[derive(Deserialize)]
struct Board {
    id: String,
    name: String,
    #[serde(default)]
    description: String,
    wip_mode: Option<WipMode>,
    columns: List<Column, 1_000>,
}

#[derive(Deserialize)]
struct Column {
    id: String,
    name: String,
    kind: ColumnKind,
    wip_limit: Option<i64>,
}

#[derive(Deserialize)]
struct Card {
    id: String,
    number: Option<i64>,
    board_id: String,
    column_id: String,
    title: String,
    #[serde(default)]
    description: String,
    priority: Option<Priority>,
    due: Option<String>,
    due_zone: Option<String>,
    archived_at: Option<DateTime<Utc>>,
    created_by: Option<String>,
    #[serde(default)]
    labels: List<String, 500>,
    #[serde(default)]
    assignees: List<String, 500>,
    #[serde(default)]
    watchers: List<String, 500>,
    #[serde(default)]
    checklist: List<Item, 1_000>,
    #[serde(default)]
    comments: List<Comment, 10_000>,
    #[serde(default)]
    files: List<File, 1_000>,
}

#[derive(Deserialize)]
struct Item {
    text: String,
    #[serde(default)]
    done: bool,
}

#[derive(Deserialize)]
struct Comment {
    author: Option<String>,
    body: String,
    #[serde(default, deserialize_with = "lenient::instant")]
    created_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct File {
    id: String,
    name: String,
    created_by: Option<String>,
    path: Option<String>,
}

#[derive(Deserialize)]
struct Somebody {
    handle: String,
    name: String,
    email: Option<String>,
}

/// `archive` is where the contents of its files are, if there is one.
pub fn read(content: &[u8], archive: Option<&mut Archive>) -> Result<Parcel, String> {
    let not_so = "the file is not as this program writes it";
    let mark: Mark = lenient::document(content, not_so)?;
    if mark.format.as_deref() != Some("boardwire") {
        return Err("the file was not given out by this program: its “format” is not “boardwire”".to_owned());
    }
    if mark.version != Some(VERSION) {
        return Err(format!("the file is not of version {VERSION}, which is what is read here"));
    }
    let document: Document = lenient::document(content, not_so)?;
    if document.cards.is_over() {
        return Err(too_many());
    }
    let mut reading = Reading { parcel: Parcel::default(), people: HashMap::new(), archive, unpacked: 0 };
    for somebody in document.people.good("person", &mut reading.parcel.left_out) {
        let name = fit::title(&somebody.name, "person", &mut reading.parcel.left_out).unwrap_or_default();
        let (handle, email) = (somebody.handle.to_lowercase(), somebody.email.map(|email| email.to_lowercase()));
        if let Some(at) = reading.parcel.person(PersonIn { name, handle: handle.clone(), email }) {
            reading.people.insert(handle, at);
        }
    }
    let deadline = document.project.deadline.and_then(moment::day);
    if let Some(other) = document.project.deadline.filter(|_| deadline.is_none()) {
        reading.parcel.left_out.one("deadline", &other.to_string(), moment::WANTED);
    }
    reading.parcel.project = Some(ProjectIn {
        description: fit::body(&document.project.description, "project", "", &mut reading.parcel.left_out),
        status: document.project.status.unwrap_or(ProjectStatus::Pending),
        deadline,
    });
    let labels = reading.labels(document.labels);
    let columns = reading.boards(document.boards);
    reading.cards(document.cards, &labels, &columns);
    reading.files(document.files, None);
    Ok(reading.parcel)
}

struct Reading<'a> {
    parcel: Parcel,
    people: HashMap<String, usize>,
    archive: Option<&'a mut Archive>,
    /// How much the contents that are to be brought in say that they unpack to.
    unpacked: u64,
}

/// The board and column that a card's two ids name.
type Columns = HashMap<(String, String), (usize, usize)>;

impl Reading<'_> {
    fn person(&mut self, handle: &str) -> Option<usize> {
        let key = handle.to_lowercase();
        if let Some(at) = self.people.get(&key) {
            return Some(*at);
        }
        let at = self.parcel.person(PersonIn { name: handle.to_owned(), handle: key.clone(), email: None })?;
        self.people.insert(key, at);
        Some(at)
    }

    /// By their names, which cards wear.
    fn labels(&mut self, labels: List<Label, LABELS_MAX>) -> HashMap<String, usize> {
        let Parcel { left_out, labels: found, .. } = &mut self.parcel;
        let (mut places, mut seen) = (HashMap::new(), HashSet::new());
        for label in labels.good("label", left_out) {
            let Some(name) = fit::title(&label.name, "label", left_out) else {
                left_out.one("label", &label.id, "has no name");
                continue;
            };
            let key = label.name.to_lowercase();
            let Ok(color) = text::color(&label.color) else {
                left_out.one("label", &name, "has a color that is none");
                continue;
            };
            if !seen.insert(label.id.clone()) {
                left_out.one("label", &name, "has the same id as another");
                continue;
            }
            if places.contains_key(&key) {
                left_out.one("label", &name, "has the same name as another: the two are one");
                continue;
            }
            places.insert(key, found.len());
            found.push(LabelIn { foreign: fit::foreign(&label.id), name, color });
        }
        places
    }

    fn boards(&mut self, boards: List<Board, 1_000>) -> Columns {
        let Parcel { left_out, boards: found, .. } = &mut self.parcel;
        let mut places = Columns::new();
        let mut seen = HashSet::new();
        for board in boards.good("board", left_out) {
            let Some(name) = fit::title(&board.name, "board", left_out) else {
                left_out.one("board", &board.id, "has no name");
                continue;
            };
            if !seen.insert(board.id.clone()) || found.len() >= BOARDS_MAX {
                left_out.one("board", &name, format!("has the same id as another, or is more than {BOARDS_MAX} boards"));
                continue;
            }
            let mut columns = Vec::new();
            for column in board.columns.good("column", left_out) {
                let Some(name) = fit::title(&column.name, "column", left_out) else {
                    left_out.one("column", &column.id, "has no name");
                    continue;
                };
                let key = (board.id.clone(), column.id);
                if places.contains_key(&key) || columns.len() >= COLUMNS_MAX {
                    left_out.one("column", &name, format!("has the same id as another, or is more than {COLUMNS_MAX} columns"));
                    continue;
                }
                let wip_limit = column.wip_limit.filter(|limit| (1..=10_000).contains(limit));
                columns.push(ColumnIn { foreign: fit::foreign(&key.1), name, kind: column.kind, wip_limit });
                places.insert(key, (found.len(), columns.len() - 1));
            }
            found.push(BoardIn {
                foreign: fit::foreign(&board.id),
                description: fit::body(&board.description, "board", &name, left_out),
                name,
                wip_mode: board.wip_mode.unwrap_or(WipMode::Warn),
                columns,
                by_name: false,
            });
        }
        places
    }

    fn cards(&mut self, cards: List<Card, CARDS_MAX>, labels: &HashMap<String, usize>, columns: &Columns) {
        let mut seen = HashSet::new();
        for card in cards.good("card", &mut self.parcel.left_out) {
            let place = columns.get(&(card.board_id.clone(), card.column_id.clone()));
            let why = match place {
                None => "is in a column that the file does not have",
                Some(_) if card.id.is_empty() || !seen.insert(card.id.clone()) => "has the same id as another, or none",
                Some(place) => {
                    self.card(card, *place, labels);
                    continue;
                }
            };
            self.parcel.left_out.one("card", &card.title, why);
        }
        self.parcel.cards.sort_by_key(|card| (card.board, card.column));
    }

    fn card(&mut self, card: Card, (board, column): (usize, usize), labels: &HashMap<String, usize>) {
        let left_out = &mut self.parcel.left_out;
        let Some(title) = fit::title(&card.title, "card", left_out) else {
            return left_out.one("card", &card.id, "has no title");
        };
        let mut made = CardIn::new(fit::foreign(&card.id), board, column, title);
        made.number = card.number.filter(|number| (1..=1_000_000_000).contains(number));
        made.description = fit::body(&card.description, "card", &made.title, left_out);
        made.priority = card.priority.unwrap_or(Priority::None);
        made.archived = card.archived_at.is_some();
        if let Some(due) = card.due {
            let zone = card.due_zone.and_then(|zone| zone.parse().ok()).unwrap_or(chrono_tz::UTC);
            made.due = Due::parse(&due, zone);
            if made.due.is_none() {
                left_out.one("due date", &made.title, "is no date");
            }
        }
        for label in card.labels.good("label", left_out) {
            match labels.get(&label.to_lowercase()) {
                Some(at) => made.labels.push(*at),
                None => left_out.one("label", &label, "is on a card, and not in the file"),
            }
        }
        for item in card.checklist.good("checklist item", left_out) {
            match fit::item(&item.text, left_out) {
                Some(text) if made.checklist.len() < ITEMS_MAX => made.checklist.push(ItemIn { text, done: item.done }),
                Some(_) => left_out.some("checklist item", 1, format!("a card has at most {ITEMS_MAX}")),
                None => left_out.some("checklist item", 1, "is empty"),
            }
        }
        let mut said = Vec::new();
        for comment in card.comments.good("comment", &mut self.parcel.left_out) {
            if comment.body.trim().is_empty() {
                self.parcel.left_out.some("comment", 1, "has no text");
                continue;
            }
            let body = fit::body(&comment.body, "comment", &made.title, &mut self.parcel.left_out);
            let author = comment.author.and_then(|handle| self.person(&handle));
            said.push(CommentIn { author, body, at: comment.created_at });
        }
        made.take_comments(said, &mut self.parcel.left_out);
        made.creator = card.created_by.and_then(|handle| self.person(&handle));
        let assignees = card.assignees.good("assignee", &mut self.parcel.left_out);
        made.assignees = assignees.iter().filter_map(|handle| self.person(handle)).collect();
        let watchers = card.watchers.good("watcher", &mut self.parcel.left_out);
        made.watchers = watchers.iter().filter_map(|handle| self.person(handle)).collect();
        self.files(card.files, Some(&made.foreign));
        self.parcel.cards.push(made);
    }

    fn files<const MOST: usize>(&mut self, files: List<File, MOST>, card: Option<&str>) {
        for file in files.good("file", &mut self.parcel.left_out) {
            let size = match (&mut self.archive, &file.path) {
                (Some(archive), Some(path)) => archive.size(path),
                _ => None,
            };
            let path = match (file.path, size) {
                (Some(path), Some(size)) if self.parcel.files.len() < ENTRIES_MAX && self.unpacked + size <= UNPACKED_MAX => {
                    self.unpacked += size;
                    path
                }
                (_, Some(_)) => {
                    let why = format!("unpacks, with those before it, to more than {UNPACKED_MAX} bytes or {ENTRIES_MAX} files");
                    self.parcel.left_out.one("file", &file.name, why);
                    continue;
                }
                (_, None) => {
                    self.parcel.left_out.one("file", &file.name, "its content is not in what was sent");
                    continue;
                }
            };
            let creator = file.created_by.and_then(|handle| self.person(&handle));
            let foreign = fit::foreign(&file.id);
            self.parcel.files.push(FileIn { foreign, card: card.map(str::to_owned), name: file.name, creator, path });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn a_content_that_many_files_name_is_unpacked_so_often_as_all_may_take() {
        const SIZE: u64 = 20_000_000;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("x", SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        for _ in 0..SIZE / 1_000_000 {
            zip.write_all(&vec![0; 1_000_000]).unwrap();
        }
        let mut archive = Archive::open(zip.finish().unwrap().into_inner().into()).unwrap();
        let files = (0..20).map(|at| format!(r#"{{"id": "{at}", "name": "f", "path": "x"}}"#)).collect::<Vec<_>>().join(",");
        let text = r#"{"format": "boardwire", "version": 1, "project": {}, "boards": [], "cards": [], "files": ["#;
        let parcel = read(format!("{text}{files}]}}").as_bytes(), Some(&mut archive)).unwrap();
        assert_eq!(parcel.files.len() as u64, UNPACKED_MAX / SIZE);
        let told = parcel.left_out.into_entries();
        assert_eq!(told.iter().map(|entry| entry.count).sum::<i64>(), 20 - i64::try_from(UNPACKED_MAX / SIZE).unwrap());
        assert!(told[0].why.contains("more than 250000000 bytes"), "{told:?}");
    }
}
