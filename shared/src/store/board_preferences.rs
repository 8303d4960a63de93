//! How people want to see boards: each their own way.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx};
use crate::domain::{BoardId, UserId};

/// A person's wishes as columns, all absent where they have none: part of wider rows, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Preferences {
    pub color: Option<String>,
    pub title: Option<String>,
    pub pinned_at: Option<DateTime<Utc>>,
    pub unpinned_at: Option<DateTime<Utc>>,
}

impl Preferences {
    #[must_use]
    pub fn pinned(&self) -> bool {
        self.pinned_at.is_some() && self.unpinned_at.is_none()
    }

    /// Whether it was pinned at this moment, as far as the last pinning tells.
    #[must_use]
    pub fn pinned_as_of(&self, at: DateTime<Utc>) -> bool {
        self.pinned_at.is_some_and(|pinned| pinned <= at) && self.unpinned_at.is_none_or(|unpinned| unpinned > at)
    }
}

/// The columns of [`Preferences`], of the table called `bp`.
macro_rules! preferences_columns {
    () => {
        "bp.color, bp.title, bp.pinned_at, bp.unpinned_at"
    };
}
pub(super) use preferences_columns;

pub async fn find_preferences(mut on: impl Runs, user: UserId, board: BoardId) -> Result<Option<Preferences>> {
    let text =
        concat!("SELECT ", preferences_columns!(), " FROM board_preferences bp WHERE bp.user_id = $1 AND bp.board_id = $2");
    on.sql(text).bind(user).bind(board).optional().await
}

pub async fn upsert_preferences(tx: &mut Tx, user: UserId, board: BoardId, preferences: &Preferences) -> Result<()> {
    tx.sql(
        "INSERT INTO board_preferences (user_id, board_id, color, title, pinned_at, unpinned_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (user_id, board_id) DO UPDATE SET color = excluded.color, title = excluded.title, \
         pinned_at = excluded.pinned_at, unpinned_at = excluded.unpinned_at",
    )
    .bind(user)
    .bind(board)
    .bind(preferences.color.clone())
    .bind(preferences.title.clone())
    .bind(preferences.pinned_at)
    .bind(preferences.unpinned_at)
    .run()
    .await
    .map(|_| ())
}
