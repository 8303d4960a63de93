//! Tickets: what a browser opens a socket with, where it can send no header. Good once, for 30 s, for one stream.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    app::{
        Actor, AppError, Credential, Ctx, Result, Trace,
        accounts::{self, Authenticated},
        boards, projects,
    },
    domain::{BoardId, ProjectId, StreamScope, TokenScope},
    keys, store,
};

const LIFETIME: TimeDelta = TimeDelta::seconds(30);

#[derive(Serialize)]
pub struct Ticket {
    pub ticket: String,
    /// Seconds that it is good for.
    pub expires_in: i64,
}

/// Which stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The caller's own.
    Notifications,
    Board(BoardId),
    Project(ProjectId),
}

impl Stream {
    /// Reads how a request names one: a scope, and the board or project that belongs to it.
    pub fn read(scope: StreamScope, board: Option<BoardId>, project: Option<ProjectId>) -> Result<Self> {
        let needed = |field: &str| AppError::invalid(field, format!("is required for the scope “{scope}”"));
        let beside = |field: &str| AppError::invalid(field, format!("does not belong to the scope “{scope}”"));
        match (scope, board, project) {
            (StreamScope::Notifications, None, None) => Ok(Stream::Notifications),
            (StreamScope::Board, Some(board), None) => Ok(Stream::Board(board)),
            (StreamScope::Project, None, Some(project)) => Ok(Stream::Project(project)),
            (StreamScope::Board, None, _) => Err(needed("/board_id")),
            (StreamScope::Project, _, None) => Err(needed("/project_id")),
            (StreamScope::Notifications | StreamScope::Project, Some(_), _) => Err(beside("/board_id")),
            (StreamScope::Notifications | StreamScope::Board, _, Some(_)) => Err(beside("/project_id")),
        }
    }

    fn stored(self) -> (StreamScope, Option<Uuid>) {
        match self {
            Stream::Notifications => (StreamScope::Notifications, None),
            Stream::Board(id) => (StreamScope::Board, Some(id.0)),
            Stream::Project(id) => (StreamScope::Project, Some(id.0)),
        }
    }

    fn of_stored(scope: &str, target: Option<Uuid>) -> Option<Self> {
        match scope.parse().ok()? {
            StreamScope::Notifications => Some(Stream::Notifications),
            StreamScope::Board => target.map(|id| Stream::Board(BoardId(id))),
            StreamScope::Project => target.map(|id| Stream::Project(ProjectId(id))),
        }
    }
}

/// Who opens a socket, and to which stream.
#[derive(Debug)]
pub struct Redeemed {
    pub who: Authenticated,
    pub stream: Stream,
}

/// A ticket for a stream that the caller may follow. `expires_at` is when the caller's access token does: the socket
/// ends with it.
pub async fn issue(ctx: &Ctx, actor: &Actor, expires_at: DateTime<Utc>, stream: Stream) -> Result<Ticket> {
    match stream {
        Stream::Notifications => {}
        Stream::Board(id) => _ = boards::place(&ctx.db, actor, id).await?,
        Stream::Project(id) => _ = projects::place(&ctx.db, actor, id).await?,
    }
    let (scope, target) = stream.stored();
    let ticket = keys::random_token();
    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    store::tickets::delete_expired(&mut work.tx, now).await?;
    let (session_id, api_token_id) = match actor.by {
        Credential::Session(id) => (Some(id), None),
        Credential::ApiToken { id, .. } => (None, Some(id)),
        Credential::CommandLine => (None, None),
    };
    let row = store::tickets::Ticket {
        hash: keys::hashed(&ticket),
        session_id,
        api_token_id,
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
    let hash = keys::hashed(ticket);
    // Anybody can send anything: only for a ticket is it worth to wait for one's turn to write.
    if !store::tickets::is_ticket(&ctx.db, &hash).await? {
        return Err(refused());
    }
    let mut work = ctx.begin_unattended().await?;
    let taken = store::tickets::take_ticket(&mut work.tx, &hash).await?;
    let now = work.now;
    work.commit().await?;
    let taken = taken.filter(|taken| taken.expires_at > now && taken.access_expires_at > now).ok_or_else(refused)?;
    let stream = Stream::of_stored(&taken.scope, taken.target).ok_or_else(refused)?;
    let session = taken.session_id.map(Credential::Session);
    // Its scope is read anew with the token.
    let api_token = taken.api_token_id.map(|id| Credential::ApiToken { id, scope: TokenScope::Read });
    let by = session.or(api_token).ok_or_else(refused)?;
    let who = accounts::of_credential(ctx, by, taken.access_expires_at, trace).await?;
    Ok(Redeemed { who, stream })
}
