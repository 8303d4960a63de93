//! Turns at the mail server, given out to all workers alike.

use super::{Result, Runs, Tx};

/// Takes the next turn if it comes no later than `latest`; gives its time. All times are microseconds since 1970.
pub async fn take_turn(tx: &mut Tx, now: i64, between: i64, latest: i64) -> Result<Option<i64>> {
    let row = tx
        .sql(
            "INSERT INTO mail_pace (name, next_at_us) VALUES ('smtp', $1 + $2) ON CONFLICT (name) DO UPDATE SET next_at_us = \
             CASE WHEN mail_pace.next_at_us > $1 THEN mail_pace.next_at_us ELSE $1 END + $2 \
             WHERE mail_pace.next_at_us <= $3 RETURNING next_at_us",
        )
        .bind(now)
        .bind(between)
        .bind(latest)
        .optional::<(i64,)>()
        .await?;
    Ok(row.map(|(next,)| next - between))
}
