//! What is in the stream of a board or project, as a socket reads it: with everything in it, whoever reads it then.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    app::{AppError, Ctx, Result, people::Person},
    domain::{BoardId, ProjectId},
    store::{self, access::Caller, events::Logged},
};

/// Something that many follow together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Board(BoardId),
    Project(ProjectId),
}

impl Place {
    /// What its stream is known by.
    #[must_use]
    pub fn id(self) -> Uuid {
        match self {
            Place::Board(id) => id.0,
            Place::Project(id) => id.0,
        }
    }

    /// What may change the rights in it: itself, and what it is part of.
    pub async fn and_around(self, ctx: &Ctx) -> Result<Vec<Uuid>> {
        let (found, what) = match self {
            Place::Board(id) => (store::access::board(&ctx.db, id, Caller::NOBODY).await?, "board"),
            Place::Project(id) => (store::access::project(&ctx.db, id, Caller::NOBODY).await?, "project"),
        };
        let found = found.ok_or(AppError::NotFound(what))?;
        let mut around = vec![found.team_id.0, found.project_id.0];
        around.extend(found.board_id.map(|id| id.0));
        Ok(around)
    }
}

#[derive(Clone, Debug)]
pub struct StreamEvent {
    pub seq: i64,
    pub name: String,
    pub actor: Option<Person>,
    pub at: DateTime<Utc>,
    pub data: Value,
    /// In a project's stream: the board that it tells of.
    pub board: Option<BoardId>,
}

/// A part of a stream, in its order.
#[derive(Debug)]
pub struct Batch {
    pub events: Vec<StreamEvent>,
    /// How often rights there had changed when this was read: at least as often as before the last event. Whoever knows
    /// their rights from fewer changes looks again before they read on.
    pub rights: i64,
}

/// What came after `seq`, at most `limit` events. `around` is [`Place::and_around`].
pub async fn events_after(ctx: &Ctx, place: Place, around: &[Uuid], seq: i64, limit: i64) -> Result<Batch> {
    let (rows, rights) = match place {
        Place::Board(id) => store::events::told_on_board(&ctx.db, id, around, seq, limit).await?,
        Place::Project(id) => store::events::told_in_project(&ctx.db, id, around, seq, limit).await?,
    };
    Ok(Batch { events: rows.into_iter().map(|row| event(place, row)).collect(), rights })
}

/// How often rights there have changed so far.
pub async fn rights(ctx: &Ctx, around: &[Uuid]) -> Result<i64> {
    Ok(store::streams::rights(&ctx.db, around).await?)
}

fn event(place: Place, row: Logged) -> StreamEvent {
    let (seq, board) = match place {
        Place::Board(_) => (row.board_seq, None),
        Place::Project(_) => (row.project_seq, row.board_id),
    };
    let actor = match (row.actor_id, row.actor_name, row.actor_handle) {
        (Some(id), Some(name), Some(handle)) => Some(Person { id, name, handle }),
        _ => None,
    };
    StreamEvent {
        seq: seq.unwrap_or_default(),
        name: row.name,
        actor,
        at: row.created_at,
        data: serde_json::from_str(&row.data).unwrap_or_default(),
        board,
    }
}
