//! What is known of a person when something is asked of them: one query from whatever id a request names to the
//! project it is in, and the caller's roles there. The answer is for `domain::permissions` to give.

use super::{
    Result, Runs, Tx,
    columns::Column,
    db::{Sql, places},
    users::Creator,
};
use crate::domain::{
    BoardId, CardId, ColumnId, FileId, Permissions, ProjectId, ProjectRole, TeamId, TeamRole, UserId, Visibility,
    permissions::{Overrides, Standing},
};

/// Where something is, and how a person stands there.
#[derive(Clone, Debug)]
pub struct Place {
    pub team_id: TeamId,
    pub project_id: ProjectId,
    pub board_id: Option<BoardId>,
    pub standing: Standing,
}

impl Place {
    pub fn permissions(&self) -> Permissions {
        self.standing.permissions()
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct PlaceRow {
    pub team_id: TeamId,
    pub project_id: ProjectId,
    pub board_id: Option<BoardId>,
    pub visibility: Visibility,
    pub team_role: Option<TeamRole>,
    pub project_role: Option<ProjectRole>,
    pub override_role: Option<ProjectRole>,
    pub granted: Option<String>,
    pub revoked: Option<String>,
}

impl PlaceRow {
    pub(super) fn into_place(self, instance_admin: bool) -> Place {
        let list = |text: &Option<String>| {
            text.as_deref().map_or(Permissions::NONE, |text| Permissions::parse(text).unwrap_or_default())
        };
        let overrides = self.granted.is_some().then(|| Overrides {
            role: self.override_role,
            grant: list(&self.granted),
            revoke: list(&self.revoked),
        });
        Place {
            team_id: self.team_id,
            project_id: self.project_id,
            board_id: self.board_id,
            standing: Standing {
                instance_admin,
                team_role: self.team_role,
                project_role: self.project_role,
                visibility: self.visibility,
                overrides,
            },
        }
    }
}

/// The columns of a [`PlaceRow`], over `p` (projects) and the joins of [`standing_joins`].
macro_rules! place_columns {
    ($board:literal) => {
        concat!(
            "p.team_id, p.id AS project_id, ",
            $board,
            " AS board_id, p.visibility, tm.role AS team_role, pm.role AS project_role, \
             o.role AS override_role, o.granted, o.revoked"
        )
    };
}
pub(super) use place_columns;

/// Joins the roles of user `$user` to `p` and the overrides of `$board`.
macro_rules! standing_joins {
    ($board:literal, $user:literal) => {
        concat!(
            " LEFT JOIN team_members tm ON tm.team_id = p.team_id AND tm.user_id = ",
            $user,
            " LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = ",
            $user,
            " LEFT JOIN board_overrides o ON o.board_id = ",
            $board,
            " AND o.user_id = ",
            $user,
        )
    };
}
pub(super) use standing_joins;

/// Who asks, for the queries of this module.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    pub id: UserId,
    pub instance_admin: bool,
}

impl Caller {
    /// For what no person does: it asks where something is, and may do nothing there.
    pub const NOBODY: Self = Self { id: UserId(uuid::Uuid::nil()), instance_admin: false };
}

pub async fn project(mut on: impl Runs, id: ProjectId, caller: Caller) -> Result<Option<Place>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        team_id: TeamId,
        project_id: ProjectId,
        visibility: Visibility,
        team_role: Option<TeamRole>,
        project_role: Option<ProjectRole>,
    }
    let text = "SELECT p.team_id, p.id AS project_id, p.visibility, tm.role AS team_role, pm.role AS project_role FROM projects p \
         LEFT JOIN team_members tm ON tm.team_id = p.team_id AND tm.user_id = $2 \
         LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = $2 \
         WHERE p.id = $1 AND p.deleted_at IS NULL";
    let row = on.sql(text).bind(id).bind(caller.id).optional::<Row>().await?;
    Ok(row.map(|row| Place {
        team_id: row.team_id,
        project_id: row.project_id,
        board_id: None,
        standing: Standing {
            instance_admin: caller.instance_admin,
            team_role: row.team_role,
            project_role: row.project_role,
            visibility: row.visibility,
            overrides: None,
        },
    }))
}

pub async fn board(mut on: impl Runs, id: BoardId, caller: Caller) -> Result<Option<Place>> {
    let text = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM boards b JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$2"),
        " WHERE b.id = $1 AND b.deleted_at IS NULL AND p.deleted_at IS NULL"
    );
    Ok(on.sql(text).bind(id).bind(caller.id).optional::<PlaceRow>().await?.map(|row| row.into_place(caller.instance_admin)))
}

/// As [`board`], of one that is deleted too: for what was told of it.
pub async fn board_even_deleted(mut on: impl Runs, id: BoardId, caller: Caller) -> Result<Option<Place>> {
    let text = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM boards b JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$2"),
        " WHERE b.id = $1"
    );
    Ok(on.sql(text).bind(id).bind(caller.id).optional::<PlaceRow>().await?.map(|row| row.into_place(caller.instance_admin)))
}

