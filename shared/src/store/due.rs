//! Cards that fall due, and who has not heard of it.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Result, Runs, db::Sql};
use crate::domain::{BoardId, CardId, NotificationKind, UserId};

/// A person who follows a card that falls due, and was not told so of this due date.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Untold {
    pub card_id: CardId,
    pub board_id: BoardId,
    pub project_key: String,
    pub number: i64,
    pub title: String,
    pub due_at: DateTime<Utc>,
    pub due_date: Option<NaiveDate>,
    pub due_zone: Option<String>,
    /// When the card was last changed; its due date was set no later.
    pub updated_at: DateTime<Utc>,
    pub user_id: UserId,
    /// When the person was assigned.
    pub assigned_at: Option<DateTime<Utc>>,
}

/// Who follows a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followers {
    Assignees,
    Watchers,
}

/// Where a scan is: after this due time, card and person.
#[derive(Clone, Copy, Debug)]
pub struct Place(pub DateTime<Utc>, pub Uuid, pub Uuid);

impl Place {
    /// Before everything that falls due after `instant`.
    #[must_use]
    pub fn after(instant: DateTime<Utc>) -> Self {
        Self(instant, Uuid::max(), Uuid::max())
    }

    #[must_use]
    pub fn of(row: &Untold) -> Self {
        Self(row.due_at, row.card_id.0, row.user_id.0)
    }
}

macro_rules! untold {
    ($assigned_at:literal, $table:literal) => {
        concat!(
            "SELECT c.id AS card_id, c.board_id, p.key AS project_key, c.number, c.title, c.due_at, c.due_date, c.due_zone, \
             c.updated_at, f.user_id, ",
            $assigned_at,
            " AS assigned_at FROM cards c JOIN ",
            $table,
            " f ON f.card_id = c.id \
             JOIN columns l ON l.id = c.column_id AND l.kind <> 'done' AND l.deleted_at IS NULL \
             JOIN boards b ON b.id = c.board_id AND b.deleted_at IS NULL \
             JOIN projects p ON p.id = b.project_id AND p.deleted_at IS NULL \
             JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL \
             JOIN users u ON u.id = f.user_id AND u.disabled_at IS NULL AND u.deleted_at IS NULL \
             WHERE c.due_at >= $1 AND c.due_at <= $4 AND (c.due_at, c.id, f.user_id) > ($1, $2, $3) \
             AND c.completed_at IS NULL AND c.archived_at IS NULL AND c.deleted_at IS NULL \
             AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.card_id = c.id AND n.user_id = f.user_id \
             AND n.due_at = c.due_at AND n.kind = $5) \
             ORDER BY c.due_at, c.id, f.user_id LIMIT $6"
        )
    };
}

/// Of the open cards that fall due after `from` and no later than `until`: who follows them and was not told `kind`.
/// In the order of [`Place`], so that a scan goes through in batches and passes over whom nothing may be told.
pub async fn list_untold(
    mut on: impl Runs,
    followers: Followers,
    kind: NotificationKind,
    from: Place,
    until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Untold>> {
    let text: Sql = match followers {
        Followers::Assignees => untold!("f.assigned_at", "card_assignees").into(),
        Followers::Watchers => untold!("NULL", "card_watchers").into(),
    };
    on.sql(text).bind(from.0).bind(from.1).bind(from.2).bind(until).bind(kind).bind(limit).all().await
}
