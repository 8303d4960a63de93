//! Who comes into teams and projects, and to see boards.

use serde::Deserialize;
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling},
    },
    domain::{NotificationKind, UserId},
    store::{audience, boards, events::Logged},
};

use super::actor;

#[derive(Deserialize)]
struct Change {
    change: String,
    user_id: UserId,
}

/// Tells whoever was added, or came to see a board that was hidden from them. Whether they still are, or do, is found out
/// where it is told.
pub async fn changed(ctx: &Ctx, event: &Logged) -> anyhow::Result<Option<Telling>> {
    let change: Change = serde_json::from_str(&event.data)?;
    if change.change != "added" {
        return Ok(None);
    }
    let (kind, place, what, name) = match (event.board_id, event.project_id, event.team_id) {
        (Some(id), ..) => {
            let name = boards::find_board(&ctx.db, id).await?.map(|board| board.name);
            (NotificationKind::AddedToBoard, Place::Board(id), "board", name)
        }
        (None, Some(id), _) => {
            (NotificationKind::AddedToProject, Place::Project(id), "project", audience::project_name(&ctx.db, id).await?)
        }
        (None, None, Some(id)) => {
            (NotificationKind::AddedToTeam, Place::Team(id), "team", audience::team_name(&ctx.db, id).await?)
        }
        (None, None, None) => return Ok(None),
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
