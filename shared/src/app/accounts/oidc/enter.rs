//! Into which account an identity leads.

use serde_json::json;

use super::{Refusal, identities};
use crate::{
    app::{
        AppError, Audit, Ctx, Result, Trace, Work,
        accounts::{
            Device, SignedIn,
            register::{Address, NewUser, check_open, insert_account},
            sessions, sign_in,
        },
    },
    domain::{AuditAction, text},
    oidc::{Identity, Provider},
    store::{
        self, Lock,
        users::{User, email_key},
    },
};

/// Signs in whoever has this identity. Of two who come with a new one at once, the second finds what the first made.
pub(super) async fn enter(
    ctx: &Ctx,
    provider: &Provider,
    identity: &Identity,
    device: Device,
    trace: Trace,
) -> Result<SignedIn, Refusal> {
    let mut again = true;
    loop {
        let mut work = Work::begin(ctx, None, trace.clone()).await?;
        match find_or_make(ctx, &mut work, provider, identity).await {
            Ok(Entry::Account { user, new }) => {
                let how = json!({"how": "oidc", "provider": provider.settings.key});
                let session = if new {
                    let session = sessions::open(ctx, &mut work, user.id, device).await?;
                    let mut details = how;
                    details["role"] = json!(user.role);
                    details["session_id"] = json!(session.id);
                    work.audit(Audit::new(AuditAction::AccountCreated).by(user.id).on("user", user.id).with(details));
                    session
                } else {
                    sign_in::enter(ctx, &mut work, user.id, device, how).await?
                };
                work.commit().await?;
                return Ok(SignedIn { tokens: sessions::pair(ctx, &session)?, user: (*user).into() });
            }
            Ok(Entry::Disabled(user)) => {
                let why =
                    json!({"how": "oidc", "provider": provider.settings.key, "why": "account disabled", "handle": user.handle});
                work.audit(Audit::new(AuditAction::SignInFailed).on("user", user.id).with(why));
                work.commit().await?;
                let why = "this account is disabled; ask the instance admin".to_owned();
                return Err(AppError::Forbidden(why).into());
            }
            Ok(Entry::Overtaken) | Err(Refusal::Other(AppError::Conflict { .. })) if again => again = false,
            Ok(Entry::Overtaken) => return Err(Refusal::Taken),
            Err(refusal) => return Err(refusal),
        }
    }
}

enum Entry {
    Account {
        user: Box<User>,
        new: bool,
    },
    Disabled(Box<User>),
    /// Somebody else has just taken the identity.
    Overtaken,
}

async fn find_or_make(ctx: &Ctx, work: &mut Work, provider: &Provider, identity: &Identity) -> Result<Entry, Refusal> {
    let now = work.now;
    let email = identity.email.as_deref().and_then(|email| text::email(email).ok());
    if let Some(known) = store::identities::find_identity(&mut work.tx, &identity.issuer, &identity.subject).await? {
        let user = store::users::find_user(&mut work.tx, known.user_id).await?.ok_or(AppError::NotFound("user"))?;
        if user.disabled_at.is_some() {
            return Ok(Entry::Disabled(Box::new(user)));
        }
        store::identities::update_used(&mut work.tx, known.id, email.as_deref(), now).await?;
        return Ok(Entry::Account { user: Box::new(user), new: false });
    }
    let email = email.ok_or(Refusal::NoEmail)?;
    if let Some(user) = store::users::find_user_by_login(&mut work.tx, &email).await? {
        return join(work, provider, identity, email, user).await;
    }
    let user = make(ctx, work, identity, email).await?;
    if !identities::insert(work, provider, identity, user.id).await? {
        return Ok(Entry::Overtaken);
    }
    Ok(Entry::Account { user: Box::new(user), new: true })
}

/// The account is this person's where its owner and the provider have both seen that mail to the address reaches them.
/// Less would let in whoever wrote somebody else's address down first, here or there.
async fn join(work: &mut Work, provider: &Provider, identity: &Identity, email: String, user: User) -> Result<Entry, Refusal> {
    store::lock(&mut work.tx, Lock::User(user.id)).await?;
    let user = store::users::find_user(&mut work.tx, user.id).await?.ok_or(AppError::NotFound("user"))?;
    let same = email_key(&user.email) == email_key(&email);
    if !(same && identity.email_verified && user.email_verified_at.is_some()) {
        return Err(Refusal::SignInFirst { email });
    }
    if user.disabled_at.is_some() {
        return Ok(Entry::Disabled(Box::new(user)));
    }
    if !identities::insert(work, provider, identity, user.id).await? {
        return Ok(Entry::Overtaken);
    }
    identities::tell_linked(work, provider, identity, user.id);
    Ok(Entry::Account { user: Box::new(user), new: false })
}

/// A new account without a password, where accounts may be made by whoever comes.
async fn make(ctx: &Ctx, work: &mut Work, identity: &Identity, email: String) -> Result<User, Refusal> {
    if store::users::anyone(&mut work.tx).await? {
        check_open(ctx, false)?;
    } else if !ctx.config.on_localhost() {
        let why = "the first account of this instance is made with the set-up code that the server printed when it started";
        return Err(AppError::Forbidden(why.to_owned()).into());
    }
    let before_at = email.split('@').next().unwrap_or_default().to_owned();
    let name = identity.name.as_deref().and_then(|name| text::line(name).ok()).unwrap_or(before_at);
    let email = Address { email, verified: identity.email_verified || !ctx.config.verify_email };
    let new = NewUser { name, email, handle: None, password_hash: None, time_zone: None };
    Ok(insert_account(work, new).await?)
}
