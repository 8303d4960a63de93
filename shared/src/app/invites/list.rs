//! The invitations that lead somewhere, and taking one back: for those who manage people there.

use super::make::{InviteView, view};
use crate::{
    app::{
        Actor, AppError, Audit, Ctx, Result, boards,
        paging::{self, Page, PageRequest},
        teams,
    },
    domain::{AuditAction, BoardId, InviteId, Permission, ProjectRole, TeamId, TeamRole},
    store::{self, Runs, invites::Target},
};

/// The latest first, without those that were revoked.
pub async fn list_of_board(
    ctx: &Ctx,
    actor: &Actor,
    board: BoardId,
    request: &PageRequest,
) -> Result<Page<InviteView<ProjectRole>>> {
    may_manage(&ctx.db, actor, Target::Board(board)).await?;
    list(ctx, Target::Board(board), request).await
}

/// The latest first, without those that were revoked.
pub async fn list_of_team(ctx: &Ctx, actor: &Actor, team: TeamId, request: &PageRequest) -> Result<Page<InviteView<TeamRole>>> {
    may_manage(&ctx.db, actor, Target::Team(team)).await?;
    list(ctx, Target::Team(team), request).await
}

async fn list<R>(ctx: &Ctx, target: Target, request: &PageRequest) -> Result<Page<InviteView<R>>>
where
    R: std::str::FromStr<Err = crate::domain::UnknownName>,
{
    let limit = request.limit()?;
    let before = request.after_id()?.map(InviteId);
    let rows = store::invites::list_invites(&ctx.db, target, before, paging::fetch(limit)).await?;
    let now = ctx.clock.now();
    let mut roles = Vec::with_capacity(rows.len());
    for row in &rows {
        roles.push(row.role.parse::<R>().map_err(|error| AppError::Internal(error.into()))?);
    }
    let mut roles = roles.into_iter();
    let rows: Vec<_> = rows.into_iter().filter_map(|row| Some((row, roles.next()?))).collect();
    Ok(paging::page(rows, limit, |(row, _)| paging::cursor_of_id(row.id.0), |(row, role)| view(row, role, now)))
}

/// Takes an invitation back: nobody comes by it any more, and its mail, if it has not gone, stays.
pub async fn revoke(ctx: &Ctx, actor: &Actor, id: InviteId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let missing = || AppError::NotFound("invitation");
    let invite = store::invites::find_invite(&mut work.tx, id).await?.ok_or_else(missing)?;
    let target = invite.board_id.map_or(Target::Team(invite.team_id), Target::Board);
    let hidden = |error| if matches!(error, AppError::NotFound(_)) { missing() } else { error };
    may_manage(&mut work.tx, actor, target).await.map_err(hidden)?;
    let now = work.now;
    if store::invites::revoke_invite(&mut work.tx, id, now).await? == 0 {
        return Err(missing());
    }
    work.audit(Audit::new(AuditAction::InviteRevoked).on("invite", id));
    work.commit().await
}

async fn may_manage(on: impl Runs, actor: &Actor, target: Target) -> Result<()> {
    match target {
        Target::Board(board) => {
            let place = boards::place(on, actor, board).await?;
            if place.permissions().allows(Permission::UserManage) {
                return Ok(());
            }
            Err(AppError::forbidden("manage the invitations to this board"))
        }
        Target::Team(team) => teams::managed(on, actor, team, "manage the invitations to this team").await.map(|_| ()),
    }
}
