//! A person's private calendar: what they are to have done, for their own calendar program. It shows the cards that they are
//! assigned to, that have a due date and are neither done nor archived. (What one only watches is somebody else's to do.)
//!
//! The address is all the right there is, and it is good for reading this alone. It is made new at will, which ends the one
//! before, and it goes with whatever else stands for the account. What the person may see is asked at every reading.

use serde::Serialize;
use serde_json::json;

use crate::{
    app::{Actor, AppError, Audit, Ctx, Result},
    domain::{
        AuditAction, InstanceRole, Permission, Priority,
        ical::{self, Entry, Taking},
        text,
    },
    keys,
    store::{
        access::Caller,
        calendars::{self, DueCard},
    },
};

/// A calendar's address: shown this once.
#[derive(Serialize)]
pub struct CalendarView {
    pub url: String,
}

/// More than that nobody looks at; the latest are kept.
const MOST: i64 = 2_000;

/// Makes the address new; the one before stops working.
pub async fn create(ctx: &Ctx, actor: &Actor) -> Result<CalendarView> {
    actor.session()?;
    let token = keys::random_token();
    let mut work = ctx.begin(actor).await?;
    let now = work.now;
    calendars::put_feed(&mut work.tx, actor.user_id, &keys::hashed(&token), now).await?;
    let audit = Audit::new(AuditAction::CalendarCreated).on("user", actor.user_id).with(json!({}));
    work.audit_and_tell(audit, actor.user_id);
    work.commit().await?;
    Ok(CalendarView { url: ctx.config.link(&format!("/calendar/{token}.ics")) })
}

/// The calendar at an address, as iCalendar text. 404 where there is none, or its person has no account in use.
pub async fn read(ctx: &Ctx, token: &str) -> Result<String> {
    let holder = calendars::find_holder(&ctx.db, &keys::hashed(token)).await?.ok_or(AppError::NotFound("calendar"))?;
    let caller = Caller { id: holder.user_id, instance_admin: holder.role == InstanceRole::Admin };
    let due = calendars::list_due(&ctx.db, caller, MOST).await?;
    let seen = due.into_iter().filter(|(_, place)| place.permissions().allows(Permission::BoardView));
    let entries: Vec<Entry> = seen.map(|(card, _)| entry(ctx, card)).collect();
    Ok(ical::calendar(&format!("Boardwire: {}", holder.name), &entries))
}

fn entry(ctx: &Ctx, card: DueCard) -> Entry {
    Entry {
        uid: format!("{}@boardwire", card.id),
        sequence: card.version,
        created_at: card.created_at,
        updated_at: card.updated_at,
        taking: card.due_date.map_or(Taking::At(card.due_at), Taking::Day),
        summary: format!("{} {}", text::card_key(&card.project_key, card.number), card.title),
        description: card.description,
        url: ctx.config.link(&format!("/cards/{}", card.id)),
        priority: match Priority::from_rank(card.priority) {
            Priority::None => None,
            Priority::Low => Some(9),
            Priority::Medium => Some(5),
            Priority::High => Some(3),
            Priority::Urgent => Some(1),
        },
    }
}
