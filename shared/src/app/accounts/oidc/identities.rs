//! The identities of an account: seeing them, and taking one away.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::{
    app::{
        Actor, AppError, Audit, Ctx, Result, Work,
        paging::{self, Page, PageRequest},
    },
    domain::{AuditAction, IdentityId, UserId, text},
    oidc::{Identity, Provider},
    store::{self, Lock, identities::UserIdentity},
};

/// Who somebody is at a provider.
#[derive(Clone, Debug, Serialize)]
pub struct IdentityView {
    pub id: IdentityId,
    pub provider: String,
    /// The provider's name for people.
    pub provider_name: String,
    pub issuer: String,
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

pub async fn list_identities(ctx: &Ctx, actor: &Actor, request: &PageRequest) -> Result<Page<IdentityView>> {
    actor.session()?;
    let limit = request.limit()?;
    let after = request.after_id()?.map(IdentityId);
    let rows = store::identities::list_of(&ctx.db, actor.user_id, after, paging::fetch(limit)).await?;
    let view = |row: UserIdentity| IdentityView {
        id: row.id,
        provider_name: name_of(ctx, &row.provider),
        provider: row.provider,
        issuer: row.issuer,
        email: row.email,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    };
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), view))
}

/// Takes an identity away, unless nothing else would let its owner in.
pub async fn unlink(ctx: &Ctx, actor: &Actor, id: IdentityId) -> Result<()> {
    actor.session()?;
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::User(actor.user_id)).await?;
    let user = store::users::find_user(&mut work.tx, actor.user_id).await?.ok_or(AppError::NotFound("user"))?;
    let all = store::identities::list_of(&mut work.tx, user.id, None, i64::MAX).await?;
    let identity = all.iter().find(|identity| identity.id == id).ok_or(AppError::NotFound("identity"))?;
    if all.len() == 1 && user.password_hash.is_none() {
        let detail = "without it, nothing would let you in: set a password first, by “forgot password”, or link another provider";
        return Err(AppError::conflict("last_way_in", detail));
    }
    store::identities::delete_identity(&mut work.tx, id).await?;
    let details = json!({"provider": identity.provider, "name": name_of(ctx, &identity.provider), "issuer": identity.issuer});
    work.audit_and_tell(Audit::new(AuditAction::IdentityUnlinked).on("user", user.id).with(details), user.id);
    work.commit().await
}

/// Gives the account another way in; `false` if somebody has the identity already.
pub(super) async fn insert(work: &mut Work, provider: &Provider, identity: &Identity, user: UserId) -> Result<bool> {
    let now = work.now;
    let row = UserIdentity {
        id: IdentityId::new(),
        user_id: user,
        provider: provider.settings.key.clone(),
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
        email: identity.email.as_deref().and_then(|email| text::email(email).ok()),
        created_at: now,
        last_used_at: Some(now),
    };
    Ok(store::identities::insert_identity(&mut work.tx, &row).await?)
}

pub(super) fn tell_linked(work: &mut Work, provider: &Provider, identity: &Identity, user: UserId) {
    let details = json!({
        "provider": provider.settings.key,
        "name": provider.settings.name,
        "issuer": identity.issuer,
        "as": identity.email.as_deref().unwrap_or(&identity.subject),
    });
    work.audit_and_tell(Audit::new(AuditAction::IdentityLinked).by(user).on("user", user).with(details), user);
}

/// As people know it; one that was taken out of the settings, by its key.
fn name_of(ctx: &Ctx, provider: &str) -> String {
    ctx.oidc.find(provider).map_or_else(|| provider.to_owned(), |provider| provider.settings.name.clone())
}
