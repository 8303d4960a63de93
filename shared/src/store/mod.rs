//! The rows, and every SQL statement there is. One module a noun; each function takes the transaction or database it
//! runs on, and a text serves both engines unless they truly differ.

pub mod access;
pub mod account_links;
pub mod addresses;
pub mod api_tokens;
mod append;
pub mod audience;
pub mod audit;
mod batch;
pub mod board_preferences;
pub mod boards;
pub mod calendars;
pub mod card_search;
pub mod cards;
pub mod checklists;
pub mod columns;
pub mod comments;
pub mod connect;
pub mod copy;
pub mod db;
pub mod deliveries;
pub mod digests;
pub mod documents;
pub mod due;
pub mod events;
pub mod exports;
pub mod files;
mod group;
pub mod idempotency;
pub mod identities;
pub mod imports;
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
pub mod schema;
pub mod second_factors;
pub mod sessions;
pub mod sight;
pub mod stays;
pub mod streams;
pub mod teams;
pub mod tell_at_once;
pub mod tickets;
mod types;
pub mod users;
pub mod workers;

pub use append::append;
pub use batch::Batch;
pub use connect::{Schema, connect, connect_alone};
pub use db::{Db, Engine, PoolState, Runs, Tx};
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
    /// What is there can be read, but nothing can be written: the disk is full, or may only be read.
    #[error("the database cannot be written: {0}")]
    Unwritable(String),
    #[error("a process of Boardwire has the database open: stop all of them first")]
    InUse,
    /// It is not as this program knows it.
    #[error("{0}")]
    Schema(String),
    #[error(transparent)]
    Database(sqlx::Error),
}

impl StoreError {
    /// The same, for another who is to be told of it.
    fn again(&self) -> Self {
        match self {
            StoreError::Locked => StoreError::Locked,
            StoreError::Unreachable(why) => StoreError::Unreachable(why.clone()),
            StoreError::Unwritable(why) => StoreError::Unwritable(why.clone()),
            other => StoreError::Database(sqlx::Error::Protocol(other.to_string())),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => StoreError::Missing,
            sqlx::Error::Database(e) if e.is_unique_violation() => StoreError::Taken,
            sqlx::Error::Database(e) => match e.code().as_deref().map(trouble) {
                Some(Trouble::Locked) => StoreError::Locked,
                Some(Trouble::Away) => StoreError::Unreachable(e.to_string()),
                Some(Trouble::Unwritable) => StoreError::Unwritable(e.to_string()),
                _ => StoreError::Database(sqlx::Error::Database(e)),
            },
            sqlx::Error::PoolTimedOut => {
                StoreError::Unreachable("no connection became free, or could be made, in time".to_owned())
            }
            sqlx::Error::PoolClosed | sqlx::Error::Io(_) => StoreError::Unreachable(error.to_string()),
            sqlx::Error::Migrate(e) => (*e).into(),
            other => StoreError::Database(other),
        }
    }
}

/// What a database's own code says of its state, where it says something.
enum Trouble {
    Locked,
    Away,
    Unwritable,
    Else,
}

/// PostgreSQL's codes (SQLSTATE) have five signs; SQLite's are numbers, of which the last eight bits say what kind it is.
fn trouble(code: &str) -> Trouble {
    const PRIMARY: u32 = 0xff;
    match code {
        // lock_not_available
        "55P03" => Trouble::Locked,
        // disk_full, read_only_sql_transaction (a server that stands by)
        "53100" | "25006" => Trouble::Unwritable,
        // query_canceled (statement_timeout), too_many_connections, idle_in_transaction_session_timeout
        "57014" | "53300" | "25P03" => Trouble::Away,
        // admin_shutdown, crash_shutdown, cannot_connect_now; connection exceptions
        code if code.len() == 5 && (code.starts_with("57P") || code.starts_with("08")) => Trouble::Away,
        code if code.len() == 5 => Trouble::Else,
        code => match code.parse::<u32>().map(|code| code & PRIMARY) {
            // SQLITE_BUSY
            Ok(5) => Trouble::Locked,
            // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
            Ok(8 | 10 | 13 | 14) => Trouble::Unwritable,
            _ => Trouble::Else,
        },
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

#[cfg(test)]
mod tests {
    use super::{connect::connect, *};

    /// As a disk that is full does it: SQLite is told that the file may not grow.
    #[tokio::test]
    async fn a_full_disk_is_told_from_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("full.db").display());
        let db = connect(&url, 2, Schema::Migrate).await.unwrap();
        db.write("PRAGMA max_page_count = 1").run().await.unwrap();
        let long = "x".repeat(1_000_000);
        let full = db.write("INSERT INTO meta (key, value) VALUES ('long', $1)").bind(long).run().await.unwrap_err();
        assert!(matches!(full, StoreError::Unwritable(_)), "{full:?}");
        assert!(db.ping().await.is_ok());
        let fault = db.write("INSERT INTO nothing VALUES (1)").run().await.unwrap_err();
        assert!(matches!(fault, StoreError::Database(_)), "{fault:?}");
        let read_only = db.sql("DELETE FROM meta").run().await.unwrap_err();
        assert!(matches!(read_only, StoreError::Unwritable(_)), "{read_only:?}");
        db.close().await;
    }

    #[test]
    fn codes_of_postgres_say_what_is_the_matter() {
        assert!(matches!(trouble("55P03"), Trouble::Locked));
        assert!(matches!(trouble("53100"), Trouble::Unwritable));
        for away in ["57P01", "57P02", "57P03", "57014", "08006", "53300", "25P03"] {
            assert!(matches!(trouble(away), Trouble::Away), "{away}");
        }
        for fault in ["42601", "23503", "40P01", "1555"] {
            assert!(matches!(trouble(fault), Trouble::Else), "{fault}");
        }
    }
}
