//! What mail servers said of addresses that take no mail. A row is there from the first refusal until a mail is
//! accepted, or until the address is released.

use chrono::{DateTime, Utc};

use super::{
    Result, Runs, Tx,
    db::{padded, places},
    users::email_key,
};

/// An address to which nothing is sent any more.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Suppressed {
    pub email_key: String,
    pub refusals: i64,
    pub last_answer: String,
    pub suppressed_at: DateTime<Utc>,
}

/// Counts a refusal; from the `most`-th in a row on the address is suppressed. `true` where this one did it.
pub async fn count_refusal(tx: &mut Tx, email: &str, answer: &str, most: i64, now: DateTime<Utc>) -> Result<bool> {
    let row = tx
        .sql(
            "INSERT INTO addresses (email_key, refusals, last_answer, last_refused_at) VALUES ($1, 1, $2, $3) \
             ON CONFLICT (email_key) DO UPDATE SET refusals = addresses.refusals + 1, last_answer = excluded.last_answer, \
             last_refused_at = excluded.last_refused_at RETURNING refusals",
        )
        .bind(email_key(email))
        .bind(answer.to_owned())
        .bind(now)
        .one::<(i64,)>()
        .await?;
    if row.0 < most {
        return Ok(false);
    }
    let text = "UPDATE addresses SET suppressed_at = $2 WHERE email_key = $1 AND suppressed_at IS NULL";
    Ok(tx.sql(text).bind(email_key(email)).bind(now).run().await? == 1)
}

/// Forgets all refusals of these addresses.
pub async fn forget_refusals(tx: &mut Tx, emails: &[&str]) -> Result<()> {
    if emails.is_empty() {
        return Ok(());
    }
    let emails = padded(emails);
    let text = format!("DELETE FROM addresses WHERE email_key IN ({})", places(1, emails.len()));
    tx.sql(text).bind_all(emails.into_iter().map(email_key)).run().await.map(|_| ())
}

/// Forgets all refusals of an address; `false` where there were none.
pub async fn delete_refusals(tx: &mut Tx, email: &str) -> Result<bool> {
    Ok(tx.sql("DELETE FROM addresses WHERE email_key = $1").bind(email_key(email)).run().await? == 1)
}

pub async fn find_suppressed(mut on: impl Runs, email: &str) -> Result<Option<Suppressed>> {
    on.sql(
        "SELECT email_key, refusals, last_answer, suppressed_at FROM addresses \
         WHERE email_key = $1 AND suppressed_at IS NOT NULL",
    )
    .bind(email_key(email))
    .optional()
    .await
}

/// All of them, the latest first.
pub async fn list_suppressed(mut on: impl Runs, most: i64) -> Result<Vec<Suppressed>> {
    on.sql(
        "SELECT email_key, refusals, last_answer, suppressed_at FROM addresses \
         WHERE suppressed_at IS NOT NULL ORDER BY suppressed_at DESC, email_key LIMIT $1",
    )
    .bind(most)
    .all()
    .await
}
