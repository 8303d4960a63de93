//! Changing one's password, and showing that one knows it.

use super::{email, limits, passwords, passwords::Verdict, sessions};
use crate::{
    app::{Actor, AppError, Audit, Ctx, Fields, Result},
    domain::{AuditAction, LinkPurpose},
    store::{self, Lock, users::User},
};

/// Sets a new password. The other sessions end, and an address that waits to be verified is given up: whoever knew the old
/// password is out. API tokens stay: their owner sees them, and can take them away.
pub async fn change_password(ctx: &Ctx, actor: &Actor, current: &str, new: &str) -> Result<()> {
    let session = actor.session()?;
    let user = store::users::find_user(&ctx.db, actor.user_id).await?.ok_or(AppError::NotFound("user"))?;
    confirm(ctx, &user, current).await?;
    let mut fields = Fields::default();
    fields.take("/new_password", passwords::check(new, &[&user.name, &user.email, &user.handle]));
    fields.done()?;
    let hash = passwords::hash(ctx, new).await?;

    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::User(user.id)).await?;
    let mut now = store::users::find_user(&mut work.tx, user.id).await?.ok_or(AppError::NotFound("user"))?;
    // Somebody else changed it meanwhile: what was confirmed is no longer the password.
    if now.password_hash != user.password_hash {
        return Err(wrong());
    }
    store::users::update_password(&mut work.tx, user.id, &hash).await?;
    store::account_links::delete_links_of(&mut work.tx, user.id, LinkPurpose::Reset).await?;
    email::give_up_change(&mut work, &mut now).await?;
    sessions::end_all(&mut work, user.id, Some(session)).await?;
    work.audit_and_tell(Audit::new(AuditAction::PasswordChanged).on("user", user.id), user.id);
    work.commit().await
}

/// Refuses who does not know the account's password. Trying is limited as signing in is.
pub(super) async fn confirm(ctx: &Ctx, user: &User, password: &str) -> Result<()> {
    if user.password_hash.is_none() {
        let detail = "this account has no password yet; set the first one by “forgot password”, which mails you a link";
        return Err(AppError::conflict("no_password", detail));
    }
    let whose = user.id.to_string();
    limits::PASSWORDS.take(ctx, &whose).await?;
    match passwords::verify(ctx, password, user.password_hash.as_deref()).await? {
        Verdict::Right | Verdict::Outdated => limits::PASSWORDS.give_back(ctx, &whose).await,
        Verdict::Wrong => Err(wrong()),
    }
}

fn wrong() -> AppError {
    AppError::invalid("/current_password", "is not your password")
}
