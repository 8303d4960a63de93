//! The streams and what is in them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Db, Result, Runs, Tx,
    access::{Caller, Place, PlaceRow, standing_joins},
    db::{among, places},
    notifications::rows,
};
use crate::domain::{BoardId, CardId, EventId, ProjectId, ProjectRole, TeamId, TeamRole, UserId, Visibility};

pub struct NewEvent {
    pub id: EventId,
    pub name: &'static str,
    pub actor_id: Option<UserId>,
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    pub in_project_stream: bool,
    pub board_id: Option<BoardId>,
    pub in_board_stream: bool,
    pub card_id: Option<CardId>,
    pub data: String,
    pub created_at: DateTime<Utc>,
}

/// Takes the next `count` numbers of a stream and locks it until the transaction ends; gives the first of them.
pub async fn next_seq(tx: &mut Tx, stream: Uuid, count: i64) -> Result<i64> {
    let (last,) = tx
        .sql("INSERT INTO streams (id, seq) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seq = streams.seq + $2 RETURNING seq")
        .bind(stream)
        .bind(count)
        .one::<(i64,)>()
        .await?;
    Ok(last - count + 1)
}

/// Takes the next numbers of several streams, as many as asked of each, and locks them in the order of their ids, so
/// that two writers never wait for each other. Gives the first number of each.
pub async fn next_seqs(tx: &mut Tx, counts: &BTreeMap<Uuid, i64>) -> Result<BTreeMap<Uuid, i64>> {
    if counts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let text = format!(
        "INSERT INTO streams (id, seq) VALUES {} ON CONFLICT (id) DO UPDATE SET seq = streams.seq + excluded.seq RETURNING id, seq",
        rows(counts.len(), 2)
    );
    let query = counts.iter().fold(tx.sql(text), |query, (id, count)| query.bind(*id).bind(*count));
    let taken = query.all::<(Uuid, i64)>().await?;
    Ok(taken.into_iter().map(|(id, last)| (id, last - counts.get(&id).copied().unwrap_or(1) + 1)).collect())
}

impl NewEvent {
    pub(super) fn project_stream(&self) -> Option<Uuid> {
        self.project_id.filter(|_| self.in_project_stream).map(|id| id.0)
    }

    pub(super) fn board_stream(&self) -> Option<Uuid> {
        self.board_id.filter(|_| self.in_board_stream).map(|id| id.0)
    }
}

/// An event as the log gives it back.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Logged {
    pub id: EventId,
    pub name: String,
    pub actor_id: Option<UserId>,
    pub actor_name: Option<String>,
    pub actor_handle: Option<String>,
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    pub project_seq: Option<i64>,
    pub board_id: Option<BoardId>,
    pub board_seq: Option<i64>,
    pub card_id: Option<CardId>,
    pub data: String,
    pub created_at: DateTime<Utc>,
}

macro_rules! event_columns {
    () => {
        "e.id, e.name, e.actor_id, u.name AS actor_name, u.handle AS actor_handle, e.team_id, e.project_id, e.project_seq, \
         e.board_id, e.board_seq, e.card_id, e.data, e.created_at"
    };
}

/// Events by their ids, for whoever tells people of them: those that are still there, in any order.
pub async fn list_events(mut on: impl Runs, ids: &[EventId]) -> Result<Vec<Logged>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        concat!("SELECT ", event_columns!(), " FROM events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.id {}"),
        among(on.engine(), 1, ids.len())
    );
    on.sql(text).bind_among(ids.iter().map(|id| id.0)).all().await
}

/// What a board's stream has after `seq`, in its order.
pub async fn after(mut on: impl Runs, board: BoardId, seq: i64, limit: i64) -> Result<Vec<Logged>> {
    on.sql(concat!(
        "SELECT ",
        event_columns!(),
        " FROM events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.board_id = $1 AND e.board_seq > $2 ORDER BY e.board_seq LIMIT $3"
    ))
    .bind(board)
    .bind(seq)
    .bind(limit)
    .all()
    .await
}

/// As what a socket sends it: the events, and how often rights had changed, all together, in the places that were named.
pub type Told = (Vec<Logged>, i64);

