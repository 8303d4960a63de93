//! Tells people of what they asked to be reminded of.
//!
//! None is lost: a reminder stays open until it was told, however long no scheduler ran, and one that comes late says
//! so. None is told twice: what was told carries the reminder and its time. A card that is done, archived or deleted
//! reminds nobody, and whoever may not see it any more is not told; their reminders are over all the same.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling, tell, wording},
    },
    domain::{ColumnKind, NotificationKind, text},
    jobs::ScanReminders,
    store::reminders::{DueReminder, list_due, mark_told},
};

use super::{JobError, Running};

/// A reminder that comes this much after its time says so.
const LATE: TimeDelta = TimeDelta::minutes(15);
/// How many are told together.
const AT_A_TIME: i64 = 200;

pub async fn run(ctx: Ctx, job: Arc<Running>, ScanReminders {}: ScanReminders) -> Result<(), JobError> {
    loop {
        let now = ctx.clock.now();
        let due = list_due(&ctx.db, now, AT_A_TIME).await?;
        if due.is_empty() {
            return Ok(());
        }
        let tellings: Vec<_> = due.iter().filter(|reminder| !is_closed(reminder)).map(|one| telling(one, now)).collect();
        tell(&ctx, &job.trace(), &tellings).await?;
        let mut work = ctx.begin_unattended().await?;
        for reminder in &due {
            mark_told(&mut work.tx, reminder.id, reminder.remind_at, now).await?;
        }
        work.commit().await?;
    }
}

fn is_closed(reminder: &DueReminder) -> bool {
    reminder.gone || reminder.completed_at.is_some() || reminder.archived_at.is_some() || reminder.column_kind == ColumnKind::Done
}

fn telling(reminder: &DueReminder, now: DateTime<Utc>) -> Telling {
    let late = now - reminder.remind_at > LATE;
    let row = reminder.clone();
    Telling {
        kind: NotificationKind::Reminder,
        subject: format!("{} {}", reminder.id, reminder.remind_at.to_rfc3339()),
        actor: None,
        place: Place::Card(reminder.board_id, reminder.card_id),
        comment: None,
        due_at: None,
        text: Box::new(move |zone| {
            let about = format!("{} {}", text::card_key(&row.project_key, row.number), row.title);
            let due = row.due_at.map(|due_at| wording::due(row.due_date, row.due_zone.as_deref(), due_at, zone));
            let sentence = match due {
                Some(due) if row.due_at.is_some_and(|at| at <= now) => format!("Reminder: {about} was due on {due}"),
                Some(due) => format!("Reminder: {about} is due on {due}"),
                None => format!("Reminder: {about}"),
            };
            if late { format!("{sentence} (this reminder comes late)") } else { sentence }
        }),
        recipients: vec![reminder.user_id],
    }
}
