//! The account's address: verified by a link that is mailed to it. A new one counts once it is verified, and until then
//! mail goes to the old one, which is told of the change both when it is asked for and when it counts.

use serde_json::json;

use super::{limits, links};
use crate::{
    app::{Actor, AppError, Audit, Ctx, Result, Trace, Work},
    domain::{AuditAction, LinkPurpose, MailPurpose, UserId},
    store::{
        self, Lock,
        users::{User, email_key},
    },
};

/// Notes the address that the account is to have, and mails a link to it. The caller has the account locked, has shown
/// that they know its password, and stores it.
pub(super) async fn ask_change(work: &mut Work, user: &mut User, email: String) -> Result<()> {
    if email == user.email && user.new_email.is_none() {
        return Ok(());
    }
    store::account_links::delete_links_of(&mut work.tx, user.id, LinkPurpose::Verify).await?;
    if email == user.email {
        user.new_email = None;
        return Ok(());
    }
    if store::users::email_taken_by_another(&mut work.tx, &email, user.id).await? {
        return Err(email_taken());
    }
    mail_verification(work, user.id, email.clone()).await?;
    let audit = Audit::new(AuditAction::EmailChangeAsked).on("user", user.id);
    work.audit_and_tell(audit.with(json!({"from": user.email, "to": email})), user.id);
    user.new_email = Some(email);
    Ok(())
}

/// Mails another link to the address that is not verified yet.
pub async fn resend_verification(ctx: &Ctx, actor: &Actor) -> Result<()> {
    actor.session()?;
    limits::VERIFICATIONS.take(ctx, &actor.user_id.to_string()).await?;
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::User(actor.user_id)).await?;
    let user = store::users::find_user(&mut work.tx, actor.user_id).await?.ok_or(AppError::NotFound("user"))?;
    let address = match (user.new_email, user.email_verified_at) {
        (Some(new), _) => new,
        (None, None) => user.email,
        (None, Some(_)) => return Err(AppError::conflict("already_verified", "your address is verified already")),
    };
    mail_verification(&mut work, user.id, address).await?;
    work.commit().await
}

/// Mails a link that verifies this address to it; those before are good no more.
pub(super) async fn mail_verification(work: &mut Work, user: UserId, address: String) -> Result<()> {
    store::account_links::delete_links_of(&mut work.tx, user, LinkPurpose::Verify).await?;
    // Whatever was said of it before: its owner asks for mail now.
    store::addresses::delete_refusals(&mut work.tx, &address).await?;
    let link = links::new(LinkPurpose::Verify, Some(user), address, work.now);
    store::account_links::insert_link(&mut work.tx, &link).await?;
    links::mail(work, user, &link).await
}

/// Forgets the address that the account was to have: whoever asked for it may be the one who is being shut out. The
/// caller has the account locked.
pub(super) async fn give_up_change(work: &mut Work, user: &mut User) -> Result<()> {
    if user.new_email.take().is_none() {
        return Ok(());
    }
    store::account_links::delete_links_of(&mut work.tx, user.id, LinkPurpose::Verify).await?;
    user.version += 1;
    user.updated_at = work.now;
    store::users::update_profile(&mut work.tx, user).await.map(|_| ()).map_err(Into::into)
}

/// Takes a link that was mailed to an address as the proof that mail reaches the account's owner there.
pub async fn verify_email(ctx: &Ctx, token: &str, trace: Trace) -> Result<()> {
    let (link, user_id) = links::find(ctx, LinkPurpose::Verify, token).await?;
    let mut work = Work::begin(ctx, Some(user_id), trace).await?;
    let now = work.now;
    store::lock(&mut work.tx, Lock::User(user_id)).await?;
    let user = store::users::find_user(&mut work.tx, user_id).await?.ok_or_else(links::over)?;
    if !store::account_links::delete_link(&mut work.tx, link.id).await? {
        return Err(links::over());
    }
    if user.new_email.as_deref() == Some(link.address.as_str()) {
        change(&mut work, &user, &link.address).await?;
    } else if email_key(&user.email) == email_key(&link.address) {
        store::users::update_verified(&mut work.tx, user_id, now).await?;
    } else {
        return Err(links::over());
    }
    store::addresses::delete_refusals(&mut work.tx, &link.address).await?;
    work.commit().await
}

/// The account's address is this one from now on.
async fn change(work: &mut Work, user: &User, email: &str) -> Result<()> {
    if store::users::email_taken_by_another(&mut work.tx, email, user.id).await? {
        return Err(email_taken());
    }
    let now = work.now;
    store::users::update_email(&mut work.tx, user.id, email, Some(now), now).await?;
    tell_old_address(work, user, email).await
}

/// Notes and tells that the account's address was changed, to the old one as well: it may not have been its owner.
pub(crate) async fn tell_old_address(work: &mut Work, user: &User, email: &str) -> Result<()> {
    // What was mailed to the old address opens nothing any more.
    store::account_links::delete_links_of(&mut work.tx, user.id, LinkPurpose::Reset).await?;
    let audit = Audit::new(AuditAction::EmailChanged).on("user", user.id).with(json!({"from": user.email, "to": email}));
    links::mail_about(work, user.id, &user.email, MailPurpose::EmailChanged, audit.id().0).await?;
    work.audit_and_tell(audit, user.id);
    Ok(())
}

pub(crate) fn email_taken() -> AppError {
    AppError::conflict("email_taken", "there is an account with this address already")
}
