//! Cards that fall due, and who has not heard of it.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Result, Runs, db::Sql};
use crate::domain::{BoardId, CardId, NotificationKind, UserId};

/// Someone who follows a card that falls due, and was not told so of this due date.
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
    /// When they were assigned; watchers were not.
    pub assigned_at: Option<DateTime<Utc>>,
    /// How long before a card is due they want to hear of it, in seconds; absent where they never said.
    pub due_soon_s: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followers {
    Assignees,
    Watchers,
}

/// A place in the order in which cards fall due: just after this card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub DateTime<Utc>, pub CardId);

impl Place {
    /// After everything that falls due at `instant`.
    #[must_use]
    pub fn after(instant: DateTime<Utc>) -> Self {
        Self(instant, CardId(Uuid::max()))
    }
}

/// The place some way on from `from`, but not beyond `until`, so that a long way is gone in steps of `cards`.
pub async fn step(mut on: impl Runs, from: Place, until: Place, cards: i64) -> Result<Place> {
    let found = on
        .sql(
            "SELECT due_at, id FROM cards WHERE due_at >= $1 AND due_at <= $3 AND (due_at, id) > ($1, $2) \
             AND completed_at IS NULL AND archived_at IS NULL AND deleted_at IS NULL ORDER BY due_at, id LIMIT 1 OFFSET $4",
        )
        .bind(from.0)
        .bind(from.1)
        .bind(until.0)
        .bind(cards)
        .optional::<(DateTime<Utc>, CardId)>()
        .await?;
    Ok(found.map_or(until, |(due_at, id)| Place(due_at, id)))
}

macro_rules! untold {
    ($assigned_at:literal, $table:literal) => {
        concat!(
            "SELECT c.id AS card_id, c.board_id, p.key AS project_key, c.number, c.title, c.due_at, c.due_date, c.due_zone, \
             c.updated_at, f.user_id, s.due_soon_s, ",
            $assigned_at,
            " AS assigned_at FROM cards c JOIN ",
            $table,
            " f ON f.card_id = c.id \
             JOIN columns l ON l.id = c.column_id AND l.kind <> 'done' AND l.deleted_at IS NULL \
             JOIN boards b ON b.id = c.board_id AND b.deleted_at IS NULL \
             JOIN projects p ON p.id = b.project_id AND p.deleted_at IS NULL \
             JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL \
             JOIN users u ON u.id = f.user_id AND u.disabled_at IS NULL AND u.deleted_at IS NULL \
             LEFT JOIN notification_settings s ON s.user_id = u.id \
             WHERE c.due_at >= $1 AND c.due_at <= $3 AND (c.due_at, c.id) > ($1, $2) AND (c.due_at, c.id) <= ($3, $4) \
             AND c.completed_at IS NULL AND c.archived_at IS NULL AND c.deleted_at IS NULL \
             AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.card_id = c.id AND n.due_at = c.due_at AND n.kind = $5 \
             AND COALESCE(n.user_id, n.user_id) = f.user_id)"
        )
    };
}

/// Of the open cards between two places: who follows them and was not told `kind` of their due dates. (COALESCE keeps
/// PostgreSQL from reading all that a person was ever told: few are told of one card.)
pub async fn list_untold(
    mut on: impl Runs,
    followers: Followers,
    kind: NotificationKind,
    from: Place,
    to: Place,
) -> Result<Vec<Untold>> {
    let text: Sql = match followers {
        Followers::Assignees => untold!("f.assigned_at", "card_assignees").into(),
        Followers::Watchers => untold!("NULL", "card_watchers").into(),
    };
    on.sql(text).bind(from.0).bind(from.1).bind(to.0).bind(to.1).bind(kind).all().await
}

/// The longest that anyone wants to hear of a card before it is due, in seconds.
pub async fn longest_due_soon(mut on: impl Runs) -> Result<Option<i64>> {
    Ok(on.sql("SELECT max(due_soon_s) FROM notification_settings").one::<(Option<i64>,)>().await?.0)
}
