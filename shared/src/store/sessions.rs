//! Signed-in devices.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx};
use crate::domain::{InstanceRole, SessionId, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Session {
    pub id: SessionId,
    pub user_id: UserId,
    pub generation: i64,
    pub refresh_hash: String,
    pub previous_hash: Option<String>,
    /// When the last refresh gave out the current generation.
    pub rotated_at: DateTime<Utc>,
    pub user_agent: Option<String>,
    pub address: Option<String>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

macro_rules! session_columns {
    () => {
        "id, user_id, generation, refresh_hash, previous_hash, rotated_at, user_agent, address, created_at, expires_at, ended_at"
    };
}

pub async fn insert_session(tx: &mut Tx, session: &Session) -> Result<()> {
    tx.sql(
        "INSERT INTO sessions (id, user_id, generation, refresh_hash, rotated_at, user_agent, address, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(session.id)
    .bind(session.user_id)
    .bind(session.generation)
    .bind(session.refresh_hash.clone())
    .bind(session.rotated_at)
    .bind(session.user_agent.clone())
    .bind(session.address.clone())
    .bind(session.created_at)
    .bind(session.expires_at)
    .run()
    .await
    .map(|_| ())
}

/// Whether the person signed in before from the same address with the same program, as far as sessions are kept.
pub async fn is_familiar(tx: &mut Tx, session: &Session) -> Result<bool> {
    let found = tx
        .sql(
            "SELECT id FROM sessions WHERE user_id = $1 AND id <> $2 AND COALESCE(user_agent, '') = $3 \
             AND COALESCE(address, '') = $4 LIMIT 1",
        )
        .bind(session.user_id)
        .bind(session.id)
        .bind(session.user_agent.clone().unwrap_or_default())
        .bind(session.address.clone().unwrap_or_default())
        .optional::<(SessionId,)>()
        .await?;
    Ok(found.is_some())
}

/// Whether the person signed in from this address before, as far as sessions are kept.
pub async fn is_known_place(mut on: impl Runs, user: UserId, address: &str) -> Result<bool> {
    let text = "SELECT id FROM sessions WHERE user_id = $1 AND address = $2 LIMIT 1";
    Ok(on.sql(text).bind(user).bind(address.to_owned()).optional::<(SessionId,)>().await?.is_some())
}

/// Deletes up to `limit` sessions that ended or expired before `cutoff`, with their tickets; tells how many.
pub async fn prune(tx: &mut Tx, cutoff: DateTime<Utc>, limit: i64) -> Result<u64> {
    let select = "SELECT id FROM sessions WHERE ended_at < $1 OR expires_at < $1 ORDER BY id LIMIT $2";
    tx.sql(format!("DELETE FROM tickets WHERE session_id IN ({select})")).bind(cutoff).bind(limit).run().await?;
    tx.sql(format!("DELETE FROM sessions WHERE id IN ({select})")).bind(cutoff).bind(limit).run().await
}

pub async fn find_session(mut on: impl Runs, id: SessionId) -> Result<Option<Session>> {
    on.sql(concat!("SELECT ", session_columns!(), " FROM sessions WHERE id = $1")).bind(id).optional().await
}

pub async fn list_open(mut on: impl Runs, user: UserId, now: DateTime<Utc>) -> Result<Vec<Session>> {
    on.sql(concat!(
        "SELECT ",
        session_columns!(),
        " FROM sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY rotated_at DESC, id"
    ))
    .bind(user)
    .bind(now)
    .all()
    .await
}

/// The next generation, if nobody else has made it meanwhile.
pub async fn rotate(
    tx: &mut Tx,
    id: SessionId,
    from: i64,
    hash: &str,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let rows = tx
        .sql(
            "UPDATE sessions SET generation = generation + 1, previous_hash = refresh_hash, refresh_hash = $3, rotated_at = $4, \
             expires_at = $5 WHERE id = $1 AND generation = $2 AND ended_at IS NULL",
        )
        .bind(id)
        .bind(from)
        .bind(hash.to_owned())
        .bind(now)
        .bind(expires_at)
        .run()
        .await?;
    Ok(rows == 1)
}

pub async fn end(tx: &mut Tx, id: SessionId, now: DateTime<Utc>) -> Result<bool> {
    let rows = tx.sql("UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL").bind(id).bind(now).run().await?;
    Ok(rows == 1)
}

/// Ends every session of an account but one; gives those that it ended.
pub async fn end_of(tx: &mut Tx, user: UserId, but: Option<SessionId>, now: DateTime<Utc>) -> Result<Vec<SessionId>> {
    let text = "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL RETURNING id";
    let but = but.unwrap_or(SessionId(uuid::Uuid::nil()));
    let ended = tx.sql(text).bind(user).bind(but).bind(now).all::<(SessionId,)>().await?;
    Ok(ended.into_iter().map(|(id,)| id).collect())
}

/// Who a session belongs to, for a request that comes with its access token.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SignedIn {
    pub user_id: UserId,
    pub name: String,
    pub handle: String,
    pub role: InstanceRole,
    pub time_zone: String,
}

/// `None` once the session has ended or expired or the account is disabled or deleted: asked at every request, so that signing
/// out counts at once on every process.
pub async fn find_signed_in(mut on: impl Runs, id: SessionId, now: DateTime<Utc>) -> Result<Option<SignedIn>> {
    on.sql(
        "SELECT u.id AS user_id, u.name, u.handle, u.role, u.time_zone FROM sessions s JOIN users u ON u.id = s.user_id \
         WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND u.disabled_at IS NULL AND u.deleted_at IS NULL",
    )
    .bind(id)
    .bind(now)
    .optional()
    .await
}
