//! The second factor of an account: a secret that its owner's app makes one-time codes from, and ten recovery codes for
//! when the app is lost. It counts once its owner has shown a code of it, and goes with a code only.
//!
//! Whatever shows a code counts with [`limits::CODES`] and holds the account's lock, so a code is good once.

use serde::Serialize;
use serde_json::json;

use super::{
    limits,
    totp::{self, Code},
};
use crate::{
    app::{Actor, AppError, Audit, Ctx, Result, Work},
    domain::{AuditAction, UserId},
    keys,
    store::{self, Lock, second_factors::SecondFactor},
};

const RECOVERY_CODES: usize = 10;
/// What the secret is sealed for.
pub(super) const PURPOSE: &str = "totp";

/// A secret when it is made: the only time that it is shown.
#[derive(Serialize)]
pub struct NewTotpView {
    pub secret: String,
    pub otpauth_url: String,
}

/// Recovery codes when they are made: the only time that they are shown.
#[derive(Serialize)]
pub struct RecoveryCodesView {
    pub recovery_codes: Vec<String>,
}

/// Makes a secret that is to be confirmed. One that was not confirmed yet is good no more.
pub async fn enrol_totp(ctx: &Ctx, actor: &Actor) -> Result<NewTotpView> {
    actor.session()?;
    let user = store::users::find_user(&ctx.db, actor.user_id).await?.ok_or(AppError::NotFound("user"))?;
    let secret = keys::random_bytes::<{ totp::SECRET_BYTES }>();
    let sealed = ctx.keys.seal(PURPOSE, user.id.0.as_bytes(), &secret).map_err(AppError::Internal)?;
    // Apps know an account by both names, and someone may have accounts on two instances.
    let issuer = format!("Boardwire {}", ctx.config.base_url.host_str().unwrap_or_default()).replace(':', ".");
    let (shown, otpauth_url) = totp::shown(&secret, issuer.trim_end(), &user.email).map_err(AppError::Internal)?;

    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    store::lock(&mut work.tx, Lock::User(user.id)).await?;
    if !store::second_factors::put_unconfirmed(&mut work.tx, user.id, &sealed.text, &sealed.key_id, now).await? {
        return Err(already_enabled());
    }
    work.commit().await?;
    Ok(NewTotpView { secret: shown, otpauth_url })
}

/// Takes a code as the proof that the owner's app makes them: signing in needs one from now on. Nobody is signed out.
pub async fn confirm_totp(ctx: &Ctx, actor: &Actor, code: &str) -> Result<RecoveryCodesView> {
    actor.session()?;
    let user = actor.user_id;
    unconfirmed(store::second_factors::find_factor(&ctx.db, user).await?)?;
    limits::CODES.take(ctx, &user.to_string()).await?;

    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    store::lock(&mut work.tx, Lock::User(user)).await?;
    let factor = unconfirmed(store::second_factors::find_factor(&mut work.tx, user).await?)?;
    if !is_good(ctx, &mut work, &factor, code).await? {
        drop(work);
        return Err(refused(ctx, actor, "confirm", "is not the code that your app shows now").await?);
    }
    store::second_factors::confirm(&mut work.tx, user, now).await?;
    let recovery_codes: Vec<String> = (0..RECOVERY_CODES).map(|_| totp::new_recovery_code()).collect();
    for code in &recovery_codes {
        store::second_factors::insert_recovery_code(&mut work.tx, user, totp::hashed_recovery_code(code)).await?;
    }
    work.audit_and_tell(Audit::new(AuditAction::TotpEnabled).on("user", user), user);
    work.commit().await?;
    limits::CODES.give_back(ctx, &user.to_string()).await?;
    Ok(RecoveryCodesView { recovery_codes })
}

/// Takes the second factor away, for whoever has a code of it or a recovery code.
pub async fn remove_totp(ctx: &Ctx, actor: &Actor, code: &str) -> Result<()> {
    actor.session()?;
    let user = actor.user_id;
    confirmed(store::second_factors::find_factor(&ctx.db, user).await?).ok_or(MISSING)?;
    limits::CODES.take(ctx, &user.to_string()).await?;

    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::User(user)).await?;
    let factor = confirmed(store::second_factors::find_factor(&mut work.tx, user).await?).ok_or(MISSING)?;
    if !is_good(ctx, &mut work, &factor, code).await? {
        drop(work);
        return Err(refused(ctx, actor, "remove", "is not a code that your app shows now, nor a recovery code").await?);
    }
    take_away(&mut work, user).await?;
    work.commit().await?;
    limits::CODES.give_back(ctx, &user.to_string()).await
}

