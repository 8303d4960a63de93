//! How often something may be tried: `most` at once, then one more as time passes. So whoever tries too often is slowed
//! and never locked out. What is counted holds for all processes, and whatever becomes of the try.

use chrono::TimeDelta;

use super::{AppError, Ctx, Result};
use crate::{keys, store::limits};

pub(super) struct Limit {
    pub name: &'static str,
    /// By default; `RATE_LIMIT` multiplies it.
    pub most: u32,
    pub within: TimeDelta,
    /// What there is too much of, for the person who is told.
    pub of: &'static str,
}

impl Limit {
    /// Counts one more by `who`, or refuses it. Must not be called while a change is open: SQLite has one writer.
    pub async fn take(&self, ctx: &Ctx, who: &str) -> Result<()> {
        let Some(most) = ctx.config.limit(self.most) else { return Ok(()) };
        let now = ctx.clock.now().timestamp_micros();
        let within = self.within.num_microseconds().unwrap_or(i64::MAX);
        let Some(next) = limits::take(&ctx.db, &self.key(who), now, within / most, within).await? else { return Ok(()) };
        Err(AppError::too_many(self.of, next - now))
    }

    /// Forgets what `who` did so far.
    pub async fn give_back(&self, ctx: &Ctx, who: &str) -> Result<()> {
        match ctx.config.limit(self.most) {
            Some(_) => Ok(limits::give_back(&ctx.db, &self.key(who)).await?),
            None => Ok(()),
        }
    }

    /// Hashed, so that the table names nobody, nor what was typed into the wrong field.
    fn key(&self, who: &str) -> String {
        format!("{} {}", self.name, keys::hashed(who))
    }
}
