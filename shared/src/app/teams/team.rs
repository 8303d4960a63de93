//! A team's life: made by anyone, changed by its owners and admins, deleted by an owner.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::{
    app::{
        Actor, AppError, Changes, Ctx, Event, Expect, Fields, Result,
        paging::{self, Page, PageRequest},
        people::Person,
    },
    domain::{TeamId, TeamRole, text},
    store::{
        self, Lock, Runs,
        teams::{Team, TeamWithRole},
    },
};

#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    pub id: TeamId,
    pub name: String,
    pub description: String,
    /// Whether it is the team that the caller's account brought along.
    pub personal: bool,
    /// The caller's role; `null` for the instance admin looking in from outside.
    pub role: Option<TeamRole>,
    pub version: i64,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug)]
pub struct NewTeam {
    pub name: String,
    pub description: Option<String>,
}

#[derive(Debug, Default)]
pub struct TeamChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub expect: Expect,
}

fn view(TeamWithRole { team, role }: TeamWithRole) -> TeamView {
    TeamView {
        id: team.id,
        name: team.name,
        description: team.description,
        personal: team.personal_of.is_some(),
        role,
        version: team.version,
        created_by: team.creator.into(),
        created_at: team.created_at,
        updated_at: team.updated_at,
    }
}

/// The caller's teams, oldest first; with `all`, every team to the instance admin.
pub async fn list(ctx: &Ctx, actor: &Actor, all: bool, request: &PageRequest) -> Result<Page<TeamView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(TeamId);
    let rows = store::teams::list_teams(&ctx.db, actor.user_id, all && actor.is_admin(), after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.team.id.0), view))
}

pub async fn create(ctx: &Ctx, actor: &Actor, new: NewTeam) -> Result<TeamView> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&new.name));
    let description = fields.take("/description", text::body(new.description.as_deref().unwrap_or_default()));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let team = Team {
        id: TeamId::new(),
        name,
        description,
        personal_of: None,
        version: 1,
        creator: actor.creator(),
        created_at: work.now,
        updated_at: work.now,
    };
    store::teams::insert_team(&mut work.tx, &team).await?;
    let now = work.now;
    store::teams::put_member(&mut work.tx, team.id, actor.user_id, TeamRole::Owner, now).await?;
    work.record(Event::of_team("team.created", team.id, json!({"team": {"id": team.id, "name": team.name}})));
    work.commit().await?;
    Ok(view(TeamWithRole { team, role: Some(TeamRole::Owner) }))
}

pub async fn get(ctx: &Ctx, actor: &Actor, id: TeamId) -> Result<TeamView> {
    visible(&ctx.db, actor, id).await.map(view)
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: TeamId, change: TeamChange) -> Result<TeamView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let description = fields.maybe("/description", change.description.as_deref().map(text::body));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::Team(id)).await?;
    let mut found = managed(&mut work.tx, actor, id, "change this team").await?;
    change.expect.check(found.team.version, || view(found.clone()))?;
    let before = found.team.clone();
    found.team.name = name.unwrap_or(found.team.name);
    found.team.description = description.unwrap_or(found.team.description);
    let changes = Changes::default().field("name", &before.name, &found.team.name).long_text(
        "description",
        &before.description,
        &found.team.description,
    );
    if changes.is_empty() {
        return Ok(view(found)); // Nothing is different, so nothing happened.
    }
    found.team.version += 1;
    found.team.updated_at = work.now;
    store::teams::update_team(&mut work.tx, &found.team).await?;
    let data = json!({"team": {"id": id, "name": found.team.name}, "changes": changes.into_value()});
    work.record(Event::of_team("team.updated", id, data));
    work.commit().await?;
    Ok(view(found))
}

pub async fn delete(ctx: &Ctx, actor: &Actor, id: TeamId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    store::lock(&mut work.tx, Lock::Team(id)).await?;
    let found = visible(&mut work.tx, actor, id).await?;
    if !actor.is_admin() && found.role != Some(TeamRole::Owner) {
        return Err(AppError::forbidden("delete this team; its owners may"));
    }
    expect.check(found.team.version, || view(found.clone()))?;
    if found.team.personal_of.is_some() {
        return Err(AppError::conflict("personal_team", "a personal team goes with its account and cannot be deleted alone"));
    }
    let now = work.now;
    store::teams::delete_team(&mut work.tx, id, now).await?;
    work.record(Event::of_team("team.deleted", id, json!({"team": {"id": id, "name": found.team.name}})));
    work.hint(crate::events::Hint::Access(id.0));
    work.commit().await
}

/// The team, for whoever is in it; 404 for everyone else.
pub(crate) async fn visible(on: impl Runs, actor: &Actor, id: TeamId) -> Result<TeamWithRole> {
    let found = store::teams::find_team(on, id, actor.user_id).await?;
    found.filter(|found| found.role.is_some() || actor.is_admin()).ok_or(AppError::NotFound("team"))
}

/// The team, for its owners and admins.
pub(crate) async fn managed(on: impl Runs, actor: &Actor, id: TeamId, what: &str) -> Result<TeamWithRole> {
    let found = visible(on, actor, id).await?;
    let may = actor.is_admin() || matches!(found.role, Some(TeamRole::Owner | TeamRole::Admin));
    if may { Ok(found) } else { Err(AppError::forbidden(what)) }
}
