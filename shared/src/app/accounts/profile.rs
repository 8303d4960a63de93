//! One's own account.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{change_password, email, limits};
use crate::{
    app::{Actor, AppError, Ctx, Fields, Result, notifications::SuppressionView},
    domain::{InstanceRole, UserId, text},
    store::{self, Lock, users::User},
};

/// An account as its owner and the instance admin see it.
#[derive(Clone, Debug, Serialize)]
pub struct UserView {
    pub id: UserId,
    pub name: String,
    pub handle: String,
    pub email: String,
    /// The address that takes its place once it is verified.
    pub new_email: Option<String>,
    pub email_verified: bool,
    /// Where the address kept refusing mail: nothing is sent to it any more.
    pub email_suppressed: Option<SuppressionView>,
    /// Whether signing in needs a second factor.
    pub totp_enabled: bool,
    pub role: InstanceRole,
    pub disabled: bool,
    pub time_zone: String,
    pub locale: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<User> for UserView {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            name: user.name,
            handle: user.handle,
            email: user.email,
            new_email: user.new_email,
            email_verified: user.email_verified_at.is_some(),
            email_suppressed: user
                .email_suppressed_at
                .map(|since| SuppressionView { since, answer: user.email_answer.unwrap_or_default() }),
            totp_enabled: user.totp_enabled,
            role: user.role,
            disabled: user.disabled_at.is_some(),
            time_zone: user.time_zone,
            locale: user.locale,
            version: user.version,
            created_at: user.created_at,
            updated_at: user.updated_at,
        }
    }
}

#[derive(Debug, Default)]
pub struct ProfileChange {
    pub name: Option<String>,
    pub handle: Option<String>,
    pub email: Option<String>,
    /// Needed with a new email.
    pub current_password: Option<String>,
    pub time_zone: Option<String>,
    pub locale: Option<String>,
    pub expect: super::super::Expect,
}

pub async fn me(ctx: &Ctx, actor: &Actor) -> Result<UserView> {
    let user = store::users::find_user(&ctx.db, actor.user_id).await?;
    user.map(UserView::from).ok_or(AppError::NotFound("user"))
}

pub async fn update_me(ctx: &Ctx, actor: &Actor, change: ProfileChange) -> Result<UserView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let handle = fields.maybe("/handle", change.handle.as_deref().map(text::handle));
    let time_zone = fields.maybe("/time_zone", change.time_zone.as_deref().map(time_zone));
    let locale = fields.maybe("/locale", change.locale.as_deref().map(locale));
    let email = fields.maybe("/email", change.email.as_deref().map(text::email));
    fields.done()?;
    if let Some(email) = &email {
        confirm_new_email(ctx, actor, email, change.current_password.as_deref()).await?;
    }

    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::User(actor.user_id)).await?;
    let mut user = store::users::find_user(&mut work.tx, actor.user_id).await?.ok_or(AppError::NotFound("user"))?;
    change.expect.check(user.version, || UserView::from(user.clone()))?;
    let called = (user.name.clone(), user.handle.clone());
    if let Some(handle) = handle.filter(|handle| *handle != user.handle) {
        if store::users::handle_taken(&mut work.tx, &handle).await? {
            return Err(AppError::conflict("handle_taken", "this handle is taken; choose another"));
        }
        user.handle = handle;
    }
    if let Some(email) = email {
        email::ask_change(&mut work, &mut user, email).await?;
    }
    user.name = name.unwrap_or(user.name);
    user.time_zone = time_zone.unwrap_or(user.time_zone);
    user.locale = locale.unwrap_or(user.locale);
    user.version += 1;
    user.updated_at = work.now;
    store::users::update_profile(&mut work.tx, &user).await?;
    if called != (user.name.clone(), user.handle.clone()) {
        store::streams::count_unsaid(&mut work.tx, None).await?;
    }
    work.commit().await?;
    Ok(user.into())
}

/// Only the person themselves gives the account another address, and shows that with the password.
async fn confirm_new_email(ctx: &Ctx, actor: &Actor, email: &str, password: Option<&str>) -> Result<()> {
    let user = store::users::find_user(&ctx.db, actor.user_id).await?.ok_or(AppError::NotFound("user"))?;
    if user.email == email {
        return Ok(());
    }
    actor.session()?;
    let password = password.ok_or_else(|| AppError::invalid("/current_password", "is needed to change the address"))?;
    change_password::confirm(ctx, &user, password).await?;
    limits::VERIFICATIONS.take(ctx, &user.id.to_string()).await
}

/// An IANA time zone by its name.
pub(super) fn time_zone(name: &str) -> Result<String, String> {
    let zone: Result<chrono_tz::Tz, _> = name.parse();
    zone.map(|zone| zone.name().to_owned()).map_err(|_| "must be an IANA time zone such as Europe/Berlin".to_owned())
}

/// A language tag (BCP 47), in its usual spelling: letters and digits in groups.
fn locale(tag: &str) -> Result<String, String> {
    let group = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let fits = tag.len() <= 35 && tag.split('-').all(group) && tag.starts_with(|c: char| c.is_ascii_alphabetic());
    if fits { Ok(tag.to_owned()) } else { Err("must be a language tag such as en or de-AT".to_owned()) }
}
