//! The audit log, read.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::Operator;
use crate::{
    app::{
        Ctx, Result,
        paging::{self, Page, PageRequest},
        people::Person,
    },
    domain::{AuditAction, AuditId, UserId, Via},
    store::{self, audit::Entry},
};

#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub actor: Option<UserId>,
    pub action: Option<AuditAction>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AuditView {
    pub id: AuditId,
    pub at: DateTime<Utc>,
    pub action: AuditAction,
    pub via: Via,
    /// As they were called then.
    pub actor: Option<Person>,
    pub target: Option<AuditTarget>,
    pub details: Value,
    pub address: Option<String>,
    pub request_id: Option<String>,
    pub trace_id: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct AuditTarget {
    pub kind: String,
    pub id: String,
}

impl From<Entry> for AuditView {
    fn from(entry: Entry) -> Self {
        let person =
            |id| Person { id, name: entry.actor_name.unwrap_or_default(), handle: entry.actor_handle.unwrap_or_default() };
        Self {
            id: entry.id,
            at: entry.at,
            action: entry.action,
            via: entry.via,
            actor: entry.actor_id.map(person),
            target: entry.target_kind.zip(entry.target_id).map(|(kind, id)| AuditTarget { kind, id }),
            details: serde_json::from_str(&entry.details).unwrap_or_default(),
            address: entry.address,
            request_id: entry.request_id,
            trace_id: entry.trace_id,
        }
    }
}

/// The newest first.
pub async fn list_audit(ctx: &Ctx, _: &Operator, filter: &AuditFilter, request: &PageRequest) -> Result<Page<AuditView>> {
    let limit = request.limit()?;
    let before = request.after_id()?.map(AuditId);
    let rows = store::audit::list_entries(&ctx.db, filter.actor, filter.action, before, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), AuditView::from))
}
