//! Reading the log. What happened on a board that is hidden from the reader is left out.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::sentence::sentence;
use crate::{
    app::{
        Actor, Ctx, Result, boards, cards,
        paging::{self, Page, PageRequest},
        people::Person,
        projects, teams,
    },
    domain::{BoardId, CardId, EventId, Permission, ProjectId, TeamId},
    store::events::{self, Logged, Scope},
};

#[derive(Clone, Debug, Serialize)]
pub struct ActivityView {
    pub id: EventId,
    /// Its number in the stream of its board (of its project, where it belongs to no board); `null` for a team's.
    pub seq: Option<i64>,
    /// What happened, such as card.moved.
    pub name: String,
    /// Who did it; `null` where nobody in particular did.
    pub actor: Option<Person>,
    /// A readable sentence.
    pub text: String,
    /// The same as data.
    pub data: Value,
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    pub board_id: Option<BoardId>,
    pub card_id: Option<CardId>,
    pub at: DateTime<Utc>,
}

fn view(row: Logged) -> ActivityView {
    let data: Value = serde_json::from_str(&row.data).unwrap_or_default();
    let actor = match (row.actor_id, row.actor_name, row.actor_handle) {
        (Some(id), Some(name), Some(handle)) => Some(Person { id, name, handle }),
        _ => None,
    };
    ActivityView {
        id: row.id,
        seq: row.board_seq.or(row.project_seq),
        text: sentence(&row.name, actor.as_ref().map(|actor| actor.name.as_str()), &data),
        name: row.name,
        actor,
        data,
        team_id: row.team_id,
        project_id: row.project_id,
        board_id: row.board_id,
        card_id: row.card_id,
        at: row.created_at,
    }
}

/// Newest first; with `after_seq`, what came after that, oldest first. Every `seq` of the board's stream is in it.
pub async fn of_board(
    ctx: &Ctx,
    actor: &Actor,
    board: BoardId,
    after_seq: Option<i64>,
    request: &PageRequest,
) -> Result<Page<ActivityView>> {
    let limit = request.limit()?;
    let cursor = request.after_seq()?;
    boards::place(&ctx.db, actor, board).await?;
    let rows = match after_seq {
        Some(after) => events::after(&ctx.db, board, cursor.unwrap_or(after), paging::fetch(limit)).await?,
        None => events::before(&ctx.db, board, cursor.unwrap_or(i64::MAX), paging::fetch(limit)).await?,
    };
    Ok(paging::page(rows, limit, |row| paging::cursor_of_seq(row.board_seq.unwrap_or_default()), view))
}

pub async fn of_card(ctx: &Ctx, actor: &Actor, card: CardId, request: &PageRequest) -> Result<Page<ActivityView>> {
    cards::place(&ctx.db, actor, card).await?;
    newest(ctx, actor, Scope::Card(card), request).await
}

pub async fn of_project(ctx: &Ctx, actor: &Actor, project: ProjectId, request: &PageRequest) -> Result<Page<ActivityView>> {
    projects::place(&ctx.db, actor, project).await?;
    newest(ctx, actor, Scope::Project(project), request).await
}

pub async fn of_team(ctx: &Ctx, actor: &Actor, team: TeamId, request: &PageRequest) -> Result<Page<ActivityView>> {
    teams::visible(&ctx.db, actor, team).await?;
    newest(ctx, actor, Scope::Team(team), request).await
}

async fn newest(ctx: &Ctx, actor: &Actor, scope: Scope, request: &PageRequest) -> Result<Page<ActivityView>> {
    let limit = request.limit()?;
    let mut before = request.after_id()?.map(EventId);
    let mut seen = Vec::new();
    loop {
        let rows = events::newest(&ctx.db, scope, actor.caller(), before, paging::fetch(limit)).await?;
        let last_batch = rows.len() <= limit;
        before = rows.last().map(|(row, _)| row.id);
        let shown = |place: &Option<crate::store::access::Place>| {
            place.as_ref().is_none_or(|place| place.permissions().allows(Permission::BoardView))
        };
        seen.extend(rows.into_iter().filter(|(_, place)| shown(place)).map(|(row, _)| row));
        if last_batch || seen.len() > limit {
            break;
        }
    }
    Ok(paging::page(seen, limit, |row| paging::cursor_of_id(row.id.0), view))
}
