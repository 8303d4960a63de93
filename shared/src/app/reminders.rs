//! Reminders that a person sets for themselves on a card: at a time, or some time before the card falls due. One before
//! the due date moves along with it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{Actor, AppError, Ctx, Result, Work, cards, paging::Page};
use crate::{
    domain::{CardId, ReminderId, moment, span},
    store::{
        self, Lock,
        reminders::{self as rows, Reminder},
    },
};

#[derive(Clone, Debug, Serialize)]
pub struct ReminderView {
    pub id: ReminderId,
    pub card_id: CardId,
    /// The time that was given.
    pub at: Option<DateTime<Utc>>,
    /// ISO 8601.
    pub before_due: Option<String>,
    /// When it reminds; `null` as long as the card has no due date to be before.
    pub remind_at: Option<DateTime<Utc>>,
    /// Whether its time is over.
    pub done: bool,
    pub created_at: DateTime<Utc>,
}

impl From<Reminder> for ReminderView {
    fn from(row: Reminder) -> Self {
        Self {
            id: row.id,
            card_id: row.card_id,
            at: row.remind_at.filter(|_| row.before_due_s.is_none()),
            before_due: row.before_due_s.map(|seconds| span::write(TimeDelta::seconds(seconds))),
            remind_at: row.remind_at,
            done: row.told_at.is_some(),
            created_at: row.created_at,
        }
    }
}

#[derive(Debug, Default)]
pub struct NewReminder {
    pub at: Option<DateTime<Utc>>,
    pub before_due: Option<String>,
}

/// How many one person may have on one card.
const REMINDERS_MAX: usize = 20;
const BEFORE_DUE_MAX: TimeDelta = TimeDelta::days(366);

/// The caller's own, in the order they were made.
pub async fn list(ctx: &Ctx, actor: &Actor, card: CardId) -> Result<Page<ReminderView>> {
    cards::place(&ctx.db, actor, card).await?;
    let items = rows::list_reminders(&ctx.db, card, actor.user_id).await?;
    Ok(Page { items: items.into_iter().map(ReminderView::from).collect(), next_cursor: None })
}

pub async fn create(ctx: &Ctx, actor: &Actor, card: CardId, new: NewReminder) -> Result<ReminderView> {
    let before_due = match (&new.at, &new.before_due) {
        (Some(_), None) => None,
        (None, Some(text)) => {
            Some(span::parse(text).and_then(within_a_year).map_err(|why| AppError::invalid("/before_due", why))?)
        }
        (Some(_), Some(_)) => return Err(AppError::invalid("/before_due", "must not be given beside “at”")),
        (None, None) => return Err(AppError::invalid("/at", "is required, or “before_due”")),
    };
    let mut work = ctx.begin(actor).await?;
    cards::place(&mut work.tx, actor, card).await?;
    // Whoever changes the due date holds the same lock, so no reminder goes by an old one.
    store::lock(&mut work.tx, Lock::Card(card)).await?;
    let due_at = store::cards::find_card(&mut work.tx, card).await?.ok_or(AppError::NotFound("card"))?.due_at;
    let remind_at = before_due.map_or(new.at, |span| due_at.map(|due| before(due, span)));
    if remind_at.is_some_and(|at| at <= work.now) {
        let pointer = if before_due.is_some() { "/before_due" } else { "/at" };
        return Err(AppError::invalid(pointer, "must lead to a time that is still to come"));
    }
    if rows::list_reminders(&mut work.tx, card, actor.user_id).await?.len() >= REMINDERS_MAX {
        let detail = format!("a person has at most {REMINDERS_MAX} reminders on a card: delete one first");
        return Err(AppError::conflict("too_many_reminders", detail));
    }
    let reminder = Reminder {
        id: ReminderId::new(),
        card_id: card,
        user_id: actor.user_id,
        before_due_s: before_due.map(|span| span.num_seconds()),
        remind_at,
        told_at: None,
        created_at: work.now,
    };
    rows::insert_reminder(&mut work.tx, &reminder).await?;
    work.commit().await?;
    Ok(reminder.into())
}

/// Not before the first instant that is kept, where a card is due as early as that.
fn before(due: DateTime<Utc>, span: TimeDelta) -> DateTime<Utc> {
    due.checked_sub_signed(span).unwrap_or_default().max(moment::first())
}

fn within_a_year(span: TimeDelta) -> Result<TimeDelta, String> {
    if span <= BEFORE_DUE_MAX { Ok(span) } else { Err("must be at most P366D".to_owned()) }
}

pub async fn delete(ctx: &Ctx, actor: &Actor, id: ReminderId) -> Result<()> {
    let mut work = ctx.begin(actor).await?;
    if !rows::delete_reminder(&mut work.tx, id, actor.user_id).await? {
        return Err(AppError::NotFound("reminder"));
    }
    work.commit().await
}

/// Moves the reminders that go by a card's due date along with it. One whose new time has passed is over: whoever moved
/// the date that close knows. The caller holds the card's lock.
pub(crate) async fn follow_due(work: &mut Work, card: CardId, due_at: Option<DateTime<Utc>>) -> Result<()> {
    let now = work.now;
    for reminder in rows::list_before_due(&mut work.tx, card).await? {
        let span = TimeDelta::seconds(reminder.before_due_s.unwrap_or_default());
        let remind_at = due_at.map(|due| before(due, span));
        let told_at = remind_at.filter(|at| *at <= now).map(|_| now);
        rows::update_time(&mut work.tx, reminder.id, remind_at, told_at).await?;
    }
    Ok(())
}
