//! Teams and who is in them.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, users::Creator};
use crate::domain::{TeamId, TeamRole, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub description: String,
    /// Whose personal team it is.
    pub personal_of: Option<UserId>,
    pub version: i64,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A team beside the caller's role in it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TeamWithRole {
    #[sqlx(flatten)]
    pub team: Team,
    pub role: Option<TeamRole>,
}

macro_rules! team_columns {
    () => {
        "t.id, t.name, t.description, t.personal_of, t.version, t.created_by, u.name AS creator_name, u.handle AS creator_handle, t.created_at, t.updated_at"
    };
}

pub async fn insert_team(tx: &mut Tx, team: &Team) -> Result<()> {
    tx.sql(
        "INSERT INTO teams (id, name, description, personal_of, version, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(team.id)
    .bind(team.name.clone())
    .bind(team.description.clone())
    .bind(team.personal_of)
    .bind(team.version)
    .bind(team.creator.created_by)
    .bind(team.created_at)
    .bind(team.updated_at)
    .run()
    .await
    .map(|_| ())
}

pub async fn find_team(mut on: impl Runs, id: TeamId, caller: UserId) -> Result<Option<TeamWithRole>> {
    on.sql(concat!(
        "SELECT ",
        team_columns!(),
        ", m.role FROM teams t JOIN users u ON u.id = t.created_by LEFT JOIN team_members m ON m.team_id = t.id AND m.user_id = $2 \
         WHERE t.id = $1 AND t.deleted_at IS NULL"
    ))
    .bind(id)
    .bind(caller)
    .optional()
    .await
}

/// The teams that `caller` is in (or, for the instance admin who asks for it, all), oldest first, after `after`.
pub async fn list_teams(
    mut on: impl Runs,
    caller: UserId,
    all: bool,
    after: Option<TeamId>,
    limit: i64,
) -> Result<Vec<TeamWithRole>> {
    macro_rules! list {
        ($from:literal) => {
            concat!(
                "SELECT ",
                team_columns!(),
                ", m.role FROM ",
                $from,
                " WHERE t.deleted_at IS NULL AND ($2 IS NULL OR t.id > $2) ORDER BY t.id LIMIT $3"
            )
        };
    }
    let every =
        list!("teams t JOIN users u ON u.id = t.created_by LEFT JOIN team_members m ON m.team_id = t.id AND m.user_id = $1");
    let concerned = list!(
        "(SELECT team_id, role FROM team_members WHERE user_id = $1) m JOIN teams t ON t.id = m.team_id \
         JOIN users u ON u.id = t.created_by"
    );
    on.sql(if all { every } else { concerned }).bind(caller).bind(after).bind(limit).all().await
}

pub async fn update_team(tx: &mut Tx, team: &Team) -> Result<u64> {
    tx.sql("UPDATE teams SET name = $2, description = $3, version = $4, updated_at = $5 WHERE id = $1 AND deleted_at IS NULL")
        .bind(team.id)
        .bind(team.name.clone())
        .bind(team.description.clone())
        .bind(team.version)
        .bind(team.updated_at)
        .run()
        .await
}

/// Marks the team deleted, and with it everything that belongs to it.
pub async fn delete_team(tx: &mut Tx, id: TeamId, now: DateTime<Utc>) -> Result<()> {
    for text in [
        "UPDATE boards SET deleted_at = $2 WHERE deleted_at IS NULL AND project_id IN (SELECT id FROM projects WHERE team_id = $1)",
        "UPDATE projects SET deleted_at = $2 WHERE deleted_at IS NULL AND team_id = $1",
        "UPDATE teams SET deleted_at = $2 WHERE id = $1",
    ] {
        tx.sql(text).bind(id).bind(now).run().await?;
    }
    Ok(())
}

/// A person beside their role in something.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TeamMember {
    pub user_id: UserId,
    pub name: String,
    pub handle: String,
    pub role: TeamRole,
}

pub async fn list_members(mut on: impl Runs, id: TeamId, q: &str, after: Option<UserId>, limit: i64) -> Result<Vec<TeamMember>> {
    on.sql(
        "SELECT m.user_id, u.name, u.handle, m.role FROM team_members m JOIN users u ON u.id = m.user_id \
         WHERE m.team_id = $1 AND ($2 IS NULL OR m.user_id > $2) AND (u.name_key LIKE $3 ESCAPE '\\' OR u.handle LIKE $3 ESCAPE '\\') \
         ORDER BY m.user_id LIMIT $4",
    )
    .bind(id)
    .bind(after)
    .bind(super::like(q))
    .bind(limit)
    .all()
    .await
}

pub async fn find_role(mut on: impl Runs, id: TeamId, user: UserId) -> Result<Option<TeamRole>> {
    let text = "SELECT role FROM team_members WHERE team_id = $1 AND user_id = $2";
    Ok(on.sql(text).bind(id).bind(user).optional::<(TeamRole,)>().await?.map(|(role,)| role))
}

/// Sets someone's role, making them a member where they are none.
pub async fn put_member(tx: &mut Tx, id: TeamId, user: UserId, role: TeamRole, now: DateTime<Utc>) -> Result<()> {
    tx.sql(
        "INSERT INTO team_members (team_id, user_id, role, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (team_id, user_id) DO UPDATE SET role = excluded.role",
    )
    .bind(id)
    .bind(user)
    .bind(role)
    .bind(now)
    .run()
    .await
    .map(|_| ())
}

/// Takes someone out of the team and everything in it. What they watch stays noted: whoever tells watchers of something
/// leaves out those who may not see it.
pub async fn delete_member(tx: &mut Tx, id: TeamId, user: UserId) -> Result<()> {
    for text in [
        "DELETE FROM card_assignees WHERE user_id = $2 AND card_id IN \
         (SELECT c.id FROM cards c JOIN projects p ON p.id = c.project_id WHERE p.team_id = $1)",
        "DELETE FROM board_overrides WHERE user_id = $2 AND board_id IN \
         (SELECT b.id FROM boards b JOIN projects p ON p.id = b.project_id WHERE p.team_id = $1)",
        "DELETE FROM project_members WHERE user_id = $2 AND project_id IN (SELECT id FROM projects WHERE team_id = $1)",
        "DELETE FROM team_members WHERE team_id = $1 AND user_id = $2",
    ] {
        tx.sql(text).bind(id).bind(user).run().await?;
    }
    Ok(())
}

/// The teams that someone is in, by their ids.
pub async fn list_of(tx: &mut Tx, user: UserId) -> Result<Vec<TeamId>> {
    let text = "SELECT m.team_id FROM team_members m JOIN teams t ON t.id = m.team_id \
                WHERE m.user_id = $1 AND t.deleted_at IS NULL ORDER BY m.team_id";
    Ok(tx.sql(text).bind(user).all::<(TeamId,)>().await?.into_iter().map(|(id,)| id).collect())
}

pub async fn count_members(tx: &mut Tx, id: TeamId) -> Result<i64> {
    Ok(tx.sql("SELECT count(*) FROM team_members WHERE team_id = $1").bind(id).one::<(i64,)>().await?.0)
}

pub async fn count_owners(tx: &mut Tx, id: TeamId) -> Result<i64> {
    let text = "SELECT count(*) FROM team_members WHERE team_id = $1 AND role = 'owner'";
    Ok(tx.sql(text).bind(id).one::<(i64,)>().await?.0)
}
