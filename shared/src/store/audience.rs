//! Who may be told of something: people as they stand to a board, a project or a team, all of them in one query.

use chrono_tz::Tz;
use uuid::Uuid;

use super::{
    Engine, Result, Runs,
    db::padded,
    notification_settings::{WishesRow, wishes_columns},
    notifications::rows,
};
use crate::domain::{
    BoardId, InstanceRole, Permission, Permissions, ProjectId, ProjectRole, TeamId, TeamRole, UserId, Visibility, Wishes,
    permissions::{Overrides, Standing},
};

/// One person beside one place: a row of the queries below, or part of a wider one.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StandingRow {
    pub user_role: InstanceRole,
    pub team_role: Option<TeamRole>,
    pub project_role: Option<ProjectRole>,
    pub visibility: Option<Visibility>,
    pub override_role: Option<ProjectRole>,
    pub granted: Option<String>,
    pub revoked: Option<String>,
}

impl StandingRow {
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        // A list that cannot be read grants nothing.
        let list =
            |text: &Option<String>| text.as_deref().map_or(Permissions::NONE, |t| Permissions::parse(t).unwrap_or_default());
        let overrides = self.granted.is_some().then(|| Overrides {
            role: self.override_role,
            grant: list(&self.granted),
            revoke: list(&self.revoked),
        });
        Standing {
            instance_admin: self.user_role == InstanceRole::Admin,
            team_role: self.team_role,
            project_role: self.project_role,
            visibility: self.visibility.unwrap_or(Visibility::Private),
            overrides,
        }
        .permissions()
    }

    /// Whether they may see the board or project they were asked about.
    #[must_use]
    pub fn may_view(&self) -> bool {
        self.permissions().allows(Permission::BoardView)
    }
}

/// Someone with an account in use who may see the place they were asked about.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub user_id: UserId,
    /// The board, project or team that was asked about.
    pub place: Uuid,
    pub project_id: Option<ProjectId>,
    /// Absent where it is about their own account.
    pub team_id: Option<TeamId>,
    pub time_zone: Tz,
    pub wishes: Wishes,
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: UserId,
    time_zone: String,
    place: Uuid,
    project_id: Option<ProjectId>,
    team_id: Option<TeamId>,
    #[sqlx(flatten)]
    standing: StandingRow,
    #[sqlx(flatten)]
    wishes: WishesRow,
}

impl From<Row> for Viewer {
    fn from(row: Row) -> Self {
        Self {
            user_id: row.user_id,
            place: row.place,
            project_id: row.project_id,
            team_id: row.team_id,
            time_zone: row.time_zone.parse().unwrap_or(Tz::UTC),
            wishes: row.wishes.wishes(),
        }
    }
}

/// How the places that are asked for are joined: SQLite takes the list of them for longer than all places there are, and
/// would rather go through those. CROSS JOIN is its word for “in this order”.
fn in_this_order(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "CROSS JOIN",
        Engine::Postgres => "JOIN",
    }
}

/// Those of the pairs in which the person may see the board.
pub async fn board_viewers(mut on: impl Runs, pairs: &[(BoardId, UserId)]) -> Result<Vec<Viewer>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let pairs = padded(pairs);
    let text = format!(
        "SELECT u.id AS user_id, u.time_zone, b.id AS place, p.id AS project_id, t.id AS team_id, u.role AS user_role, \
         tm.role AS team_role, pm.role AS project_role, p.visibility, o.role AS override_role, o.granted, o.revoked, {} \
         FROM (VALUES {}) AS asked {} boards b ON b.id = asked.column1 AND b.deleted_at IS NULL \
         JOIN projects p ON p.id = b.project_id AND p.deleted_at IS NULL \
         JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL \
         JOIN users u ON u.id = asked.column2 AND u.disabled_at IS NULL AND u.deleted_at IS NULL \
         LEFT JOIN team_members tm ON tm.team_id = t.id AND tm.user_id = u.id \
         LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = u.id \
         LEFT JOIN board_overrides o ON o.board_id = b.id AND o.user_id = u.id \
         LEFT JOIN notification_settings s ON s.user_id = u.id",
        wishes_columns!(),
        rows(pairs.len(), 2),
        in_this_order(on.engine())
    );
    let query = pairs.iter().fold(on.sql(text), |query, (board, user)| query.bind(*board).bind(*user));
    Ok(query.all::<Row>().await?.into_iter().filter(|row| row.standing.may_view()).map(Viewer::from).collect())
}

