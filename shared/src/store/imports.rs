//! Imports, and what became of the things in their files.
//!
//! Imports into one project take turns: each transaction of one holds the project's [`take_turn`], so that two with the
//! same things in them make each of them once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Result, Runs, Tx, db::places, notifications::rows, users::Creator};
use crate::domain::{BoardId, CardId, ImportId, ImportSource, ImportState, ProjectId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Import {
    pub id: ImportId,
    pub project_id: ProjectId,
    pub source: ImportSource,
    /// As its sender named it.
    pub file_name: String,
    pub size: i64,
    pub state: ImportState,
    pub done: i64,
    pub total: i64,
    pub created: i64,
    pub skipped: i64,
    /// A list in JSON.
    pub left_out: String,
    pub reason: Option<String>,
    pub keeps_numbers: bool,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

pub async fn insert_import(tx: &mut Tx, import: &Import) -> Result<()> {
    tx.sql(
        "INSERT INTO imports (id, project_id, source, file_name, size, state, done, total, created, skipped, left_out, \
         keeps_numbers, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(import.id)
    .bind(import.project_id)
    .bind(import.source)
    .bind(import.file_name.clone())
    .bind(import.size)
    .bind(import.state)
    .bind(import.done)
    .bind(import.total)
    .bind(import.created)
    .bind(import.skipped)
    .bind(import.left_out.clone())
    .bind(import.keeps_numbers)
    .bind(import.creator.created_by)
    .bind(import.created_at)
    .bind(import.updated_at)
    .run()
    .await
    .map(|_| ())
}

pub async fn find_import(mut on: impl Runs, id: ImportId) -> Result<Option<Import>> {
    on.sql(
        "SELECT i.id, i.project_id, i.source, i.file_name, i.size, i.state, i.done, i.total, i.created, i.skipped, i.left_out, \
         i.reason, i.keeps_numbers, i.created_by, u.name AS creator_name, u.handle AS creator_handle, i.created_at, \
         i.updated_at, i.finished_at FROM imports i JOIN users u ON u.id = i.created_by WHERE i.id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// Writes how far it is.
pub async fn update_import(tx: &mut Tx, import: &Import) -> Result<()> {
    tx.sql(
        "UPDATE imports SET state = $2, done = $3, total = $4, created = $5, skipped = $6, left_out = $7, reason = $8, \
         keeps_numbers = $9, updated_at = $10, finished_at = $11 WHERE id = $1",
    )
    .bind(import.id)
    .bind(import.state)
    .bind(import.done)
    .bind(import.total)
    .bind(import.created)
    .bind(import.skipped)
    .bind(import.left_out.clone())
    .bind(import.reason.clone())
    .bind(import.keeps_numbers)
    .bind(import.updated_at)
    .bind(import.finished_at)
    .run()
    .await
    .map(|_| ())
}

/// Waits until no other import into the project is in the middle of a transaction, and keeps others waiting until this one
/// ends: it locks the project's first import, which is never deleted.
pub async fn take_turn(tx: &mut Tx, project: ProjectId) -> Result<()> {
    let text = "SELECT id FROM imports WHERE project_id = $1 ORDER BY id LIMIT 1 FOR NO KEY UPDATE";
    tx.sql(text).bind(project).optional::<(Uuid,)>().await.map(|_| ())
}

/// Those of these imports whose files are still needed.
pub async fn list_unfinished(mut on: impl Runs, ids: &[ImportId]) -> Result<Vec<ImportId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("SELECT id FROM imports WHERE finished_at IS NULL AND id IN ({})", places(1, ids.len()));
    let found = on.sql(text).bind_all(ids.iter().copied()).all::<(ImportId,)>().await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Imports that have got no further since `before`.
pub async fn list_stuck(mut on: impl Runs, before: DateTime<Utc>, limit: i64) -> Result<Vec<ImportId>> {
    let text = "SELECT id FROM imports WHERE finished_at IS NULL AND updated_at < $1 ORDER BY updated_at LIMIT $2";
    let found = on.sql(text).bind(before).bind(limit).all::<(ImportId,)>().await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// What a thing in a file became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Board,
    Column,
    Label,
    Card,
    File,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Kind::Board => "board",
            Kind::Column => "column",
            Kind::Label => "label",
            Kind::Card => "card",
            Kind::File => "file",
        }
    }

    /// Joins what is still there to `x.id`.
    const fn there(self) -> &'static str {
        match self {
            Kind::Board => "boards x ON x.project_id = $1 AND x.deleted_at IS NULL",
            Kind::Column => {
                "(SELECT l.id FROM columns l JOIN boards b ON b.id = l.board_id \
                 WHERE b.project_id = $1 AND l.deleted_at IS NULL AND b.deleted_at IS NULL) x ON 1 = 1"
            }
            Kind::Label => "labels x ON x.project_id = $1 AND x.deleted_at IS NULL",
            Kind::Card => {
                "(SELECT c.id FROM cards c JOIN boards b ON b.id = c.board_id \
                 WHERE b.project_id = $1 AND c.deleted_at IS NULL AND b.deleted_at IS NULL) x ON 1 = 1"
            }
            Kind::File => "files x ON x.project_id = $1",
        }
    }
}

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 200;

/// What these things became before, of what is still there; also where a thing is called by the id of one that the project
/// has.
pub async fn list_imported(
    mut on: impl Runs,
    project: ProjectId,
    source: ImportSource,
    kind: Kind,
    foreign: &[String],
) -> Result<HashMap<String, Uuid>> {
    let mut found = HashMap::new();
    for chunk in foreign.chunks(CHUNK) {
        let own: Vec<Uuid> = chunk.iter().filter_map(|id| Uuid::try_parse(id).ok()).collect();
        if !own.is_empty() {
            let text =
                format!("SELECT x.id FROM (SELECT 1 AS one) o JOIN {} WHERE x.id IN ({})", kind.there(), places(2, own.len()));
            let there = on.sql(text).bind(project).bind_all(own.iter().copied()).all::<(Uuid,)>().await?;
            // One id may be written in several ways.
            let named = chunk.iter().filter_map(|id| Some((id.clone(), Uuid::try_parse(id).ok()?)));
            found.extend(named.filter(|(_, id)| there.contains(&(*id,))));
        }
        let text = format!(
            "SELECT m.foreign_id, m.local_id FROM imported m JOIN {} AND x.id = m.local_id \
             WHERE m.project_id = $1 AND m.source = $2 AND m.kind = $3 AND m.foreign_id IN ({})",
            kind.there(),
            places(4, chunk.len())
        );
        let query = on.sql(text).bind(project).bind(source).bind(kind.as_str().to_owned()).bind_all(chunk.iter().cloned());
        found.extend(query.all::<(String, Uuid)>().await?);
    }
    Ok(found)
}

/// Notes what things became; what they were before that is forgotten.
pub async fn insert_imported(
    tx: &mut Tx,
    project: ProjectId,
    source: ImportSource,
    kind: Kind,
    pairs: &[(String, Uuid)],
) -> Result<()> {
    for chunk in pairs.chunks(CHUNK) {
        let text = format!(
            "INSERT INTO imported (project_id, source, kind, foreign_id, local_id) VALUES {} \
             ON CONFLICT (project_id, source, kind, foreign_id) DO UPDATE SET local_id = excluded.local_id",
            rows(chunk.len(), 5)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, (foreign, local)| {
            query.bind(project).bind(source).bind(kind.as_str().to_owned()).bind(foreign.clone()).bind(*local)
        });
        query.run().await?;
    }
    Ok(())
}

/// The accounts in use that have these addresses.
pub async fn list_by_emails(mut on: impl Runs, emails: &[String]) -> Result<Vec<(crate::domain::UserId, String)>> {
    if emails.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT id, email_key FROM users WHERE deleted_at IS NULL AND disabled_at IS NULL AND email_key IN ({})",
        places(1, emails.len())
    );
    on.sql(text).bind_all(emails.iter().cloned()).all().await
}

/// Archives cards that were just made.
pub async fn archive_cards(tx: &mut Tx, cards: &[CardId], at: DateTime<Utc>) -> Result<()> {
    for chunk in cards.chunks(CHUNK) {
        let text = format!("UPDATE cards SET archived_at = $1 WHERE id IN ({})", places(2, chunk.len()));
        tx.sql(text).bind(at).bind_all(chunk.iter().copied()).run().await?;
    }
    // Their stays, too, end as they begin.
    super::stays::follow_cards(tx, cards, at).await
}

/// Gives out the next numbers of cards; gives the first of them and the project's key.
pub async fn next_card_numbers(tx: &mut Tx, project: ProjectId, count: i64) -> Result<(i64, String)> {
    tx.sql("UPDATE projects SET next_card_number = next_card_number + $2 WHERE id = $1 RETURNING next_card_number - $2, key")
        .bind(project)
        .bind(count)
        .one()
        .await
}

/// Leaves the numbers below `next` to cards that bring theirs, where no card has been given one yet.
pub async fn reserve_card_numbers(tx: &mut Tx, project: ProjectId, next: i64) -> Result<bool> {
    let text = "UPDATE projects SET next_card_number = $2 WHERE id = $1 AND next_card_number = 1";
    Ok(tx.sql(text).bind(project).bind(next).run().await? == 1)
}

/// The board that the project was made with, if it is the only one and nothing was done to it or on it since.
pub async fn find_untouched_board(mut on: impl Runs, project: ProjectId) -> Result<Option<BoardId>> {
    let text = "SELECT b.id FROM boards b JOIN projects p ON p.id = b.project_id \
         WHERE p.id = $1 AND b.deleted_at IS NULL AND b.version = 1 AND b.created_at = p.created_at \
         AND NOT EXISTS (SELECT 1 FROM boards o WHERE o.project_id = p.id AND o.id <> b.id AND o.deleted_at IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM cards c WHERE c.board_id = b.id) \
         AND NOT EXISTS (SELECT 1 FROM invites i WHERE i.board_id = b.id) \
         AND NOT EXISTS (SELECT 1 FROM board_overrides v WHERE v.board_id = b.id) \
         AND NOT EXISTS (SELECT 1 FROM columns l WHERE l.board_id = b.id \
         AND (l.deleted_at IS NOT NULL OR l.version <> 1 OR l.created_at <> b.created_at))";
    Ok(on.sql(text).bind(project).optional::<(BoardId,)>().await?.map(|(id,)| id))
}
