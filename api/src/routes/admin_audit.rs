//! The audit log, for the instance admin.

use poem_openapi::OpenApi;
use shared::{
    app::{
        Ctx,
        operators::{self, AuditFilter, AuditView, Operator},
        paging::Page,
    },
    domain::{AuditAction, UserId},
};

use super::{Tag, list::page};
use crate::edge::{
    caller::Caller,
    query::{Limit, Query},
    reply::{Answer, Listed},
    request::query,
};

query! {
    /// Which entries.
    pub struct ListAudit {
        /// Only what this person did.
        pub actor: Option<UserId>,
        /// Only this.
        pub action: Option<AuditAction>,
        /// The `next_cursor` of the page before.
        pub cursor: Option<String>,
        /// How many items, 1 to 200.
        pub limit: Option<Limit>,
    }
}

pub struct AdminAudit(pub Ctx);

#[OpenApi(prefix_path = "/api/v1/admin/audit", tag = "Tag::Operators")]
impl AdminAudit {
    /// Read the audit log
    ///
    /// The newest first.
    #[oai(path = "/", method = "get", operation_id = "listAudit")]
    async fn list(&self, caller: Caller, query: Query<ListAudit>) -> Answer<Listed<Page<AuditView>>> {
        let operator = Operator::signed_in(&caller)?;
        let ListAudit { actor, action, cursor, limit } = query.0;
        Ok(Listed(operators::list_audit(&self.0, &operator, &AuditFilter { actor, action }, &page(cursor, limit)).await?))
    }
}
