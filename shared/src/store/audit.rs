//! The audit log: rows are added and read, never changed. The schema refuses anything else.

use std::fmt::Write;

use chrono::{DateTime, Utc};

use super::{Db, Result, Runs, Tx};
use crate::domain::{AuditAction, AuditId, UserId, Via};

pub struct NewEntry {
    pub id: AuditId,
    pub at: DateTime<Utc>,
    pub action: AuditAction,
    pub via: Via,
    pub actor_id: Option<UserId>,
    pub target_kind: Option<&'static str>,
    pub target_id: Option<String>,
    /// A JSON object.
    pub details: String,
    pub address: Option<String>,
    pub request_id: Option<String>,
    pub trace_id: Option<String>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Entry {
    pub id: AuditId,
    pub at: DateTime<Utc>,
    pub action: AuditAction,
    pub via: Via,
    pub actor_id: Option<UserId>,
    pub actor_name: Option<String>,
    pub actor_handle: Option<String>,
    pub target_kind: Option<String>,
    pub target_id: Option<String>,
    pub details: String,
    pub address: Option<String>,
    pub request_id: Option<String>,
    pub trace_id: Option<String>,
}

/// Adds an entry, with its actor's name as it is now.
pub async fn insert_entry(tx: &mut Tx, entry: &NewEntry) -> Result<()> {
    tx.sql(
        "INSERT INTO audit (id, at, action, via, actor_id, actor_name, actor_handle, target_kind, target_id, details, address, \
         request_id, trace_id) VALUES ($1, $2, $3, $4, $5, (SELECT name FROM users WHERE id = $5), \
         (SELECT handle FROM users WHERE id = $5), $6, $7, $8, $9, $10, $11)",
    )
    .bind(entry.id)
    .bind(entry.at)
    .bind(entry.action)
    .bind(entry.via)
    .bind(entry.actor_id)
    .bind(entry.target_kind.map(str::to_owned))
    .bind(entry.target_id.clone())
    .bind(entry.details.clone())
    .bind(entry.address.clone())
    .bind(entry.request_id.clone())
    .bind(entry.trace_id.clone())
    .run()
    .await?;
    Ok(())
}

pub async fn find_entry(mut on: impl Runs, id: AuditId) -> Result<Option<Entry>> {
    on.sql(
        "SELECT id, at, action, via, actor_id, actor_name, actor_handle, target_kind, target_id, details, address, request_id, \
         trace_id FROM audit WHERE id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// Entries, the newest first, from the one after `before` on; of one actor or action where those are given.
pub async fn list_entries(
    db: &Db,
    actor: Option<UserId>,
    action: Option<AuditAction>,
    before: Option<AuditId>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let mut text = "SELECT id, at, action, via, actor_id, actor_name, actor_handle, target_kind, target_id, details, address, \
                    request_id, trace_id FROM audit WHERE id < $1"
        .to_owned();
    let mut place = 1;
    for (asked, column) in [(actor.is_some(), "actor_id"), (action.is_some(), "action")] {
        if asked {
            place += 1;
            let _ = write!(text, " AND {column} = ${place}");
        }
    }
    let _ = write!(text, " ORDER BY id DESC LIMIT ${}", place + 1);
    let mut query = db.sql(text).bind(before.unwrap_or(AuditId(uuid::Uuid::max())));
    if let Some(actor) = actor {
        query = query.bind(actor);
    }
    if let Some(action) = action {
        query = query.bind(action);
    }
    query.bind(limit).all().await
}
