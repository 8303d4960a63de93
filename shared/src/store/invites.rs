//! Invitations: to a board, and thereby into its project, or to a team.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx, users::Creator};
use crate::domain::{BoardId, InviteId, ProjectId, TeamId, UserId};

/// An invitation beside the names of what it leads to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Invite {
    pub id: InviteId,
    pub token_hash: String,
    pub team_id: TeamId,
    pub team_name: String,
    pub project_id: Option<ProjectId>,
    pub project_name: Option<String>,
    pub board_id: Option<BoardId>,
    pub board_name: Option<String>,
    /// A project role where it leads to a board, else a team role.
    pub role: String,
    /// Where it was mailed to.
    pub email: Option<String>,
    pub max_uses: Option<i64>,
    pub uses: i64,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether what it leads to was deleted.
    pub gone: bool,
    #[sqlx(flatten)]
    pub creator: Creator,
    pub created_at: DateTime<Utc>,
}

/// Where invitations lead.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Board(BoardId),
    Team(TeamId),
}

macro_rules! select_invites {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.token_hash, i.team_id, t.name AS team_name, i.project_id, p.name AS project_name, i.board_id, \
             b.name AS board_name, i.role, i.email, i.max_uses, i.uses, i.expires_at, i.revoked_at, \
             (t.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL OR b.deleted_at IS NOT NULL) AS gone, \
             i.created_by, u.name AS creator_name, u.handle AS creator_handle, i.created_at \
             FROM invites i JOIN teams t ON t.id = i.team_id LEFT JOIN projects p ON p.id = i.project_id \
             LEFT JOIN boards b ON b.id = i.board_id JOIN users u ON u.id = i.created_by WHERE ",
            $rest
        )
    };
}

pub async fn insert_invite(tx: &mut Tx, invite: &Invite) -> Result<()> {
    tx.sql(
        "INSERT INTO invites (id, token_hash, team_id, project_id, board_id, role, email, max_uses, uses, expires_at, created_by, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11)",
    )
    .bind(invite.id)
    .bind(invite.token_hash.clone())
    .bind(invite.team_id)
    .bind(invite.project_id)
    .bind(invite.board_id)
    .bind(invite.role.clone())
    .bind(invite.email.clone())
    .bind(invite.max_uses)
    .bind(invite.expires_at)
    .bind(invite.creator.created_by)
    .bind(invite.created_at)
    .run()
    .await
    .map(|_| ())
}

pub async fn find_invite(mut on: impl Runs, id: InviteId) -> Result<Option<Invite>> {
    on.sql(select_invites!("i.id = $1")).bind(id).optional().await
}

pub async fn find_by_hash(mut on: impl Runs, token_hash: &str) -> Result<Option<Invite>> {
    on.sql(select_invites!("i.token_hash = $1")).bind(token_hash.to_owned()).optional().await
}

/// The latest made first, below `before`; those that were revoked are left out.
pub async fn list_invites(mut on: impl Runs, target: Target, before: Option<InviteId>, limit: i64) -> Result<Vec<Invite>> {
    let (text, id) = match target {
        Target::Board(id) => (
            select_invites!("i.board_id = $1 AND i.revoked_at IS NULL AND ($2 IS NULL OR i.id < $2) ORDER BY i.id DESC LIMIT $3"),
            id.0,
        ),
        Target::Team(id) => (
            select_invites!(
                "i.team_id = $1 AND i.board_id IS NULL AND i.revoked_at IS NULL AND ($2 IS NULL OR i.id < $2) \
                 ORDER BY i.id DESC LIMIT $3"
            ),
            id.0,
        ),
    };
    on.sql(text).bind(id).bind(before).bind(limit).all().await
}

/// Counts a use; the caller has locked the invitation.
pub async fn insert_use(tx: &mut Tx, id: InviteId, user: UserId, now: DateTime<Utc>) -> Result<()> {
    let text = "INSERT INTO invite_uses (invite_id, user_id, used_at) VALUES ($1, $2, $3)";
    tx.sql(text).bind(id).bind(user).bind(now).run().await?;
    tx.sql("UPDATE invites SET uses = uses + 1 WHERE id = $1").bind(id).run().await.map(|_| ())
}

/// Whether this person came by it before.
pub async fn used_by(mut on: impl Runs, id: InviteId, user: UserId) -> Result<bool> {
    let text = "SELECT user_id FROM invite_uses WHERE invite_id = $1 AND user_id = $2";
    Ok(on.sql(text).bind(id).bind(user).optional::<(UserId,)>().await?.is_some())
}

pub async fn revoke_invite(tx: &mut Tx, id: InviteId, now: DateTime<Utc>) -> Result<u64> {
    let text = "UPDATE invites SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    tx.sql(text).bind(id).bind(now).run().await
}

/// When someone's latest invitations by mail were made, no more than `limit` of them.
pub async fn latest_mailed(tx: &mut Tx, by: UserId, since: DateTime<Utc>, limit: i64) -> Result<Vec<DateTime<Utc>>> {
    let text = "SELECT created_at FROM invites WHERE created_by = $1 AND email IS NOT NULL AND created_at > $2 \
                ORDER BY created_at DESC LIMIT $3";
    let rows = tx.sql(text).bind(by).bind(since).bind(limit).all::<(DateTime<Utc>,)>().await?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}