/// Those of the pairs in which the person may see the project.
pub async fn project_viewers(mut on: impl Runs, pairs: &[(ProjectId, UserId)]) -> Result<Vec<Viewer>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT u.id AS user_id, u.time_zone, p.id AS place, p.id AS project_id, t.id AS team_id, u.role AS user_role, \
         tm.role AS team_role, pm.role AS project_role, p.visibility, NULL AS override_role, NULL AS granted, NULL AS revoked, {} \
         FROM (VALUES {}) AS asked {} projects p ON p.id = asked.column1 AND p.deleted_at IS NULL \
         JOIN teams t ON t.id = p.team_id AND t.deleted_at IS NULL \
         JOIN users u ON u.id = asked.column2 AND u.disabled_at IS NULL AND u.deleted_at IS NULL \
         LEFT JOIN team_members tm ON tm.team_id = t.id AND tm.user_id = u.id \
         LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = u.id \
         LEFT JOIN notification_settings s ON s.user_id = u.id",
        wishes_columns!(),
        rows(pairs.len(), 2),
        in_this_order(on.engine())
    );
    let query = pairs.iter().fold(on.sql(text), |query, (project, user)| query.bind(*project).bind(*user));
    Ok(query.all::<Row>().await?.into_iter().filter(|row| row.standing.may_view()).map(Viewer::from).collect())
}

/// Those of the pairs in which the person is in the team.
pub async fn team_viewers(mut on: impl Runs, pairs: &[(TeamId, UserId)]) -> Result<Vec<Viewer>> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT u.id AS user_id, u.time_zone, t.id AS place, NULL AS project_id, t.id AS team_id, u.role AS user_role, \
         m.role AS team_role, NULL AS project_role, NULL AS visibility, NULL AS override_role, NULL AS granted, NULL AS revoked, {} \
         FROM (VALUES {}) AS asked {} teams t ON t.id = asked.column1 AND t.deleted_at IS NULL \
         JOIN users u ON u.id = asked.column2 AND u.disabled_at IS NULL AND u.deleted_at IS NULL \
         JOIN team_members m ON m.team_id = t.id AND m.user_id = u.id \
         LEFT JOIN notification_settings s ON s.user_id = u.id",
        wishes_columns!(),
        rows(pairs.len(), 2),
        in_this_order(on.engine())
    );
    let query = pairs.iter().fold(on.sql(text), |query, (team, user)| query.bind(*team).bind(*user));
    Ok(query.all::<Row>().await?.into_iter().map(Viewer::from).collect())
}

#[derive(sqlx::FromRow)]
struct Owner {
    user_id: UserId,
    time_zone: String,
    #[sqlx(flatten)]
    wishes: WishesRow,
}

/// Those of the people whose accounts are in use, each beside the account's own place, which is none.
pub async fn owners(mut on: impl Runs, users: &[UserId]) -> Result<Vec<Viewer>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT u.id AS user_id, u.time_zone, {} FROM users u LEFT JOIN notification_settings s ON s.user_id = u.id \
         WHERE u.disabled_at IS NULL AND u.deleted_at IS NULL AND u.id IN ({})",
        wishes_columns!(),
        super::db::places(1, users.len())
    );
    let found = on.sql(text).bind_all(users.iter().copied()).all::<Owner>().await?;
    let viewer = |owner: Owner| Viewer {
        user_id: owner.user_id,
        place: Uuid::nil(),
        project_id: None,
        team_id: None,
        time_zone: owner.time_zone.parse().unwrap_or(Tz::UTC),
        wishes: owner.wishes.wishes(),
    };
    Ok(found.into_iter().map(viewer).collect())
}

/// What a team is called; `None` for one that was deleted.
pub async fn team_name(mut on: impl Runs, id: TeamId) -> Result<Option<String>> {
    let text = "SELECT name FROM teams WHERE id = $1 AND deleted_at IS NULL";
    Ok(on.sql(text).bind(id).optional::<(String,)>().await?.map(|(name,)| name))
}

/// What a project is called; `None` for one that was deleted.
pub async fn project_name(mut on: impl Runs, id: ProjectId) -> Result<Option<String>> {
    let text = "SELECT name FROM projects WHERE id = $1 AND deleted_at IS NULL";
    Ok(on.sql(text).bind(id).optional::<(String,)>().await?.map(|(name,)| name))
}
