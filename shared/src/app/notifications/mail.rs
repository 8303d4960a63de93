//! The way of one mail: opened, marked as sending, then accepted, failed or suppressed. Each step is its own
//! transaction, because the mail server in between cannot be rolled back.
//!
//! Marking it as sending also closes it: from then on it gathers nothing more, so what is read after that is all that
//! it will ever tell.

use std::{borrow::Cow, collections::HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{
    app::{Ctx, Result, accounts, invites},
    domain::{CardId, ColumnKind, DeliveryId, DeliveryState, InviteId, MailPurpose, NotificationKind, Wishes, text},
    store::{
        addresses,
        deliveries::{self, OPEN},
        digests,
        mails::{self, Item, Mail},
    },
};

/// What there is to do about a delivery.
#[derive(Debug)]
pub enum Opened {
    /// It was accepted or suppressed, or does not exist.
    Nothing,
    /// It is not to go before this time: it still gathers, or its reader has quiet hours.
    Hold(DateTime<Utc>),
    /// All that it would tell is no longer true, no longer theirs to see, or known already.
    Pointless(Cow<'static, str>),
    /// It is marked as sending.
    Send(Box<Mail>),
}

/// The most overdue cards that a digest names.
const OVERDUE_NAMED: i64 = 50;

/// Loads a delivery, finds out whether there is still reason to send it, and if so notes, durably, that the mail server
/// may be told of it from now on. One that failed is sent again: its job runs again only where an operator asked for
/// that, or where it was lost before it could end, and then the server has said that it does not have the mail.
pub async fn open_mail(ctx: &Ctx, id: DeliveryId) -> Result<Opened> {
    let Some(mut mail) = mails::find_mail(&ctx.db, id).await? else { return Ok(Opened::Nothing) };
    if !OPEN.contains(&mail.state) {
        return Ok(Opened::Nothing);
    }
    let now = ctx.clock.now();
    if let Some(suppressed) = addresses::find_suppressed(&ctx.db, &mail.email).await? {
        return Ok(Opened::Pointless(format!("address suppressed: {}", suppressed.last_answer).into()));
    }
    if mail.purpose.is_of_account() {
        mail.account = accounts::account_mail(ctx, &mail).await?.filter(|_| mail.account_in_use);
        if mail.account.is_none() {
            return Ok(Opened::Pointless("its link does nothing any more".into()));
        }
        let sends = mail.state == DeliveryState::Sending || update(ctx, id, &OPEN, DeliveryState::Sending, None).await?;
        return Ok(if sends { Opened::Send(Box::new(mail)) } else { Opened::Nothing });
    }
    // A mail that is being sent was due; what it gathers is fixed, and only its last step may be missing.
    if mail.state != DeliveryState::Sending {
        if mail.send_at > now {
            return Ok(Opened::Hold(mail.send_at));
        }
        if let Some(end) = quiet_until(ctx, &mail, now).await? {
            return Ok(Opened::Hold(end));
        }
        if !update(ctx, id, &OPEN, DeliveryState::Sending, None).await? {
            return Ok(Opened::Nothing);
        }
    }
    let items = mails::list_items(&ctx.db, &[id]).await?.into_iter().map(|(_, item)| item).collect();
    judge(ctx, mail, items, now).await
}

/// Opens those of the mails that need no further look, all with the same few statements, as [`open_mail`] does it for one.
/// The others are not in the answer: they are for [`open_mail`].
pub async fn open_mails(ctx: &Ctx, ids: &[DeliveryId]) -> Result<HashMap<DeliveryId, Opened>> {
    let now = ctx.clock.now();
    let sending = deliveries::begin_sending(&ctx.db, ids, now).await?;
    let (mails, items) = tokio::try_join!(mails::list_mails(&ctx.db, &sending), mails::list_items(&ctx.db, &sending))?;
    let mut told = HashMap::<DeliveryId, Vec<Item>>::new();
    for (id, item) in items {
        told.entry(id).or_default().push(item);
    }
    let mut opened = HashMap::new();
    for mail in mails {
        let (id, items) = (mail.id, told.remove(&mail.id).unwrap_or_default());
        // One that cannot be judged is no other's trouble.
        if let Ok(one) = judge(ctx, mail, items, now).await {
            opened.insert(id, one);
        }
    }
    Ok(opened)
}

/// What is left to tell in a mail that is marked as sending.
async fn judge(ctx: &Ctx, mut mail: Mail, mut items: Vec<Item>, now: DateTime<Utc>) -> Result<Opened> {
    let (id, wishes) = (mail.id, mail.wishes.wishes());
    for item in &mut items {
        if let Some(invite) = item.invite_id {
            item.invitation = invites::invitation(ctx, invite).await?;
        }
    }
    if mail.purpose == MailPurpose::Invite
        && let Some(invite) = mail.about
    {
        mail.invitation = invites::invitation(ctx, InviteId(invite)).await?;
    }
    let (kept, left): (Vec<_>, Vec<_>) =
        items.into_iter().map(|item| (pointless(&mail, &wishes, &item), item)).partition(|(why, _)| why.is_none());
    mail.items = kept.into_iter().map(|(_, item)| item).collect();
    let digest = mail.purpose == MailPurpose::Digest && mail.account_in_use && wishes.channels(NotificationKind::Overdue).email;
    if let Some(user) = mail.user_id.filter(|_| digest) {
        mail.overdue = digests::list_overdue(&ctx.db, user, now, OVERDUE_NAMED).await?;
    }
    let left: Vec<_> = left.into_iter().filter_map(|(why, item)| Some((item.notification_id, why?))).collect();
    if mail.items.is_empty() && mail.overdue.is_empty() && mail.invitation.is_none() {
        return Ok(Opened::Pointless(left.first().map_or("nothing to tell", |(_, why)| why).into()));
    }
    if !left.is_empty() {
        let mut work = ctx.begin_unattended().await?;
        deliveries::leave_out(&mut work.tx, id, &left).await?;
        work.commit().await?;
    }
    Ok(Opened::Send(Box::new(mail)))
}

/// When its reader's quiet hours end, if it is to wait for that. They may have begun, or been set, since it was made.
async fn quiet_until(ctx: &Ctx, mail: &Mail, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let (wishes, zone) = (mail.wishes.wishes(), mail.time_zone.parse().unwrap_or(Tz::UTC));
    if wishes.quiet_hours.is_none() {
        return Ok(None);
    }
    let items = mails::list_items(&ctx.db, &[mail.id]).await?;
    if items.is_empty() {
        return Ok(wishes.quiet_until(NotificationKind::Overdue, now, zone));
    }
    // A reminder does not wait, nor does what was mailed with it.
    let ends = items.iter().map(|(_, item)| wishes.quiet_until(item.kind, now, zone));
    Ok(ends.collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max()))
}

fn pointless(mail: &Mail, wishes: &Wishes, item: &Item) -> Option<&'static str> {
    use NotificationKind as Kind;
    let follows = item.assigned || item.watching;
    let closed =
        item.card_completed_at.is_some() || item.card_archived_at.is_some() || item.column_kind == Some(ColumnKind::Done);
    let visible = if item.project_id.is_some() { item.standing.may_view() } else { item.standing.team_role.is_some() };
    let for_followers =
        matches!(item.kind, Kind::DueSoon | Kind::Overdue | Kind::Commented | Kind::DueChanged | Kind::Completed | Kind::Moved);
    let checks = [
        (item.read_at.is_some(), "read"),
        (!mail.account_in_use, "account disabled"),
        (item.gone, "deleted"),
        (item.invite_id.is_some() && item.invitation.is_none(), "no longer invited"),
        (item.team_id.is_some() && !visible, "no access"),
        (!wishes.channels(item.kind).email, "turned off"),
        (item.muted && item.kind.is_news(), "muted"),
        (item.kind == Kind::Assigned && !item.assigned, "no longer assigned"),
        (item.kind == Kind::Unassigned && item.assigned, "assigned again"),
        (for_followers && !follows, "no longer follows the card"),
        (item.kind == Kind::Completed && !closed, "no longer completed"),
        (matches!(item.kind, Kind::DueSoon | Kind::Overdue | Kind::Reminder) && closed, "card closed"),
        (item.comment_id.is_some() && item.comment.is_none(), "comment deleted"),
        (item.told_due_at.is_some() && item.told_due_at != item.card_due_at, "due date changed"),
    ];
    checks.into_iter().find_map(|(is_so, why)| is_so.then_some(why))
}

