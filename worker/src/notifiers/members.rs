//! Who comes into teams and projects.

use serde::Deserialize;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling},
    },
    domain::{NotificationKind, UserId},
    store::{audience, events::Logged},
};

use super::actor;

#[derive(Deserialize)]
struct Change {
    change: String,
    user_id: UserId,
}

/// Tells whoever was added. Whether they are still a member is found out where it is told.
pub async fn changed(ctx: &Ctx, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let change: Change = serde_json::from_str(&event.data)?;
    if change.change != "added" || event.board_id.is_some() {
        return Ok(None);
    }
    let (kind, place, what, name) = match (event.project_id, event.team_id) {
        (Some(id), _) => {
            (NotificationKind::AddedToProject, Place::Project(id), "project", audience::project_name(&ctx.db, id).await?)
        }
        (None, Some(id)) => (NotificationKind::AddedToTeam, Place::Team(id), "team", audience::team_name(&ctx.db, id).await?),
        (None, None) => return Ok(None),
    };
    let Some(name) = name else { return Ok(None) };
    let text = format!("{} added you to the {what} {name}", actor(event));
    Ok(Some(Telling {
        kind,
        subject: event.id.to_string(),
        actor: event.actor_id,
        place,
        comment: None,
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients: vec![change.user_id],
    }))
}
