//! How far something is: its cards by where they stand.

use serde::Serialize;

use crate::{
    app::{Actor, Ctx, Result, boards, projects},
    domain::{BoardId, ColumnKind, ProjectId, figures},
    store,
};

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Progress {
    pub total: i64,
    pub todo: i64,
    pub in_progress: i64,
    pub done: i64,
    /// Those not done whose due date has passed.
    pub overdue: i64,
    /// How many of a hundred are done.
    pub percent: i64,
}

impl Progress {
    pub(super) fn add(&mut self, kind: ColumnKind, cards: i64, overdue: i64) {
        self.total += cards;
        self.overdue += overdue;
        *match kind {
            ColumnKind::Todo => &mut self.todo,
            ColumnKind::InProgress => &mut self.in_progress,
            ColumnKind::Done => &mut self.done,
        } += cards;
        self.percent = figures::percent(self.done, self.total);
    }
}

pub async fn of_project(ctx: &Ctx, actor: &Actor, project: ProjectId) -> Result<Progress> {
    count(ctx, &boards_of(ctx, actor, project).await?).await
}

/// The boards of a project that the caller may see; the instance admin sees all of one that they ask about.
pub(super) async fn boards_of(ctx: &Ctx, actor: &Actor, project: ProjectId) -> Result<Vec<BoardId>> {
    projects::place(&ctx.db, actor, project).await?;
    let seen = boards::list_seen(ctx, actor, (None, Some(project)), true).await?;
    Ok(seen.into_iter().map(|(_, board)| board).collect())
}

/// Of all the boards together.
pub(super) async fn count(ctx: &Ctx, boards: &[BoardId]) -> Result<Progress> {
    let mut progress = Progress::default();
    for count in store::reports::count_by_board(&ctx.db, boards, ctx.clock.now()).await? {
        progress.add(count.kind, count.cards, count.overdue);
    }
    Ok(progress)
}
