//! A project's life. Making one makes its first board.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::json;

use crate::{
    app::{
        Actor, AppError, Changes, Ctx, Event, Expect, Fields, Result, boards,
        paging::{self, Page, PageRequest},
        people::Person,
    },
    domain::{Permission, ProjectId, ProjectRole, ProjectStatus, TeamId, TeamRole, Visibility, text},
    store::{self, Lock, Runs, Tx, access::Place, projects::Project},
};

#[derive(Clone, Debug, Serialize)]
pub struct ProjectView {
    pub id: ProjectId,
    pub team_id: TeamId,
    /// The prefix of its cards' keys.
    pub key: String,
    pub name: String,
    pub description: String,
    pub status: ProjectStatus,
    pub visibility: Visibility,
    pub deadline: Option<NaiveDate>,
    /// The caller's own role in it; `null` where they come by their team.
    pub role: Option<ProjectRole>,
    /// What the caller may do in it.
    pub permissions: Vec<Permission>,
    pub version: i64,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Default)]
pub struct NewProject {
    /// Without one: the caller's personal team.
    pub team_id: Option<TeamId>,
    pub name: String,
    /// Without one: made from the name.
    pub key: Option<String>,
    pub description: Option<String>,
    pub deadline: Option<NaiveDate>,
    pub visibility: Option<Visibility>,
}

#[derive(Debug, Default)]
pub struct ProjectChange {
    pub name: Option<String>,
    pub description: Option<String>,
    pub status: Option<ProjectStatus>,
    pub visibility: Option<Visibility>,
    /// `Some(None)` takes the deadline away.
    pub deadline: Option<Option<NaiveDate>>,
    pub expect: Expect,
}

pub use crate::store::projects::Filter as Listing;

pub(super) fn view(project: Project, place: &Place) -> ProjectView {
    ProjectView {
        id: project.id,
        team_id: project.team_id,
        key: project.key,
        name: project.name,
        description: project.description,
        status: project.status,
        visibility: project.visibility,
        deadline: project.deadline,
        role: place.standing.project_role,
        permissions: place.permissions().iter().collect(),
        version: project.version,
        created_by: project.creator.into(),
        created_at: project.created_at,
        updated_at: project.updated_at,
    }
}

pub async fn list(ctx: &Ctx, actor: &Actor, filter: &Listing, request: &PageRequest) -> Result<Page<ProjectView>> {
    let limit = request.limit()?;
    let after = request.after_id()?.map(ProjectId);
    // The query finds whom a project concerns in the same words as the permission function: none are dropped here.
    let rows = store::projects::list_projects(&ctx.db, actor.caller(), filter, after, paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |(project, _)| paging::cursor_of_id(project.id.0), |(project, place)| view(project, &place)))
}

pub async fn create(ctx: &Ctx, actor: &Actor, new: NewProject) -> Result<ProjectView> {
    let mut fields = Fields::default();
    let name = fields.take("/name", text::line(&new.name));
    let description = fields.take("/description", text::body(new.description.as_deref().unwrap_or_default()));
    let key = fields.maybe("/key", new.key.as_deref().map(text::project_key));
    fields.done()?;

    let mut work = ctx.begin(actor).await?;
    let team = match new.team_id {
        Some(id) => id,
        None => store::users::personal_team(&mut work.tx, actor.user_id).await?.ok_or(AppError::NotFound("team"))?,
    };
    let found = store::teams::find_team(&mut work.tx, team, actor.user_id).await?;
    let role = match found {
        Some(found) if found.role.is_some() || actor.is_admin() => found.role,
        _ => return Err(AppError::NotFound("team")),
    };
    if role == Some(TeamRole::Guest) && !actor.is_admin() {
        return Err(AppError::forbidden("make projects in this team: you are its guest"));
    }
    let mut project = Project {
        id: ProjectId::new(),
        team_id: team,
        key: String::new(),
        name,
        description,
        status: ProjectStatus::Pending,
        visibility: new.visibility.unwrap_or(Visibility::Private),
        deadline: new.deadline,
        version: 1,
        creator: actor.creator(),
        created_at: work.now,
        updated_at: work.now,
    };
    insert_with_key(&mut work.tx, &mut project, key).await?;
    let now = work.now;
    store::projects::put_member(&mut work.tx, project.id, actor.user_id, ProjectRole::Manager, now).await?;
    let place = place(&mut work.tx, actor, project.id).await?;
    work.record(Event::of_project("project.created", team, project.id, json!({"project": brief(&project)})));
    boards::insert_first(&mut work, actor, &place, &project.name).await?;
    work.commit().await?;
    Ok(view(project, &place))
}

pub async fn get(ctx: &Ctx, actor: &Actor, id: ProjectId) -> Result<ProjectView> {
    let place = place(&ctx.db, actor, id).await?;
    let project = store::projects::find_project(&ctx.db, id).await?.ok_or(AppError::NotFound("project"))?;
    Ok(view(project, &place))
}

