//! What a file holds, whatever wrote it: checked and cut to what fits here, with a note of all that does not.
//!
//! Things name each other by their place in these lists, so that nothing can name what is not there.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{ColumnKind, Due, Priority, ProjectStatus, WipMode};

/// The most boards that one file may hold.
pub const BOARDS_MAX: usize = 100;
/// The most labels that one file may hold.
pub const LABELS_MAX: usize = 1_000;
/// The most people whom one file may name.
pub const PEOPLE_MAX: usize = 10_000;
/// So many comments of a card come over: the newest, as the card comes over in one transaction with them.
const COMMENTS_MAX: usize = 1_000;
/// So much may they take in all, in bytes.
const SAID_MAX: usize = 1_000_000;

#[derive(Debug, Default)]
pub struct Parcel {
    pub project: Option<ProjectIn>,
    pub people: Vec<PersonIn>,
    pub labels: Vec<LabelIn>,
    pub boards: Vec<BoardIn>,
    /// Column by column, in their order there.
    pub cards: Vec<CardIn>,
    pub files: Vec<FileIn>,
    pub left_out: LeftOut,
    /// Where each of the people is in their list.
    known: HashMap<PersonIn, usize>,
}

/// What a project says of itself, for one that has nothing in it yet.
#[derive(Debug)]
pub struct ProjectIn {
    pub description: String,
    pub status: ProjectStatus,
    pub deadline: Option<NaiveDate>,
}

/// Somebody whom the file names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonIn {
    pub name: String,
    /// In lower case; may be empty.
    pub handle: String,
    pub email: Option<String>,
}

#[derive(Debug)]
pub struct LabelIn {
    /// As the file calls it, and always the same.
    pub foreign: String,
    pub name: String,
    pub color: String,
}

#[derive(Debug)]
pub struct BoardIn {
    pub foreign: String,
    /// Empty: the first board of the project on which one may write.
    pub name: String,
    pub description: String,
    pub wip_mode: WipMode,
    pub columns: Vec<ColumnIn>,
    /// Whether a board and columns of the same names are taken for these.
    pub by_name: bool,
}

#[derive(Debug)]
pub struct ColumnIn {
    pub foreign: String,
    pub name: String,
    pub kind: ColumnKind,
    pub wip_limit: Option<i64>,
}

#[derive(Debug)]
pub struct CardIn {
    pub foreign: String,
    pub board: usize,
    pub column: usize,
    /// The number in its key.
    pub number: Option<i64>,
    pub title: String,
    pub description: String,
    pub priority: Priority,
    pub due: Option<Due>,
    pub archived: bool,
    pub creator: Option<usize>,
    pub labels: Vec<usize>,
    pub assignees: Vec<usize>,
    pub watchers: Vec<usize>,
    pub checklist: Vec<ItemIn>,
    pub comments: Vec<CommentIn>,
}

