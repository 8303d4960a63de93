//! Projects and who is in them.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Result, Runs, Tx,
    access::{Caller, Place, PlaceRow, place_columns, standing_joins},
    sight::projects_of,
    users::Creator,
};
use crate::domain::{ProjectId, ProjectRole, ProjectStatus, TeamId, UserId, Visibility, fold::fold};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Project {
    pub id: ProjectId,
    pub team_id: TeamId,
    pub key: String,
    pub name: String,
    pub description: String,
    pub status: ProjectStatus,
    pub visibility: Visibility,
    pub deadline: Option<NaiveDate>,
    pub version: i64,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

macro_rules! project_columns {
    () => {
        "p.id, p.team_id, p.key, p.name, p.description, p.status, p.visibility, p.deadline, p.version, p.created_by, u.name AS creator_name, u.handle AS creator_handle, \
         p.created_at, p.updated_at"
    };
}

/// Inserts the project; `false` if its key is taken in the team.
pub async fn insert_project(tx: &mut Tx, project: &Project) -> Result<bool> {
    let rows = tx
        .sql(
            "INSERT INTO projects (id, team_id, key, name, description, status, visibility, deadline, next_card_number, version, \
             created_by, created_at, updated_at, name_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
        )
        .bind(project.id)
        .bind(project.team_id)
        .bind(project.key.clone())
        .bind(project.name.clone())
        .bind(project.description.clone())
        .bind(project.status)
        .bind(project.visibility)
        .bind(project.deadline)
        .bind(project.version)
        .bind(project.creator.created_by)
        .bind(project.created_at)
        .bind(project.updated_at)
        .bind(fold(&project.name))
        .run()
        .await?;
    Ok(rows == 1)
}

pub async fn find_project(mut on: impl Runs, id: ProjectId) -> Result<Option<Project>> {
    on.sql(concat!(
        "SELECT ",
        project_columns!(),
        " FROM projects p JOIN users u ON u.id = p.created_by WHERE p.id = $1 AND p.deleted_at IS NULL"
    ))
    .bind(id)
    .optional()
    .await
}

pub async fn update_project(tx: &mut Tx, project: &Project) -> Result<u64> {
    tx.sql(
        "UPDATE projects SET name = $2, description = $3, status = $4, visibility = $5, deadline = $6, version = $7, \
         updated_at = $8, name_key = $9 WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(project.id)
    .bind(project.name.clone())
    .bind(project.description.clone())
    .bind(project.status)
    .bind(project.visibility)
    .bind(project.deadline)
    .bind(project.version)
    .bind(project.updated_at)
    .bind(fold(&project.name))
    .run()
    .await
}

pub async fn delete_project(tx: &mut Tx, id: ProjectId, now: DateTime<Utc>) -> Result<()> {
    for text in [
        "UPDATE boards SET deleted_at = $2 WHERE project_id = $1 AND deleted_at IS NULL",
        "UPDATE projects SET deleted_at = $2 WHERE id = $1",
    ] {
        tx.sql(text).bind(id).bind(now).run().await?;
    }
    Ok(())
}

/// Which projects to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub team_id: Option<TeamId>,
    pub status: Option<ProjectStatus>,
    /// Part of the name or key.
    pub q: String,
    /// For the instance admin: also those they are no member of.
    pub all: bool,
}

#[derive(sqlx::FromRow)]
struct Listed {
    #[sqlx(flatten)]
    project: Project,
    #[sqlx(flatten)]
    place: PlaceRow,
}

/// Projects that `caller` has anything to do with, oldest first, after `after`. What they may do there is for the
/// standing beside each to say.
pub async fn list_projects(
    db: &super::Db,
    caller: Caller,
    filter: &Filter,
    after: Option<ProjectId>,
    limit: i64,
) -> Result<Vec<(Project, Place)>> {
    macro_rules! list {
        ($from:expr) => {
            concat!(
                "SELECT ",
                project_columns!(),
                ", ",
                place_columns!("o.board_id"),
                " FROM ",
                $from,
                " JOIN users u ON u.id = p.created_by",
                standing_joins!("NULL", "$1"),
                " WHERE p.deleted_at IS NULL AND ($2 IS NULL OR p.team_id = $2) AND ($3 IS NULL OR p.status = $3) \
                 AND (p.name_key LIKE $4 ESCAPE '\\' OR lower(p.key) LIKE $4 ESCAPE '\\') AND ($5 IS NULL OR p.id > $5) \
                 ORDER BY p.id LIMIT $6"
            )
        };
    }
    let concerned = list!(concat!("(", projects_of!("$1"), ") mine JOIN projects p ON p.id = mine.id"));
    let text = if filter.all && caller.instance_admin { list!("projects p") } else { concerned };
    let rows = db
        .sql(text)
        .bind(caller.id)
        .bind(filter.team_id)
        .bind(filter.status)
        .bind(super::like(&filter.q))
        .bind(after)
        .bind(limit)
        .all::<Listed>()
        .await?;
    Ok(rows.into_iter().map(|row| (row.project, row.place.into_place(caller.instance_admin))).collect())
}

/// Keys in use in a team, among those that begin with `base`.
pub async fn list_keys(tx: &mut Tx, team: TeamId, base: &str) -> Result<Vec<String>> {
    let rows = tx
        .sql("SELECT key FROM projects WHERE team_id = $1 AND deleted_at IS NULL AND key LIKE $2")
        .bind(team)
        .bind(format!("{base}%"))
        .all::<(String,)>()
        .await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Gives out the next number for a card's key, and locks the project's counter until the transaction ends.
pub async fn next_card_number(tx: &mut Tx, id: ProjectId) -> Result<(i64, String)> {
    tx.sql("UPDATE projects SET next_card_number = next_card_number + 1 WHERE id = $1 RETURNING next_card_number - 1, key")
        .bind(id)
        .one::<(i64, String)>()
        .await
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProjectMember {
    pub user_id: UserId,
    pub name: String,
    pub handle: String,
    pub role: ProjectRole,
}

pub async fn list_members(
    mut on: impl Runs,
    id: ProjectId,
    q: &str,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<ProjectMember>> {
    on.sql(
        "SELECT m.user_id, u.name, u.handle, m.role FROM project_members m JOIN users u ON u.id = m.user_id \
         WHERE m.project_id = $1 AND ($2 IS NULL OR m.user_id > $2) AND (u.name_key LIKE $3 ESCAPE '\\' OR u.handle LIKE $3 ESCAPE '\\') \
         ORDER BY m.user_id LIMIT $4",
    )
    .bind(id)
    .bind(after)
    .bind(super::like(q))
    .bind(limit)
    .all()
    .await
}

pub async fn find_role(mut on: impl Runs, id: ProjectId, user: UserId) -> Result<Option<ProjectRole>> {
    let text = "SELECT role FROM project_members WHERE project_id = $1 AND user_id = $2";
    Ok(on.sql(text).bind(id).bind(user).optional::<(ProjectRole,)>().await?.map(|(role,)| role))
}

pub async fn put_member(tx: &mut Tx, id: ProjectId, user: UserId, role: ProjectRole, now: DateTime<Utc>) -> Result<()> {
    tx.sql(
        "INSERT INTO project_members (project_id, user_id, role, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role",
    )
    .bind(id)
    .bind(user)
    .bind(role)
    .bind(now)
    .run()
    .await
    .map(|_| ())
}

/// Takes someone out of the project, its boards' overrides and its cards. The caller asks again whether they may still
/// see it through their team.
pub async fn delete_member(tx: &mut Tx, id: ProjectId, user: UserId) -> Result<()> {
    for text in [
        "DELETE FROM card_assignees WHERE user_id = $2 AND card_id IN (SELECT id FROM cards WHERE project_id = $1)",
        "DELETE FROM board_overrides WHERE user_id = $2 AND board_id IN (SELECT id FROM boards WHERE project_id = $1)",
        "DELETE FROM project_members WHERE project_id = $1 AND user_id = $2",
    ] {
        tx.sql(text).bind(id).bind(user).run().await?;
    }
    Ok(())
}
