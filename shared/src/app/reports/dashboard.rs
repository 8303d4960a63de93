//! Where one begins the day: what one worked on, what is due, how one's projects go, what one has not read. A fixed number of
//! queries, however many projects, boards and cards.

use std::collections::HashMap;

use chrono::TimeDelta;
use serde::Serialize;

use super::{CardLine, Progress, line::lines};
use crate::{
    app::{
        Actor, Ctx, Result, boards,
        notifications::{self, NotificationView, Summary},
        paging::PageRequest,
        projects::Listing,
    },
    domain::{BoardId, ProjectId},
    store::{self, reports as rows},
};

#[derive(Clone, Debug, Serialize)]
pub struct Dashboard {
    /// Cards that the reader is assigned to or did something about lately, what changed last first.
    pub recent_cards: Vec<CardLine>,
    /// Of the cards that the reader is assigned to and are not done: those whose due date has passed, the longest first.
    pub overdue: Vec<CardLine>,
    /// And those that fall due within seven days, the next first.
    pub due_soon: Vec<CardLine>,
    /// The reader's projects, oldest first.
    pub project_progress: Vec<ProjectProgress>,
    pub unread_count: i64,
    /// The latest of the unread ones.
    pub unread_notifications: Vec<NotificationView>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ProjectProgress {
    pub project: Summary<ProjectId>,
    pub progress: Progress,
}

const SOON: TimeDelta = TimeDelta::days(7);
const CARDS_MOST: i64 = 20;
const PROJECTS_MOST: i64 = 200;
const NOTIFICATIONS_MOST: u32 = 10;

pub async fn dashboard(ctx: &Ctx, actor: &Actor) -> Result<Dashboard> {
    let (now, me) = (ctx.clock.now(), actor.user_id);
    let seen = boards::list_seen(ctx, actor, (None, None), false).await?;
    let boards: Vec<BoardId> = seen.iter().map(|(_, board)| *board).collect();
    let recent = rows::list_recent(&ctx.db, &boards, me, CARDS_MOST).await?;
    let overdue = rows::list_due(&ctx.db, &boards, me, (None, now), CARDS_MOST).await?;
    let due_soon = rows::list_due(&ctx.db, &boards, me, (Some(now), now + SOON), CARDS_MOST).await?;
    let [recent_cards, overdue, due_soon] = lines(ctx, [recent, overdue, due_soon]).await?;

    let of_board: HashMap<BoardId, ProjectId> = seen.into_iter().map(|(project, board)| (board, project)).collect();
    let mut progress: HashMap<ProjectId, Progress> = HashMap::new();
    for count in rows::count_by_board(&ctx.db, &boards, now).await? {
        if let Some(project) = of_board.get(&count.board_id) {
            progress.entry(*project).or_default().add(count.kind, count.cards, count.overdue);
        }
    }
    let mine = store::projects::list_projects(&ctx.db, actor.caller(), &Listing::default(), None, PROJECTS_MOST).await?;
    let of = |project: store::projects::Project| ProjectProgress {
        progress: progress.get(&project.id).copied().unwrap_or_default(),
        project: Summary { id: project.id, name: project.name },
    };
    let project_progress = mine.into_iter().map(|(project, _)| of(project)).collect();

    let latest = PageRequest { cursor: None, limit: Some(NOTIFICATIONS_MOST) };
    let unread = notifications::list(ctx, actor, true, &latest).await?;
    let (unread_count, unread_notifications) = (unread.unread_count, unread.page.items);
    Ok(Dashboard { recent_cards, overdue, due_soon, project_progress, unread_count, unread_notifications })
}
