//! What concerns somebody, all at once: for lists of boards and projects, and for those that go across boards. From their
//! memberships by way of indexes, so that it takes as long as they have boards, however many there are.

use super::{
    Db, Result,
    access::{Caller, Place, PlaceRow, place_columns, standing_joins},
};
use crate::domain::{ProjectId, TeamId};

/// The ids of the projects that user `$user` has anything to do with; deleted ones may be among them.
macro_rules! projects_of {
    ($user:literal) => {
        concat!(
            "SELECT j.project_id AS id FROM project_members j WHERE j.user_id = ",
            $user,
            " UNION SELECT r.id FROM team_members t JOIN projects r ON r.team_id = t.team_id AND r.deleted_at IS NULL \
             WHERE t.user_id = ",
            $user,
            " AND (t.role IN ('owner', 'admin') OR (t.role = 'member' AND r.visibility = 'team'))"
        )
    };
}
pub(super) use projects_of;

/// The ids of the boards that user `$user` has anything to do with; deleted ones may be among them.
macro_rules! boards_of {
    ($user:literal) => {
        concat!(
            "SELECT n.id FROM (",
            projects_of!($user),
            ") theirs JOIN boards n ON n.project_id = theirs.id UNION SELECT v.board_id FROM board_overrides v WHERE v.user_id = ",
            $user
        )
    };
}
pub(super) use boards_of;

/// The boards that concern `caller` (or, for the instance admin who asks for it, all), those of one team or project where
/// that is given. Whether they may see each is for the standing beside it to say. The same boards as `list_boards` lists.
pub async fn list_places(
    db: &Db,
    caller: Caller,
    team: Option<TeamId>,
    project: Option<ProjectId>,
    all: bool,
) -> Result<Vec<Place>> {
    let concerned = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM (",
        boards_of!("$1"),
        ") mine JOIN boards b ON b.id = mine.id JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$1"),
        " WHERE b.deleted_at IS NULL AND p.deleted_at IS NULL AND ($2 IS NULL OR p.team_id = $2) AND ($3 IS NULL OR p.id = $3)"
    );
    let every = concat!(
        "SELECT ",
        place_columns!("b.id"),
        " FROM boards b JOIN projects p ON p.id = b.project_id",
        standing_joins!("b.id", "$1"),
        " WHERE b.deleted_at IS NULL AND p.deleted_at IS NULL AND ($2 IS NULL OR p.team_id = $2) AND ($3 IS NULL OR p.id = $3)"
    );
    let text = if all && caller.instance_admin { every } else { concerned };
    let rows = db.sql(text).bind(caller.id).bind(team).bind(project).all::<PlaceRow>().await?;
    Ok(rows.into_iter().map(|row| row.into_place(caller.instance_admin)).collect())
}