pub async fn column(mut on: impl Runs, id: ColumnId, caller: Caller) -> Result<Option<Place>> {
    let text = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM columns l JOIN boards b ON b.id = l.board_id JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$2"),
        " WHERE l.id = $1 AND l.deleted_at IS NULL AND b.deleted_at IS NULL AND p.deleted_at IS NULL"
    );
    Ok(on.sql(text).bind(id).bind(caller.id).optional::<PlaceRow>().await?.map(|row| row.into_place(caller.instance_admin)))
}

/// As [`column`], with the column itself, which is locked until the transaction ends: what is put into it next stands
/// where it was looked for.
pub async fn lock_column(tx: &mut Tx, id: ColumnId, caller: Caller) -> Result<Option<(Place, Column)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        place: PlaceRow,
        #[sqlx(flatten)]
        column: Column,
    }
    macro_rules! text {
        ($lock:literal) => {
            concat!(
                "SELECT ",
                place_columns!("b.id"),
                ", l.id, l.name, l.kind, l.wip_limit, l.position, l.version, l.created_at, l.updated_at \
                 FROM columns l JOIN boards b ON b.id = l.board_id JOIN projects p ON p.id = b.project_id",
                standing_joins!("b.id", "$2"),
                " WHERE l.id = $1 AND l.deleted_at IS NULL AND b.deleted_at IS NULL AND p.deleted_at IS NULL",
                $lock
            )
        };
    }
    let text = Sql::Each { sqlite: text!(""), postgres: text!(" FOR NO KEY UPDATE OF l") };
    let row = tx.sql(text).bind(id).bind(caller.id).optional::<Row>().await?;
    Ok(row.map(|row| (row.place.into_place(caller.instance_admin), row.column)))
}

pub async fn card(mut on: impl Runs, id: CardId, caller: Caller) -> Result<Option<Place>> {
    let text = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM cards c JOIN boards b ON b.id = c.board_id JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$2"),
        " WHERE c.id = $1 AND c.deleted_at IS NULL AND b.deleted_at IS NULL AND p.deleted_at IS NULL"
    );
    Ok(on.sql(text).bind(id).bind(caller.id).optional::<PlaceRow>().await?.map(|row| row.into_place(caller.instance_admin)))
}

/// Where a file is now: on its card's board, wherever that was moved to, or in its project.
pub async fn file(mut on: impl Runs, id: FileId, caller: Caller) -> Result<Option<Place>> {
    let text = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM files f JOIN projects p ON p.id = f.project_id LEFT JOIN cards c ON c.id = f.card_id \
         LEFT JOIN boards b ON b.id = c.board_id",
        standing_joins!("b.id", "$2"),
        " WHERE f.id = $1 AND p.deleted_at IS NULL \
         AND (f.card_id IS NULL OR (c.deleted_at IS NULL AND b.deleted_at IS NULL))"
    );
    Ok(on.sql(text).bind(id).bind(caller.id).optional::<PlaceRow>().await?.map(|row| row.into_place(caller.instance_admin)))
}

/// How existing accounts stand on a board, whoever asks: for choosing whom something may be given to or told. Left out
/// are those that are disabled.
pub async fn people_on_board(on: impl Runs, board: BoardId, people: &[UserId]) -> Result<Vec<(Creator, Place)>> {
    people_on(on, "boards b ON b.id = $1", board.0, people).await
}

/// As [`people_on_board`], on the board of a column.
pub async fn people_on_board_of(on: impl Runs, column: ColumnId, people: &[UserId]) -> Result<Vec<(Creator, Place)>> {
    people_on(on, "columns l ON l.id = $1 JOIN boards b ON b.id = l.board_id", column.0, people).await
}

async fn people_on(mut on: impl Runs, board: &str, id: uuid::Uuid, people: &[UserId]) -> Result<Vec<(Creator, Place)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        admin: bool,
        #[sqlx(flatten)]
        person: Creator,
        #[sqlx(flatten)]
        place: PlaceRow,
    }
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        concat!(
            "SELECT (u.role = 'admin') AS admin, u.id AS created_by, u.name AS creator_name, u.handle AS creator_handle, ",
            place_columns!("b.id"),
            " FROM users u JOIN {} JOIN projects p ON p.id = b.project_id",
            standing_joins!("b.id", "u.id"),
            " WHERE u.id IN ({}) AND u.disabled_at IS NULL AND u.deleted_at IS NULL AND b.deleted_at IS NULL \
             AND p.deleted_at IS NULL"
        ),
        board,
        places(2, people.len())
    );
    let rows = on.sql(text).bind(id).bind_all(people.iter().copied()).all::<Row>().await?;
    Ok(rows.into_iter().map(|row| (row.person, row.place.into_place(row.admin))).collect())
}

/// As [`people_on_board`], of one.
pub async fn person_on_board(on: impl Runs, board: BoardId, person: UserId) -> Result<Option<Place>> {
    Ok(people_on_board(on, board, &[person]).await?.pop().map(|(_, place)| place))
}
