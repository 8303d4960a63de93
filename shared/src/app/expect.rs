//! Optimistic concurrency: what a caller believes the version to be. `If-Match` gives 412 when stale; a `version` in
//! the body gives 409 with the resource as it is now. Without either, the last write wins.

use serde::Serialize;

use super::{AppError, Current, Result};

#[derive(Clone, Copy, Debug, Default)]
pub struct Expect {
    pub if_match: Option<i64>,
    pub version: Option<i64>,
}

impl Expect {
    /// `now` makes the current resource, in the shape that a GET answers.
    pub fn check<V: Serialize>(&self, version: i64, now: impl FnOnce() -> V) -> Result<()> {
        if self.if_match.is_some_and(|expected| expected != version) {
            return Err(AppError::PreconditionFailed);
        }
        if self.version.is_some_and(|expected| expected != version) {
            let current = serde_json::to_value(now()).map_err(|e| AppError::Internal(e.into()))?;
            return Err(AppError::Conflict {
                code: "version_conflict",
                detail: "it was changed meanwhile; “current” is what it is now".to_owned(),
                current: Some(Current(Box::new(current))),
            });
        }
        Ok(())
    }
}
