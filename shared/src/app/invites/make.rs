//! Making an invitation.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use super::link;
use crate::{
    app::{Actor, AppError, Audit, Ctx, Fields, Result, Work, boards, pace::Pace, people::Person, teams},
    domain::{AuditAction, BoardId, InviteId, InviteState, Permission, ProjectId, ProjectRole, TeamId, TeamRole, text},
    jobs::SendInvite,
    keys,
    store::{self, Lock, access::Place, invites::Invite},
};

#[derive(Debug)]
pub struct NewInvite<R> {
    pub role: R,
    /// Whom to mail it to.
    pub email: Option<String>,
    /// In 7 days when left out.
    pub expires_at: Option<DateTime<Utc>>,
    /// When left out: once where it is mailed, else as often as people come.
    pub max_uses: Option<u32>,
}

/// An invitation, for those who manage people where it leads to.
#[derive(Clone, Serialize)]
pub struct InviteView<R> {
    pub id: InviteId,
    pub team_id: TeamId,
    pub project_id: Option<ProjectId>,
    pub board_id: Option<BoardId>,
    pub role: R,
    /// Where it was mailed to.
    pub email: Option<String>,
    /// How many may come by it; `null`: no limit.
    pub max_uses: Option<i64>,
    pub uses: i64,
    pub state: InviteState,
    /// The page that it is accepted on. Only in the answer to making it, as the token in it is.
    pub url: Option<String>,
    pub token: Option<String>,
    pub expires_at: DateTime<Utc>,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
}

const LASTS: TimeDelta = TimeDelta::days(7);
const LASTS_AT_MOST: TimeDelta = TimeDelta::days(366);
const BY_MAIL: Pace = Pace { most: 20, within: TimeDelta::hours(1), of: "invitations by mail" };

/// Into a board's project. Nobody gives a role that they do not hold themselves, on the board and in its project.
pub async fn create_for_board(
    ctx: &Ctx,
    actor: &Actor,
    board: BoardId,
    new: NewInvite<ProjectRole>,
) -> Result<InviteView<ProjectRole>> {
    let mut work = ctx.begin(actor).await?;
    let place = boards::place(&mut work.tx, actor, board).await?;
    if !place.permissions().allows(Permission::UserManage) {
        return Err(AppError::forbidden("invite people to this board"));
    }
    if !may_give(&place, new.role) {
        return Err(AppError::forbidden("give a role with more rights than your own"));
    }
    let role = new.role;
    let to = (place.team_id, Some(place.project_id), Some(board));
    insert(ctx, work, actor, to, role, role.as_str(), new).await
}

pub async fn create_for_team(ctx: &Ctx, actor: &Actor, team: TeamId, new: NewInvite<TeamRole>) -> Result<InviteView<TeamRole>> {
    let mut work = ctx.begin(actor).await?;
    let found = teams::managed(&mut work.tx, actor, team, "invite people to this team").await?;
    if new.role == TeamRole::Owner && !actor.is_admin() && found.role != Some(TeamRole::Owner) {
        return Err(AppError::forbidden("make owners; owners may"));
    }
    let role = new.role;
    insert(ctx, work, actor, (team, None, None), role, role.as_str(), new).await
}

/// Whether whoever stands so on a board may make someone a member of its project with this role.
pub(super) fn may_give(place: &Place, role: ProjectRole) -> bool {
    let in_project = crate::domain::permissions::Standing { overrides: None, ..place.standing };
    let here = place.permissions();
    here.allows(Permission::UserManage) && here.covers(role.permissions()) && in_project.permissions().covers(role.permissions())
}

async fn insert<R>(
    ctx: &Ctx,
    mut work: Work,
    actor: &Actor,
    (team_id, project_id, board_id): (TeamId, Option<ProjectId>, Option<BoardId>),
    role: R,
    role_name: &str,
    new: NewInvite<R>,
) -> Result<InviteView<R>> {
    let now = work.now;
    let mut fields = Fields::default();
    let email = fields.maybe("/email", new.email.as_deref().map(text::email));
    let expires_at = new.expires_at.unwrap_or(now + LASTS);
    if expires_at <= now || expires_at > now + LASTS_AT_MOST {
        fields.complain("/expires_at", "must be in the future, and within a year");
    }
    if new.max_uses == Some(0) {
        fields.complain("/max_uses", "must be 1 or more");
    }
    fields.done()?;
    if let (Some(_), Some(most)) = (&email, ctx.config.limit(BY_MAIL.most)) {
        // Of two that are made at once, the second counts the first.
        store::lock(&mut work.tx, Lock::User(actor.user_id)).await?;
        let since = now - BY_MAIL.within;
        let latest = store::invites::latest_mailed(&mut work.tx, actor.user_id, since, most).await?;
        BY_MAIL.check(most, &latest, now)?;
    }
    let id = InviteId::new();
    let token = link::token(ctx, id);
    let invite = Invite {
        id,
        token_hash: keys::hashed(&token),
        team_id,
        team_name: String::new(),
        project_id,
        project_name: None,
        board_id,
        board_name: None,
        role: role_name.to_owned(),
        max_uses: new.max_uses.map(i64::from).or(email.as_ref().map(|_| 1)),
        email,
        uses: 0,
        expires_at,
        revoked_at: None,
        gone: false,
        creator: actor.creator(),
        created_at: now,
    };
    store::invites::insert_invite(&mut work.tx, &invite).await?;
    let details = json!({"team_id": team_id, "project_id": project_id, "board_id": board_id, "role": invite.role,
        "email": invite.email, "max_uses": invite.max_uses, "expires_at": expires_at});
    work.audit(Audit::new(AuditAction::InviteCreated).on("invite", id).with(details));
    if invite.email.is_some() {
        work.enqueue(&SendInvite { invite_id: id });
    }
    work.commit().await?;
    Ok(InviteView { url: Some(link::url(ctx, &token)), token: Some(token), ..view(invite, role, now) })
}

pub(super) fn view<R>(invite: Invite, role: R, now: DateTime<Utc>) -> InviteView<R> {
    let state = match link::over(&invite, now) {
        None => InviteState::Open,
        Some(_) if invite.expires_at <= now => InviteState::Expired,
        Some(_) => InviteState::Spent,
    };
    InviteView {
        id: invite.id,
        team_id: invite.team_id,
        project_id: invite.project_id,
        board_id: invite.board_id,
        role,
        email: invite.email,
        max_uses: invite.max_uses,
        uses: invite.uses,
        state,
        url: None,
        token: None,
        expires_at: invite.expires_at,
        created_by: invite.creator.into(),
        created_at: invite.created_at,
    }
}
