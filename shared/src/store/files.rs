//! Files: what is known of them. Their content is in the storage.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, db::places, users::Creator};
use crate::domain::{CardId, FileId, MediaType, ProjectId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct File {
    pub id: FileId,
    pub project_id: ProjectId,
    /// `None`: it is the project's own.
    pub card_id: Option<CardId>,
    pub name: String,
    pub media_type: MediaType,
    pub size: i64,
    pub sha256: String,
    pub thumbnail_type: Option<MediaType>,
    pub thumbnail_size: Option<i64>,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
}

macro_rules! select_files {
    ($rest:literal) => {
        concat!(
            "SELECT f.id, f.project_id, f.card_id, f.name, f.media_type, f.size, f.sha256, f.thumbnail_type, f.thumbnail_size, \
             f.created_by, u.name AS creator_name, u.handle AS creator_handle, f.created_at \
             FROM files f JOIN users u ON u.id = f.created_by WHERE ",
            $rest
        )
    };
}

/// Inserts the file and counts it on its card.
pub async fn insert_file(tx: &mut Tx, file: &File) -> Result<()> {
    tx.sql(
        "INSERT INTO files (id, project_id, card_id, name, media_type, size, sha256, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(file.id)
    .bind(file.project_id)
    .bind(file.card_id)
    .bind(file.name.clone())
    .bind(file.media_type)
    .bind(file.size)
    .bind(file.sha256.clone())
    .bind(file.creator.created_by)
    .bind(file.created_at)
    .run()
    .await?;
    count(tx, file, 1).await
}

async fn count(tx: &mut Tx, file: &File, change: i64) -> Result<()> {
    let Some(card) = file.card_id else { return Ok(()) };
    let text = "UPDATE cards SET files_count = files_count + $2 WHERE id = $1";
    tx.sql(text).bind(card).bind(change).run().await.map(|_| ())
}

pub async fn find_file(mut on: impl Runs, id: FileId) -> Result<Option<File>> {
    on.sql(select_files!("f.id = $1")).bind(id).optional().await
}

/// A card's, oldest first, after `after`.
pub async fn list_files_of_card(mut on: impl Runs, card: CardId, after: Option<FileId>, limit: i64) -> Result<Vec<File>> {
    on.sql(select_files!("f.card_id = $1 AND ($2 IS NULL OR f.id > $2) ORDER BY f.id LIMIT $3"))
        .bind(card)
        .bind(after)
        .bind(limit)
        .all()
        .await
}

/// A project's own, oldest first, after `after`.
pub async fn list_files_of_project(
    mut on: impl Runs,
    project: ProjectId,
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<File>> {
    on.sql(select_files!("f.project_id = $1 AND f.card_id IS NULL AND ($2 IS NULL OR f.id > $2) ORDER BY f.id LIMIT $3"))
        .bind(project)
        .bind(after)
        .bind(limit)
        .all()
        .await
}

/// Tells whether the file was there.
pub async fn update_thumbnail(tx: &mut Tx, id: FileId, media_type: MediaType, size: i64) -> Result<bool> {
    let text = "UPDATE files SET thumbnail_type = $2, thumbnail_size = $3 WHERE id = $1";
    Ok(tx.sql(text).bind(id).bind(media_type).bind(size).run().await? > 0)
}

/// Deletes the file and takes it off its card's count. Tells whether it was there.
pub async fn delete_file(tx: &mut Tx, file: &File) -> Result<bool> {
    let deleted = tx.sql("DELETE FROM files WHERE id = $1").bind(file.id).run().await? > 0;
    if deleted {
        count(tx, file, -1).await?;
    }
    Ok(deleted)
}

/// Deletes up to `limit` files of cards, boards, teams and projects that were deleted before `before`; tells how many.
pub async fn delete_buried(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let text = "DELETE FROM files WHERE id IN (SELECT f.id FROM files f JOIN projects p ON p.id = f.project_id \
                LEFT JOIN cards c ON c.id = f.card_id LEFT JOIN boards b ON b.id = c.board_id \
                WHERE p.deleted_at < $1 OR b.deleted_at < $1 OR c.deleted_at < $1 LIMIT $2)";
    tx.sql(text).bind(before).bind(limit).run().await
}

/// Those of these files that there are.
pub async fn list_existing(mut on: impl Runs, ids: &[FileId]) -> Result<Vec<FileId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("SELECT id FROM files WHERE id IN ({})", places(1, ids.len()));
    let rows = on.sql(text).bind_all(ids.iter().copied()).all::<(FileId,)>().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
