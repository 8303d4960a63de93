//! Making an account, with the personal team that every account brings along.

use serde_json::json;

use super::{
    email, passwords, profile,
    sessions::{self, Device},
    sign_in::SignedIn,
};
use crate::{
    app::{AppError, Audit, Ctx, Fields, Result, Trace, Work, invites, people::Person},
    config,
    domain::{AuditAction, InstanceRole, TeamId, TeamRole, UserId, text},
    store::{
        self,
        teams::Team,
        users::{Creator, User},
    },
};

#[derive(Debug)]
pub struct Registration {
    pub name: String,
    pub email: String,
    pub password: String,
    pub handle: Option<String>,
    pub time_zone: Option<String>,
    pub setup_code: Option<String>,
    /// The token of an invitation, which lets the account in and makes it a member of what it leads to.
    pub invite: Option<String>,
}

/// What the set-up code is derived for. It is printed at start where the instance can be reached from outside and has
/// no account yet, so that its first visitor is not its admin.
pub const SETUP_CODE: &str = "setup-code";

/// Makes the account and signs it in. The first account of all is the instance admin. Its address counts as verified once
/// a link that is mailed to it was opened; an invitation proves nothing of that, as whoever made it knows its token, too.
pub async fn register(ctx: &Ctx, request: Registration, device: Device, trace: Trace) -> Result<SignedIn> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&request.name));
    let email = fields.take("/email", text::email(&request.email));
    let handle = fields.maybe("/handle", request.handle.as_deref().map(text::handle));
    let time_zone = fields.maybe("/time_zone", request.time_zone.as_deref().map(profile::time_zone));
    let context = [request.name.as_str(), request.email.as_str(), request.handle.as_deref().unwrap_or_default()];
    fields.take("/password", passwords::check(&request.password, &context));
    fields.done()?;

    let first = !store::users::anyone(&ctx.db).await?;
    if first {
        check_setup_code(ctx, request.setup_code.as_deref())?;
    } else {
        check_open(ctx, request.invite.is_some())?;
    }
    // Before the work of hashing; what counts is the look of it under its lock, below.
    let invite = match &request.invite {
        Some(token) => Some(invites::find_open(&ctx.db, token, ctx.clock.now()).await.map_err(unknown_invite)?),
        None => None,
    };
    let password_hash = passwords::hash(ctx, &request.password).await?;

    let mut work = Work::begin(ctx, None, trace.clone()).await?;
    let email = Address { email, verified: !ctx.config.verify_email };
    let account = NewUser { name, email, handle, password_hash: Some(password_hash), time_zone };
    let user = insert_account(&mut work, account).await?;
    if let Some(invite) = invite {
        work.act_as(user.id);
        let person = Person { id: user.id, name: user.name.clone(), handle: user.handle.clone() };
        invites::join(&mut work, invite.id, &person).await?;
    }
    let session = sessions::open(ctx, &mut work, user.id, device).await?;
    let details = json!({"how": "registered", "role": user.role, "session_id": session.id});
    work.audit(Audit::new(AuditAction::AccountCreated).by(user.id).on("user", user.id).with(details));
    work.commit().await?;
    let tokens = sessions::pair(ctx, &session)?;
    Ok(SignedIn { tokens, user: user.into() })
}

pub(super) fn check_open(ctx: &Ctx, invited: bool) -> Result<()> {
    let why = match ctx.config.registration {
        config::Registration::Open => return Ok(()),
        config::Registration::Invited if invited => return Ok(()),
        config::Registration::Invited => "accounts are made by invitation on this instance; ask someone who has one",
        config::Registration::Closed => "registration is closed on this instance; ask its admin for an account",
    };
    Err(AppError::Forbidden(why.to_owned()))
}

fn unknown_invite(error: AppError) -> AppError {
    match error {
        AppError::NotFound(_) => AppError::invalid("/invite", "is no invitation"),
        other => other,
    }
}

/// What an account begins with.
pub(crate) struct NewUser {
    pub name: String,
    pub email: Address,
    /// Made from the address where it is left out.
    pub handle: Option<String>,
    /// None where its owner signs in by other means.
    pub password_hash: Option<String>,
    pub time_zone: Option<String>,
}

