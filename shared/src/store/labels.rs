//! Labels of projects, and which cards wear them. A deleted label stays as a row and is shown nowhere.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, boards::Board, db::places, notifications::rows};
use crate::domain::{BoardId, CardId, LabelId, ProjectId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Label {
    pub id: LabelId,
    pub project_id: ProjectId,
    pub name: String,
    pub color: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A label as a card wears it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CardLabel {
    pub card_id: CardId,
    pub label_id: LabelId,
    pub name: String,
    pub color: String,
}

/// By what names are told apart.
fn key(name: &str) -> String {
    name.to_lowercase()
}

/// Inserts the label; `false` if the project has one of this name.
pub async fn insert_label(tx: &mut Tx, label: &Label) -> Result<bool> {
    let rows = tx
        .sql(
            "INSERT INTO labels (id, project_id, name, name_key, color, version, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (project_id, name_key) WHERE deleted_at IS NULL DO NOTHING",
        )
        .bind(label.id)
        .bind(label.project_id)
        .bind(label.name.clone())
        .bind(key(&label.name))
        .bind(label.color.clone())
        .bind(label.version)
        .bind(label.created_at)
        .bind(label.updated_at)
        .run()
        .await?;
    Ok(rows == 1)
}

macro_rules! select_labels {
    ($rest:literal) => {
        concat!(
            "SELECT id, project_id, name, color, version, created_at, updated_at FROM labels WHERE deleted_at IS NULL AND ",
            $rest
        )
    };
}

pub async fn find_label(mut on: impl Runs, id: LabelId) -> Result<Option<Label>> {
    on.sql(select_labels!("id = $1")).bind(id).optional().await
}

/// The project's label of this name, however it is written.
pub async fn find_label_by_name(mut on: impl Runs, project: ProjectId, name: &str) -> Result<Option<Label>> {
    on.sql(select_labels!("project_id = $1 AND name_key = $2")).bind(project).bind(key(name)).optional().await
}

/// Oldest first, after `after`.
pub async fn list_labels(mut on: impl Runs, project: ProjectId, after: Option<LabelId>, limit: i64) -> Result<Vec<Label>> {
    on.sql(select_labels!("project_id = $1 AND ($2 IS NULL OR id > $2) ORDER BY id LIMIT $3"))
        .bind(project)
        .bind(after)
        .bind(limit)
        .all()
        .await
}

pub async fn update_label(tx: &mut Tx, label: &Label) -> Result<u64> {
    tx.sql(
        "UPDATE labels SET name = $2, name_key = $3, color = $4, version = $5, updated_at = $6 \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(label.id)
    .bind(label.name.clone())
    .bind(key(&label.name))
    .bind(label.color.clone())
    .bind(label.version)
    .bind(label.updated_at)
    .run()
    .await
}

pub async fn delete_label(tx: &mut Tx, id: LabelId, now: DateTime<Utc>) -> Result<()> {
    tx.sql("UPDATE labels SET deleted_at = $2 WHERE id = $1").bind(id).bind(now).run().await.map(|_| ())
}

/// The boards on which a card wears it.
pub async fn list_boards_showing(mut on: impl Runs, label: LabelId) -> Result<Vec<Board>> {
    on.sql(
        "SELECT b.id, b.project_id, b.name, b.description, b.wip_mode, b.version, b.created_by, u.name AS creator_name, \
         u.handle AS creator_handle, b.created_at, b.updated_at FROM boards b JOIN users u ON u.id = b.created_by \
         WHERE b.deleted_at IS NULL AND b.project_id = (SELECT project_id FROM labels WHERE id = $1) \
         AND EXISTS (SELECT 1 FROM card_labels k JOIN cards c ON c.id = k.card_id AND c.deleted_at IS NULL \
         WHERE k.label_id = $1 AND c.board_id = b.id) ORDER BY b.id",
    )
    .bind(label)
    .all()
    .await
}

/// Those of these labels that the project has.
pub async fn list_of_project(mut on: impl Runs, project: ProjectId, ids: &[LabelId]) -> Result<Vec<LabelId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("SELECT id FROM labels WHERE deleted_at IS NULL AND project_id = $1 AND id IN ({})", places(2, ids.len()));
    let found = on.sql(text).bind(project).bind_all(ids.iter().copied()).all::<(LabelId,)>().await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The labels of these cards, by name: one query however many cards.
pub async fn list_of_cards(mut on: impl Runs, cards: &[CardId]) -> Result<Vec<CardLabel>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT k.card_id, k.label_id, g.name, g.color FROM card_labels k JOIN labels g ON g.id = k.label_id \
         WHERE g.deleted_at IS NULL AND k.card_id IN ({}) ORDER BY g.name_key, g.id",
        places(1, cards.len())
    );
    on.sql(text).bind_all(cards.iter().copied()).all().await
}

pub async fn list_of_board(mut on: impl Runs, board: BoardId) -> Result<Vec<CardLabel>> {
    on.sql(
        "SELECT k.card_id, k.label_id, g.name, g.color FROM cards c JOIN card_labels k ON k.card_id = c.id \
         JOIN labels g ON g.id = k.label_id WHERE c.board_id = $1 AND c.deleted_at IS NULL AND c.archived_at IS NULL \
         AND g.deleted_at IS NULL ORDER BY g.name_key, g.id",
    )
    .bind(board)
    .all()
    .await
}

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 500;

/// Puts labels on cards; those that are on them already stay. The labels must be of the cards' project.
pub async fn insert_card_labels(tx: &mut Tx, pairs: &[(CardId, LabelId)]) -> Result<()> {
    for chunk in pairs.chunks(CHUNK) {
        let text = format!("INSERT INTO card_labels (card_id, label_id) VALUES {} ON CONFLICT DO NOTHING", rows(chunk.len(), 2));
        chunk.iter().fold(tx.sql(text), |query, (card, label)| query.bind(*card).bind(*label)).run().await?;
    }
    Ok(())
}

pub async fn delete_card_label(tx: &mut Tx, card: CardId, label: LabelId) -> Result<bool> {
    let text = "DELETE FROM card_labels WHERE card_id = $1 AND label_id = $2";
    Ok(tx.sql(text).bind(card).bind(label).run().await? == 1)
}
