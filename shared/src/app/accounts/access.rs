//! Access tokens: JWTs that name a session. The token says who may ask; the session says whether they still may.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::api_tokens;
use crate::{
    app::{Actor, AppError, Credential, Ctx, Result, Trace},
    domain::{SessionId, UserId},
    store,
};

/// The type of our access tokens (RFC 9068 2.1).
const TYP: &str = "at+jwt";
const AUDIENCE: &str = "boardwire-api";
const ISSUER: &str = "boardwire";

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Someone whose access token is good, until when.
#[derive(Clone, Debug)]
pub struct Authenticated {
    pub actor: Actor,
    pub expires_at: DateTime<Utc>,
}

pub(super) fn issue(ctx: &Ctx, user: UserId, session: SessionId) -> Result<String> {
    let now = ctx.clock.now();
    let ttl = TimeDelta::from_std(ctx.config.access_ttl).unwrap_or(TimeDelta::MAX);
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: user,
        sid: session,
        iat: now.timestamp(),
        exp: (now + ttl).timestamp(),
    };
    ctx.keys.sign(TYP, &claims).map_err(AppError::Internal)
}

/// Who sent this access token, or API token. 401 for any token that is not ours, has expired, or whose session has ended.
pub async fn authenticate(ctx: &Ctx, token: &str, trace: Trace) -> Result<Authenticated> {
    if token.starts_with(api_tokens::PREFIX) {
        return api_tokens::authenticate(ctx, token, trace).await;
    }
    let refused = |code, detail: &str| AppError::Unauthenticated { code, detail: detail.to_owned() };
    let claims: Claims = ctx
        .keys
        .verify(TYP, ISSUER, AUDIENCE, token)
        .ok_or_else(|| refused("unauthenticated", "this access token is not valid; sign in again"))?;
    let expires_at = DateTime::from_timestamp(claims.exp, 0).unwrap_or_default();
    if expires_at <= ctx.clock.now() {
        return Err(refused("token_expired", "this access token has expired; get a new one with the refresh token"));
    }
    let found = of_session(ctx, claims.sid, expires_at, trace).await?;
    if found.actor.user_id == claims.sub { Ok(found) } else { Err(ended()) }
}

fn ended() -> AppError {
    AppError::Unauthenticated { code: "session_ended", detail: "this session has ended; sign in again".to_owned() }
}

/// The person of a session or API token that has not ended, on an account in use; 401 otherwise. For what was opened with
/// one and outlives the request: tickets and sockets.
pub async fn of_credential(ctx: &Ctx, by: Credential, expires_at: DateTime<Utc>, trace: Trace) -> Result<Authenticated> {
    match by {
        Credential::Session(id) => of_session(ctx, id, expires_at, trace).await,
        Credential::ApiToken { id, .. } => Ok(Authenticated { actor: api_tokens::of_token(ctx, id, trace).await?, expires_at }),
        Credential::CommandLine => Err(ended()),
    }
}

async fn of_session(ctx: &Ctx, id: SessionId, expires_at: DateTime<Utc>, trace: Trace) -> Result<Authenticated> {
    let who = store::sessions::find_signed_in(&ctx.db, id, ctx.clock.now()).await?.ok_or_else(ended)?;
    let actor = Actor {
        user_id: who.user_id,
        by: Credential::Session(id),
        name: who.name,
        handle: who.handle,
        role: who.role,
        time_zone: who.time_zone.parse().unwrap_or(chrono_tz::UTC),
        trace,
    };
    Ok(Authenticated { actor, expires_at })
}