/// Takes an account's second factor away and tells its owner; `false` where it has none.
pub(crate) async fn take_away(work: &mut Work, user: UserId) -> Result<bool> {
    let had_one = store::second_factors::delete_factor(&mut work.tx, user).await?;
    if had_one {
        work.audit_and_tell(Audit::new(AuditAction::TotpRemoved).on("user", user), user);
    }
    Ok(had_one)
}

pub(super) enum Passed {
    /// The account has no second factor, or the code was good and is used up.
    Yes,
    CodeNeeded,
    Refused,
}

/// Asks whoever signs in for a code, where the account needs one.
pub(super) async fn ask(ctx: &Ctx, work: &mut Work, user: UserId, code: Option<&str>) -> Result<Passed> {
    store::lock(&mut work.tx, Lock::User(user)).await?;
    let Some(factor) = confirmed(store::second_factors::find_factor(&mut work.tx, user).await?) else { return Ok(Passed::Yes) };
    let Some(code) = code else { return Ok(Passed::CodeNeeded) };
    Ok(if is_good(ctx, work, &factor, code).await? { Passed::Yes } else { Passed::Refused })
}

/// Whether the code is good, which uses it up.
async fn is_good(ctx: &Ctx, work: &mut Work, factor: &SecondFactor, code: &str) -> Result<bool> {
    match Code::read(code) {
        None => Ok(false),
        Some(Code::ByTheClock(code)) => match totp::step_of(&open(ctx, factor)?, &code, work.now) {
            Some(step) => Ok(store::second_factors::use_step(&mut work.tx, factor.user_id, step).await?),
            None => Ok(false),
        },
        Some(Code::Recovery(code)) => use_recovery_code(work, factor.user_id, &code).await,
    }
}

async fn use_recovery_code(work: &mut Work, user: UserId, code: &str) -> Result<bool> {
    if !store::second_factors::use_recovery_code(&mut work.tx, user, totp::hashed_recovery_code(code)).await? {
        return Ok(false);
    }
    let left = store::second_factors::count_recovery_codes(&mut work.tx, user).await?;
    work.audit_and_tell(Audit::new(AuditAction::RecoveryCodeUsed).on("user", user).with(json!({"left": left})), user);
    Ok(true)
}

fn open(ctx: &Ctx, factor: &SecondFactor) -> Result<Vec<u8>> {
    let SecondFactor { user_id, key_id, sealed, .. } = factor;
    ctx.keys.open(PURPOSE, user_id.0.as_bytes(), key_id, sealed).ok_or_else(|| {
        AppError::Internal(anyhow::anyhow!(
            "the second factor of {user_id} does not open: is the key {key_id} still in SECRET_KEY?"
        ))
    })
}

fn confirmed(factor: Option<SecondFactor>) -> Option<SecondFactor> {
    factor.filter(|factor| factor.confirmed_at.is_some())
}

fn unconfirmed(factor: Option<SecondFactor>) -> Result<SecondFactor> {
    match factor {
        Some(factor) if factor.confirmed_at.is_none() => Ok(factor),
        Some(_) => Err(already_enabled()),
        None => Err(AppError::conflict("totp_not_enrolled", "there is no second factor to confirm: ask for a secret first")),
    }
}

/// Writes down that somebody who is signed in did not have the code for this.
async fn refused(ctx: &Ctx, actor: &Actor, to: &str, why: &str) -> Result<AppError> {
    let mut work = ctx.begin(actor).await?;
    work.audit(Audit::new(AuditAction::TotpRefused).on("user", actor.user_id).with(json!({"to": to})));
    work.commit().await?;
    Ok(AppError::invalid("/code", why))
}

const MISSING: AppError = AppError::NotFound("second factor");

fn already_enabled() -> AppError {
    AppError::conflict("totp_enabled", "your account has a second factor already: remove it before you set up another")
}
