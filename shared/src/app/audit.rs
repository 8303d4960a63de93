//! One entry of the audit log, made by the use case that does what it tells of and written in its transaction.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::Trace;
use crate::{
    domain::{AuditAction, AuditId, TraceParent, UserId, Via},
    store::audit::NewEntry,
};

pub struct Audit {
    id: AuditId,
    action: AuditAction,
    actor: Option<UserId>,
    target: Option<(&'static str, String)>,
    details: Value,
}

impl Audit {
    #[must_use]
    pub fn new(action: AuditAction) -> Self {
        Self { id: AuditId::new(), action, actor: None, target: None, details: json!({}) }
    }

    /// What the entry is known by.
    #[must_use]
    pub fn id(&self) -> AuditId {
        self.id
    }

    /// By somebody else than whoever the change began as: an account that is only made or signed in by it.
    #[must_use]
    pub fn by(self, actor: UserId) -> Self {
        Self { actor: Some(actor), ..self }
    }

    /// What it was done to: `user`, `team`, `project`, `job` or `schedule`, and which.
    #[must_use]
    pub fn on(self, kind: &'static str, id: impl ToString) -> Self {
        Self { target: Some((kind, id.to_string())), ..self }
    }

    /// What else someone who looks into it wants to know: a JSON object without secrets.
    #[must_use]
    pub fn with(self, details: Value) -> Self {
        Self { details, ..self }
    }

    pub(super) fn entry(self, actor: Option<UserId>, trace: &Trace, at: DateTime<Utc>) -> NewEntry {
        let (target_kind, target_id) = self.target.unzip();
        NewEntry {
            id: self.id,
            at,
            action: self.action,
            via: trace.via.unwrap_or(Via::Program),
            actor_id: self.actor.or(actor),
            target_kind,
            target_id,
            details: self.details.to_string(),
            address: trace.address.clone(),
            request_id: trace.request_id.clone(),
            trace_id: trace.parent.map(TraceParent::trace_id),
        }
    }
}
