//! Tells someone of what was done that the safety of their account depends on: a password, second factor, address or role that
//! changed, a recovery code that was used, a new API token. It says what the audit log says. Telling again tells nobody twice: what was told carries the entry.

use std::sync::Arc;

use serde_json::Value;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling, tell, wording},
    },
    domain::{AuditAction, NotificationKind},
    jobs::NotifySecurity,
    store::audit::{Entry, find_entry},
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: NotifySecurity) -> Result<(), JobError> {
    let Some(entry) = find_entry(&ctx.db, payload.audit_id).await? else { return Ok(()) };
    let Some(what) = what(&entry) else { return Ok(()) };
    let from = entry.address.map_or_else(String::new, |address| format!(" from {address}"));
    let at = entry.at;
    let telling = Telling {
        kind: NotificationKind::Security,
        subject: format!("audit {}", entry.id),
        actor: None,
        place: Place::Account,
        comment: None,
        due_at: None,
        text: Box::new(move |zone| format!("{what}{from} on {}", wording::instant(at, zone))),
        recipients: vec![payload.user_id],
    };
    tell(&ctx, &job.trace(), &[telling]).await?;
    Ok(())
}

fn what(entry: &Entry) -> Option<String> {
    let details: Value = serde_json::from_str(&entry.details).unwrap_or_default();
    let text = |name: &str| details[name].as_str().unwrap_or_default().to_owned();
    Some(match entry.action {
        AuditAction::PasswordChanged => "The password of your account was changed".to_owned(),
        AuditAction::PasswordReset => "The password of your account was set anew by a link that was mailed to you".to_owned(),
        AuditAction::TotpEnabled => "Signing in to your account needs a second factor now: one was set up".to_owned(),
        AuditAction::TotpRemoved => "The second factor of your account was removed".to_owned(),
        AuditAction::RecoveryCodeUsed => {
            let left = details["left"].as_i64().unwrap_or_default();
            format!("A recovery code of your account, of which {left} are left, was used")
        }
        AuditAction::EmailChangeAsked => format!("The address {} was asked to become that of your account", text("to")),
        AuditAction::EmailChanged => format!("The address of your account was changed to {}", text("to")),
        AuditAction::RoleChanged => format!("Your role on this instance was changed to {}", text("to")),
        AuditAction::ApiTokenCreated => {
            format!("The API token “{}” with the scope {} was made for your account", text("name"), text("scope"))
        }
        AuditAction::CalendarCreated => "A private address for the calendar of your due dates was made".to_owned(),
        AuditAction::IdentityLinked => {
            format!("Signing in with {} as {} was linked to your account", text("name"), text("as"))
        }
        AuditAction::IdentityUnlinked => format!("Signing in with {} was unlinked from your account", text("name")),
        _ => return None,
    })
}
