//! How a notification looks to its reader.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::wording;
use crate::{
    app::{Ctx, Result, invites, people::Person},
    domain::{BoardId, CardId, NotificationId, NotificationKind, ProjectId, UserId, text},
    store::{self, notifications::Notification},
};

#[derive(Clone, Debug, Serialize)]
pub struct NotificationView {
    pub id: NotificationId,
    pub seq: i64,
    pub kind: NotificationKind,
    pub actor: Option<Person>,
    pub card: Option<CardSummary>,
    pub board: Option<Summary<BoardId>>,
    pub project: Option<Summary<ProjectId>>,
    pub text: String,
    /// Where to go from here: a page of this server.
    pub url: String,
    pub read_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CardSummary {
    pub id: CardId,
    pub key: String,
    pub title: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Summary<Id> {
    pub id: Id,
    pub name: String,
}

/// The views of one reader's notifications. Of a board or project that the reader may no longer see, nothing is shown
/// but the sentence that was told while they could: names change, and what they are now is not the reader's to know.
pub(super) async fn views(ctx: &Ctx, reader: UserId, rows: Vec<Notification>) -> Result<Vec<NotificationView>> {
    let boards: HashSet<BoardId> = rows.iter().filter_map(|row| row.board_id).collect();
    let projects: HashSet<ProjectId> =
        rows.iter().filter(|row| row.board_id.is_none()).filter_map(|row| row.project_id).collect();
    let boards: Vec<_> = boards.into_iter().map(|id| (id, reader)).collect();
    let projects: Vec<_> = projects.into_iter().map(|id| (id, reader)).collect();
    let seen_boards = store::audience::board_viewers(&ctx.db, &boards).await?;
    let seen_projects = store::audience::project_viewers(&ctx.db, &projects).await?;
    let seen: HashSet<Uuid> = seen_boards.iter().chain(&seen_projects).map(|viewer| viewer.place).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = row.board_id.map(|id| id.0).or(row.project_id.map(|id| id.0));
            let visible = place.is_some_and(|place| seen.contains(&place));
            view(ctx, row, visible)
        })
        .collect())
}

fn view(ctx: &Ctx, row: Notification, visible: bool) -> NotificationView {
    let named = |id: Option<Uuid>, name: Option<String>| id.zip(name).filter(|_| visible);
    let invited = row.invite_id.zip(row.invite_hash.as_deref()).and_then(|(id, hash)| invites::url_of(ctx, id, hash));
    let path = wording::path(row.card_id, row.board_id, row.project_id, row.team_id);
    let key = row.project_key.zip(row.card_number).map(|(key, number)| text::card_key(&key, number));
    let card = named(row.card_id.map(|id| id.0), row.card_title).zip(key);
    NotificationView {
        id: row.id,
        seq: row.seq,
        kind: row.kind,
        actor: row.actor_id.zip(row.actor_name).zip(row.actor_handle).map(|((id, name), handle)| Person { id, name, handle }),
        card: card.map(|((id, title), key)| CardSummary { id: CardId(id), key, title }),
        board: named(row.board_id.map(|id| id.0), row.board_name).map(|(id, name)| Summary { id: BoardId(id), name }),
        project: named(row.project_id.map(|id| id.0), row.project_name).map(|(id, name)| Summary { id: ProjectId(id), name }),
        text: row.text,
        url: invited.unwrap_or_else(|| ctx.config.link(&path)),
        read_at: row.read_at,
        created_at: row.created_at,
    }
}
