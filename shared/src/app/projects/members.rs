//! Who is in a project. Whoever is added from outside its team becomes a guest of the team.

use serde_json::{Value, json};

use super::project::place;
use crate::{
    app::{
        Actor, AppError, Audit, Ctx, Event, Result,
        paging::{self, Page, PageRequest},
        people::{self, MemberView, Person, Put},
    },
    domain::{AuditAction, Permission, ProjectId, ProjectRole, TeamRole, UserId},
    events::Hint,
    jobs::NotifyEvent,
    store::{self, Lock},
};

pub async fn list_members(
    ctx: &Ctx,
    actor: &Actor,
    id: ProjectId,
    q: Option<&str>,
    request: &PageRequest,
) -> Result<Page<MemberView<ProjectRole>>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(UserId);
    place(&ctx.db, actor, id).await?;
    let rows = store::projects::list_members(&ctx.db, id, q.unwrap_or_default(), after, paging::fetch(limit)).await?;
    Ok(paging::page(
        rows,
        limit,
        |row| paging::cursor_of_id(row.user_id.0),
        |row| MemberView { user: Person { id: row.user_id, name: row.name, handle: row.handle }, role: row.role },
    ))
}

/// Makes someone a member, or gives a member another role. Asking again changes nothing.
pub async fn put_member(
    ctx: &Ctx,
    actor: &Actor,
    id: ProjectId,
    user: UserId,
    role: ProjectRole,
) -> Result<Put<MemberView<ProjectRole>>> {
    let mut work = ctx.begin(actor).await?;
    let place = place(&mut work.tx, actor, id).await?;
    if !place.permissions().allows(Permission::UserManage) {
        return Err(AppError::forbidden("change who is in this project"));
    }
    let person = people::find(&mut work.tx, user).await?;
    store::lock(&mut work.tx, Lock::Project(id)).await?;
    let before = store::projects::find_role(&mut work.tx, id, user).await?;
    if before != Some(role) {
        let now = work.now;
        if store::teams::find_role(&mut work.tx, place.team_id, user).await?.is_none() {
            store::teams::put_member(&mut work.tx, place.team_id, user, TeamRole::Guest, now).await?;
        }
        store::projects::put_member(&mut work.tx, id, user, role, now).await?;
        let change = if before.is_none() { "added" } else { "role" };
        let data = json!({"change": change, "user_id": user, "user": person, "role": {"from": before, "to": role}});
        let event = work.record(Event::of_project("member.changed", place.team_id, id, data));
        let (action, details) = membership(before, role, &person);
        work.audit(Audit::new(action).on("project", id).with(details));
        if before.is_none() {
            work.enqueue(&NotifyEvent { event_id: event });
        }
        work.hint(Hint::Access(id.0));
        work.commit().await?;
    }
    Ok(Put { value: MemberView { user: person, role }, new: before.is_none() })
}

/// Takes someone out of the project and off its cards; anyone may take themselves out.
pub async fn remove_member(ctx: &Ctx, actor: &Actor, id: ProjectId, user: UserId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let place = place(&mut work.tx, actor, id).await?;
    if user != actor.user_id && !place.permissions().allows(Permission::UserManage) {
        return Err(AppError::forbidden("take people out of this project"));
    }
    let role = store::projects::find_role(&mut work.tx, id, user).await?.ok_or(AppError::NotFound("member"))?;
    let person = people::find(&mut work.tx, user).await?;
    store::projects::delete_member(&mut work.tx, id, user).await?;
    let data = json!({"change": "removed", "user_id": user, "user": person, "role": {"from": role, "to": null}});
    work.record(Event::of_project("member.changed", place.team_id, id, data));
    let details = json!({"user": person, "role": {"from": role, "to": null}});
    work.audit(Audit::new(AuditAction::ProjectMemberRemoved).on("project", id).with(details));
    work.hint(Hint::Access(id.0));
    work.commit().await
}

/// What the audit log says of a role that was given.
fn membership(before: Option<ProjectRole>, role: ProjectRole, user: &Person) -> (AuditAction, Value) {
    let action = if before.is_none() { AuditAction::ProjectMemberAdded } else { AuditAction::ProjectRoleChanged };
    (action, json!({"user": user, "role": {"from": before, "to": role}}))
}