/// The mail server did not take it, and surely does not have it: it waits for the next try.
pub async fn postponed(ctx: &Ctx, id: DeliveryId, why: &str) -> Result<bool> {
    update(ctx, id, &[DeliveryState::Sending], DeliveryState::Pending, Some(why)).await
}

/// The mail server has it; and the address works, whatever was said of it before.
pub async fn accepted(ctx: &Ctx, id: DeliveryId, email: &str, answer: &str) -> Result<bool> {
    let mut work = ctx.begin_unattended().await?;
    let now = work.now;
    let reason = clean(answer);
    let moved = deliveries::update_state(&mut work.tx, id, &OPEN, DeliveryState::Accepted, Some(&reason), now).await?;
    addresses::delete_refusals(&mut work.tx, email).await?;
    work.commit().await?;
    Ok(moved)
}

/// As [`accepted`], of several mails with their addresses and what was said of them: all of it is noted, or none.
pub async fn accepted_all(ctx: &Ctx, mails: &[(DeliveryId, String, String)]) -> Result<()> {
    let mut work = ctx.begin_unattended().await?;
    let now = work.now;
    let answers: Vec<_> = mails.iter().map(|(id, _, answer)| (*id, clean(answer))).collect();
    deliveries::accept(&mut work.tx, &answers, now).await?;
    let emails: Vec<_> = mails.iter().map(|(_, email, _)| email.as_str()).collect();
    addresses::forget_refusals(&mut work.tx, &emails).await?;
    work.commit().await
}

