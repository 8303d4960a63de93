//! Whose daily digest is due, and what is overdue in it.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Result, Runs, Tx,
    audience::StandingRow,
    notification_settings::{WishesRow, wishes_columns},
};
use crate::domain::{BoardId, CardId, ProjectId, UserId};

/// Someone for whom there may be a digest to send.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Reader {
    pub user_id: UserId,
    pub time_zone: String,
    pub digested_at: DateTime<Utc>,
    /// Whether something waits for their digest.
    pub waiting: bool,
    #[sqlx(flatten)]
    pub wishes: WishesRow,
}

/// People after `after`, in the order of their ids, who want digests, or for whom something still waits from when they
/// did.
pub async fn list_readers(mut on: impl Runs, after: Option<UserId>, limit: i64) -> Result<Vec<Reader>> {
    let text = concat!(
        "SELECT u.id AS user_id, u.time_zone, s.digested_at, \
         EXISTS (SELECT 1 FROM delivery_items i WHERE i.user_id = u.id AND i.delivery_id IS NULL) AS waiting, ",
        wishes_columns!(),
        " FROM notification_settings s JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL AND u.deleted_at IS NULL \
         WHERE s.user_id > $1 AND (s.email_mode = 'daily' OR EXISTS \
         (SELECT 1 FROM delivery_items i WHERE i.user_id = u.id AND i.delivery_id IS NULL)) ORDER BY s.user_id LIMIT $2"
    );
    on.sql(text).bind(after.unwrap_or(UserId(uuid::Uuid::nil()))).bind(limit).all().await
}

/// Notes that the digest of this moment was made; false if someone else did.
pub async fn advance_digest(tx: &mut Tx, user: UserId, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<bool> {
    let text = "UPDATE notification_settings SET digested_at = $3 WHERE user_id = $1 AND digested_at = $2";
    Ok(tx.sql(text).bind(user).bind(from).bind(to).run().await? == 1)
}

/// An open card of someone that is overdue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OverdueCard {
    pub card_id: CardId,
    pub number: i64,
    pub title: String,
    pub due_at: DateTime<Utc>,
    pub due_date: Option<NaiveDate>,
    pub due_zone: Option<String>,
    pub board_id: BoardId,
    pub board_name: String,
    pub project_id: ProjectId,
    pub project_name: String,
    pub project_key: String,
    #[sqlx(flatten)]
    pub standing: StandingRow,
}

/// The open cards assigned to someone that were due by `now`, the longest overdue first; not what they muted, nor what
/// they may not see.
pub async fn list_overdue(mut on: impl Runs, user: UserId, now: DateTime<Utc>, limit: i64) -> Result<Vec<OverdueCard>> {
    let found: Vec<OverdueCard> = on
        .sql(
            "SELECT c.id AS card_id, c.number, c.title, c.due_at, c.due_date, c.due_zone, b.id AS board_id, b.name AS board_name, \
             p.id AS project_id, p.name AS project_name, p.key AS project_key, u.role AS user_role, tm.role AS team_role, \
             pm.role AS project_role, p.visibility, o.role AS override_role, o.granted, o.revoked \
             FROM card_assignees x JOIN cards c ON c.id = x.card_id AND c.due_at <= $2 AND c.completed_at IS NULL \
             AND c.archived_at IS NULL AND c.deleted_at IS NULL \
             JOIN columns l ON l.id = c.column_id AND l.kind <> 'done' AND l.deleted_at IS NULL \
             JOIN boards b ON b.id = c.board_id AND b.deleted_at IS NULL \
             JOIN projects p ON p.id = b.project_id AND p.deleted_at IS NULL \
             JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL JOIN users u ON u.id = x.user_id \
             LEFT JOIN team_members tm ON tm.team_id = t.id AND tm.user_id = u.id \
             LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = u.id \
             LEFT JOIN board_overrides o ON o.board_id = b.id AND o.user_id = u.id \
             WHERE x.user_id = $1 AND NOT EXISTS \
             (SELECT 1 FROM mutes m WHERE m.user_id = $1 AND m.place IN (p.id, b.id, c.id)) \
             ORDER BY c.due_at, c.id LIMIT $3",
        )
        .bind(user)
        .bind(now)
        .bind(limit)
        .all()
        .await?;
    Ok(found.into_iter().filter(|card| card.standing.may_view()).collect())
}
