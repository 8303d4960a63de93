//! Who the owners of accounts are at OpenID providers, and who is on the way from one.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx};
use crate::domain::{IdentityId, SessionId, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UserIdentity {
    pub id: IdentityId,
    pub user_id: UserId,
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

macro_rules! select_identities {
    ($rest:literal) => {
        concat!(
            "SELECT id, user_id, provider, issuer, subject, email, created_at, last_used_at FROM user_identities WHERE ",
            $rest
        )
    };
}

/// Inserts it; `false` if somebody has it already.
pub async fn insert_identity(tx: &mut Tx, identity: &UserIdentity) -> Result<bool> {
    let rows = tx
        .sql(
            "INSERT INTO user_identities (id, user_id, provider, issuer, subject, email, created_at, last_used_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(identity.id)
        .bind(identity.user_id)
        .bind(identity.provider.clone())
        .bind(identity.issuer.clone())
        .bind(identity.subject.clone())
        .bind(identity.email.clone())
        .bind(identity.created_at)
        .bind(identity.last_used_at)
        .run()
        .await?;
    Ok(rows == 1)
}

pub async fn find_identity(mut on: impl Runs, issuer: &str, subject: &str) -> Result<Option<UserIdentity>> {
    on.sql(select_identities!("issuer = $1 AND subject = $2")).bind(issuer.to_owned()).bind(subject.to_owned()).optional().await
}

/// An account's, the oldest first, after `after`.
pub async fn list_of(mut on: impl Runs, user: UserId, after: Option<IdentityId>, limit: i64) -> Result<Vec<UserIdentity>> {
    on.sql(select_identities!("user_id = $1 AND ($2 IS NULL OR id > $2) ORDER BY id LIMIT $3"))
        .bind(user)
        .bind(after)
        .bind(limit)
        .all()
        .await
}

pub async fn update_used(tx: &mut Tx, id: IdentityId, email: Option<&str>, now: DateTime<Utc>) -> Result<u64> {
    let text = "UPDATE user_identities SET last_used_at = $2, email = COALESCE($3, email) WHERE id = $1";
    tx.sql(text).bind(id).bind(now).bind(email.map(str::to_owned)).run().await
}

pub async fn delete_identity(tx: &mut Tx, id: IdentityId) -> Result<bool> {
    Ok(tx.sql("DELETE FROM user_identities WHERE id = $1").bind(id).run().await? == 1)
}

/// Takes all of an account's away.
pub async fn delete_of(tx: &mut Tx, user: UserId) -> Result<u64> {
    tx.sql("DELETE FROM user_identities WHERE user_id = $1").bind(user).run().await
}

/// Somebody who was sent to a provider.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Attempt {
    pub token_hash: String,
    pub provider: String,
    pub next: String,
    pub session_id: Option<SessionId>,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert_attempt(tx: &mut Tx, attempt: &Attempt) -> Result<()> {
    tx.sql("INSERT INTO oidc_attempts (token_hash, provider, next, session_id, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(attempt.token_hash.clone())
        .bind(attempt.provider.clone())
        .bind(attempt.next.clone())
        .bind(attempt.session_id)
        .bind(attempt.expires_at)
        .run()
        .await
        .map(|_| ())
}

/// Takes the attempt out: of any number who come back with it at once, one gets it.
pub async fn take_attempt(tx: &mut Tx, hash: &str, provider: &str, now: DateTime<Utc>) -> Result<Option<Attempt>> {
    tx.sql(
        "DELETE FROM oidc_attempts WHERE token_hash = $1 AND provider = $2 AND expires_at > $3 \
         RETURNING token_hash, provider, next, session_id, expires_at",
    )
    .bind(hash.to_owned())
    .bind(provider.to_owned())
    .bind(now)
    .optional()
    .await
}

/// An identity that waits for a signed-in person to say that it is theirs.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Offer {
    pub token_hash: String,
    pub session_id: SessionId,
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    pub email: Option<String>,
    pub next: String,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert_offer(tx: &mut Tx, offer: &Offer) -> Result<()> {
    tx.sql(
        "INSERT INTO oidc_offers (token_hash, session_id, provider, issuer, subject, email, next, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(offer.token_hash.clone())
    .bind(offer.session_id)
    .bind(offer.provider.clone())
    .bind(offer.issuer.clone())
    .bind(offer.subject.clone())
    .bind(offer.email.clone())
    .bind(offer.next.clone())
    .bind(offer.expires_at)
    .run()
    .await
    .map(|_| ())
}

/// Takes the offer out, for the session that it was made to only.
pub async fn take_offer(tx: &mut Tx, hash: &str, session: SessionId, now: DateTime<Utc>) -> Result<Option<Offer>> {
    tx.sql(
        "DELETE FROM oidc_offers WHERE token_hash = $1 AND session_id = $2 AND expires_at > $3 \
         RETURNING token_hash, session_id, provider, issuer, subject, email, next, expires_at",
    )
    .bind(hash.to_owned())
    .bind(session)
    .bind(now)
    .optional()
    .await
}

/// Deletes the attempts and offers that came to nothing.
pub async fn delete_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    for text in ["DELETE FROM oidc_attempts WHERE expires_at <= $1", "DELETE FROM oidc_offers WHERE expires_at <= $1"] {
        tx.sql(text).bind(now).run().await?;
    }
    Ok(())
}
