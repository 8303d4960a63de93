//! Tokens that people make for their programs.

use chrono::{DateTime, Utc};

use super::{Db, Result, Runs, Tx};
use crate::domain::{ApiTokenId, InstanceRole, TokenScope, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub user_id: UserId,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Whose token it is, for a request that comes with it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Holder {
    pub token_id: ApiTokenId,
    pub scope: TokenScope,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub user_id: UserId,
    pub name: String,
    pub handle: String,
    pub role: InstanceRole,
    pub time_zone: String,
}

macro_rules! holder {
    ($by:literal) => {
        concat!(
            "SELECT t.id AS token_id, t.scope, t.expires_at, t.last_used_at, u.id AS user_id, u.name, u.handle, u.role, u.time_zone \
             FROM api_tokens t JOIN users u ON u.id = t.user_id WHERE ",
            $by,
            " AND t.expires_at > $2 AND u.disabled_at IS NULL AND u.deleted_at IS NULL"
        )
    };
}

/// `None` once the token has expired, or the account is disabled or deleted.
pub async fn find_holder_by_hash(mut on: impl Runs, hash: &str, now: DateTime<Utc>) -> Result<Option<Holder>> {
    on.sql(holder!("t.token_hash = $1")).bind(hash.to_owned()).bind(now).optional().await
}

pub async fn find_holder(mut on: impl Runs, id: ApiTokenId, now: DateTime<Utc>) -> Result<Option<Holder>> {
    on.sql(holder!("t.id = $1")).bind(id).bind(now).optional().await
}

/// Notes that the token was used.
pub async fn update_used(db: &Db, id: ApiTokenId, now: DateTime<Utc>) -> Result<u64> {
    db.write("UPDATE api_tokens SET last_used_at = $2 WHERE id = $1").bind(id).bind(now).run().await
}

pub async fn insert_token(tx: &mut Tx, token: &ApiToken, hash: &str) -> Result<()> {
    tx.sql(
        "INSERT INTO api_tokens (id, user_id, name, scope, token_hash, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(token.id)
    .bind(token.user_id)
    .bind(token.name.clone())
    .bind(token.scope)
    .bind(hash.to_owned())
    .bind(token.created_at)
    .bind(token.expires_at)
    .run()
    .await
    .map(|_| ())
}

/// Someone's tokens, the oldest first, after `after`.
pub async fn list_tokens(mut on: impl Runs, user: UserId, after: Option<ApiTokenId>, limit: i64) -> Result<Vec<ApiToken>> {
    on.sql(
        "SELECT id, user_id, name, scope, created_at, expires_at, last_used_at FROM api_tokens \
         WHERE user_id = $1 AND ($2 IS NULL OR id > $2) ORDER BY id LIMIT $3",
    )
    .bind(user)
    .bind(after)
    .bind(limit)
    .all()
    .await
}

/// Takes one of someone's tokens away, with the tickets that were got by it; gives its name.
pub async fn delete_token(tx: &mut Tx, user: UserId, id: ApiTokenId) -> Result<Option<String>> {
    let text = "DELETE FROM tickets WHERE api_token_id IN (SELECT id FROM api_tokens WHERE id = $1 AND user_id = $2)";
    tx.sql(text).bind(id).bind(user).run().await?;
    let text = "DELETE FROM api_tokens WHERE id = $1 AND user_id = $2 RETURNING name";
    Ok(tx.sql(text).bind(id).bind(user).optional::<(String,)>().await?.map(|(name,)| name))
}

/// Takes all of someone's tokens away; gives their ids.
pub async fn delete_tokens_of(tx: &mut Tx, user: UserId) -> Result<Vec<ApiTokenId>> {
    let text = "DELETE FROM tickets WHERE api_token_id IN (SELECT id FROM api_tokens WHERE user_id = $1)";
    tx.sql(text).bind(user).run().await?;
    let gone = tx.sql("DELETE FROM api_tokens WHERE user_id = $1 RETURNING id").bind(user).all::<(ApiTokenId,)>().await?;
    Ok(gone.into_iter().map(|(id,)| id).collect())
}
