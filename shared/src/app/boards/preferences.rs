//! How one person wants to see a board, and whether they want to hear of it. It is theirs alone: nobody else sees it, and
//! it lasts while they come and go.
//!
//! That they do not want to hear of a board is the same fact as its being muted in their notification settings.

use serde::Serialize;

use super::board::place;
use crate::{
    app::{Actor, Ctx, Fields, Result, notifications},
    domain::{BoardId, text},
    store::{
        self, Lock,
        board_preferences::{self as rows, Preferences},
    },
};

#[derive(Clone, Debug, Serialize)]
pub struct PreferencesView {
    /// `#rrggbb`.
    pub color: Option<String>,
    /// What they call the board.
    pub title: Option<String>,
    /// Whether it is among the first of their boards.
    pub pinned: bool,
    /// Whether they hear of what happens on it.
    pub notifications: bool,
}

/// What to change; what is left out stays.
#[derive(Debug, Default)]
pub struct PreferencesChange {
    /// `Some(None)`: none any more.
    pub color: Option<Option<String>>,
    pub title: Option<Option<String>>,
    pub pinned: Option<bool>,
    pub notifications: Option<bool>,
}

pub(super) fn view(preferences: Preferences, muted: bool) -> PreferencesView {
    let pinned = preferences.pinned();
    PreferencesView { color: preferences.color, title: preferences.title, pinned, notifications: !muted }
}

pub async fn preferences(ctx: &Ctx, actor: &Actor, board: BoardId) -> Result<PreferencesView> {
    place(&ctx.db, actor, board).await?;
    let found = rows::find_preferences(&ctx.db, actor.user_id, board).await?;
    Ok(view(found.unwrap_or_default(), notifications::is_muted(&ctx.db, actor.user_id, board).await?))
}

pub async fn update_preferences(ctx: &Ctx, actor: &Actor, board: BoardId, change: PreferencesChange) -> Result<PreferencesView> {
    let mut fields = Fields::default();
    let color = change.color.map(|color| fields.maybe("/color", color.as_deref().map(text::color)));
    let title = change.title.map(|title| fields.maybe("/title", title.as_deref().map(text::line)));
    fields.done()?;
    let user = actor.user_id;
    let mut work = ctx.begin(actor).await?;
    place(&mut work.tx, actor, board).await?;
    // What one person sets is set one after the other.
    store::lock(&mut work.tx, Lock::User(user)).await?;
    let before = rows::find_preferences(&mut work.tx, user, board).await?.unwrap_or_default();
    let mut after = before.clone();
    after.color = color.unwrap_or(after.color);
    after.title = title.unwrap_or(after.title);
    match change.pinned.filter(|pinned| *pinned != before.pinned()) {
        Some(true) => (after.pinned_at, after.unpinned_at) = (Some(work.now), None),
        Some(false) => after.unpinned_at = Some(work.now),
        None => {}
    }
    if after != before {
        rows::upsert_preferences(&mut work.tx, user, board, &after).await?;
    }
    if let Some(wanted) = change.notifications {
        notifications::mute_board(&mut work, user, board, !wanted).await?;
    }
    let muted = notifications::is_muted(&mut work.tx, user, board).await?;
    work.commit().await?;
    Ok(view(after, muted))
}

/// The board is seen and heard of as anyone does who never said anything.
pub async fn reset_preferences(ctx: &Ctx, actor: &Actor, board: BoardId) -> Result<()> {
    let change = PreferencesChange { color: Some(None), title: Some(None), pinned: Some(false), notifications: Some(true) };
    update_preferences(ctx, actor, board, change).await.map(|_| ())
}
