//! What is read of a project to give it out whole: pages of cards in their order, and what belongs to many cards at once.

use super::{
    Result, Runs, Tx,
    access::{Caller, Place, PlaceRow, place_columns, standing_joins},
    boards::Board,
    cards::Card,
    checklists::Item,
    comments::Comment,
    db::places,
    files::File,
};
use crate::domain::{CardId, ColumnId, ProjectId};

#[derive(sqlx::FromRow)]
struct Seen {
    #[sqlx(flatten)]
    board: Board,
    #[sqlx(flatten)]
    place: PlaceRow,
}

/// The project's boards, oldest first, each beside how the caller stands on it.
pub async fn list_boards(mut on: impl Runs, project: ProjectId, caller: Caller) -> Result<Vec<(Board, Place)>> {
    let text = concat!(
        "SELECT b.id, b.name, b.description, b.wip_mode, b.version, b.created_by, u.name AS creator_name, \
         u.handle AS creator_handle, b.created_at, b.updated_at, ",
        place_columns!("b.id"),
        " FROM boards b JOIN projects p ON p.id = b.project_id JOIN users u ON u.id = b.created_by",
        standing_joins!("b.id", "$2"),
        " WHERE b.project_id = $1 AND b.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY b.id"
    );
    let rows = on.sql(text).bind(project).bind(caller.id).all::<Seen>().await?;
    Ok(rows.into_iter().map(|row| (row.board, row.place.into_place(caller.instance_admin))).collect())
}

/// Where a page of a column's cards ends.
#[derive(Clone, Debug)]
pub struct Last {
    pub position: String,
    pub id: CardId,
}

/// Cards of a column in their order, archived ones too, after `after`.
pub async fn page_of_column(mut on: impl Runs, column: ColumnId, after: Option<&Last>, limit: i64) -> Result<Vec<Card>> {
    on.sql(
        "SELECT c.id, c.project_id, c.board_id, c.column_id, c.number, c.title, c.description, c.position, c.priority, \
         c.due_date, c.due_zone, c.due_at, c.completed_at, c.archived_at, c.watchers_count, c.comments_count, c.files_count, \
         c.checklist_done, c.checklist_total, c.version, c.created_by, c.created_at, c.updated_at, \
         p.key AS project_key, l.kind AS column_kind, u.name AS creator_name, u.handle AS creator_handle \
         FROM cards c JOIN projects p ON p.id = c.project_id JOIN columns l ON l.id = c.column_id \
         JOIN users u ON u.id = c.created_by WHERE c.deleted_at IS NULL AND c.column_id = $1 \
         AND ($2 IS NULL OR (c.position, c.id) > ($2, $3)) ORDER BY c.position, c.id LIMIT $4",
    )
    .bind(column)
    .bind(after.map(|last| last.position.clone()))
    .bind(after.map(|last| last.id))
    .bind(limit)
    .all()
    .await
}

/// The lines of these cards' checklists, in their order.
pub async fn list_items(tx: &mut Tx, cards: &[CardId]) -> Result<Vec<Item>> {
    let text = format!(
        "SELECT id, card_id, text, done, position, version, created_at, updated_at FROM checklist_items \
         WHERE card_id IN ({}) ORDER BY card_id, position, id",
        places(1, cards.len())
    );
    tx.sql(text).bind_all(cards.iter().copied()).all().await
}

/// What was said about these cards, oldest first.
pub async fn list_comments(tx: &mut Tx, cards: &[CardId]) -> Result<Vec<Comment>> {
    let text = format!(
        "SELECT m.id, m.card_id, m.author_id AS created_by, u.name AS creator_name, u.handle AS creator_handle, m.body, \
         m.version, m.created_at, m.updated_at FROM comments m JOIN users u ON u.id = m.author_id \
         WHERE m.deleted_at IS NULL AND m.card_id IN ({}) ORDER BY m.card_id, m.id",
        places(1, cards.len())
    );
    tx.sql(text).bind_all(cards.iter().copied()).all().await
}

/// Who watches a card.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Watcher {
    pub card_id: CardId,
    pub name: String,
    pub handle: String,
}

pub async fn list_watchers(tx: &mut Tx, cards: &[CardId]) -> Result<Vec<Watcher>> {
    let text = format!(
        "SELECT w.card_id, u.name, u.handle FROM card_watchers w JOIN users u ON u.id = w.user_id \
         WHERE w.card_id IN ({}) ORDER BY w.card_id, u.handle",
        places(1, cards.len())
    );
    tx.sql(text).bind_all(cards.iter().copied()).all().await
}

/// The files of these cards, oldest first.
pub async fn list_files(tx: &mut Tx, cards: &[CardId]) -> Result<Vec<File>> {
    let text = format!(
        "SELECT f.id, f.project_id, f.card_id, f.name, f.media_type, f.size, f.sha256, f.thumbnail_type, f.thumbnail_size, \
         f.created_by, u.name AS creator_name, u.handle AS creator_handle, f.created_at \
         FROM files f JOIN users u ON u.id = f.created_by WHERE f.card_id IN ({}) ORDER BY f.card_id, f.id",
        places(1, cards.len())
    );
    tx.sql(text).bind_all(cards.iter().copied()).all().await
}

/// The addresses of these people.
pub async fn list_emails(tx: &mut Tx, handles: &[String]) -> Result<Vec<(String, String)>> {
    let text = format!("SELECT handle, email FROM users WHERE deleted_at IS NULL AND handle IN ({})", places(1, handles.len()));
    tx.sql(text).bind_all(handles.iter().cloned()).all().await
}
