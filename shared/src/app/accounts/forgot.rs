//! A forgotten password: a link to the account's address, and a new password by that link.
//!
//! Whether there is such an account is found out by a job, so that asking takes and answers the same for every address.

use super::{email, limits, links, passwords, second_factor, sessions};
use crate::{
    app::{AppError, Audit, Ctx, Fields, Result, Trace, Work},
    domain::{AccountLinkId, AuditAction, LinkPurpose, text},
    jobs::SendReset,
    store::{self, Lock, users::email_key},
};

/// Asks for a link to set a new password with.
pub async fn forgot_password(ctx: &Ctx, email: &str, trace: Trace) -> Result<()> {
    let mut fields = Fields::default();
    let email = fields.take("/email", text::email(email));
    fields.done()?;
    if let Some(from) = &trace.address {
        limits::RESETS_FROM.take(ctx, from).await?;
    }
    limits::RESETS.take(ctx, &email_key(&email)).await?;
    let mut work = Work::begin(ctx, None, trace).await?;
    let link = links::new(LinkPurpose::Reset, None, email, work.now);
    store::account_links::insert_link(&mut work.tx, &link).await?;
    work.enqueue(&SendReset { link_id: link.id });
    work.commit().await
}

/// Mails the link that was asked for, where there is such an account. Doing it again mails nothing more: whose link it is
/// is noted once, and the mail with it.
pub async fn send_reset(ctx: &Ctx, trace: Trace, id: AccountLinkId) -> Result<()> {
    let Some(mut link) = store::account_links::find_link(&ctx.db, id).await? else { return Ok(()) };
    let user = store::users::find_user_by_login(&ctx.db, &link.address).await?;
    let mut work = Work::begin(ctx, None, trace).await?;
    match user.filter(|user| user.disabled_at.is_none()) {
        Some(user) => {
            if store::account_links::update_owner(&mut work.tx, id, user.id).await? {
                // As the account spells it, and not as somebody typed it.
                link.address = user.email;
                links::mail(&mut work, user.id, &link).await?;
            }
        }
        None => _ = store::account_links::delete_link(&mut work.tx, id).await?,
    }
    work.commit().await
}

/// Sets a new password by a link. Every session and API token ends, and so does every other link: whoever knew the old
/// password, has an older mail, or was in the account and left a token or another address behind, is out.
pub async fn reset_password(ctx: &Ctx, token: &str, password: &str, trace: Trace) -> Result<()> {
    let (link, user_id) = links::find(ctx, LinkPurpose::Reset, token).await?;
    let user = store::users::find_user(&ctx.db, user_id).await?.ok_or_else(links::over)?;
    let mut fields = Fields::default();
    fields.take("/password", passwords::check(password, &[&user.name, &user.email, &user.handle]));
    fields.done()?;
    let hash = passwords::hash(ctx, password).await?;

    let mut work = Work::begin(ctx, Some(user_id), trace).await?;
    let now = work.now;
    store::lock(&mut work.tx, Lock::User(user_id)).await?;
    let mut user = store::users::find_user(&mut work.tx, user_id).await?.ok_or_else(links::over)?;
    if user.disabled_at.is_some() {
        return Err(AppError::Forbidden("this account is disabled; ask the instance admin".to_owned()));
    }
    if !store::account_links::delete_link(&mut work.tx, link.id).await? {
        return Err(links::over());
    }
    store::account_links::delete_links_of(&mut work.tx, user_id, LinkPurpose::Reset).await?;
    store::users::update_password(&mut work.tx, user_id, &hash).await?;
    email::give_up_change(&mut work, &mut user).await?;
    // The link came by mail, so the address works and is theirs.
    if email_key(&link.address) == email_key(&user.email) {
        store::users::update_verified(&mut work.tx, user_id, now).await?;
        store::addresses::delete_refusals(&mut work.tx, &user.email).await?;
    }
    if user.email_verified_at.is_none() {
        // Until now nobody knew whose address it is: whoever made the account may have been someone else, with a way
        // in, or a lock on it, of their own.
        store::identities::delete_of(&mut work.tx, user_id).await?;
        second_factor::take_away(&mut work, user_id).await?;
    }
    sessions::end_everything(&mut work, user_id).await?;
    work.audit_and_tell(Audit::new(AuditAction::PasswordReset).on("user", user_id), user_id);
    work.commit().await?;
    limits::PASSWORDS.give_back(ctx, &user_id.to_string()).await
}
