//! A project as this program gives it out: see `app/exports`. Cards keep their numbers where the project has none yet.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::{
    CARDS_MAX,
    archive::Archive,
    fit,
    lenient::{Element, good, no_json},
    parcel::{BoardIn, CardIn, ColumnIn, CommentIn, FileIn, ItemIn, LabelIn, Parcel, PersonIn, ProjectIn},
    reading::too_many,
};
use crate::{
    app::{checklists::ITEMS_MAX, columns::MOST as COLUMNS_MAX, exports::VERSION},
    domain::{ColumnKind, Due, Priority, ProjectStatus, WipMode, text},
};

/// The most boards that one file may hold.
const BOARDS_MAX: usize = 100;

#[derive(Deserialize)]
struct Mark {
    format: Option<String>,
    version: Option<i64>,
}

#[derive(Deserialize)]
struct Document {
    project: Project,
    #[serde(default)]
    labels: Vec<Element<Label>>,
    boards: Vec<Element<Board>>,
    cards: Vec<Element<Card>>,
    #[serde(default)]
    files: Vec<Element<File>>,
    #[serde(default)]
    people: Vec<Element<Somebody>>,
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
    columns: Vec<Element<Column>>,
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
    labels: Vec<String>,
    #[serde(default)]
    assignees: Vec<String>,
    #[serde(default)]
    watchers: Vec<String>,
    #[serde(default)]
    checklist: Vec<Element<Item>>,
    #[serde(default)]
    comments: Vec<Element<Comment>>,
    #[serde(default)]
    files: Vec<Element<File>>,
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
pub fn read(content: &[u8], archive: Option<&Archive>) -> Result<Parcel, String> {
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let mark: Mark = serde_json::from_slice(content).map_err(|error| no_json(&error))?;
    if mark.format.as_deref() != Some("boardwire") {
        return Err("the file was not given out by this program: its “format” is not “boardwire”".to_owned());
    }
    if mark.version != Some(VERSION) {
        return Err(format!("the file is not of version {VERSION}, which is what is read here"));
    }
    let document: Document = serde_json::from_slice(content).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => format!("the file is not as this program writes it: {error}"),
        _ => no_json(&error),
    })?;
    if document.cards.len() > CARDS_MAX {
        return Err(too_many());
    }
    let mut reading = Reading { parcel: Parcel::default(), people: HashMap::new(), archive };
    let left_out = &mut reading.parcel.left_out;
    let people = good(document.people, |name, why| left_out.one("person", name, why));
    for somebody in people {
        let name = fit::title(&somebody.name, "person", &mut reading.parcel.left_out).unwrap_or_default();
        let (handle, email) = (somebody.handle.to_lowercase(), somebody.email.map(|email| email.to_lowercase()));
        let at = reading.parcel.person(PersonIn { name, handle: handle.clone(), email });
        reading.people.insert(handle, at);
    }
    reading.parcel.project = Some(ProjectIn {
        description: fit::body(&document.project.description, "project", "", &mut reading.parcel.left_out),
        status: document.project.status.unwrap_or(ProjectStatus::Pending),
        deadline: document.project.deadline,
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
    archive: Option<&'a Archive>,
}

/// The board and column that a card's two ids name.
type Columns = HashMap<(String, String), (usize, usize)>;

impl Reading<'_> {
    fn person(&mut self, handle: &str) -> usize {
        let key = handle.to_lowercase();
        if let Some(at) = self.people.get(&key) {
            return *at;
        }
        let at = self.parcel.person(PersonIn { name: handle.to_owned(), handle: key.clone(), email: None });
        self.people.insert(key, at);
        at
    }

    /// By their names, which cards wear.
    fn labels(&mut self, labels: Vec<Element<Label>>) -> HashMap<String, usize> {
        let Parcel { left_out, labels: found, .. } = &mut self.parcel;
        let mut places = HashMap::new();
        for label in good(labels, |name, why| left_out.one("label", name, why)) {
            let Some(name) = fit::title(&label.name, "label", left_out) else {
                left_out.one("label", &label.id, "has no name");
                continue;
            };
            let key = label.name.to_lowercase();
            let Ok(color) = text::color(&label.color) else {
                left_out.one("label", &name, "has a color that is none");
                continue;
            };
            if places.contains_key(&key) {
                left_out.one("label", &name, "has the same name as another: the two are one");
                continue;
            }
            places.insert(key, found.len());
            found.push(LabelIn { foreign: fit::foreign(&label.id), name, color });
        }
        places
    }

    fn boards(&mut self, boards: Vec<Element<Board>>) -> Columns {
        let Parcel { left_out, boards: found, .. } = &mut self.parcel;
        let mut places = Columns::new();
        let mut seen = HashSet::new();
        for board in good(boards, |name, why| left_out.one("board", name, why)) {
            let Some(name) = fit::title(&board.name, "board", left_out) else {
                left_out.one("board", &board.id, "has no name");
                continue;
            };
            if !seen.insert(board.id.clone()) || found.len() >= BOARDS_MAX {
                left_out.one("board", &name, format!("has the same id as another, or is more than {BOARDS_MAX} boards"));
                continue;
            }
            let mut columns = Vec::new();
            for column in good(board.columns, |name, why| left_out.one("column", name, why)) {
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

    fn cards(&mut self, cards: Vec<Element<Card>>, labels: &HashMap<String, usize>, columns: &Columns) {
        let mut seen = HashSet::new();
        for card in good(cards, |name, why| self.parcel.left_out.one("card", name, why)) {
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
        for label in &card.labels {
            match labels.get(&label.to_lowercase()) {
                Some(at) => made.labels.push(*at),
                None => left_out.one("label", label, "is on a card, and not in the file"),
            }
        }
        for item in good(card.checklist, |name, why| left_out.one("checklist item", name, why)) {
            match fit::item(&item.text, left_out) {
                Some(text) if made.checklist.len() < ITEMS_MAX => made.checklist.push(ItemIn { text, done: item.done }),
                Some(_) => left_out.some("checklist item", 1, format!("a card has at most {ITEMS_MAX}")),
                None => left_out.some("checklist item", 1, "is empty"),
            }
        }
        let comments = good(card.comments, |name, why| left_out.one("comment", name, why));
        for comment in comments {
            if comment.body.trim().is_empty() {
                self.parcel.left_out.some("comment", 1, "has no text");
                continue;
            }
            let body = fit::body(&comment.body, "comment", &made.title, &mut self.parcel.left_out);
            let author = comment.author.map(|handle| self.person(&handle));
            made.comments.push(CommentIn { author, body, at: comment.created_at });
        }
        made.creator = card.created_by.map(|handle| self.person(&handle));
        made.assignees = card.assignees.iter().map(|handle| self.person(handle)).collect();
        made.watchers = card.watchers.iter().map(|handle| self.person(handle)).collect();
        self.files(card.files, Some(&made.foreign));
        self.parcel.cards.push(made);
    }

    fn files(&mut self, files: Vec<Element<File>>, card: Option<&str>) {
        for file in good(files, |name, why| self.parcel.left_out.one("file", name, why)) {
            let path = file.path.filter(|path| self.archive.is_some_and(|archive| archive.has(path)));
            let Some(path) = path else {
                self.parcel.left_out.one("file", &file.name, "its content is not in what was sent");
                continue;
            };
            let creator = file.created_by.map(|handle| self.person(&handle));
            let foreign = fit::foreign(&file.id);
            self.parcel.files.push(FileIn { foreign, card: card.map(str::to_owned), name: file.name, creator, path });
        }
    }
}