pub(crate) struct Address {
    pub email: String,
    /// It is known to be the owner's. Any other is mailed a link to show it with.
    pub verified: bool,
}

/// Inserts the account and its personal team, whoever makes it.
pub(crate) async fn insert_account(work: &mut Work, new: NewUser) -> Result<User> {
    let NewUser { name, email: Address { email, verified }, handle, password_hash, time_zone } = new;
    if store::users::email_taken(&mut work.tx, &email).await? {
        return Err(email_taken());
    }
    let (handle, chosen) = match handle {
        Some(handle) if store::users::handle_taken(&mut work.tx, &handle).await? => return Err(handle_taken()),
        Some(handle) => (handle, true),
        None => (free_handle(work, &email).await?, false),
    };
    let id = UserId::new();
    let role = if store::users::claim_first(&mut work.tx, id).await? { InstanceRole::Admin } else { InstanceRole::Member };
    let mut user = User {
        id,
        name,
        handle,
        email,
        new_email: None,
        email_verified_at: verified.then_some(work.now),
        password_hash,
        role,
        time_zone: time_zone.unwrap_or_else(|| "UTC".to_owned()),
        locale: "en".to_owned(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        disabled_at: None,
        email_suppressed_at: None,
        email_answer: None,
        totp_enabled: false,
    };
    if !store::users::insert_user(&mut work.tx, &user).await? {
        // Someone registered the address or the handle at the same time.
        if store::users::email_taken(&mut work.tx, &user.email).await? {
            return Err(email_taken());
        }
        user.handle = free_handle(work, &user.email).await?;
        if chosen || !store::users::insert_user(&mut work.tx, &user).await? {
            return Err(handle_taken());
        }
    }
    let team = Team {
        id: TeamId::new(),
        name: user.name.clone(),
        description: String::new(),
        personal_of: Some(id),
        version: 1,
        creator: Creator { created_by: id, creator_name: user.name.clone(), creator_handle: user.handle.clone() },
        created_at: work.now,
        updated_at: work.now,
    };
    store::teams::insert_team(&mut work.tx, &team).await?;
    store::teams::put_member(&mut work.tx, team.id, id, TeamRole::Owner, work.now).await?;
    if !verified {
        email::mail_verification(work, id, user.email.clone()).await?;
    }
    Ok(user)
}

fn handle_taken() -> AppError {
    AppError::conflict("handle_taken", "this handle is taken; choose another")
}

fn email_taken() -> AppError {
    AppError::conflict("email_taken", "there is an account with this address; sign in, or register another address")
}

/// A handle made from the address, with a number behind it where it is taken.
async fn free_handle(work: &mut Work, email: &str) -> Result<String> {
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    let mut base: String = local.chars().filter(|c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '-')).take(30).collect();
    if base.len() < 2 {
        "user".clone_into(&mut base);
    }
    let mut handle = base.clone();
    for number in 2..100 {
        if !store::users::handle_taken(&mut work.tx, &handle).await? {
            return Ok(handle);
        }
        handle = format!("{base}{number}");
    }
    let random = UserId::new().to_string();
    Ok(format!("{base}-{}", &random[random.len() - 8..]))
}

fn check_setup_code(ctx: &Ctx, given: Option<&str>) -> Result<()> {
    if ctx.config.on_localhost() {
        return Ok(());
    }
    let right = given.is_some_and(|code| bool::from(subtle::ConstantTimeEq::ct_eq(code.as_bytes(), setup_code(ctx).as_bytes())));
    if right {
        return Ok(());
    }
    let mut fields = Fields::default();
    fields.complain("/setup_code", "must be the set-up code that the server printed when it started: this is the first account");
    fields.done()
}

/// The code that the first registration needs where strangers could reach the instance.
#[must_use]
pub fn setup_code(ctx: &Ctx) -> String {
    let code = ctx.keys.code(SETUP_CODE, b"");
    code[..8].iter().map(|byte| char::from(b'a' + byte % 26)).collect()
}
