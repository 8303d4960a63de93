//! The document: see docs/exchange.md for what its members mean. It is read back by `app/imports/boardwire.rs`.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;

use super::{
    Source, VERSION,
    cards::{Pages, Whole},
    pipe::{Pipe, Stop},
};
use crate::{
    domain::{ColumnId, ColumnKind, FileId, MediaType, Priority, ProjectId, ProjectStatus, WipMode, due, text},
    store::{self, files::File, users::Creator},
};

#[derive(Serialize)]
struct ProjectOut<'a> {
    id: ProjectId,
    key: &'a str,
    name: &'a str,
    description: &'a str,
    status: ProjectStatus,
    deadline: Option<NaiveDate>,
    created_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct LabelOut {
    id: crate::domain::LabelId,
    name: String,
    color: String,
}

#[derive(Serialize)]
struct BoardOut<'a> {
    id: crate::domain::BoardId,
    name: &'a str,
    description: &'a str,
    wip_mode: WipMode,
    columns: Vec<ColumnOut<'a>>,
}

#[derive(Serialize)]
struct ColumnOut<'a> {
    id: ColumnId,
    name: &'a str,
    kind: ColumnKind,
    wip_limit: Option<i64>,
}

#[derive(Serialize)]
struct CardOut {
    id: crate::domain::CardId,
    key: String,
    number: i64,
    board_id: crate::domain::BoardId,
    column_id: ColumnId,
    title: String,
    description: String,
    priority: Priority,
    due: Option<String>,
    due_zone: Option<String>,
    completed_at: Option<DateTime<Utc>>,
    archived_at: Option<DateTime<Utc>>,
    labels: Vec<String>,
    assignees: Vec<String>,
    watchers: Vec<String>,
    checklist: Vec<ItemOut>,
    comments: Vec<CommentOut>,
    files: Vec<FileOut>,
    created_by: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct ItemOut {
    text: String,
    done: bool,
}

#[derive(Serialize)]
struct CommentOut {
    id: crate::domain::CommentId,
    author: String,
    body: String,
    created_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct FileOut {
    id: FileId,
    name: String,
    media_type: MediaType,
    size: i64,
    sha256: String,
    created_by: String,
    created_at: DateTime<Utc>,
    /// Where its content is in the zip.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

#[derive(Serialize)]
struct PersonOut {
    handle: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
}

/// What has a content: where that goes in the zip, and its size.
pub type Contents = Vec<(String, FileId, i64)>;

struct Writing<'a> {
    pipe: &'a mut Pipe,
    people: BTreeMap<String, String>,
    /// Contents to follow, where there is a zip for them.
    contents: Option<Contents>,
}

/// How many files of the project are read at a time.
const PAGE: i64 = 200;

pub async fn write(source: &mut Source, now: DateTime<Utc>, with_files: bool, pipe: &mut Pipe) -> Result<Contents, Stop> {
    let mut writing = Writing { pipe, people: BTreeMap::new(), contents: with_files.then(Vec::new) };
    let exported_at = now.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    writing.text(&format!("{{\"format\":\"boardwire\",\"version\":{VERSION},\"exported_at\":\"{exported_at}\",\"project\":"))?;
    writing.json(&project(source))?;
    writing.text(",\"labels\":")?;
    let labels = store::labels::list_labels(&mut source.tx, source.project.id, None, i64::from(u16::MAX)).await?;
    let labels: Vec<_> =
        labels.into_iter().map(|label| LabelOut { id: label.id, name: label.name, color: label.color }).collect();
    writing.json(&labels)?;
    writing.text(",\"boards\":")?;
    writing.json(&boards(source))?;
    writing.text(",\"cards\":[")?;
    let (mut pages, mut first) = (Pages::default(), true);
    while let Some((_, _, page)) = pages.next(source).await? {
        for whole in page {
            if !std::mem::take(&mut first) {
                writing.text(",")?;
            }
            let card = writing.card(whole);
            writing.json(&card)?;
            writing.pipe.flush().await?;
        }
    }
    writing.text("],\"files\":[")?;
    writing.files(source).await?;
    writing.text("],\"people\":")?;
    let people = writing.people(source).await?;
    writing.json(&people)?;
    writing.text("}\n")?;
    writing.pipe.flush().await?;
    Ok(writing.contents.unwrap_or_default())
}

fn project(source: &Source) -> ProjectOut<'_> {
    let project = &source.project;
    ProjectOut {
        id: project.id,
        key: &project.key,
        name: &project.name,
        description: &project.description,
        status: project.status,
        deadline: project.deadline,
        created_at: project.created_at,
    }
}

fn boards(source: &Source) -> Vec<BoardOut<'_>> {
    source
        .boards
        .iter()
        .map(|(board, columns)| BoardOut {
            id: board.id,
            name: &board.name,
            description: &board.description,
            wip_mode: board.wip_mode,
            columns: columns
                .iter()
                .map(|column| ColumnOut { id: column.id, name: &column.name, kind: column.kind, wip_limit: column.wip_limit })
                .collect(),
        })
        .collect()
}

