//! Deleting an account. What its owner wrote stays, by “a former user”; what could tell who that was goes, and so do the
//! account's sessions, tokens and memberships, and the teams that nobody else is in.

use serde_json::json;

use super::sessions;
use crate::{
    app::{Actor, AppError, Audit, Ctx, Event, Expect, Result, Work, people::Person},
    domain::{AuditAction, InstanceRole, TeamRole, UserId},
    events::Hint,
    store::{self, Lock},
};

/// What stands in the place of a deleted account's name.
const FORMER: &str = "a former user";

/// Deletes one's own account.
pub async fn delete_me(ctx: &Ctx, actor: &Actor, expect: Expect) -> Result<()> {
    actor.session()?;
    let mut work = ctx.begin(actor).await?;
    close(&mut work, actor.user_id, expect).await?;
    work.commit().await
}

/// Refused where the account is the only owner of a team with others, or the only instance admin.
pub(crate) async fn close(work: &mut Work, id: UserId, expect: Expect) -> Result<()> {
    let now = work.now;
    keep_an_admin(work, id).await?;
    store::lock(&mut work.tx, Lock::User(id)).await?;
    let user = store::users::find_user(&mut work.tx, id).await?.ok_or(AppError::NotFound("user"))?;
    expect.check(user.version, || super::profile::UserView::from(user.clone()))?;
    let audit = Audit::new(AuditAction::AccountDeleted).on("user", id);
    work.audit(audit.with(json!({"handle": user.handle, "role": user.role})));

    // The end of an id is random; its beginning is the time it was made.
    let text = id.0.simple().to_string();
    let former = Person { id, name: FORMER.to_owned(), handle: format!("former-{}", &text[text.len() - 12..]) };
    for team in store::teams::list_of(&mut work.tx, id).await? {
        store::lock(&mut work.tx, Lock::Team(team)).await?;
        leave(work, team, &former).await?;
    }
    sessions::end_everything(work, id).await?;
    store::users::close(&mut work.tx, id, &former.name, &former.handle, now).await?;
    Ok(store::streams::count_unsaid(&mut work.tx, None).await?)
}

async fn leave(work: &mut Work, team: crate::domain::TeamId, former: &Person) -> Result<()> {
    let Some(role) = store::teams::find_role(&mut work.tx, team, former.id).await? else { return Ok(()) };
    let now = work.now;
    if store::teams::count_members(&mut work.tx, team).await? == 1 {
        store::teams::delete_team(&mut work.tx, team, now).await?;
    } else if role == TeamRole::Owner && store::teams::count_owners(&mut work.tx, team).await? == 1 {
        let detail = "this account is the only owner of a team with others in it: make someone else an owner, or delete the team";
        return Err(AppError::conflict("last_owner", detail));
    }
    store::teams::delete_member(&mut work.tx, team, former.id).await?;
    let data = json!({"change": "removed", "user_id": former.id, "user": former, "role": {"from": role, "to": null}});
    work.record(Event::of_team("member.changed", team, data));
    work.hint(Hint::Access(team.0));
    Ok(())
}

/// Refuses to take the last account away that is an instance admin and in use. It locks all of them, so that of two who
/// take each other away at once one is refused.
pub(crate) async fn keep_an_admin(work: &mut Work, id: UserId) -> Result<()> {
    let admins = store::users::lock_admins(&mut work.tx).await?;
    if admins.contains(&id) && admins.len() == 1 {
        let detail = format!("an instance needs an {}: make someone else one first", InstanceRole::Admin);
        return Err(AppError::conflict("last_admin", detail));
    }
    Ok(())
}
