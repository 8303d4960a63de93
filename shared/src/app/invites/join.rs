//! Coming in by an invitation. It never lowers a role; it counts once for each person; and of those who come at the same
//! moment no more get in than it allows, because its row is locked while its uses are counted.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use super::{link, make::may_give};
use crate::{
    app::{
        Actor, AppError, Audit, Ctx, Event, Result, Work, boards, boards::BoardView, people::Person, projects,
        projects::ProjectView, teams, teams::TeamView,
    },
    domain::{AuditAction, BoardId, InstanceRole, InviteId, ProjectId, ProjectRole, TeamId, TeamRole, UnknownName, UserId},
    events::Hint,
    keys,
    store::{self, Lock, Runs, access::Caller, invites::Invite},
};

/// Where one came in.
#[derive(Debug, Serialize)]
pub struct Accepted {
    pub team: Option<TeamView>,
    pub project: Option<ProjectView>,
    pub board: Option<BoardView>,
}

/// Lets the caller in. Who is in already with that role or a higher one stays as they are, and uses nothing up.
pub async fn accept(ctx: &Ctx, actor: &Actor, token: &str) -> Result<Accepted> {
    let mut work = ctx.begin(actor).await?;
    let invite = find(&mut work.tx, token).await?;
    join(&mut work, invite.id, &actor.person()).await?;
    work.commit().await?;
    let team = teams::get(ctx, actor, invite.team_id).await?;
    let (mut project, mut board) = (None, None);
    if let (Some(project_id), Some(board_id)) = (invite.project_id, invite.board_id) {
        project = Some(projects::get(ctx, actor, project_id).await?);
        // An override may hide this one board from a member of its project.
        board = match boards::get(ctx, actor, board_id).await {
            Err(AppError::NotFound(_)) => None,
            found => Some(found?),
        };
    }
    Ok(Accepted { team: Some(team), project, board })
}

async fn find(on: impl Runs, token: &str) -> Result<Invite> {
    store::invites::find_by_hash(on, &keys::hashed(token)).await?.ok_or(AppError::NotFound("invitation"))
}

/// The invitation of this token, if it still lets anyone in.
pub(crate) async fn find_open(on: impl Runs, token: &str, now: DateTime<Utc>) -> Result<Invite> {
    let invite = find(on, token).await?;
    check(&invite, now)?;
    Ok(invite)
}

fn check(invite: &Invite, now: DateTime<Utc>) -> Result<()> {
    link::over(invite, now).map_or(Ok(()), |why| Err(gone(why)))
}

fn gone(why: &str) -> AppError {
    AppError::Gone(format!("this invitation {why}; ask for another one"))
}

/// Makes `person` a member by the invitation, within the caller's transaction.
pub(crate) async fn join(work: &mut Work, id: InviteId, person: &Person) -> Result<()> {
    // Nobody else uses it until this is committed.
    store::lock(&mut work.tx, Lock::Invite(id)).await?;
    let invite = store::invites::find_invite(&mut work.tx, id).await?.ok_or(AppError::NotFound("invitation"))?;
    match (invite.project_id, invite.board_id) {
        (Some(project), Some(board)) => join_project(work, &invite, project, board, person).await,
        _ => join_team(work, &invite, person).await,
    }
}

