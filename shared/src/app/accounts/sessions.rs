//! Sessions and the token pairs that stand for them.
//!
//! A refresh token is derived from its session and generation by our key, so that it can be given out again without
//! being stored; the database holds its hash only.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::{access, api_tokens};
use crate::{
    app::{Actor, AppError, Ctx, Result, Work},
    domain::{SessionId, UserId},
    events::Hint,
    keys,
    store::{self, sessions::Session},
};

/// Where someone signs in from, as far as the request tells.
#[derive(Clone, Debug, Default)]
pub struct Device {
    pub user_agent: Option<String>,
    pub address: Option<String>,
}

#[derive(Clone, Serialize)]
pub struct TokenPair {
    pub access_token: String,
    pub token_type: &'static str,
    /// Seconds that the access token is good for.
    pub expires_in: u64,
    pub refresh_token: String,
}

#[derive(Debug, Serialize)]
pub struct SessionView {
    pub id: SessionId,
    pub user_agent: Option<String>,
    pub address: Option<String>,
    /// The session that asks.
    pub current: bool,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

const PURPOSE: &str = "refresh-token";

pub(super) async fn open(ctx: &Ctx, work: &mut Work, user: UserId, device: Device) -> Result<Session> {
    let id = SessionId::new();
    let cut = |text: Option<String>| text.map(|text| text.chars().filter(|c| !c.is_control()).take(255).collect());
    let session = Session {
        id,
        user_id: user,
        generation: 1,
        refresh_hash: keys::hashed(&refresh_token(ctx, id, 1)),
        previous_hash: None,
        rotated_at: work.now,
        user_agent: cut(device.user_agent),
        address: cut(device.address),
        created_at: work.now,
        expires_at: expiry(ctx, work.now),
        ended_at: None,
    };
    store::sessions::insert_session(&mut work.tx, &session).await?;
    Ok(session)
}

pub(super) fn expiry(ctx: &Ctx, now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::from_std(ctx.config.refresh_ttl).unwrap_or(TimeDelta::days(30))
}

/// The pair of a session's current generation.
pub(super) fn pair(ctx: &Ctx, session: &Session) -> Result<TokenPair> {
    Ok(TokenPair {
        access_token: access::issue(ctx, session.user_id, session.id)?,
        token_type: "bearer",
        expires_in: ctx.config.access_ttl.as_secs(),
        refresh_token: refresh_token_matching(ctx, session),
    })
}

pub(super) fn refresh_token(ctx: &Ctx, id: SessionId, generation: i64) -> String {
    encode(id, generation, &ctx.keys.code(PURPOSE, &message(id, generation)))
}

/// The token whose hash the session holds: by whichever key it was made, should the first have changed since.
fn refresh_token_matching(ctx: &Ctx, session: &Session) -> String {
    let codes = ctx.keys.codes(PURPOSE, &message(session.id, session.generation));
    let tokens = codes.iter().map(|code| encode(session.id, session.generation, code));
    tokens
        .into_iter()
        .find(|token| keys::hashed(token) == session.refresh_hash)
        .unwrap_or_else(|| refresh_token(ctx, session.id, session.generation))
}

/// The session and generation of a refresh token that we made; `None` for anything else.
pub(super) fn read_refresh_token(ctx: &Ctx, token: &str) -> Option<(SessionId, i64)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    let (generation, code) = rest.split_first_chunk::<8>()?;
    let (id, generation) = (SessionId(Uuid::from_bytes(*id)), i64::from_be_bytes(*generation));
    ctx.keys.has_code(PURPOSE, &message(id, generation), code).then_some((id, generation))
}

fn message(id: SessionId, generation: i64) -> [u8; 24] {
    let mut message = [0; 24];
    message[..16].copy_from_slice(id.0.as_bytes());
    message[16..].copy_from_slice(&generation.to_be_bytes());
    message
}

fn encode(id: SessionId, generation: i64, code: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode([&message(id, generation), code].concat())
}

/// The caller's signed-in devices, the latest used first.
pub async fn list_sessions(ctx: &Ctx, actor: &Actor) -> Result<Vec<SessionView>> {
    let own = actor.session()?;
    let sessions = store::sessions::list_open(&ctx.db, actor.user_id, ctx.clock.now()).await?;
    let view = |session: Session| SessionView {
        id: session.id,
        user_agent: session.user_agent,
        address: session.address,
        current: session.id == own,
        created_at: session.created_at,
        last_used_at: session.rotated_at,
        expires_at: session.expires_at,
    };
    Ok(sessions.into_iter().map(view).collect())
}

/// Signs one of the caller's devices out: its tokens stop working at once, its sockets close.
pub async fn end_session(ctx: &Ctx, actor: &Actor, id: SessionId) -> Result<()> {
    actor.session()?;
    let mut work = ctx.begin(actor).await?;
    let session = store::sessions::find_session(&mut work.tx, id).await?;
    session
        .filter(|session| session.user_id == actor.user_id && session.ended_at.is_none())
        .ok_or(AppError::NotFound("session"))?;
    end(&mut work, id).await?;
    work.commit().await
}

pub async fn logout(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let session = actor.session()?;
    let mut work = ctx.begin(actor).await?;
    end(&mut work, session).await?;
    work.commit().await
}

/// Ends all that stands for an account: its sessions and API tokens, with their sockets, and the address of its calendar.
pub(crate) async fn end_everything(work: &mut Work, user: UserId) -> Result<()> {
    end_all(work, user, None).await?;
    store::calendars::delete_feed(&mut work.tx, user).await?;
    api_tokens::revoke_all(work, user).await
}

/// Lets the sockets of an account look again at who follows by them.
pub(crate) async fn recheck_sockets(work: &mut Work, user: UserId) -> Result<()> {
    let now = work.now;
    for session in store::sessions::list_open(&mut work.tx, user, now).await? {
        work.hint(Hint::Session(session.id));
    }
    for token in store::api_tokens::list_tokens(&mut work.tx, user, None, i64::MAX).await? {
        work.hint(Hint::ApiToken(token.id));
    }
    Ok(())
}

/// Ends every session of an account but one.
pub(super) async fn end_all(work: &mut Work, user: UserId, but: Option<SessionId>) -> Result<()> {
    let now = work.now;
    for id in store::sessions::end_of(&mut work.tx, user, but, now).await? {
        work.hint(Hint::Session(id));
    }
    Ok(())
}

pub(super) async fn end(work: &mut Work, id: SessionId) -> Result<()> {
    let now = work.now;
    store::sessions::end(&mut work.tx, id, now).await?;
    work.hint(Hint::Session(id));
    Ok(())
}
