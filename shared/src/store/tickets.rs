//! Tickets for sockets.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Result, Runs, Tx};
use crate::domain::{ApiTokenId, SessionId};

#[derive(Debug, sqlx::FromRow)]
pub struct Ticket {
    pub hash: String,
    /// What it was got with: one of the two.
    pub session_id: Option<SessionId>,
    pub api_token_id: Option<ApiTokenId>,
    pub scope: String,
    pub target: Option<Uuid>,
    pub access_expires_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert_ticket(tx: &mut Tx, ticket: &Ticket) -> Result<()> {
    tx.sql("INSERT INTO tickets (hash, session_id, api_token_id, scope, target, access_expires_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(ticket.hash.clone())
        .bind(ticket.session_id)
        .bind(ticket.api_token_id)
        .bind(ticket.scope.clone())
        .bind(ticket.target)
        .bind(ticket.access_expires_at)
        .bind(ticket.expires_at)
        .run()
        .await
        .map(|_| ())
}

pub async fn is_ticket(mut on: impl Runs, hash: &str) -> Result<bool> {
    let found = on.sql("SELECT 1 FROM tickets WHERE hash = $1").bind(hash.to_owned()).optional::<(i32,)>().await?;
    Ok(found.is_some())
}

/// Takes a ticket out: of any number that try at once, one gets it.
pub async fn take_ticket(tx: &mut Tx, hash: &str) -> Result<Option<Ticket>> {
    tx.sql("DELETE FROM tickets WHERE hash = $1 RETURNING hash, session_id, api_token_id, scope, target, access_expires_at, expires_at")
        .bind(hash.to_owned())
        .optional()
        .await
}

pub async fn delete_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    tx.sql("DELETE FROM tickets WHERE expires_at <= $1").bind(now).run().await
}
