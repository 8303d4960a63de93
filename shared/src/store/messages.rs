//! What people write in a project's chat.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, users::Creator};
use crate::domain::{MessageId, ProjectId, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Message {
    pub id: MessageId,
    pub project_id: ProjectId,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

macro_rules! select_messages {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.project_id, m.author_id AS created_by, u.name AS creator_name, u.handle AS creator_handle, m.text, \
             m.created_at FROM messages m JOIN users u ON u.id = m.author_id WHERE ",
            $rest
        )
    };
}

pub async fn insert_message(tx: &mut Tx, message: &Message) -> Result<()> {
    tx.sql("INSERT INTO messages (id, project_id, author_id, text, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(message.id)
        .bind(message.project_id)
        .bind(message.creator.created_by)
        .bind(message.text.clone())
        .bind(message.created_at)
        .run()
        .await
        .map(|_| ())
}

pub async fn find_message(mut on: impl Runs, id: MessageId) -> Result<Option<Message>> {
    on.sql(select_messages!("m.id = $1")).bind(id).optional().await
}

/// The newest first, below `before`.
pub async fn list_messages(mut on: impl Runs, project: ProjectId, before: Option<MessageId>, limit: i64) -> Result<Vec<Message>> {
    on.sql(select_messages!("m.project_id = $1 AND ($2 IS NULL OR m.id < $2) ORDER BY m.id DESC LIMIT $3"))
        .bind(project)
        .bind(before)
        .bind(limit)
        .all()
        .await
}

/// When someone's latest messages in any chat were written, no more than `limit` of them.
pub async fn latest_of(tx: &mut Tx, author: UserId, since: DateTime<Utc>, limit: i64) -> Result<Vec<DateTime<Utc>>> {
    let text = "SELECT created_at FROM messages WHERE author_id = $1 AND created_at > $2 ORDER BY created_at DESC LIMIT $3";
    let rows = tx.sql(text).bind(author).bind(since).bind(limit).all::<(DateTime<Utc>,)>().await?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}
