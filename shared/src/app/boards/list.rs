//! The boards that someone may see: a project's, or all of theirs with the pinned ones first.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    board::{BoardView, view},
    preferences::{self, PreferencesView},
};
use crate::{
    app::{
        Actor, Ctx, Result,
        paging::{self, Page, PageRequest},
        people::Person,
        projects,
    },
    domain::{BoardId, Permission, ProjectId, WipMode},
    store::{
        self,
        boards::{ListedBoard, Spot},
    },
};

/// A board among all of the caller's, with how they want to see it.
#[derive(Clone, Debug, Serialize)]
pub struct ListedBoardView {
    pub id: BoardId,
    pub project_id: ProjectId,
    pub name: String,
    pub description: String,
    pub wip_mode: WipMode,
    pub permissions: Vec<Permission>,
    pub version: i64,
    pub created_by: Person,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub preferences: PreferencesView,
}

/// The boards of a project that the caller may see, oldest first.
pub async fn list(ctx: &Ctx, actor: &Actor, project: ProjectId, request: &PageRequest) -> Result<Page<BoardView>> {
    projects::place(&ctx.db, actor, project).await?;
    let limit = request.limit()?;
    let after = request.after_id()?.map(|id| Spot { pinned: false, id: BoardId(id) });
    let rows = seen(ctx, actor, Some(project), true, None, after, limit).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.board.id.0), |row| view(row.board, &row.place)))
}

/// All boards that the caller may see, the pinned ones first; with `all`, every board to the instance admin. What was
/// pinned when the first page was read counts as pinned to the last page, so that nothing is seen twice or not at all.
pub async fn list_mine(ctx: &Ctx, actor: &Actor, all: bool, request: &PageRequest) -> Result<Page<ListedBoardView>> {
    let limit = request.limit()?;
    let (as_of, after) = match request.after_bytes()? {
        Some(cursor) => read_cursor(cursor)?,
        None => (ctx.clock.now(), None),
    };
    let rows = seen(ctx, actor, None, all, Some(as_of), after, limit).await?;
    Ok(paging::page(rows, limit, |row| cursor(as_of, row), listed))
}

async fn seen(
    ctx: &Ctx,
    actor: &Actor,
    project: Option<ProjectId>,
    all: bool,
    as_of: Option<DateTime<Utc>>,
    mut after: Option<Spot>,
    limit: usize,
) -> Result<Vec<ListedBoard>> {
    let mut seen = Vec::new();
    loop {
        let fetch = paging::fetch(limit);
        let rows = store::boards::list_boards(&ctx.db, actor.caller(), project, all, as_of, after, fetch).await?;
        let last_batch = rows.len() <= limit;
        after = rows.last().map(|row| row.spot(as_of));
        // A board may be hidden from this person alone, which only the permission function can tell.
        seen.extend(rows.into_iter().filter(|row| row.place.permissions().allows(Permission::BoardView)));
        if last_batch || seen.len() > limit {
            return Ok(seen);
        }
    }
}

fn listed(row: ListedBoard) -> ListedBoardView {
    let BoardView { id, project_id, name, description, wip_mode, permissions, version, created_by, created_at, updated_at } =
        view(row.board, &row.place);
    ListedBoardView {
        id,
        project_id,
        name,
        description,
        wip_mode,
        permissions,
        version,
        created_by,
        created_at,
        updated_at,
        preferences: preferences::view(row.preferences, row.muted),
    }
}

/// When the first page was read, then where the row stood at that moment.
fn cursor(as_of: DateTime<Utc>, row: &ListedBoard) -> String {
    let spot = row.spot(Some(as_of));
    let mut bytes = [0; 25];
    bytes[..8].copy_from_slice(&as_of.timestamp_micros().to_be_bytes());
    bytes[8] = u8::from(spot.pinned);
    bytes[9..].copy_from_slice(spot.id.0.as_bytes());
    paging::cursor_of_bytes(&bytes)
}

fn read_cursor(bytes: [u8; 25]) -> Result<(DateTime<Utc>, Option<Spot>)> {
    let mut rest = bytes.as_slice();
    let mut take = |count: usize| {
        let (taken, left) = rest.split_at(count);
        rest = left;
        taken
    };
    let micros = i64::from_be_bytes(take(8).try_into().expect("eight bytes"));
    let pinned = take(1)[0] == 1;
    let id = uuid::Uuid::from_slice(take(16)).expect("sixteen bytes");
    let as_of = DateTime::from_timestamp_micros(micros).ok_or_else(paging::bad_cursor)?;
    Ok((as_of, Some(Spot { pinned, id: BoardId(id) })))
}
