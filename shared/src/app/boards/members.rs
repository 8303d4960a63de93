//! Who is on a board, and what it changes of their rights: overrides, for people of its team only.
//!
//! Nobody gives or takes away what they do not hold themselves, and only owners touch owners.

use serde_json::json;

use super::board::place;
use crate::{
    app::{
        Actor, AppError, Audit, Ctx, Event, Result,
        paging::{self, Page, PageRequest},
        people::{self, BoardMemberView, Person},
    },
    domain::{
        AuditAction, BoardId, Permission, Permissions, ProjectRole, TeamRole, UserId,
        permissions::{Overrides, Standing},
    },
    events::Hint,
    jobs::NotifyEvent,
    store::{self, Lock},
};

/// What to change of someone's rights on a board; what is left out stays.
#[derive(Debug, Default)]
pub struct OverrideChange {
    /// Takes the place of the project role; `Some(None)`: the project role counts again.
    pub role: Option<Option<ProjectRole>>,
    pub grant: Option<Vec<Permission>>,
    pub revoke: Option<Vec<Permission>>,
}

/// Everyone who may see the board. Whoever manages people also sees those from whom the board hides itself.
pub async fn list_members(
    ctx: &Ctx,
    actor: &Actor,
    board: BoardId,
    q: Option<&str>,
    request: &PageRequest,
) -> Result<Page<BoardMemberView>> {
    let limit = request.limit()?;
    let mut after = request.after_id()?.map(UserId);
    let manages = place(&ctx.db, actor, board).await?.permissions().allows(Permission::UserManage);
    let mut seen = Vec::new();
    loop {
        let rows = store::overrides::list_members(&ctx.db, board, q.unwrap_or_default(), after, paging::fetch(limit)).await?;
        let last_batch = rows.len() <= limit;
        after = rows.last().map(|row| row.user_id);
        // Who may see it is for the permission function to say.
        let hidden_from = |row: &store::overrides::BoardMember| manages && row.standing.granted.is_some();
        seen.extend(rows.into_iter().filter(|row| row.standing.may_view() || hidden_from(row)));
        if last_batch || seen.len() > limit {
            break;
        }
    }
    Ok(paging::page(
        seen,
        limit,
        |row| paging::cursor_of_id(row.user_id.0),
        |row| BoardMemberView {
            role: row.standing.override_role.or(row.standing.project_role),
            permissions: row.standing.permissions().iter().collect(),
            user: Person { id: row.user_id, name: row.name, handle: row.handle },
        },
    ))
}

/// Changes what someone of the team may do on this board. Whoever thereby comes to see it is told.
pub async fn override_member(
    ctx: &Ctx,
    actor: &Actor,
    board: BoardId,
    user: UserId,
    change: OverrideChange,
) -> Result<BoardMemberView> {
    let mut work = ctx.begin(actor).await?;
    let mine = place(&mut work.tx, actor, board).await?;
    if !mine.permissions().allows(Permission::UserManage) {
        return Err(AppError::forbidden("change what people may do on this board"));
    }
    // Of two who change it at once, the second sees what the first did.
    store::lock(&mut work.tx, Lock::Board(board)).await?;
    let theirs = store::access::person_on_board(&mut work.tx, board, user).await?;
    let standing = theirs
        .map(|place| place.standing)
        .filter(|standing| standing.team_role.is_some() || standing.project_role.is_some())
        .ok_or(AppError::NotFound("member"))?;
    let person = people::find(&mut work.tx, user).await?;
    if standing.team_role == Some(TeamRole::Owner) && !actor.is_admin() && mine.standing.team_role != Some(TeamRole::Owner) {
        return Err(AppError::forbidden("change what an owner of the team may do; owners may"));
    }
    let before = standing.overrides.unwrap_or_default();
    let after = apply(before, &change)?;
    let changed = Standing { overrides: Some(after), ..standing };
    if !mine.permissions().covers(touched(standing, changed)) {
        return Err(AppError::forbidden("give or take away what you do not hold on this board yourself"));
    }
    let (from, to) = (standing.permissions(), changed.permissions());
    let view =
        BoardMemberView { user: person.clone(), role: after.role.or(standing.project_role), permissions: to.iter().collect() };
    if before == after {
        return Ok(view);
    }
    store::overrides::put_override(&mut work.tx, board, user, after).await?;
    let sees = |set: Permissions| set.allows(Permission::BoardView);
    let told = match (sees(from), sees(to)) {
        (false, true) => "added",
        (true, false) => "removed",
        _ => "rights",
    };
    let data = json!({
        "change": told,
        "user_id": user,
        "user": person,
        "role": {"from": before.role.or(standing.project_role), "to": view.role},
        "permissions": {"from": from.iter().collect::<Vec<_>>(), "to": view.permissions},
    });
    let details = json!({"user": data["user"], "role": data["role"], "permissions": data["permissions"]});
    work.audit(Audit::new(AuditAction::BoardRightsChanged).on("board", board).with(details));
    let event = work.record(Event::of_board("member.changed", &mine, board, data));
    if told == "added" {
        work.enqueue(&NotifyEvent { event_id: event });
    }
    work.hint(Hint::Access(board.0));
    // The project's stream tells of its boards, too.
    work.hint(Hint::Access(mine.project_id.0));
    work.commit().await?;
    Ok(view)
}