async fn join_project(work: &mut Work, invite: &Invite, project: ProjectId, board: BoardId, person: &Person) -> Result<()> {
    let role: ProjectRole = parse(&invite.role)?;
    let maker = maker(work, invite).await?;
    store::lock(&mut work.tx, Lock::Project(project)).await?;
    let before = store::projects::find_role(&mut work.tx, project, person.id).await?;
    if used(work, invite, person.id, before.is_some()).await? {
        return Ok(());
    }
    // Roles are listed from the highest down.
    if before.is_some_and(|before| before <= role) {
        return Ok(());
    }
    let place = match maker {
        Some(maker) => store::access::board(&mut work.tx, board, maker).await?,
        None => None,
    };
    if !place.is_some_and(|place| may_give(&place, role)) {
        return Err(gone(OUTDATED));
    }
    let now = work.now;
    store::invites::insert_use(&mut work.tx, invite.id, person.id, now).await?;
    if store::teams::find_role(&mut work.tx, invite.team_id, person.id).await?.is_none() {
        store::teams::put_member(&mut work.tx, invite.team_id, person.id, TeamRole::Guest, now).await?;
    }
    store::projects::put_member(&mut work.tx, project, person.id, role, now).await?;
    let data = json!({"change": "joined", "user_id": person.id, "user": person, "role": {"from": before, "to": role}});
    work.record(Event::of_project("member.changed", invite.team_id, project, data));
    let action = if before.is_none() { AuditAction::ProjectMemberAdded } else { AuditAction::ProjectRoleChanged };
    let details = json!({"user": person, "role": {"from": before, "to": role}, "invite_id": invite.id});
    work.audit(Audit::new(action).by(person.id).on("project", project).with(details));
    work.hint(Hint::Access(project.0));
    Ok(())
}

async fn join_team(work: &mut Work, invite: &Invite, person: &Person) -> Result<()> {
    let role: TeamRole = parse(&invite.role)?;
    let team = invite.team_id;
    let maker = maker(work, invite).await?;
    store::lock(&mut work.tx, Lock::Team(team)).await?;
    let before = store::teams::find_role(&mut work.tx, team, person.id).await?;
    if used(work, invite, person.id, before.is_some()).await? || before.is_some_and(|before| before <= role) {
        return Ok(());
    }
    if !may_invite_to_team(work, maker, team, role).await? {
        return Err(gone(OUTDATED));
    }
    let now = work.now;
    store::invites::insert_use(&mut work.tx, invite.id, person.id, now).await?;
    store::teams::put_member(&mut work.tx, team, person.id, role, now).await?;
    let data = json!({"change": "joined", "user_id": person.id, "user": person, "role": {"from": before, "to": role},
        "team": {"id": team, "name": invite.team_name}});
    work.record(Event::of_team("member.changed", team, data));
    let action = if before.is_none() { AuditAction::TeamMemberAdded } else { AuditAction::TeamRoleChanged };
    let details = json!({"user": person, "role": {"from": before, "to": role}, "invite_id": invite.id});
    work.audit(Audit::new(action).by(person.id).on("team", team).with(details));
    work.hint(Hint::Access(team.0));
    Ok(())
}

/// What makes an invitation worthless though it is neither spent nor revoked.
const OUTDATED: &str = "is from someone who may no longer give that role";

fn parse<R: std::str::FromStr<Err = UnknownName>>(role: &str) -> Result<R> {
    role.parse().map_err(|error: UnknownName| AppError::Internal(error.into()))
}

/// Whether this person came by it before and is still in: then nothing is to change. Who came by it and was taken out
/// since needs another one; and nobody else comes by one that is over.
async fn used(work: &mut Work, invite: &Invite, user: UserId, is_in: bool) -> Result<bool> {
    if store::invites::used_by(&mut work.tx, invite.id, user).await? {
        return if is_in { Ok(true) } else { Err(gone("let you in once already")) };
    }
    check(invite, work.now)?;
    Ok(false)
}

/// Whoever made it, while their account is in use.
async fn maker(work: &mut Work, invite: &Invite) -> Result<Option<Caller>> {
    let user = store::users::find_user(&mut work.tx, invite.creator.created_by).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| Caller { id: user.id, instance_admin: user.role == InstanceRole::Admin }))
}

async fn may_invite_to_team(work: &mut Work, maker: Option<Caller>, team: TeamId, role: TeamRole) -> Result<bool> {
    let Some(maker) = maker else { return Ok(false) };
    if maker.instance_admin {
        return Ok(true);
    }
    let theirs = store::teams::find_role(&mut work.tx, team, maker.id).await?;
    Ok(match theirs {
        Some(TeamRole::Owner) => true,
        Some(TeamRole::Admin) => role != TeamRole::Owner,
        _ => false,
    })
}
