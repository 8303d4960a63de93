//! Everybody's accounts: listed, changed, disabled and deleted. An instance always has an admin in use.

use serde_json::json;

use super::Operator;
use crate::{
    app::{
        AppError, Audit, Ctx, Expect, Fields, Result, Work,
        accounts::{self, UserView},
        paging::{self, Page, PageRequest},
    },
    domain::{AuditAction, InstanceRole, UserId, text},
    store::{
        self, Lock,
        users::{User, email_key},
    },
};

#[derive(Debug, Default)]
pub struct AccountChange {
    pub name: Option<String>,
    pub email: Option<String>,
    pub role: Option<InstanceRole>,
    pub disabled: Option<bool>,
    pub expect: Expect,
}

/// The oldest first.
pub async fn list_users(
    ctx: &Ctx,
    _: &Operator,
    q: Option<&str>,
    role: Option<InstanceRole>,
    request: &PageRequest,
) -> Result<Page<UserView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(UserId);
    let rows = store::users::list_users(&ctx.db, q.unwrap_or_default(), role, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), UserView::from))
}

pub async fn find_account(ctx: &Ctx, _: &Operator, id: UserId) -> Result<UserView> {
    store::users::find_user(&ctx.db, id).await?.map(UserView::from).ok_or(AppError::NotFound("user"))
}

/// Changes somebody's account. A new address counts at once, unverified; the old one is told. Disabling ends every session
/// and API token at once.
pub async fn update_account(ctx: &Ctx, operator: &Operator, id: UserId, change: AccountChange) -> Result<UserView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let email = fields.maybe("/email", change.email.as_deref().map(text::email));
    fields.done()?;
    let mut work = operator.begin(ctx).await?;
    if change.role == Some(InstanceRole::Member) || change.disabled == Some(true) {
        accounts::keep_an_admin(&mut work, id).await?;
    }
    store::lock(&mut work.tx, Lock::User(id)).await?;
    let mut user = store::users::find_user(&mut work.tx, id).await?.ok_or(AppError::NotFound("user"))?;
    change.expect.check(user.version, || UserView::from(user.clone()))?;
    if let Some(email) = email.filter(|email| *email != user.email) {
        set_email(&mut work, &mut user, email).await?;
    }
    if let Some(name) = name.filter(|name| *name != user.name) {
        let details = json!({"name": {"from": user.name, "to": name}});
        work.audit(Audit::new(AuditAction::AccountChanged).on("user", id).with(details));
        user.name = name;
        store::streams::count_unsaid(&mut work.tx, None).await?;
    }
    user.version += 1;
    user.updated_at = work.now;
    store::users::update_profile(&mut work.tx, &user).await?;
    if let Some(role) = change.role.filter(|role| *role != user.role) {
        set_role(&mut work, &mut user, role).await?;
    }
    if let Some(disabled) = change.disabled.filter(|disabled| *disabled != user.disabled_at.is_some()) {
        set_disabled(&mut work, &mut user, disabled).await?;
    }
    work.commit().await?;
    Ok(user.into())
}

async fn set_email(work: &mut Work, user: &mut User, email: String) -> Result<()> {
    if store::users::email_taken_by_another(&mut work.tx, &email, user.id).await? {
        return Err(accounts::email_taken());
    }
    let now = work.now;
    // Another spelling of the same address is as verified as it was.
    let verified = user.email_verified_at.filter(|_| email_key(&email) == email_key(&user.email));
    store::users::update_email(&mut work.tx, user.id, &email, verified, now).await?;
    accounts::tell_old_address(work, user, &email).await?;
    store::addresses::delete_refusals(&mut work.tx, &email).await?;
    // As it is stored now, version included: what follows counts on from there.
    *user = store::users::find_user(&mut work.tx, user.id).await?.ok_or(AppError::NotFound("user"))?;
    Ok(())
}

async fn set_role(work: &mut Work, user: &mut User, role: InstanceRole) -> Result<()> {
    store::users::update_role(&mut work.tx, user.id, role).await?;
    let audit = Audit::new(AuditAction::RoleChanged).on("user", user.id);
    work.audit_and_tell(audit.with(json!({"from": user.role, "to": role})), user.id);
    user.role = role;
    accounts::recheck_sockets(work, user.id).await
}

async fn set_disabled(work: &mut Work, user: &mut User, disabled: bool) -> Result<()> {
    let at = disabled.then_some(work.now);
    store::users::update_disabled(&mut work.tx, user.id, at).await?;
    user.disabled_at = at;
    if disabled {
        accounts::end_everything(work, user.id).await?;
    }
    let action = if disabled { AuditAction::AccountDisabled } else { AuditAction::AccountEnabled };
    work.audit(Audit::new(action).on("user", user.id).with(json!({"handle": user.handle})));
    Ok(())
}

/// Deletes somebody's account; what they wrote stays, by “a former user”.
pub async fn delete_account(ctx: &Ctx, operator: &Operator, id: UserId, expect: Expect) -> Result<()> {
    let mut work = operator.begin(ctx).await?;
    accounts::close(&mut work, id, expect).await?;
    work.commit().await
}

/// Takes somebody's second factor away who has lost it and its recovery codes; `false` where they have none. `login` is
/// their address or handle.
pub async fn remove_totp(ctx: &Ctx, operator: &Operator, login: &str) -> Result<bool> {
    let user = store::users::find_user_by_login(&ctx.db, login).await?.ok_or(AppError::NotFound("user"))?;
    let mut work = operator.begin(ctx).await?;
    store::lock(&mut work.tx, Lock::User(user.id)).await?;
    let had_one = accounts::take_away(&mut work, user.id).await?;
    work.commit().await?;
    Ok(had_one)
}
