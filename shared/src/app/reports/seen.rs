//! Which boards count for whoever asks: those that they may see.

use crate::{
    app::{Actor, Ctx, Result},
    domain::{BoardId, Permission, ProjectId, TeamId},
    store,
};

#[derive(Clone, Copy, Debug)]
pub(super) enum Among {
    Project(ProjectId),
    Team(TeamId),
    /// Those that lists show the caller.
    Mine,
}

/// The boards that the caller may see, each with its project: one query however many they are. The instance admin sees all
/// of a project or team that they ask about.
pub(super) async fn boards(ctx: &Ctx, actor: &Actor, among: Among) -> Result<Vec<(ProjectId, BoardId)>> {
    let (team, project, all) = match among {
        Among::Project(id) => (None, Some(id), true),
        Among::Team(id) => (Some(id), None, true),
        Among::Mine => (None, None, false),
    };
    let places = store::sight::list_places(&ctx.db, actor.caller(), team, project, all).await?.into_iter();
    let seen = places.filter(|place| place.permissions().allows(Permission::BoardView));
    Ok(seen.filter_map(|place| Some((place.project_id, place.board_id?))).collect())
}
