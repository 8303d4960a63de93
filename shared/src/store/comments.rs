//! Comments on cards.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, documents, notifications::rows, users::Creator};
use crate::domain::{CardId, CommentId, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Comment {
    pub id: CommentId,
    pub card_id: CardId,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub body: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

macro_rules! select_comments {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.card_id, m.author_id AS created_by, u.name AS creator_name, u.handle AS creator_handle, m.body, \
             m.version, m.created_at, m.updated_at FROM comments m JOIN users u ON u.id = m.author_id \
             WHERE m.deleted_at IS NULL AND ",
            $rest
        )
    };
}

/// Inserts the comment and counts it on its card.
pub async fn insert_comment(tx: &mut Tx, comment: &Comment) -> Result<()> {
    tx.sql(
        "INSERT INTO comments (id, card_id, author_id, body, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(comment.id)
    .bind(comment.card_id)
    .bind(comment.creator.created_by)
    .bind(comment.body.clone())
    .bind(comment.version)
    .bind(comment.created_at)
    .bind(comment.updated_at)
    .run()
    .await?;
    documents::add_comment(tx, comment.card_id, &comment.body).await?;
    count(tx, comment.card_id, 1).await
}

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 100;

/// Inserts comments on cards that were just made, and counts them.
pub async fn insert_comments(tx: &mut Tx, comments: &[Comment]) -> Result<()> {
    let mut counts: BTreeMap<CardId, i64> = BTreeMap::new();
    for chunk in comments.chunks(CHUNK) {
        let text = format!(
            "INSERT INTO comments (id, card_id, author_id, body, version, created_at, updated_at) VALUES {}",
            rows(chunk.len(), 7)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, comment| {
            *counts.entry(comment.card_id).or_default() += 1;
            query
                .bind(comment.id)
                .bind(comment.card_id)
                .bind(comment.creator.created_by)
                .bind(comment.body.clone())
                .bind(comment.version)
                .bind(comment.created_at)
                .bind(comment.updated_at)
        });
        query.run().await?;
    }
    for (card, more) in &counts {
        count(tx, *card, *more).await?;
    }
    documents::refresh(tx, &counts.into_keys().collect::<Vec<_>>()).await
}

async fn count(tx: &mut Tx, card: CardId, change: i64) -> Result<()> {
    let text = "UPDATE cards SET comments_count = comments_count + $2 WHERE id = $1";
    tx.sql(text).bind(card).bind(change).run().await.map(|_| ())
}

pub async fn find_comment(mut on: impl Runs, id: CommentId) -> Result<Option<Comment>> {
    on.sql(select_comments!("m.id = $1")).bind(id).optional().await
}

/// Oldest first, after `after`.
pub async fn list_comments(mut on: impl Runs, card: CardId, after: Option<CommentId>, limit: i64) -> Result<Vec<Comment>> {
    on.sql(select_comments!("m.card_id = $1 AND ($2 IS NULL OR m.id > $2) ORDER BY m.id LIMIT $3"))
        .bind(card)
        .bind(after)
        .bind(limit)
        .all()
        .await
}

pub async fn update_comment(tx: &mut Tx, comment: &Comment) -> Result<u64> {
    let rows = tx
        .sql("UPDATE comments SET body = $2, version = $3, updated_at = $4 WHERE id = $1 AND deleted_at IS NULL")
        .bind(comment.id)
        .bind(comment.body.clone())
        .bind(comment.version)
        .bind(comment.updated_at)
        .run()
        .await?;
    documents::refresh(tx, &[comment.card_id]).await?;
    Ok(rows)
}

/// Deletes the comment and its text.
pub async fn delete_comment(tx: &mut Tx, comment: &Comment, now: DateTime<Utc>) -> Result<()> {
    tx.sql("UPDATE comments SET deleted_at = $2, body = '' WHERE id = $1").bind(comment.id).bind(now).run().await?;
    count(tx, comment.card_id, -1).await?;
    documents::refresh(tx, &[comment.card_id]).await
}

/// Whose comment it is.
#[must_use]
pub fn author(comment: &Comment) -> UserId {
    comment.creator.created_by
}