pub async fn failed(ctx: &Ctx, id: DeliveryId, why: &str) -> Result<bool> {
    update(ctx, id, &OPEN, DeliveryState::Failed, Some(why)).await
}

pub async fn suppressed(ctx: &Ctx, id: DeliveryId, why: &str) -> Result<bool> {
    update(ctx, id, &OPEN, DeliveryState::Suppressed, Some(why)).await
}

async fn update(ctx: &Ctx, id: DeliveryId, from: &[DeliveryState], to: DeliveryState, reason: Option<&str>) -> Result<bool> {
    let mut work = ctx.begin_unattended().await?;
    let now = work.now;
    let reason = reason.map(clean);
    let moved = deliveries::update_state(&mut work.tx, id, from, to, reason.as_deref(), now).await?;
    work.commit().await?;
    Ok(moved)
}

/// PostgreSQL cannot store a NUL, and a server's answer may be long.
fn clean(text: &str) -> String {
    text.chars().filter(|c| *c != '\0').take(1000).collect()
}

impl Item {
    /// `WEB-12`, where it is about a card.
    #[must_use]
    pub fn card_key(&self) -> Option<String> {
        Some(text::card_key(self.project_key.as_deref()?, self.card_number?))
    }
}

impl Mail {
    /// The card that all of it is about.
    #[must_use]
    pub fn thread(&self) -> Option<CardId> {
        let card = self.items.first()?.card_id?;
        (self.purpose == MailPurpose::News && self.items.iter().all(|item| item.card_id == Some(card))).then_some(card)
    }
}
