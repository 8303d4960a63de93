//! The addresses of people's calendars, and what is due in them.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Result, Runs, Tx,
    access::{Caller, Place, PlaceRow, place_columns, standing_joins},
};
use crate::domain::{CardId, InstanceRole, UserId};

/// Gives a person this address, in the place of the one before.
pub async fn put_feed(tx: &mut Tx, user: UserId, token_hash: &str, now: DateTime<Utc>) -> Result<()> {
    tx.sql(
        "INSERT INTO calendar_feeds (user_id, token_hash, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at",
    )
    .bind(user)
    .bind(token_hash.to_owned())
    .bind(now)
    .run()
    .await
    .map(|_| ())
}

pub async fn delete_feed(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.sql("DELETE FROM calendar_feeds WHERE user_id = $1").bind(user).run().await.map(|_| ())
}

/// Whose calendar it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Holder {
    pub user_id: UserId,
    pub name: String,
    pub role: InstanceRole,
}

/// `None` where no address has this token (any more), or the account is disabled or deleted.
pub async fn find_holder(mut on: impl Runs, token_hash: &str) -> Result<Option<Holder>> {
    on.sql(
        "SELECT u.id AS user_id, u.name, u.role FROM calendar_feeds f JOIN users u ON u.id = f.user_id \
         WHERE f.token_hash = $1 AND u.disabled_at IS NULL AND u.deleted_at IS NULL",
    )
    .bind(token_hash.to_owned())
    .optional()
    .await
}

/// A card that is due.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueCard {
    pub id: CardId,
    pub project_key: String,
    pub number: i64,
    pub title: String,
    /// Its beginning.
    pub description: String,
    pub priority: i64,
    pub due_date: Option<NaiveDate>,
    pub due_at: DateTime<Utc>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The cards with a due date that `caller` is assigned to and that are neither done nor archived, the latest first. Whether
/// they may see each is for the place beside it to say.
pub async fn list_due(mut on: impl Runs, caller: Caller, limit: i64) -> Result<Vec<(DueCard, Place)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        card: DueCard,
        #[sqlx(flatten)]
        place: PlaceRow,
    }
    let text = concat!(
        "SELECT c.id, p.key AS project_key, c.number, c.title, substr(c.description, 1, 2000) AS description, c.priority, \
         c.due_date, c.due_at, c.version, c.created_at, c.updated_at, ",
        place_columns!("b.id"),
        " FROM card_assignees a JOIN cards c ON c.id = a.card_id JOIN boards b ON b.id = c.board_id \
         JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$1"),
        " WHERE a.user_id = $1 AND c.due_at IS NOT NULL AND c.completed_at IS NULL AND c.archived_at IS NULL \
         AND c.deleted_at IS NULL AND b.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY c.due_at DESC, c.id LIMIT $2"
    );
    let rows = on.sql(text).bind(caller.id).bind(limit).all::<Row>().await?;
    Ok(rows.into_iter().map(|row| (row.card, row.place.into_place(caller.instance_admin))).collect())
}
