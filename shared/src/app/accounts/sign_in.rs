//! Signing in with a password and, where the account has a second factor, a code of it. The password comes first: whoever
//! does not know it is not told what else is needed.

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    limits,
    passwords::{self, Verdict},
    profile::UserView,
    second_factor::{self, Passed},
    sessions::{self, Device, TokenPair},
    sign_in_ticket,
};
use crate::{
    app::{AppError, Audit, Ctx, Result, Trace, Work},
    domain::{AuditAction, UserId},
    jobs::NotifySignIn,
    store::{self, sessions::Session, users::User},
};

#[derive(Serialize)]
pub struct SignedIn {
    #[serde(flatten)]
    pub tokens: TokenPair,
    pub user: UserView,
}

/// How far somebody has come who signs in step by step.
pub enum Step {
    SignedIn(Box<SignedIn>),
    /// The password was right. The ticket stands for it at [`finish_sign_in`].
    CodeNeeded {
        ticket: String,
    },
}

/// What an account that needs a code is refused with while there is none.
const TOTP_REQUIRED: &str = "totp_required";

/// A new session for whoever knows the password and, where the account has a second factor, a code of it. `login` is an
/// address or a handle. An unknown one and a wrong password look the same and take the same time, and both are counted;
/// that there is a second factor is told to whoever knows the password.
pub async fn sign_in(
    ctx: &Ctx,
    login: &str,
    password: &str,
    totp: Option<&str>,
    device: Device,
    trace: Trace,
) -> Result<SignedIn> {
    let known = check_password(ctx, login, password, &device, &trace).await?;
    pass(ctx, known, totp, device, trace).await
}

/// Signs in as far as the password goes.
pub async fn begin_sign_in(ctx: &Ctx, login: &str, password: &str, device: Device, trace: Trace) -> Result<Step> {
    let known = check_password(ctx, login, password, &device, &trace).await?;
    let ticket = sign_in_ticket::issue(ctx, &known.user)?;
    match pass(ctx, known, None, device, trace).await {
        Ok(signed_in) => Ok(Step::SignedIn(Box::new(signed_in))),
        Err(AppError::Unauthenticated { code: TOTP_REQUIRED, .. }) => Ok(Step::CodeNeeded { ticket }),
        Err(error) => Err(error),
    }
}

/// Goes on with a ticket and a code.
pub async fn finish_sign_in(ctx: &Ctx, ticket: &str, code: &str, device: Device, trace: Trace) -> Result<SignedIn> {
    let user = sign_in_ticket::find_user(ctx, ticket).await?.ok_or_else(|| AppError::Unauthenticated {
        code: "sign_in_expired",
        detail: "this took too long; begin with the password again".to_owned(),
    })?;
    pass(ctx, Known { user, rehashed: None }, Some(code), device, trace).await
}

/// Somebody who knows an account's password.
struct Known {
    user: User,
    /// Their password hashed anew, where it was with older parameters.
    rehashed: Option<String>,
}

async fn check_password(ctx: &Ctx, login: &str, password: &str, device: &Device, trace: &Trace) -> Result<Known> {
    let from = device.address.as_deref();
    if let Some(from) = from {
        limits::PASSWORDS_FROM.take(ctx, from).await?;
    }
    let user = store::users::find_user_by_login(&ctx.db, login).await?;
    let tried = tried(ctx, login, user.as_ref(), from).await?;
    limits::PASSWORDS.take(ctx, &tried).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let verdict = passwords::verify(ctx, password, stored).await?;
    let user = match (verdict, user) {
        (Verdict::Right | Verdict::Outdated, Some(user)) if user.disabled_at.is_none() => user,
        (_, user) => {
            let why = match &user {
                Some(user) if user.disabled_at.is_some() => "account disabled",
                Some(_) => "wrong password",
                None => "no such account",
            };
            note_failure(ctx, why, login, user.as_ref(), trace).await?;
            return Err(AppError::Unauthenticated {
                code: "invalid_credentials",
                detail: "there is no account with this address (or handle) and password".to_owned(),
            });
        }
    };
    limits::PASSWORDS.give_back(ctx, &tried).await?;
    let rehashed = match verdict {
        Verdict::Outdated => Some(passwords::hash(ctx, password).await?),
        _ => None,
    };
    Ok(Known { user, rehashed })
}

/// Signs in somebody who knows the password, once they have shown a code where one is needed.
async fn pass(ctx: &Ctx, known: Known, totp: Option<&str>, device: Device, trace: Trace) -> Result<SignedIn> {
    let Known { user, rehashed } = known;
    let code = totp.filter(|code| !code.trim().is_empty());
    let counted = user.totp_enabled && code.is_some();
    if counted {
        limits::CODES.take(ctx, &user.id.to_string()).await?;
    }
    let mut work = Work::begin(ctx, Some(user.id), trace.clone()).await?;
    match second_factor::ask(ctx, &mut work, user.id, code).await? {
        Passed::Yes => {}
        Passed::CodeNeeded => {
            return Err(AppError::Unauthenticated {
                code: TOTP_REQUIRED,
                detail: "this account has a second factor: send a code of it, or a recovery code, as totp".to_owned(),
            });
        }
        Passed::Refused => {
            drop(work);
            note_failure(ctx, "wrong code", "", Some(&user), &trace).await?;
            return Err(AppError::Unauthenticated {
                code: "invalid_totp",
                detail: "this code is wrong, too old or was used: wait for the next one, or use a recovery code".to_owned(),
            });
        }
    }
    if let Some(hash) = rehashed {
        store::users::update_password(&mut work.tx, user.id, &hash).await?;
    }
    let session = enter(ctx, &mut work, user.id, device, json!({})).await?;
    work.commit().await?;
    if counted {
        limits::CODES.give_back(ctx, &user.id.to_string()).await?;
    }
    Ok(SignedIn { tokens: sessions::pair(ctx, &session)?, user: user.into() })
}

/// Opens a session for whoever has shown that the account is theirs; `how` goes into the audit log. The owner is told
/// where it was not signed in to from there before.
pub(super) async fn enter(ctx: &Ctx, work: &mut Work, user: UserId, device: Device, mut how: Value) -> Result<Session> {
    let session = sessions::open(ctx, work, user, device).await?;
    if !store::sessions::is_familiar(&mut work.tx, &session).await? {
        work.enqueue(&NotifySignIn { session_id: session.id });
    }
    how["session_id"] = json!(session.id);
    work.audit(Audit::new(AuditAction::SignedIn).by(user).on("user", user).with(how));
    Ok(session)
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
async fn note_failure(ctx: &Ctx, why: &str, login: &str, user: Option<&User>, trace: &Trace) -> Result<()> {
    let mut work = Work::begin(ctx, None, trace.clone()).await?;
    let audit = Audit::new(AuditAction::SignInFailed);
    work.audit(match user {
        Some(user) => audit.on("user", user.id).with(json!({"why": why, "handle": user.handle})),
        // Passwords are typed into the wrong field now and then: what is no address is not repeated.
        None if login.contains('@') => {
            let login: String = login.chars().filter(|c| !c.is_control()).take(255).collect();
            audit.with(json!({"why": why, "email": login}))
        }
        None => audit.with(json!({"why": why})),
    });
    work.commit().await
}
