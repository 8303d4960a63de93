//! `boardwire admin audit`

use clap::Args;
use shared::{
    app::{
        Ctx,
        operators::{self, AuditFilter, Operator},
        paging::PageRequest,
    },
    domain::{AuditAction, UserId},
};

use super::table::{self, Table, cut, time};

#[derive(Args)]
pub struct ReadAudit {
    /// Only what the person with this id did.
    #[arg(long)]
    actor: Option<UserId>,
    /// Only this, such as job.retried.
    #[arg(long)]
    action: Option<AuditAction>,
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// As the API answers.
    #[arg(long)]
    json: bool,
}

impl ReadAudit {
    pub async fn run(self, ctx: &Ctx) -> anyhow::Result<()> {
        let operator = Operator::at_the_command_line();
        let filter = AuditFilter { actor: self.actor, action: self.action };
        let (mut entries, mut cursor) = (Vec::new(), None);
        while entries.len() < self.limit {
            let limit = u32::try_from((self.limit - entries.len()).min(200))?;
            let request = PageRequest { cursor, limit: Some(limit) };
            let page = operators::list_audit(ctx, &operator, &filter, &request).await?;
            entries.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if self.json {
            return table::json(&entries);
        }
        let mut rows = Table::new(&["at", "action", "by", "via", "target", "from", "details"]);
        for entry in entries {
            rows.row([
                time(entry.at),
                entry.action.to_string(),
                entry.actor.map_or_else(|| "-".to_owned(), |actor| actor.handle),
                entry.via.to_string(),
                entry.target.map_or_else(|| "-".to_owned(), |target| format!("{} {}", target.kind, target.id)),
                entry.address.unwrap_or_else(|| "-".to_owned()),
                cut(&entry.details.to_string(), 80),
            ]);
        }
        rows.print("There are no such entries.");
        Ok(())
    }
}
