//! Deleting rows that are over, in batches, so that no write holds up others for long.

use chrono::{DateTime, Utc};

use super::these;
use crate::store::{Db, Result};

/// Deletes up to `limit` rows that ended well before `done_before`, or badly before `dead_before`; tells how many.
pub async fn prune(db: &Db, done_before: DateTime<Utc>, dead_before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let select = "SELECT id FROM jobs WHERE finished_at IS NOT NULL AND finished_at < $1 \
                  AND (state <> 'dead' OR finished_at < $2) ORDER BY finished_at LIMIT $3";
    let text = format!("DELETE FROM jobs WHERE id {}", these(db, select));
    db.write(text).bind(done_before).bind(dead_before).bind(limit).run().await
}
