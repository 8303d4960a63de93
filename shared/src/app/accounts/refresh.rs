//! Refreshing: rotation with reuse detection (RFC 9700 4.14.2).

use chrono::TimeDelta;

use super::sessions::{self, TokenPair};
use crate::{
    app::{AppError, Ctx, Result, Trace, Work},
    keys,
    store::{self, sessions::Session},
};

/// How long the token before still answers its successor, so that two tabs never sign each other out.
const GRACE: TimeDelta = TimeDelta::seconds(30);

/// A new pair for a refresh token. An old one used again after the grace ends the whole session: either its owner or
/// a thief is using a copy.
pub async fn refresh(ctx: &Ctx, token: &str, trace: Trace) -> Result<TokenPair> {
    let refused = || AppError::Unauthenticated {
        code: "invalid_refresh_token",
        detail: "this refresh token is not valid any more; sign in again".to_owned(),
    };
    let (id, generation) = sessions::read_refresh_token(ctx, token).ok_or_else(refused)?;
    let given = keys::hashed(token);
    let mut work = Work::begin(ctx, None, trace).await?;
    let session = store::sessions::find_session(&mut work.tx, id).await?.ok_or_else(refused)?;
    if session.ended_at.is_some() || session.expires_at <= work.now {
        return Err(refused());
    }
    let now = work.now;
    if store::sessions::find_signed_in(&mut work.tx, id, now).await?.is_none() {
        return Err(refused()); // The account is disabled or gone.
    }
    if session.generation == generation && session.refresh_hash == given {
        let next = Session {
            generation: generation + 1,
            refresh_hash: keys::hashed(&sessions::refresh_token(ctx, id, generation + 1)),
            ..session.clone()
        };
        let (now, expiry) = (work.now, sessions::expiry(ctx, work.now));
        if store::sessions::rotate(&mut work.tx, id, generation, &next.refresh_hash, now, expiry).await? {
            work.commit().await?;
            return sessions::pair(ctx, &next);
        }
    }
    // Not the current one, or it was the current one until a moment ago: look at what is true now.
    let session = store::sessions::find_session(&mut work.tx, id).await?.ok_or_else(refused)?;
    let just_replaced = session.generation == generation + 1 && session.previous_hash.as_ref() == Some(&given);
    if session.ended_at.is_none() && just_replaced && work.now - session.rotated_at <= GRACE {
        return sessions::pair(ctx, &session);
    }
    sessions::end(&mut work, id).await?;
    work.commit().await?;
    tracing::warn!(session = %id, "an old refresh token was used again: the session was ended");
    Err(refused())
}
