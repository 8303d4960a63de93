//! Signing in with a password.

use serde::Serialize;
use serde_json::json;

use super::{
    limits,
    passwords::{self, Verdict},
    profile::UserView,
    sessions::{self, Device, TokenPair},
};
use crate::{
    app::{AppError, Audit, Ctx, Result, Trace, Work},
    domain::AuditAction,
    jobs::NotifySignIn,
    store::{self, users::User},
};

#[derive(Serialize)]
pub struct SignedIn {
    #[serde(flatten)]
    pub tokens: TokenPair,
    pub user: UserView,
}

/// A new session for whoever knows the password. `login` is an address or a handle. An unknown one and a wrong
/// password look the same and take the same time, and both are counted.
pub async fn sign_in(ctx: &Ctx, login: &str, password: &str, device: Device, trace: Trace) -> Result<SignedIn> {
    let refused = || AppError::Unauthenticated {
        code: "invalid_credentials",
        detail: "there is no account with this address (or handle) and password".to_owned(),
    };
    let from = device.address.clone();
    if let Some(from) = &from {
        limits::PASSWORDS_FROM.take(ctx, from).await?;
    }
    let user = store::users::find_user_by_login(&ctx.db, login).await?;
    let tried = tried(ctx, login, user.as_ref(), from.as_deref()).await?;
    limits::PASSWORDS.take(ctx, &tried).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let verdict = passwords::verify(ctx, password, stored).await?;
    let user = match (verdict, user) {
        (Verdict::Right | Verdict::Outdated, Some(user)) if user.disabled_at.is_none() => user,
        (_, user) => {
            note_failure(ctx, login, user, trace).await?;
            return Err(refused());
        }
    };
    let rehashed = match verdict {
        Verdict::Outdated => Some(passwords::hash(ctx, password).await?),
        _ => None,
    };
    let mut work = Work::begin(ctx, Some(user.id), trace).await?;
    if let Some(hash) = rehashed {
        store::users::update_password(&mut work.tx, user.id, &hash).await?;
    }
    let session = sessions::open(ctx, &mut work, user.id, device).await?;
    if !store::sessions::is_familiar(&mut work.tx, &session).await? {
        work.enqueue(&NotifySignIn { session_id: session.id });
    }
    work.audit(Audit::new(AuditAction::SignedIn).on("user", user.id).with(json!({"session_id": session.id})));
    work.commit().await?;
    limits::PASSWORDS.give_back(ctx, &tried).await?;
    Ok(SignedIn { tokens: sessions::pair(ctx, &session)?, user: user.into() })
}

/// What passwords are counted for: the account, by whichever name it was called, or a name that nobody has, so that the
/// two look alike. Where someone has signed in to it before, it is counted apart, so that nobody elsewhere can use up
/// the tries of the account's owner.
async fn tried(ctx: &Ctx, login: &str, user: Option<&User>, from: Option<&str>) -> Result<String> {
    let Some(user) = user else { return Ok(store::users::email_key(login.trim())) };
    Ok(match from {
        Some(from) if store::sessions::is_known_place(&ctx.db, user.id, from).await? => format!("{} from {from}", user.id),
        _ => user.id.to_string(),
    })
}

/// Writes down that a sign-in failed, in the same way whether there is such an account or not.
async fn note_failure(ctx: &Ctx, login: &str, user: Option<User>, trace: Trace) -> Result<()> {
    let mut work = Work::begin(ctx, None, trace).await?;
    let audit = Audit::new(AuditAction::SignInFailed);
    work.audit(match user {
        Some(user) => {
            let why = if user.disabled_at.is_some() { "account disabled" } else { "wrong password" };
            audit.on("user", user.id).with(json!({"why": why, "handle": user.handle}))
        }
        // Passwords are typed into the wrong field now and then: what is no address is not repeated.
        None if login.contains('@') => {
            let login: String = login.chars().filter(|c| !c.is_control()).take(255).collect();
            audit.with(json!({"why": "no such account", "email": login}))
        }
        None => audit.with(json!({"why": "no such account"})),
    });
    work.commit().await
}