macro_rules! told {
    ($place:literal, $seq:literal, $around:expr) => {
        format!(
            concat!(
                "SELECT ",
                event_columns!(),
                ", CAST((SELECT sum(changes) FROM rights WHERE place IN ({around})) AS bigint) AS rights \
                 FROM events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.",
                $place,
                " = $1 AND e.",
                $seq,
                " > $2 ORDER BY e.",
                $seq,
                " LIMIT $3"
            ),
            around = places(4, $around.len())
        )
    };
}

/// What a board's stream has after `seq`, in its order, and how often rights `around` had changed by then: at one moment, so
/// that nothing is told that is newer than the rights it is held against.
pub async fn told_on_board(on: impl Runs, board: BoardId, around: &[Uuid], seq: i64, limit: i64) -> Result<Told> {
    told(on, told!("board_id", "board_seq", around), board.0, around, seq, limit).await
}

/// The same of a project's stream.
pub async fn told_in_project(on: impl Runs, project: ProjectId, around: &[Uuid], seq: i64, limit: i64) -> Result<Told> {
    told(on, told!("project_id", "project_seq", around), project.0, around, seq, limit).await
}

async fn told(mut on: impl Runs, text: String, place: Uuid, around: &[Uuid], seq: i64, limit: i64) -> Result<Told> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        event: Logged,
        /// None where nobody's have ever changed.
        rights: Option<i64>,
    }
    let rows: Vec<Row> = on.sql(text).bind(place).bind(seq).bind(limit).bind_all(around.iter().copied()).all().await?;
    let rights = rows.first().and_then(|row| row.rights).unwrap_or_default();
    Ok((rows.into_iter().map(|row| row.event).collect(), rights))
}

/// What a board's stream has before `seq`, the newest first.
pub async fn before(mut on: impl Runs, board: BoardId, seq: i64, limit: i64) -> Result<Vec<Logged>> {
    on.sql(concat!(
        "SELECT ",
        event_columns!(),
        " FROM events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.board_id = $1 AND e.board_seq < $2 \
         ORDER BY e.board_seq DESC LIMIT $3"
    ))
    .bind(board)
    .bind(seq)
    .bind(limit)
    .all()
    .await
}

/// Whose log is read.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    Card(CardId),
    Project(ProjectId),
    Team(TeamId),
}

/// The newest events before `before`, each beside how the reader stands where it happened (`None`: in the team only).
pub async fn newest(
    db: &Db,
    scope: Scope,
    reader: Caller,
    before: Option<EventId>,
    limit: i64,
) -> Result<Vec<(Logged, Option<Place>)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        event: Logged,
        visibility: Option<Visibility>,
        team_role: Option<TeamRole>,
        project_role: Option<ProjectRole>,
        override_role: Option<ProjectRole>,
        granted: Option<String>,
        revoked: Option<String>,
    }
    macro_rules! newest_of {
        ($scope:literal) => {
            concat!(
                "SELECT ",
                event_columns!(),
                ", p.visibility, tm.role AS team_role, pm.role AS project_role, o.role AS override_role, o.granted, o.revoked \
                 FROM events e LEFT JOIN users u ON u.id = e.actor_id LEFT JOIN projects p ON p.id = e.project_id",
                standing_joins!("e.board_id", "$2"),
                " WHERE ",
                $scope,
                " = $1 AND ($3 IS NULL OR e.id < $3) ORDER BY e.id DESC LIMIT $4"
            )
        };
    }
    let (text, id) = match scope {
        Scope::Card(id) => (newest_of!("e.card_id"), id.0),
        Scope::Project(id) => (newest_of!("e.project_id"), id.0),
        Scope::Team(id) => (newest_of!("e.team_id"), id.0),
    };
    let rows = db.sql(text).bind(id).bind(reader.id).bind(before).bind(limit).all::<Row>().await?;
    let place = |row: &Row| {
        let (team_id, project_id, visibility) = (row.event.team_id?, row.event.project_id?, row.visibility?);
        let place = PlaceRow {
            team_id,
            project_id,
            board_id: row.event.board_id,
            visibility,
            team_role: row.team_role,
            project_role: row.project_role,
            override_role: row.override_role,
            granted: row.granted.clone(),
            revoked: row.revoked.clone(),
        };
        Some(place.into_place(reader.instance_admin))
    };
    Ok(rows.into_iter().map(|row| (place(&row), row)).map(|(place, row)| (row.event, place)).collect())
}
