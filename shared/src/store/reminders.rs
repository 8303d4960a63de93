//! What people asked to be reminded of.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Result, Runs, Tx};
use crate::domain::{BoardId, CardId, ColumnKind, ReminderId, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Reminder {
    pub id: ReminderId,
    pub card_id: CardId,
    pub user_id: UserId,
    /// Absent where a time was given.
    pub before_due_s: Option<i64>,
    /// Absent where it is before a due date that the card does not have.
    pub remind_at: Option<DateTime<Utc>>,
    /// When that was dealt with.
    pub told_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

const COLUMNS: &str = "id, card_id, user_id, before_due_s, remind_at, told_at, created_at";

pub async fn insert_reminder(tx: &mut Tx, new: &Reminder) -> Result<()> {
    tx.sql(
        "INSERT INTO reminders (id, card_id, user_id, before_due_s, remind_at, told_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.card_id)
    .bind(new.user_id)
    .bind(new.before_due_s)
    .bind(new.remind_at)
    .bind(new.told_at)
    .bind(new.created_at)
    .run()
    .await?;
    Ok(())
}

/// Someone's reminders of a card, in the order they were made.
pub async fn list_reminders(mut on: impl Runs, card: CardId, user: UserId) -> Result<Vec<Reminder>> {
    let text = format!("SELECT {COLUMNS} FROM reminders WHERE card_id = $1 AND user_id = $2 ORDER BY id");
    on.sql(text).bind(card).bind(user).all().await
}

/// Everyone's reminders of a card that go by its due date.
pub async fn list_before_due(mut on: impl Runs, card: CardId) -> Result<Vec<Reminder>> {
    let text = format!("SELECT {COLUMNS} FROM reminders WHERE card_id = $1 AND before_due_s IS NOT NULL ORDER BY id");
    on.sql(text).bind(card).all().await
}

/// False where there is none of this person with that id.
pub async fn delete_reminder(tx: &mut Tx, id: ReminderId, user: UserId) -> Result<bool> {
    Ok(tx.sql("DELETE FROM reminders WHERE id = $1 AND user_id = $2").bind(id).bind(user).run().await? == 1)
}

/// Sets anew when to remind; `told_at` says whether that is over already.
pub async fn update_time(
    tx: &mut Tx,
    id: ReminderId,
    remind_at: Option<DateTime<Utc>>,
    told_at: Option<DateTime<Utc>>,
) -> Result<()> {
    tx.sql("UPDATE reminders SET remind_at = $2, told_at = $3 WHERE id = $1")
        .bind(id)
        .bind(remind_at)
        .bind(told_at)
        .run()
        .await?;
    Ok(())
}

/// Notes that a reminder was dealt with, if it is still for that time.
pub async fn mark_told(tx: &mut Tx, id: ReminderId, remind_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<bool> {
    let text = "UPDATE reminders SET told_at = $3 WHERE id = $1 AND remind_at = $2 AND told_at IS NULL";
    Ok(tx.sql(text).bind(id).bind(remind_at).bind(now).run().await? == 1)
}

/// A reminder whose time has come, beside its card.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueReminder {
    pub id: ReminderId,
    pub user_id: UserId,
    pub remind_at: DateTime<Utc>,
    pub card_id: CardId,
    pub board_id: BoardId,
    pub project_key: String,
    pub number: i64,
    pub title: String,
    pub due_at: Option<DateTime<Utc>>,
    pub due_date: Option<NaiveDate>,
    pub due_zone: Option<String>,
    pub completed_at: Option<DateTime<Utc>>,
    pub archived_at: Option<DateTime<Utc>>,
    pub column_kind: ColumnKind,
    /// Whether the card or something around it was deleted.
    pub gone: bool,
}

/// The open reminders whose time had come by `now`, the longest waiting first.
pub async fn list_due(mut on: impl Runs, now: DateTime<Utc>, limit: i64) -> Result<Vec<DueReminder>> {
    on.sql(
        "SELECT r.id, r.user_id, r.remind_at, c.id AS card_id, c.board_id, p.key AS project_key, c.number, c.title, c.due_at, \
         c.due_date, c.due_zone, c.completed_at, c.archived_at, l.kind AS column_kind, \
         (c.deleted_at IS NOT NULL OR b.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL) AS gone \
         FROM reminders r JOIN cards c ON c.id = r.card_id JOIN columns l ON l.id = c.column_id \
         JOIN boards b ON b.id = c.board_id JOIN projects p ON p.id = b.project_id \
         WHERE r.told_at IS NULL AND r.remind_at IS NOT NULL AND r.remind_at <= $1 ORDER BY r.remind_at, r.id LIMIT $2",
    )
    .bind(now)
    .bind(limit)
    .all()
    .await
}