impl CardIn {
    pub fn new(foreign: String, board: usize, column: usize, title: String) -> Self {
        Self {
            foreign,
            board,
            column,
            number: None,
            title,
            description: String::new(),
            priority: Priority::None,
            due: None,
            archived: false,
            creator: None,
            labels: Vec::new(),
            assignees: Vec::new(),
            watchers: Vec::new(),
            checklist: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// What was said about it, oldest first, of which the newest stays.
    pub fn take_comments(&mut self, mut said: Vec<CommentIn>, left_out: &mut LeftOut) {
        let mut bytes = 0;
        let fits = |comment: &&CommentIn| {
            bytes += comment.body.len();
            bytes <= SAID_MAX
        };
        let kept = said.iter().rev().take(COMMENTS_MAX).take_while(fits).count();
        let why = format!("is older than the {COMMENTS_MAX} comments, or {SAID_MAX} bytes of them, that come over with a card");
        left_out.some("comment", said.len() - kept, why);
        said.drain(..said.len() - kept);
        self.comments = said;
    }

    /// About how many rows it takes.
    pub fn weight(&self) -> usize {
        let text = self.description.len() + self.comments.iter().map(|comment| comment.body.len()).sum::<usize>();
        1 + self.comments.len() * 2 + self.watchers.len() * 2 + (self.checklist.len() + self.labels.len()) / 10 + text / 4_000
    }
}

#[derive(Debug)]
pub struct ItemIn {
    pub text: String,
    pub done: bool,
}

#[derive(Debug)]
pub struct CommentIn {
    pub author: Option<usize>,
    pub body: String,
    pub at: Option<DateTime<Utc>>,
}

#[derive(Debug)]
pub struct FileIn {
    pub foreign: String,
    /// The card's, as the file calls it; `None`: the project's own.
    pub card: Option<String>,
    pub name: String,
    pub creator: Option<usize>,
    /// What the archive calls its content.
    pub path: String,
}

/// Something that could not come over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What kind of thing: `card`, `comment`, `row`, `attachment` …
    pub what: String,
    pub why: String,
    /// Which one, where it is one.
    pub name: Option<String>,
    pub count: i64,
}

/// What could not come over, in the order in which it was found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeftOut(Vec<Entry>);

/// So many entries are told; those that come after are only counted.
const ENTRIES_MAX: usize = 200;
const NAME_MAX: usize = 120;
const WHY_MAX: usize = 300;
const MORE: &str = "more";

impl LeftOut {
    /// One that has a name.
    pub fn one(&mut self, what: &str, name: &str, why: impl Into<String>) {
        let name = name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
        self.add(Entry { what: what.to_owned(), why: why.into(), name: Some(name), count: 1 });
    }

    /// So many, if any.
    pub fn some(&mut self, what: &str, count: usize, why: impl Into<String>) {
        if count > 0 {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.add(Entry { what: what.to_owned(), why: why.into(), name: None, count });
        }
    }

    pub fn add(&mut self, mut entry: Entry) {
        // It may quote what stands in the file.
        entry.why = entry.why.chars().filter(|c| !c.is_control()).take(WHY_MAX).collect();
        let same = |other: &&mut Entry| other.what == entry.what && other.name == entry.name && other.why == entry.why;
        if let Some(other) = self.0.iter_mut().find(same) {
            other.count += entry.count;
        } else if self.0.len() < ENTRIES_MAX {
            self.0.push(entry);
        } else {
            let more = self.0.last_mut().filter(|last| last.what == MORE);
            if let Some(more) = more {
                more.count += entry.count;
            } else {
                let why = format!("only the first {ENTRIES_MAX} kinds of things that were left out are told");
                self.0.push(Entry { what: MORE.to_owned(), why, name: None, count: entry.count });
            }
        }
    }

    pub fn extend(&mut self, others: LeftOut) {
        others.0.into_iter().for_each(|entry| self.add(entry));
    }

    /// As it is stored.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn into_entries(self) -> Vec<Entry> {
        self.0
    }
}

impl Parcel {
    /// The place of this person in the list, which they are added to while there is room.
    pub fn person(&mut self, person: PersonIn) -> Option<usize> {
        if let Some(at) = self.known.get(&person) {
            return Some(*at);
        }
        if self.people.len() >= PEOPLE_MAX {
            self.left_out.some("person", 1, format!("is more than the {PEOPLE_MAX} people whom one file may name"));
            return None;
        }
        let at = self.people.len();
        self.known.insert(person.clone(), at);
        self.people.push(person);
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_told_once_and_counted() {
        let mut left = LeftOut::default();
        left.some("attachment", 0, "x");
        left.some("attachment", 2, "x");
        left.some("attachment", 3, "x");
        left.one("card", "A\u{7}", "has no list");
        let entries = LeftOut::read(&left.written()).into_entries();
        assert_eq!((entries.len(), entries[0].count, entries[1].name.as_deref()), (2, 5, Some("A")));
    }

    #[test]
    fn a_list_without_end_is_cut_and_says_so() {
        let mut left = LeftOut::default();
        for row in 0..1_000 {
            left.one("row", &format!("line {row}"), "has no title");
        }
        let entries = left.into_entries();
        assert_eq!(entries.len(), ENTRIES_MAX + 1);
        assert_eq!(entries.last().map(|last| (last.what.as_str(), last.count)), Some((MORE, 800)));
    }
}
