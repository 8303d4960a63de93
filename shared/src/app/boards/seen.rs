//! Which boards there are for whoever asks, for lists and numbers that go across boards: those that they may see.

use crate::{
    app::{Actor, Ctx, Result},
    domain::{BoardId, Permission, ProjectId, TeamId},
    store,
};

/// The boards that the caller may see, of one team or project where that is given, each with its project: one query however
/// many they are. `all` is for the instance admin: also where they are no member.
pub(crate) async fn list_seen(
    ctx: &Ctx,
    actor: &Actor,
    (team, project): (Option<TeamId>, Option<ProjectId>),
    all: bool,
) -> Result<Vec<(ProjectId, BoardId)>> {
    let places = store::sight::list_places(&ctx.db, actor.caller(), team, project, all).await?.into_iter();
    // A board may be hidden from this person alone, which only the permission function can tell.
    let seen = places.filter(|place| place.permissions().allows(Permission::BoardView));
    Ok(seen.filter_map(|place| Some((place.project_id, place.board_id?))).collect())
}