impl Writing<'_> {
    fn text(&mut self, text: &str) -> Result<(), Stop> {
        self.pipe.write(text.as_bytes())
    }

    fn json(&mut self, value: &impl Serialize) -> Result<(), Stop> {
        self.pipe.write(&serde_json::to_vec(value)?)
    }

    /// Notes a person; they are called by their handle.
    fn person(&mut self, name: String, handle: String) -> String {
        self.people.entry(handle.clone()).or_insert(name);
        handle
    }

    fn creator(&mut self, creator: Creator) -> String {
        self.person(creator.creator_name, creator.creator_handle)
    }

    fn card(&mut self, whole: Whole) -> CardOut {
        let card = whole.card;
        let comment = |this: &mut Self, comment: store::comments::Comment| CommentOut {
            id: comment.id,
            author: this.creator(comment.creator),
            body: comment.body,
            created_at: comment.created_at,
        };
        CardOut {
            id: card.id,
            key: text::card_key(&card.project_key, card.number),
            number: card.number,
            board_id: card.board_id,
            column_id: card.column_id,
            title: card.title,
            description: card.description,
            priority: Priority::from_rank(card.priority),
            due: due::text(card.due_date, card.due_at),
            due_zone: card.due_zone,
            completed_at: card.completed_at,
            archived_at: card.archived_at,
            labels: whole.labels.into_iter().map(|label| label.name).collect(),
            assignees: whole.assignees.into_iter().map(|person| self.person(person.name, person.handle)).collect(),
            watchers: whole.watchers.into_iter().map(|person| self.person(person.name, person.handle)).collect(),
            checklist: whole.checklist.into_iter().map(|item| ItemOut { text: item.text, done: item.done }).collect(),
            comments: whole.comments.into_iter().map(|one| comment(self, one)).collect(),
            files: whole.files.into_iter().map(|one| self.file(one)).collect(),
            created_by: self.creator(card.creator),
            created_at: card.created_at,
            updated_at: card.updated_at,
        }
    }

    fn file(&mut self, file: File) -> FileOut {
        let path = self.contents.as_mut().map(|contents| {
            let path = format!("files/{}/{}", file.id, file.name);
            contents.push((path.clone(), file.id, file.size));
            path
        });
        FileOut {
            id: file.id,
            name: file.name,
            media_type: file.media_type,
            size: file.size,
            sha256: file.sha256,
            created_by: self.creator(file.creator),
            created_at: file.created_at,
            path,
        }
    }

    /// The project's own; those of cards stand with the cards.
    async fn files(&mut self, source: &mut Source) -> Result<(), Stop> {
        let mut after = None;
        loop {
            let page = store::files::list_files_of_project(&mut source.tx, source.project.id, after, PAGE).await?;
            let Some(last) = page.last().map(|last| last.id) else { return Ok(()) };
            for file in page {
                if after.is_some() {
                    self.text(",")?;
                }
                after = Some(last);
                let file = self.file(file);
                self.json(&file)?;
            }
            self.pipe.flush().await?;
        }
    }

    async fn people(&mut self, source: &mut Source) -> Result<Vec<PersonOut>, Stop> {
        let people = std::mem::take(&mut self.people);
        let mut emails = BTreeMap::new();
        if source.addresses {
            let handles: Vec<String> = people.keys().cloned().collect();
            for chunk in handles.chunks(500) {
                emails.extend(store::exports::list_emails(&mut source.tx, chunk).await?);
            }
        }
        let person = |(handle, name): (String, String)| PersonOut { email: emails.get(&handle).cloned(), handle, name };
        Ok(people.into_iter().map(person).collect())
    }
}
