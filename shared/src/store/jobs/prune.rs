//! Deleting rows that are over, in batches, so that no write holds up others for long.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::these;
use crate::{
    domain::JobId,
    store::{Db, Result},
};

/// How far the clocks that made the ids may be ahead of the engine's. Were one further, its rows would go later.
const SKEW: TimeDelta = TimeDelta::hours(1);

/// Deletes up to `limit` rows that ended well before `done_before`, or badly before `dead_before`; tells how many.
///
/// They are looked for from the oldest id on: a job that ended before a time was made before it.
pub async fn prune(db: &Db, done_before: DateTime<Utc>, dead_before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let select = "SELECT id FROM jobs WHERE id < $1 AND finished_at < $2 AND (state <> 'dead' OR finished_at < $3) \
                  ORDER BY id LIMIT $4";
    let text = format!("DELETE FROM jobs WHERE id {}", these(db, select));
    db.write(text).bind(first_id(done_before + SKEW)).bind(done_before).bind(dead_before).bind(limit).run().await
}

/// Before every id that was made at `time` or later (RFC 9562: the first 48 bits are the milliseconds).
fn first_id(time: DateTime<Utc>) -> JobId {
    let milliseconds = u128::try_from(time.timestamp_millis()).unwrap_or(0);
    JobId(Uuid::from_u128(milliseconds << 80))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_made_later_come_after() {
        let id = JobId::new();
        let made = id.0.get_timestamp().unwrap().to_unix();
        let made = DateTime::from_timestamp(made.0.cast_signed(), made.1).unwrap();
        assert!(first_id(made) <= id && id < first_id(made + TimeDelta::milliseconds(1)));
    }
}
