//! Columns.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, notifications::rows};
use crate::domain::{BoardId, ColumnId, ColumnKind};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Column {
    pub id: ColumnId,
    pub board_id: BoardId,
    pub name: String,
    pub kind: ColumnKind,
    pub wip_limit: Option<i64>,
    pub position: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

macro_rules! column_columns {
    () => {
        "id, board_id, name, kind, wip_limit, position, version, created_at, updated_at"
    };
}

pub async fn insert_column(tx: &mut Tx, column: &Column) -> Result<()> {
    tx.sql(
        "INSERT INTO columns (id, board_id, name, kind, wip_limit, position, version, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(column.id)
    .bind(column.board_id)
    .bind(column.name.clone())
    .bind(column.kind)
    .bind(column.wip_limit)
    .bind(column.position.clone())
    .bind(column.version)
    .bind(column.created_at)
    .bind(column.updated_at)
    .run()
    .await
    .map(|_| ())
}

pub async fn find_column(mut on: impl Runs, id: ColumnId) -> Result<Option<Column>> {
    on.sql(concat!("SELECT ", column_columns!(), " FROM columns WHERE id = $1 AND deleted_at IS NULL")).bind(id).optional().await
}

/// A column beside the number of its cards, archived ones aside.
pub async fn find_counted(mut on: impl Runs, id: ColumnId) -> Result<Option<(Column, i64)>> {
    #[derive(sqlx::FromRow)]
    struct Counted {
        #[sqlx(flatten)]
        column: Column,
        cards: i64,
    }
    let text = concat!(
        "SELECT ",
        column_columns!(),
        ", (SELECT count(*) FROM cards c WHERE c.column_id = columns.id AND c.deleted_at IS NULL AND c.archived_at IS NULL) AS cards \
         FROM columns WHERE id = $1 AND deleted_at IS NULL"
    );
    Ok(on.sql(text).bind(id).optional::<Counted>().await?.map(|row| (row.column, row.cards)))
}

/// All columns of a board in their order.
pub async fn list_columns(mut on: impl Runs, board: BoardId) -> Result<Vec<Column>> {
    on.sql(concat!(
        "SELECT ",
        column_columns!(),
        " FROM columns WHERE board_id = $1 AND deleted_at IS NULL ORDER BY position, id"
    ))
    .bind(board)
    .all()
    .await
}

/// Writes everything of a column that a person can change, but for its place.
pub async fn update_column(tx: &mut Tx, column: &Column) -> Result<u64> {
    tx.sql(
        "UPDATE columns SET name = $2, kind = $3, wip_limit = $4, version = $5, updated_at = $6 \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(column.id)
    .bind(column.name.clone())
    .bind(column.kind)
    .bind(column.wip_limit)
    .bind(column.version)
    .bind(column.updated_at)
    .run()
    .await
}

/// Writes the place of a column that was moved. The caller holds the board's lock.
pub async fn move_column(tx: &mut Tx, column: &Column) -> Result<u64> {
    tx.sql("UPDATE columns SET position = $2, version = $3, updated_at = $4 WHERE id = $1 AND deleted_at IS NULL")
        .bind(column.id)
        .bind(column.position.clone())
        .bind(column.version)
        .bind(column.updated_at)
        .run()
        .await
}

/// Gives columns new ranks and nothing else. The caller holds the board's lock.
pub async fn update_ranks(tx: &mut Tx, ranks: &[(ColumnId, String)]) -> Result<()> {
    let text = format!(
        "UPDATE columns SET position = v.column2 FROM (VALUES {}) AS v WHERE columns.id = v.column1",
        rows(ranks.len(), 2)
    );
    ranks.iter().fold(tx.sql(text), |query, (id, rank)| query.bind(*id).bind(rank.clone())).run().await.map(|_| ())
}

pub async fn delete_column(tx: &mut Tx, id: ColumnId, now: DateTime<Utc>) -> Result<()> {
    tx.sql("UPDATE columns SET deleted_at = $2 WHERE id = $1").bind(id).bind(now).run().await.map(|_| ())
}

/// How many cards each column of a board holds, archived ones aside.
pub async fn count_cards(mut on: impl Runs, board: BoardId) -> Result<Vec<(ColumnId, i64)>> {
    on.sql(
        "SELECT column_id, count(*) FROM cards WHERE board_id = $1 AND deleted_at IS NULL AND archived_at IS NULL GROUP BY column_id",
    )
    .bind(board)
    .all()
    .await
}
