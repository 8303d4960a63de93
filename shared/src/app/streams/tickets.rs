//! Tickets: what a browser opens a socket with, where it can send no header. Good once, for 30 s, for one stream.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    app::{
        Actor, AppError, Ctx, Result, Trace,
        accounts::{self, Authenticated},
    },
    domain::StreamScope,
    keys, store,
};

const LIFETIME: TimeDelta = TimeDelta::seconds(30);

#[derive(Serialize)]
pub struct Ticket {
    pub ticket: String,
    /// Seconds that it is good for.
    pub expires_in: i64,
}

/// Who opens a socket, and what for.
#[derive(Debug)]
pub struct Redeemed {
    pub who: Authenticated,
    pub scope: StreamScope,
    /// The board or project.
    pub target: Option<Uuid>,
}

/// A ticket for a stream. `expires_at` is when the caller's access token does: the socket ends with it.
pub async fn issue(
    ctx: &Ctx,
    actor: &Actor,
    expires_at: DateTime<Utc>,
    scope: StreamScope,
    target: Option<Uuid>,
) -> Result<Ticket> {
    let ticket = keys::random_token();
    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    store::tickets::delete_expired(&mut work.tx, now).await?;
    let row = store::tickets::Ticket {
        hash: keys::hashed(&ticket),
        session_id: actor.session_id,
        scope: scope.as_str().to_owned(),
        target,
        access_expires_at: expires_at,
        expires_at: now + LIFETIME,
    };
    store::tickets::insert_ticket(&mut work.tx, &row).await?;
    work.commit().await?;
    Ok(Ticket { ticket, expires_in: LIFETIME.num_seconds() })
}

/// Uses a ticket up. 401 for one that is used, has expired or never was.
pub async fn redeem(ctx: &Ctx, ticket: &str, trace: Trace) -> Result<Redeemed> {
    let refused = || AppError::Unauthenticated {
        code: "invalid_ticket",
        detail: "this ticket is not valid (any more); get another".to_owned(),
    };
    let mut work = ctx.begin_unattended().await?;
    let taken = store::tickets::take_ticket(&mut work.tx, &keys::hashed(ticket)).await?;
    let now = work.now;
    work.commit().await?;
    let taken = taken.filter(|taken| taken.expires_at > now && taken.access_expires_at > now).ok_or_else(refused)?;
    let scope = taken.scope.parse().map_err(|_| refused())?;
    let who = accounts::of_session(ctx, taken.session_id, taken.access_expires_at, trace).await?;
    Ok(Redeemed { who, scope, target: taken.target })
}
