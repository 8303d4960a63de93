//! Accounts made by whoever runs the instance, from its command line: no registration rules, no session, and an address
//! that counts as verified, as the operator vouches for it.

use serde_json::json;

use super::{
    UserView, passwords, profile,
    register::{self, Address, NewUser},
};
use crate::{
    app::{Actor, AppError, Audit, Credential, Ctx, Fields, Result, Trace, Work},
    domain::{AuditAction, InstanceRole, UserId, text},
    store,
};

#[derive(Debug)]
pub struct NewAccount {
    pub name: String,
    pub email: String,
    pub password: String,
    pub handle: Option<String>,
    pub time_zone: Option<String>,
    pub admin: bool,
}

pub async fn create_account(ctx: &Ctx, new: NewAccount) -> Result<UserView> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&new.name));
    let email = fields.take("/email", text::email(&new.email));
    let handle = fields.maybe("/handle", new.handle.as_deref().map(text::handle));
    let time_zone = fields.maybe("/time_zone", new.time_zone.as_deref().map(profile::time_zone));
    fields.take("/password", passwords::check(&new.password, &[&new.name, &new.email]));
    fields.done()?;
    let hash = passwords::hash(ctx, &new.password).await?;
    let mut work = Work::begin(ctx, None, Trace::command_line()).await?;
    let account = NewUser { name, email: Address { email, verified: true }, handle, password_hash: Some(hash), time_zone };
    let mut user = register::insert_account(&mut work, account).await?;
    if new.admin && user.role != InstanceRole::Admin {
        store::users::update_role(&mut work.tx, user.id, InstanceRole::Admin).await?;
        user.role = InstanceRole::Admin;
    }
    let details = json!({"how": "made by an operator", "handle": user.handle, "role": user.role});
    work.audit(Audit::new(AuditAction::AccountCreated).on("user", user.id).with(details));
    work.commit().await?;
    Ok(user.into())
}

/// Someone to do things as, without signing in: for the command line, which needs no password to act.
pub async fn act_as(ctx: &Ctx, id: UserId) -> Result<Actor> {
    let user = store::users::find_user(&ctx.db, id).await?.ok_or(AppError::NotFound("user"))?;
    Ok(Actor {
        user_id: user.id,
        by: Credential::CommandLine,
        name: user.name,
        handle: user.handle,
        role: user.role,
        time_zone: user.time_zone.parse().unwrap_or(chrono_tz::UTC),
        trace: Trace::command_line(),
    })
}
