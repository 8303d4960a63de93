//! Who is in a team. A team always has an owner, and only owners touch owners.

use serde_json::{Value, json};

use super::team::{managed, visible};
use crate::{
    app::{
        Actor, AppError, Audit, Ctx, Event, Result, Work,
        paging::{self, Page, PageRequest},
        people::{self, MemberView, Person, Put},
    },
    domain::{AuditAction, TeamId, TeamRole, UserId},
    events::Hint,
    jobs::NotifyEvent,
    store::{self, Lock, teams::TeamWithRole},
};

pub async fn list_members(
    ctx: &Ctx,
    actor: &Actor,
    id: TeamId,
    q: Option<&str>,
    request: &PageRequest,
) -> Result<Page<MemberView<TeamRole>>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(UserId);
    visible(&ctx.db, actor, id).await?;
    let rows = store::teams::list_members(&ctx.db, id, q.unwrap_or_default(), after, paging::fetch(limit)).await?;
    Ok(paging::page(
        rows,
        limit,
        |row| paging::cursor_of_id(row.user_id.0),
        |row| MemberView { user: Person { id: row.user_id, name: row.name, handle: row.handle }, role: row.role },
    ))
}

/// Makes someone a member, or gives a member another role. Asking again changes nothing.
pub async fn put_member(ctx: &Ctx, actor: &Actor, id: TeamId, user: UserId, role: TeamRole) -> Result<Put<MemberView<TeamRole>>> {
    let mut work = ctx.begin(actor).await?;
    let team = managed(&mut work.tx, actor, id, "change who is in this team").await?;
    let person = people::find(&mut work.tx, user).await?;
    store::lock(&mut work.tx, Lock::Team(id)).await?;
    let before = store::teams::find_role(&mut work.tx, id, user).await?;
    let touches_owner = before == Some(TeamRole::Owner) || role == TeamRole::Owner;
    if before != Some(role) && touches_owner && !actor.is_admin() && team.role != Some(TeamRole::Owner) {
        return Err(AppError::forbidden("make, change or remove owners; owners may"));
    }
    if before == Some(TeamRole::Owner) && role != TeamRole::Owner {
        keep_an_owner(&mut work, &team, user).await?;
    }
    if before != Some(role) {
        let now = work.now;
        store::teams::put_member(&mut work.tx, id, user, role, now).await?;
        let change = if before.is_none() { "added" } else { "role" };
        let data = json!({"change": change, "user_id": user, "user": person, "role": {"from": before, "to": role},
            "team": {"id": id, "name": team.team.name}});
        let event = work.record(Event::of_team("member.changed", id, data));
        let (action, details) = membership(before, role, &person);
        work.audit(Audit::new(action).on("team", id).with(details));
        if before.is_none() {
            work.enqueue(&NotifyEvent { event_id: event });
        }
        work.hint(Hint::Access(id.0));
        work.commit().await?;
    }
    Ok(Put { value: MemberView { user: person, role }, new: before.is_none() })
}

/// Takes someone out of the team and everything in it; anyone may take themselves out.
pub async fn remove_member(ctx: &Ctx, actor: &Actor, id: TeamId, user: UserId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let team = if user == actor.user_id {
        visible(&mut work.tx, actor, id).await?
    } else {
        managed(&mut work.tx, actor, id, "take people out of this team").await?
    };
    store::lock(&mut work.tx, Lock::Team(id)).await?;
    let role = store::teams::find_role(&mut work.tx, id, user).await?.ok_or(AppError::NotFound("member"))?;
    if role == TeamRole::Owner {
        if !actor.is_admin() && team.role != Some(TeamRole::Owner) {
            return Err(AppError::forbidden("make, change or remove owners; owners may"));
        }
        keep_an_owner(&mut work, &team, user).await?;
    }
    let person = people::find(&mut work.tx, user).await?;
    store::teams::delete_member(&mut work.tx, id, user).await?;
    let data = json!({"change": "removed", "user_id": user, "user": person, "role": {"from": role, "to": null},
        "team": {"id": id, "name": team.team.name}});
    work.record(Event::of_team("member.changed", id, data));
    let details = json!({"user": person, "role": {"from": role, "to": null}});
    work.audit(Audit::new(AuditAction::TeamMemberRemoved).on("team", id).with(details));
    work.hint(Hint::Access(id.0));
    work.commit().await
}

/// Refuses to let this owner go where a team needs them.
async fn keep_an_owner(work: &mut Work, TeamWithRole { team, .. }: &TeamWithRole, owner: UserId) -> Result<()> {
    if team.personal_of == Some(owner) {
        return Err(AppError::conflict("personal_team", "a personal team goes with its account, which stays an owner of it"));
    }
    if store::teams::count_owners(&mut work.tx, team.id).await? <= 1 {
        return Err(AppError::conflict("last_owner", "a team needs an owner: make someone else an owner first"));
    }
    Ok(())
}

/// What the audit log says of a role that was given.
fn membership(before: Option<TeamRole>, role: TeamRole, user: &Person) -> (AuditAction, Value) {
    let action = if before.is_none() { AuditAction::TeamMemberAdded } else { AuditAction::TeamRoleChanged };
    (action, json!({"user": user, "role": {"from": before, "to": role}}))
}
