//! Boards.

use chrono::{DateTime, Utc};

use super::{
    Db, Result, Runs, Tx,
    access::{Caller, Place, PlaceRow, standing_joins},
    board_preferences::{Preferences, preferences_columns},
    sight::{boards_of, projects_of},
    users::Creator,
};
use crate::domain::{BoardId, EventId, ProjectId, WipMode};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Board {
    pub id: BoardId,
    pub project_id: ProjectId,
    pub name: String,
    pub description: String,
    pub wip_mode: WipMode,
    pub version: i64,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

macro_rules! board_columns {
    () => {
        "b.id, b.project_id, b.name, b.description, b.wip_mode, b.version, b.created_by, u.name AS creator_name, u.handle AS creator_handle, b.created_at, b.updated_at"
    };
}

pub async fn insert_board(tx: &mut Tx, board: &Board) -> Result<()> {
    tx.sql(
        "INSERT INTO boards (id, project_id, name, description, wip_mode, version, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(board.id)
    .bind(board.project_id)
    .bind(board.name.clone())
    .bind(board.description.clone())
    .bind(board.wip_mode)
    .bind(board.version)
    .bind(board.creator.created_by)
    .bind(board.created_at)
    .bind(board.updated_at)
    .run()
    .await
    .map(|_| ())
}

pub async fn find_board(mut on: impl Runs, id: BoardId) -> Result<Option<Board>> {
    on.sql(concat!(
        "SELECT ",
        board_columns!(),
        " FROM boards b JOIN users u ON u.id = b.created_by WHERE b.id = $1 AND b.deleted_at IS NULL"
    ))
    .bind(id)
    .optional()
    .await
}

/// Of what moment everything that a board shows is: no two states of it have the same stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
pub struct Stamp {
    /// The head of its stream.
    pub head: i64,
    /// The event that stands there: a server that lost its latest changes gives out their numbers again, but not their ids.
    pub latest: Option<EventId>,
    /// How often what its stream does not tell has changed: who may be on it, who watches, what people are called.
    pub untold: i64,
}

/// A board, how the caller stands on it, and its stamp, which the rest is at least as new as.
pub async fn find_placed(mut on: impl Runs, id: BoardId, caller: Caller) -> Result<Option<(Board, Place, Stamp)>> {
    #[derive(sqlx::FromRow)]
    struct Placed {
        #[sqlx(flatten)]
        board: Board,
        #[sqlx(flatten)]
        place: PlaceRow,
        #[sqlx(flatten)]
        stamp: Stamp,
    }
    let text = concat!(
        "SELECT ",
        board_columns!(),
        ", p.team_id, b.id AS board_id, p.visibility, tm.role AS team_role, pm.role AS project_role, \
         o.role AS override_role, o.granted, o.revoked, coalesce(s.seq, 0) AS head, \
         (SELECT e.id FROM events e WHERE e.board_id = b.id AND e.board_seq = s.seq) AS latest, \
         coalesce((SELECT changes FROM rights WHERE place = b.id), 0) + coalesce((SELECT changes FROM rights WHERE place = p.id), 0) \
         + coalesce((SELECT changes FROM rights WHERE place = p.team_id), 0) \
         + coalesce((SELECT changes FROM unsaid WHERE place = b.id), 0) + coalesce((SELECT changes FROM unsaid WHERE place = $3), 0) \
         AS untold \
         FROM boards b JOIN projects p ON p.id = b.project_id JOIN users u ON u.id = b.created_by \
         LEFT JOIN streams s ON s.id = b.id",
        standing_joins!("b.id", "$2"),
        " WHERE b.id = $1 AND b.deleted_at IS NULL AND p.deleted_at IS NULL"
    );
    let row = on.sql(text).bind(id).bind(caller.id).bind(uuid::Uuid::nil()).optional::<Placed>().await?;
    Ok(row.map(|row| (row.board, row.place.into_place(caller.instance_admin), row.stamp)))
}

pub async fn update_board(tx: &mut Tx, board: &Board) -> Result<u64> {
    tx.sql(
        "UPDATE boards SET name = $2, description = $3, wip_mode = $4, version = $5, updated_at = $6 \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(board.id)
    .bind(board.name.clone())
    .bind(board.description.clone())
    .bind(board.wip_mode)
    .bind(board.version)
    .bind(board.updated_at)
    .run()
    .await
}

pub async fn delete_board(tx: &mut Tx, id: BoardId, now: DateTime<Utc>) -> Result<()> {
    tx.sql("UPDATE boards SET deleted_at = $2 WHERE id = $1").bind(id).bind(now).run().await.map(|_| ())
}

/// A board in a list, beside how the caller stands on it and wants to see it.
#[derive(Clone, Debug)]
pub struct ListedBoard {
    pub board: Board,
    pub place: Place,
    pub preferences: Preferences,
    /// Whether the caller wants to hear nothing of it.
    pub muted: bool,
}

/// Where a board stands in a list of them: the pinned ones first, each part by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub pinned: bool,
    pub id: BoardId,
}

impl Spot {
    /// As the query counts it.
    fn part(self) -> i64 {
        i64::from(!self.pinned)
    }
}

impl ListedBoard {
    /// Where it stands in the list of this moment; where there is none, nothing is pinned.
    #[must_use]
    pub fn spot(&self, as_of: Option<DateTime<Utc>>) -> Spot {
        Spot { pinned: as_of.is_some_and(|at| self.preferences.pinned_as_of(at)), id: self.board.id }
    }
}

#[derive(sqlx::FromRow)]
struct Listed {
    #[sqlx(flatten)]
    board: Board,
    #[sqlx(flatten)]
    place: PlaceRow,
    #[sqlx(flatten)]
    preferences: Preferences,
    muted_place: Option<uuid::Uuid>,
}

/// Boards of one project, or of every project that `caller` has anything to do with, after `after`: first those that were
/// pinned at the moment `as_of`, then the others, each part oldest first. Whether they may see each is for the standing
/// beside it to say.
pub async fn list_boards(
    db: &Db,
    caller: Caller,
    project: Option<ProjectId>,
    all: bool,
    as_of: Option<DateTime<Utc>>,
    after: Option<Spot>,
    limit: i64,
) -> Result<Vec<ListedBoard>> {
    macro_rules! list {
        ($from:expr) => {
            concat!(
                "SELECT * FROM (SELECT ",
                board_columns!(),
                ", p.team_id, b.id AS board_id, p.visibility, tm.role AS team_role, pm.role AS project_role, \
                 o.role AS override_role, o.granted, o.revoked, ",
                preferences_columns!(),
                ", mu.place AS muted_place, CASE WHEN bp.pinned_at <= $5 AND (bp.unpinned_at IS NULL OR bp.unpinned_at > $5) \
                 THEN 0 ELSE 1 END AS part FROM ",
                $from,
                " JOIN projects p ON p.id = b.project_id JOIN users u ON u.id = b.created_by",
                standing_joins!("b.id", "$1"),
                " LEFT JOIN board_preferences bp ON bp.board_id = b.id AND bp.user_id = $1 \
                 LEFT JOIN mutes mu ON mu.place = b.id AND mu.user_id = $1 AND mu.channels = 'all' \
                 WHERE b.deleted_at IS NULL AND p.deleted_at IS NULL AND ($2 IS NULL OR b.project_id = $2)) listed \
                 WHERE ($3 IS NULL OR (listed.part, listed.id) > ($4, $3)) ORDER BY listed.part, listed.id LIMIT $6"
            )
        };
    }
    let concerned = list!(concat!("(", boards_of!("$1"), ") mine JOIN boards b ON b.id = mine.id"));
    let text = if all && caller.instance_admin { list!("boards b") } else { concerned };
    let rows = db
        .sql(text)
        .bind(caller.id)
        .bind(project)
        .bind(after.map(|spot| spot.id))
        .bind(after.map(Spot::part))
        .bind(as_of)
        .bind(limit)
        .all::<Listed>()
        .await?;
    let listed = |row: Listed| ListedBoard {
        board: row.board,
        place: row.place.into_place(caller.instance_admin),
        preferences: row.preferences,
        muted: row.muted_place.is_some(),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// The head of a stream: the `seq` of its latest event, 0 before the first.
pub async fn head(mut on: impl Runs, stream: uuid::Uuid) -> Result<i64> {
    Ok(on.sql("SELECT seq FROM streams WHERE id = $1").bind(stream).optional::<(i64,)>().await?.map_or(0, |(seq,)| seq))
}
