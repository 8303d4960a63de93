//! The rows, and every SQL statement there is. One module a noun; each function takes the transaction or database it
//! runs on, and a text serves both engines unless they truly differ.

pub mod access;
pub mod account_links;
pub mod addresses;
pub mod api_tokens;
pub mod audience;
pub mod audit;
pub mod board_preferences;
pub mod boards;
pub mod calendars;
pub mod card_search;
pub mod cards;
pub mod checklists;
pub mod columns;
pub mod comments;
pub mod connect;
pub mod db;
pub mod deliveries;
pub mod digests;
pub mod documents;
pub mod due;
pub mod events;
pub mod files;
pub mod idempotency;
pub mod identities;
pub mod invites;
pub mod jobs;
pub mod labels;
pub mod limits;
mod lock;
pub mod mail_pace;
pub mod mails;
pub mod messages;
pub mod notification_settings;
pub mod notifications;
pub mod online;
pub mod overrides;
pub mod projects;
pub mod ranks;
mod refold;
pub mod reminders;
pub mod reports;
pub mod schedules;
pub mod second_factors;
pub mod sessions;
pub mod sight;
pub mod stays;
pub mod streams;
pub mod teams;
pub mod tickets;
mod types;
pub mod users;
pub mod workers;

pub use connect::{Schema, connect};
pub use db::{Db, Engine, Runs, Tx};
pub use lock::{Lock, lock, lock_cards};

use crate::domain::fold::fold;

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row that the code relies on is not there.
    #[error("a row that must be there is missing")]
    Missing,
    /// A unique value is taken. Callers that can say which one check it by its own statement (`ON CONFLICT`):
    /// SQLite does not name the constraint.
    #[error("a unique value is taken")]
    Taken,
    /// Someone else held a lock for longer than it was to be waited for.
    #[error("someone else is at it still")]
    Locked,
    #[error("the database does not answer: {0}")]
    Unreachable(String),
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => StoreError::Missing,
            sqlx::Error::Database(e) if e.is_unique_violation() => StoreError::Taken,
            // lock_not_available
            sqlx::Error::Database(e) if e.code().as_deref() == Some("55P03") => StoreError::Locked,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                StoreError::Unreachable(error.to_string())
            }
            other => StoreError::Database(other),
        }
    }
}

/// A pattern for `LIKE … ESCAPE '\'` that finds `part` anywhere in text that is [folded](fold), whatever signs it holds.
/// An empty part finds everything.
fn like(part: &str) -> String {
    pattern(&fold(part))
}

/// As [`like`], in text that is what it is.
fn pattern(part: &str) -> String {
    let mut pattern = String::from("%");
    for c in part.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
