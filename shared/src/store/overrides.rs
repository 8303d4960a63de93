//! Who is on a board: the people of its team, what each is in its project, and what the board changes of that.

use super::{Result, Runs, Tx, audience::StandingRow};
use crate::domain::{BoardId, Permission, Permissions, UserId, permissions::Overrides};

/// Someone of the board's team, as they stand on the board.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct BoardMember {
    pub user_id: UserId,
    pub name: String,
    pub handle: String,
    #[sqlx(flatten)]
    pub standing: StandingRow,
}

/// Everyone in the board's team, after `after`. Whether they may see the board is for the standing to say.
pub async fn list_members(
    mut on: impl Runs,
    board: BoardId,
    q: &str,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<BoardMember>> {
    on.sql(
        "SELECT u.id AS user_id, u.name, u.handle, u.role AS user_role, tm.role AS team_role, pm.role AS project_role, \
         p.visibility, o.role AS override_role, o.granted, o.revoked FROM boards b JOIN projects p ON p.id = b.project_id \
         JOIN team_members tm ON tm.team_id = p.team_id JOIN users u ON u.id = tm.user_id \
         LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = u.id \
         LEFT JOIN board_overrides o ON o.board_id = b.id AND o.user_id = u.id \
         WHERE b.id = $1 AND u.deleted_at IS NULL AND u.disabled_at IS NULL AND ($2 IS NULL OR u.id > $2) \
         AND (u.name_key LIKE $3 ESCAPE '\\' OR u.handle LIKE $3 ESCAPE '\\') ORDER BY u.id LIMIT $4",
    )
    .bind(board)
    .bind(after)
    .bind(super::like(q))
    .bind(limit)
    .all()
    .await
}

/// Sets what the board changes for one person; where that is nothing, no row is left.
pub async fn put_override(tx: &mut Tx, board: BoardId, user: UserId, overrides: Overrides) -> Result<()> {
    let query = if overrides == Overrides::default() {
        tx.sql("DELETE FROM board_overrides WHERE board_id = $1 AND user_id = $2").bind(board).bind(user)
    } else {
        tx.sql(
            "INSERT INTO board_overrides (board_id, user_id, role, granted, revoked) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (board_id, user_id) DO UPDATE SET role = excluded.role, granted = excluded.granted, revoked = excluded.revoked",
        )
        .bind(board)
        .bind(user)
        .bind(overrides.role)
        .bind(list(overrides.grant))
        .bind(list(overrides.revoke))
    };
    query.run().await.map(|_| ())
}

fn list(permissions: Permissions) -> String {
    permissions.iter().map(Permission::as_str).collect::<Vec<_>>().join(",")
}