pub async fn update(ctx: &Ctx, actor: &Actor, id: ProjectId, change: ProjectChange) -> Result<ProjectView> {
    let mut fields = Fields::default();
    let name = fields.maybe("/name", change.name.as_deref().map(text::line));
    let description = fields.maybe("/description", change.description.as_deref().map(text::body));
    fields.done()?;
    let mut work = ctx.begin(actor).await?;
    let place = managed(&mut work.tx, actor, id, "change this project").await?;
    store::lock(&mut work.tx, Lock::Project(id)).await?;
    let mut project = store::projects::find_project(&mut work.tx, id).await?.ok_or(AppError::NotFound("project"))?;
    change.expect.check(project.version, || view(project.clone(), &place))?;
    let before = project.clone();
    project.name = name.unwrap_or(project.name);
    project.description = description.unwrap_or(project.description);
    project.status = change.status.unwrap_or(project.status);
    project.visibility = change.visibility.unwrap_or(project.visibility);
    project.deadline = change.deadline.unwrap_or(project.deadline);
    let changes = changes(&before, &project);
    if changes.is_empty() {
        return Ok(view(project, &place)); // Nothing is different, so nothing happened.
    }
    project.version += 1;
    project.updated_at = work.now;
    store::projects::update_project(&mut work.tx, &project).await?;
    let data = json!({"project": brief(&project), "changes": changes.into_value()});
    work.record(Event::of_project("project.updated", project.team_id, id, data));
    if project.visibility != before.visibility {
        work.hint(crate::events::Hint::Access(id.0));
    }
    work.commit().await?;
    let mut place = place;
    place.standing.visibility = project.visibility;
    Ok(view(project, &place))
}

pub async fn delete(ctx: &Ctx, actor: &Actor, id: ProjectId, expect: Expect) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    let place = managed(&mut work.tx, actor, id, "delete this project").await?;
    store::lock(&mut work.tx, Lock::Project(id)).await?;
    let project = store::projects::find_project(&mut work.tx, id).await?.ok_or(AppError::NotFound("project"))?;
    expect.check(project.version, || view(project.clone(), &place))?;
    let now = work.now;
    store::projects::delete_project(&mut work.tx, id, now).await?;
    work.record(Event::of_project("project.deleted", project.team_id, id, json!({"project": brief(&project)})));
    work.hint(crate::events::Hint::Access(id.0));
    work.commit().await
}

/// What events tell of a project.
pub(crate) fn brief(project: &Project) -> serde_json::Value {
    json!({"id": project.id, "key": project.key, "name": project.name, "status": project.status, "version": project.version})
}

fn changes(before: &Project, after: &Project) -> Changes {
    Changes::default()
        .field("name", &before.name, &after.name)
        .field("status", before.status, after.status)
        .field("visibility", before.visibility, after.visibility)
        .field("deadline", before.deadline, after.deadline)
        .long_text("description", &before.description, &after.description)
}

/// Where the project is and how the caller stands in it; 404 for whoever may not see it.
pub(crate) async fn place(on: impl Runs, actor: &Actor, id: ProjectId) -> Result<Place> {
    let place = store::access::project(on, id, actor.caller()).await?;
    place.filter(|place| place.permissions().allows(Permission::BoardView)).ok_or(AppError::NotFound("project"))
}

async fn managed(on: impl Runs, actor: &Actor, id: ProjectId, what: &str) -> Result<Place> {
    let place = place(on, actor, id).await?;
    if place.permissions().allows(Permission::BoardManage) { Ok(place) } else { Err(AppError::forbidden(what)) }
}

/// Inserts the project under the key asked for, or under the first free one made from its name.
async fn insert_with_key(tx: &mut Tx, project: &mut Project, key: Option<String>) -> Result<()> {
    if let Some(key) = key {
        project.key = key;
        if !store::projects::insert_project(tx, project).await? {
            return Err(AppError::conflict("key_taken", "another project of the team has this key; choose another"));
        }
        return Ok(());
    }
    let base = key_from(&project.name);
    let taken = store::projects::list_keys(tx, project.team_id, &base).await?;
    let numbered = (2..).map(|number| format!("{base}{number}"));
    for key in std::iter::once(base.clone()).chain(numbered).filter(|key| !taken.contains(key)).take(20) {
        project.key = key;
        if store::projects::insert_project(tx, project).await? {
            return Ok(());
        }
    }
    Err(AppError::conflict("key_taken", "no free key could be made from the name; give one as “key”"))
}

/// The first letters of the words, or of the word where there is one: “Website” → WEB, “Office move” → OM.
fn key_from(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(str::to_ascii_uppercase)
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect();
    let key: String = match words.as_slice() {
        [] => String::new(),
        [word] => word.chars().take(3).collect(),
        words => words.iter().take(4).filter_map(|word| word.chars().next()).collect(),
    };
    if key.len() < 2 { "PRJ".to_owned() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_names() {
        for (name, key) in [
            ("Website", "WEB"),
            ("Office move", "OM"),
            ("a", "PRJ"),
            ("山田", "PRJ"),
            ("2026 plan", "PLA"),
            ("One two three four five", "OTTF"),
        ] {
            assert_eq!(key_from(name), key, "{name}");
            assert!(text::project_key(key).is_ok());
        }
    }
}
