//! Requests that may be sent again, by the key that their sender gave each.

use chrono::{DateTime, Utc};

use super::{Engine, Result, Runs, Tx};
use crate::domain::UserId;

/// What a request is known by.
#[derive(Clone, Debug)]
pub struct RequestKey {
    pub user_id: UserId,
    pub route: String,
    pub key: String,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// An HTTP status.
    pub status: u16,
    pub location: Option<String>,
    pub etag: Option<String>,
    /// JSON; empty where the answer has no body.
    pub body: String,
}

/// Takes the key, where nobody has, or only before `expired`. One that is being taken by someone else is waited for,
/// 5 s at most; after that it is [`super::StoreError::Locked`].
pub async fn take_key(
    tx: &mut Tx,
    key: &RequestKey,
    fingerprint: &str,
    now: DateTime<Utc>,
    expired: DateTime<Utc>,
) -> Result<bool> {
    let waits = tx.engine() == Engine::Postgres;
    if waits {
        tx.sql("SET LOCAL lock_timeout = '5s'").run().await?;
    }
    let taken = tx
        .sql(
            "INSERT INTO idempotency_keys (user_id, route, key, fingerprint, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (user_id, route, key) DO UPDATE SET fingerprint = $4, status = NULL, location = NULL, etag = NULL, \
             body = NULL, created_at = $5 WHERE idempotency_keys.created_at <= $6",
        )
        .bind(key.user_id)
        .bind(key.route.clone())
        .bind(key.key.clone())
        .bind(fingerprint.to_owned())
        .bind(now)
        .bind(expired)
        .run()
        .await?;
    if waits {
        tx.sql("SET LOCAL lock_timeout = DEFAULT").run().await?;
    }
    Ok(taken > 0)
}

/// Whether the key was taken after `expired`.
pub async fn is_taken(mut on: impl Runs, key: &RequestKey, expired: DateTime<Utc>) -> Result<bool> {
    let text = "SELECT created_at FROM idempotency_keys WHERE user_id = $1 AND route = $2 AND key = $3";
    let query = on.sql(text).bind(key.user_id).bind(key.route.clone()).bind(key.key.clone());
    Ok(query.optional::<(DateTime<Utc>,)>().await?.is_some_and(|(at,)| at > expired))
}

/// The fingerprint and the answer of a request that was done.
pub async fn find_answer(mut on: impl Runs, key: &RequestKey) -> Result<Option<(String, Option<Answer>)>> {
    type Row = (String, Option<i64>, Option<String>, Option<String>, Option<String>);
    let text = "SELECT fingerprint, status, location, etag, body FROM idempotency_keys \
                WHERE user_id = $1 AND route = $2 AND key = $3";
    let query = on.sql(text).bind(key.user_id).bind(key.route.clone()).bind(key.key.clone());
    let row = query.optional::<Row>().await?;
    Ok(row.map(|(fingerprint, status, location, etag, body)| {
        let status = status.and_then(|status| u16::try_from(status).ok());
        let answer = status.map(|status| Answer { status, location, etag, body: body.unwrap_or_default() });
        (fingerprint, answer)
    }))
}

pub async fn update_answer(tx: &mut Tx, key: &RequestKey, answer: &Answer) -> Result<()> {
    tx.sql(
        "UPDATE idempotency_keys SET status = $4, location = $5, etag = $6, body = $7 \
         WHERE user_id = $1 AND route = $2 AND key = $3",
    )
    .bind(key.user_id)
    .bind(key.route.clone())
    .bind(key.key.clone())
    .bind(i64::from(answer.status))
    .bind(answer.location.clone())
    .bind(answer.etag.clone())
    .bind(answer.body.clone())
    .run()
    .await?;
    Ok(())
}

/// Forgets up to `most` of those taken before `expired`.
pub async fn prune(tx: &mut Tx, expired: DateTime<Utc>, most: i64) -> Result<u64> {
    tx.sql(
        "DELETE FROM idempotency_keys WHERE (user_id, route, key) IN \
         (SELECT user_id, route, key FROM idempotency_keys WHERE created_at <= $1 ORDER BY created_at LIMIT $2)",
    )
    .bind(expired)
    .bind(most)
    .run()
    .await
}