fn apply(before: Overrides, change: &OverrideChange) -> Result<Overrides> {
    let set = |list: &Option<Vec<Permission>>, before| list.as_ref().map_or(before, |list| Permissions::of(list));
    let after = Overrides {
        role: change.role.unwrap_or(before.role),
        grant: set(&change.grant, before.grant),
        revoke: set(&change.revoke, before.revoke),
    };
    let both: Vec<_> = after.grant.iter().filter(|one| after.revoke.allows(*one)).map(Permission::as_str).collect();
    if both.is_empty() {
        return Ok(after);
    }
    let pointer = if change.revoke.is_some() { "/revoke" } else { "/grant" };
    Err(AppError::invalid(pointer, format!("must not name what is granted and revoked at once: {}", both.join(", "))))
}

/// Every permission that the change gives or takes, now or once something else lets it count: a right that is granted
/// while the board is hidden comes to life with the view of it.
fn touched(before: Standing, after: Standing) -> Permissions {
    let (old, new) = (before.overrides.unwrap_or_default(), after.overrides.unwrap_or_default());
    let role = |role: Option<ProjectRole>| role.map_or(Permissions::NONE, ProjectRole::permissions);
    let differ = |a: Permissions, b: Permissions| a.without(b).with(b.without(a));
    let by_role = if old.role == new.role {
        Permissions::NONE
    } else {
        differ(role(old.role.or(before.project_role)), role(new.role.or(after.project_role)))
    };
    let by_lists = differ(old.grant, new.grant).with(differ(old.revoke, new.revoke));
    by_role.with(by_lists).with(differ(before.permissions(), after.permissions()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Visibility;

    fn sets() -> impl Iterator<Item = Permissions> {
        (0..32).map(|bits: usize| {
            let these: Vec<_> = Permission::ALL.iter().copied().enumerate().filter(|(n, _)| bits & (1 << n) != 0).collect();
            Permissions::of(&these.into_iter().map(|(_, one)| one).collect::<Vec<_>>())
        })
    }

    /// Every override of a member of the project, by role and by lists that do not overlap.
    fn overrides() -> Vec<Overrides> {
        let roles = [None, Some(ProjectRole::Manager), Some(ProjectRole::Member), Some(ProjectRole::Viewer)];
        let mut all = Vec::new();
        for role in roles {
            for grant in sets() {
                all.extend(sets().filter(|revoke| revoke.without(grant) == *revoke).map(|revoke| Overrides {
                    role,
                    grant,
                    revoke,
                }));
            }
        }
        all
    }

    /// A change that is allowed to someone gives and takes only what they hold: in effect at once, and in effect once the
    /// board is shown again.
    #[test]
    fn what_a_change_touches_holds_all_that_it_gives_or_takes() {
        let member = Standing {
            instance_admin: false,
            team_role: Some(TeamRole::Member),
            project_role: Some(ProjectRole::Member),
            visibility: Visibility::Private,
            overrides: None,
        };
        let view = Permissions::of(&[Permission::BoardView]);
        let shown = |o: Overrides| Overrides { grant: o.grant.with(view), revoke: o.revoke.without(view), ..o };
        let all = overrides();
        for before in all.iter().step_by(7) {
            for after in all.iter().step_by(3) {
                let of = |o: Overrides| Standing { overrides: Some(o), ..member };
                let touched = touched(of(*before), of(*after));
                for (old, new) in [(of(*before), of(*after)), (of(shown(*before)), of(shown(*after)))] {
                    let (old, new) = (old.permissions(), new.permissions());
                    assert!(touched.covers(old.without(new).with(new.without(old))), "{before:?} {after:?}");
                }
                assert!(before != after || touched == Permissions::NONE);
            }
        }
    }
}
