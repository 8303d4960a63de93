//! How much of a limit is used up. A limit lets `most` through at once and then one more whenever its share of the time
//! has passed. Each use is one statement and thereby its own transaction: it counts whatever becomes of what it was for,
//! and for all processes.

use super::{Db, Result, Runs, Tx};

/// Uses one share of a limit, where one is left. Otherwise tells when the next will be. All times are microseconds, since
/// 1970 where they are moments.
pub async fn take(db: &Db, key: &str, now: i64, share: i64, within: i64) -> Result<Option<i64>> {
    let latest = now + within - share;
    let taken = db
        .write(
            "INSERT INTO limits (key, free_at_us) VALUES ($1, $2 + $3) ON CONFLICT (key) DO UPDATE SET free_at_us = \
             CASE WHEN limits.free_at_us > $2 THEN limits.free_at_us ELSE $2 END + $3 \
             WHERE limits.free_at_us <= $4 RETURNING free_at_us",
        )
        .bind(key.to_owned())
        .bind(now)
        .bind(share)
        .bind(latest)
        .optional::<(i64,)>()
        .await?;
    if taken.is_some() {
        return Ok(None);
    }
    let row = db.sql("SELECT free_at_us FROM limits WHERE key = $1").bind(key.to_owned()).optional::<(i64,)>().await?;
    Ok(Some(now + row.map_or(share, |(free_at,)| (free_at - latest).max(1))))
}

/// All of the limit is there again.
pub async fn give_back(db: &Db, key: &str) -> Result<()> {
    db.write("DELETE FROM limits WHERE key = $1").bind(key.to_owned()).run().await.map(|_| ())
}

/// Forgets what is no longer used up at all.
pub async fn delete_free(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.sql("DELETE FROM limits WHERE free_at_us <= $1").bind(now).run().await
}
