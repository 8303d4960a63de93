//! Why a use case did not do what was asked.

use serde_json::Value;

use crate::{storage::StorageError, store::StoreError};

pub type Result<T, E = AppError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Not signed in, or not any more. The code says why: `unauthenticated`, `invalid_credentials`, `token_expired` …
    #[error("{detail}")]
    Unauthenticated { code: &'static str, detail: String },
    /// It does not exist, or the caller may not know that it does.
    #[error("there is no such {0}, or you may not see it")]
    NotFound(&'static str),
    /// The caller may see it, but not do that.
    #[error("{0}")]
    Forbidden(String),
    #[error("{}", .0.first().map_or("the request is not valid", |(_, why)| why.as_str()))]
    Invalid(Vec<(String, String)>),
    #[error("{detail}")]
    Conflict { code: &'static str, detail: String, current: Option<Current> },
    #[error("{0}")]
    Gone(String),
    /// The key of a request that may be repeated came with another request before.
    #[error("this Idempotency-Key came with another body before; give each request a key of its own")]
    KeyReused,
    /// It was done before: what was answered then is the answer.
    #[error("this was done before")]
    Repeated,
    /// More than one person may do in a while.
    #[error("{detail}")]
    TooMany {
        detail: String,
        /// After how many seconds to try again.
        retry_after: u64,
    },
    /// `If-Match` named another version.
    #[error("it was changed meanwhile; read it again and repeat the change on what it is now")]
    PreconditionFailed,
    /// What is sent is larger than is taken.
    #[error("what is sent is larger than the {0} bytes that are taken here")]
    TooLarge(u64),
    /// What is sent is of a kind that is not taken. The text goes on from “the file”.
    #[error("the file {0}")]
    Unsupported(String),
    /// Something that this program needs is away.
    #[error("the {0} does not answer; try again in a moment")]
    Unavailable(&'static str),
    /// What is there can be read, and nothing can be written.
    #[error("what is there can be read, but nothing can be written at the moment; try again later")]
    Unwritable,
    #[error(transparent)]
    Internal(anyhow::Error),
}

/// A resource as it is now, in the same shape as a GET answers.
#[derive(Debug)]
pub struct Current(pub Box<Value>);

impl AppError {
    #[must_use]
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        AppError::Conflict { code, detail: detail.into(), current: None }
    }

    /// Too many of something. `wait_us` is until one more is let through, in microseconds.
    #[must_use]
    pub fn too_many(of: &str, wait_us: i64) -> Self {
        let seconds = u64::try_from(wait_us.saturating_add(999_999) / 1_000_000).unwrap_or(1).max(1);
        AppError::TooMany { detail: format!("too many {of}; try again in {seconds} s"), retry_after: seconds }
    }

    #[must_use]
    pub fn forbidden(what: &str) -> Self {
        AppError::Forbidden(format!("your role does not let you {what}"))
    }

    /// One field that is read but not valid. `pointer` is a JSON Pointer (RFC 6901) into the body.
    #[must_use]
    pub fn invalid(pointer: &str, detail: impl Into<String>) -> Self {
        AppError::Invalid(vec![(pointer.to_owned(), detail.into())])
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => AppError::conflict("taken", "someone else has just taken this"),
            StoreError::Unreachable(why) => {
                tracing::warn!(why, "the database does not answer");
                AppError::Unavailable("database")
            }
            StoreError::Unwritable(why) => {
                tracing::error!(why, "the database cannot be written: is its disk full?");
                AppError::Unwritable
            }
            StoreError::Locked => {
                tracing::warn!("someone else held a lock for too long");
                AppError::Unavailable("database")
            }
            other => AppError::Internal(other.into()),
        }
    }
}

impl From<StorageError> for AppError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Down(why) => {
                tracing::warn!(why, "the storage of files does not answer");
                AppError::Unavailable("storage of files")
            }
            missing @ StorageError::Missing(_) => AppError::Internal(missing.into()),
        }
    }
}

/// Collects what is wrong with the fields of a request, so that all of it is told at once.
#[derive(Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value, or its default once a complaint was noted.
    pub fn take<T: Default>(&mut self, pointer: &str, parsed: Result<T, String>) -> T {
        parsed.unwrap_or_else(|why| {
            self.0.push((pointer.to_owned(), why));
            T::default()
        })
    }

    /// Like [`Fields::take`] for a field that may be left out.
    pub fn maybe<T: Default>(&mut self, pointer: &str, parsed: Option<Result<T, String>>) -> Option<T> {
        parsed.map(|parsed| self.take(pointer, parsed))
    }

    pub fn complain(&mut self, pointer: &str, why: impl Into<String>) {
        self.0.push((pointer.to_owned(), why.into()));
    }

    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.0)) }
    }
}
