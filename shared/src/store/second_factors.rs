//! Second factors of accounts, and the codes for who has lost theirs. What a code uses up is used up by one statement, so
//! of any number that try at once, in whichever process, one gets it.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx};
use crate::domain::UserId;

#[derive(Clone, sqlx::FromRow)]
pub struct SecondFactor {
    pub user_id: UserId,
    /// What the codes are made from, encrypted.
    pub sealed: String,
    pub key_id: String,
    /// `None` while its owner has not shown a code of it: it is asked for by nobody until then.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Keeps a secret that is to be confirmed, in the place of one that was not; `false` where there is a confirmed one.
pub async fn put_unconfirmed(tx: &mut Tx, user: UserId, sealed: &str, key_id: &str, now: DateTime<Utc>) -> Result<bool> {
    let rows = tx
        .sql(
            "INSERT INTO second_factors (user_id, sealed, key_id, created_at, last_step) VALUES ($1, $2, $3, $4, 0) \
             ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id, \
             created_at = excluded.created_at WHERE second_factors.confirmed_at IS NULL",
        )
        .bind(user)
        .bind(sealed.to_owned())
        .bind(key_id.to_owned())
        .bind(now)
        .run()
        .await?;
    Ok(rows == 1)
}

pub async fn find_factor(mut on: impl Runs, user: UserId) -> Result<Option<SecondFactor>> {
    let text = "SELECT user_id, sealed, key_id, confirmed_at FROM second_factors WHERE user_id = $1";
    on.sql(text).bind(user).optional().await
}

pub async fn confirm(tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<bool> {
    let text = "UPDATE second_factors SET confirmed_at = $2 WHERE user_id = $1 AND confirmed_at IS NULL";
    Ok(tx.sql(text).bind(user).bind(now).run().await? == 1)
}

/// Uses a step up, and all before it; `false` where it was used up already.
pub async fn use_step(tx: &mut Tx, user: UserId, step: i64) -> Result<bool> {
    let text = "UPDATE second_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2";
    Ok(tx.sql(text).bind(user).bind(step).run().await? == 1)
}

pub async fn insert_recovery_code(tx: &mut Tx, user: UserId, code_hash: String) -> Result<()> {
    let text = "INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)";
    tx.sql(text).bind(user).bind(code_hash).run().await.map(|_| ())
}

/// Uses a recovery code up; `false` where it is none, or was used.
pub async fn use_recovery_code(tx: &mut Tx, user: UserId, code_hash: String) -> Result<bool> {
    let text = "DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2";
    Ok(tx.sql(text).bind(user).bind(code_hash).run().await? == 1)
}

pub async fn count_recovery_codes(mut on: impl Runs, user: UserId) -> Result<i64> {
    let text = "SELECT count(*) FROM recovery_codes WHERE user_id = $1";
    Ok(on.sql(text).bind(user).one::<(i64,)>().await?.0)
}

/// Takes the account's second factor away, with its recovery codes; `false` where none was confirmed.
pub async fn delete_factor(tx: &mut Tx, user: UserId) -> Result<bool> {
    tx.sql("DELETE FROM recovery_codes WHERE user_id = $1").bind(user).run().await?;
    let text = "DELETE FROM second_factors WHERE user_id = $1 RETURNING confirmed_at";
    let deleted = tx.sql(text).bind(user).optional::<(Option<DateTime<Utc>>,)>().await?;
    Ok(matches!(deleted, Some((Some(_),))))
}

/// Those after `after` that are encrypted under another key than this one.
pub async fn list_under_other_keys(
    mut on: impl Runs,
    key_id: &str,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<SecondFactor>> {
    on.sql(
        "SELECT user_id, sealed, key_id, confirmed_at FROM second_factors \
         WHERE key_id <> $1 AND ($2 IS NULL OR user_id > $2) ORDER BY user_id LIMIT $3",
    )
    .bind(key_id.to_owned())
    .bind(after)
    .bind(limit)
    .all()
    .await
}

/// Keeps the same secret under another key; `false` where it is another one by now, or gone.
pub async fn update_sealed(tx: &mut Tx, from: &SecondFactor, sealed: &str, key_id: &str) -> Result<bool> {
    let text = "UPDATE second_factors SET sealed = $3, key_id = $4 WHERE user_id = $1 AND sealed = $2";
    let query = tx.sql(text).bind(from.user_id).bind(from.sealed.clone()).bind(sealed.to_owned()).bind(key_id.to_owned());
    Ok(query.run().await? == 1)
}
