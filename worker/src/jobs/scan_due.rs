//! Tells the followers of cards that are due within a day, and of those that have become overdue.
//!
//! Nobody is told twice of one due date, and everybody again of a changed one: what was told carries the due time, and
//! the scan leaves out whom it finds there. It costs what is untold, not what is due, so it may run every minute. After
//! a time without a scheduler it finds what was missed, and the words say that they come late.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling, tell, wording},
    },
    domain::NotificationKind,
    jobs::ScanDue,
    store::due::{self, Followers, Untold},
};

use super::{JobError, Running};

/// How long before a card is due its followers hear of it.
const SOON: TimeDelta = TimeDelta::hours(24);
/// Cards that have been overdue for longer are old news: to whoever imports or assigns them now, too.
const NEWS: TimeDelta = TimeDelta::days(30);
/// A scan that comes this much after its moment says so.
const LATE: TimeDelta = TimeDelta::minutes(15);
const BATCH: i64 = 500;

pub async fn run(ctx: Ctx, job: Arc<Running>, _: ScanDue) -> Result<(), JobError> {
    let now = ctx.clock.now();
    let spans = [(NotificationKind::Overdue, now - NEWS, now), (NotificationKind::DueSoon, now, now + SOON)];
    for (kind, from, until) in spans {
        // Whoever both is assigned and watches is told as an assignee, and then no longer untold.
        for followers in [Followers::Assignees, Followers::Watchers] {
            let mut place = due::Place::after(from);
            loop {
                let untold = due::list_untold(&ctx.db, followers, kind, place, until, BATCH).await?;
                let Some(last) = untold.last() else { break };
                place = due::Place::of(last);
                tell(&ctx, &job.trace(), &tellings(kind, untold, now)).await?;
            }
        }
    }
    Ok(())
}

/// One telling a card and lateness.
fn tellings(kind: NotificationKind, untold: Vec<Untold>, now: DateTime<Utc>) -> Vec<Telling> {
    let mut tellings = BTreeMap::new();
    for row in untold {
        let late = is_late(kind, &row, now);
        let user = row.user_id;
        let telling = tellings.entry((row.card_id, late)).or_insert_with(|| telling(kind, row, late));
        telling.recipients.push(user);
    }
    tellings.into_values().collect()
}

fn telling(kind: NotificationKind, row: Untold, late: bool) -> Telling {
    let (board, card, due_at) = (row.board_id, row.card_id, row.due_at);
    Telling {
        kind,
        subject: format!("{card} {}", due_at.to_rfc3339()),
        actor: None,
        place: Place::Card(board, card),
        due_at: Some(due_at),
        text: Box::new(move |zone| {
            let about = format!("{} {}", wording::card_key(&row.project_key, row.number), row.title);
            let when = wording::due(row.due_date, row.due_zone.as_deref(), due_at, zone);
            let sentence = match kind {
                NotificationKind::Overdue => format!("{about} is overdue: it was due on {when}"),
                _ => format!("{about} is due soon: on {when}"),
            };
            if late { format!("{sentence} (this reminder comes late)") } else { sentence }
        }),
        recipients: Vec::new(),
    }
}

/// Whether this could have been told a good while earlier: the card and its follower were there, the scan was not.
fn is_late(kind: NotificationKind, row: &Untold, now: DateTime<Utc>) -> bool {
    let moment = if kind == NotificationKind::Overdue { row.due_at } else { row.due_at - SOON };
    let known = row.assigned_at.map_or(row.updated_at, |at| at.max(row.updated_at));
    now - moment > LATE && now - known > LATE
}
