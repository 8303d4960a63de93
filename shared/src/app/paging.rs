//! Pages of a list. A cursor names the last row given out, so that rows which stay are seen exactly once, whatever is
//! inserted or deleted between two pages.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use uuid::Uuid;

use super::{AppError, Result};

pub const LIMIT_DEFAULT: u32 = 50;
pub const LIMIT_MAX: u32 = 200;

/// Which page is asked for.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    pub cursor: Option<String>,
    /// 1 to 200.
    pub limit: Option<u32>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Give it back as `cursor` for what follows; `null` on the last page.
    pub next_cursor: Option<String>,
}

impl PageRequest {
    pub fn limit(&self) -> Result<usize> {
        match self.limit.unwrap_or(LIMIT_DEFAULT) {
            limit @ 1..=LIMIT_MAX => Ok(limit as usize),
            _ => Err(AppError::invalid("/limit", format!("must be from 1 to {LIMIT_MAX}"))),
        }
    }

    /// The bytes that the cursor stands for.
    pub(super) fn after_bytes<const N: usize>(&self) -> Result<Option<[u8; N]>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Some).ok_or_else(bad_cursor)
    }

    /// The id that the cursor stands for.
    pub fn after_id(&self) -> Result<Option<Uuid>> {
        Ok(self.after_bytes()?.map(Uuid::from_bytes))
    }

    /// The `seq` that the cursor stands for.
    pub fn after_seq(&self) -> Result<Option<i64>> {
        Ok(self.after_bytes()?.map(i64::from_be_bytes))
    }
}

pub(super) fn bad_cursor() -> AppError {
    AppError::invalid("/cursor", "must be the next_cursor of an earlier answer")
}

pub(super) fn cursor_of_bytes(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

#[must_use]
pub fn cursor_of_id(id: Uuid) -> String {
    cursor_of_bytes(id.as_bytes())
}

#[must_use]
pub fn cursor_of_seq(seq: i64) -> String {
    cursor_of_bytes(&seq.to_be_bytes())
}

/// A page of `limit` out of up to `limit + 1` rows: the one too many tells that there is more.
pub fn page<R, T>(mut rows: Vec<R>, limit: usize, cursor: impl Fn(&R) -> String, view: impl FnMut(R) -> T) -> Page<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = if more { rows.last().map(cursor) } else { None };
    Page { items: rows.into_iter().map(view).collect(), next_cursor }
}

/// One row more than is shown.
#[must_use]
pub fn fetch(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1
}
