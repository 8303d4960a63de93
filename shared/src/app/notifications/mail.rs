//! The way of one mail: opened, marked as sending, then accepted, failed or suppressed. Each step is its own
//! transaction, because the mail server in between cannot be rolled back.

use crate::{
    app::{Ctx, Result},
    domain::{ColumnKind, DeliveryId, DeliveryState, NotificationKind, text},
    store::deliveries::{self, Mail},
};

/// What there is to do about a delivery.
#[derive(Debug)]
pub enum Opened {
    /// It was accepted or suppressed, or does not exist.
    Nothing,
    /// Sending it would tell what is no longer true, no longer theirs to see, or known already.
    Pointless(&'static str),
    Send(Box<Mail>),
}

/// Loads a delivery and finds out whether there is still reason to send it. One that failed is sent again: its job runs
/// again only where an operator asked for that, or where it was lost before it could end, and then the server has said
/// that it does not have the mail.
pub async fn open_mail(ctx: &Ctx, id: DeliveryId) -> Result<Opened> {
    let Some(mail) = deliveries::find_mail(&ctx.db, id).await? else { return Ok(Opened::Nothing) };
    if !OPEN.contains(&mail.state) {
        return Ok(Opened::Nothing);
    }
    Ok(match pointless(&mail) {
        Some(why) => Opened::Pointless(why),
        None => Opened::Send(Box::new(mail)),
    })
}

fn pointless(mail: &Mail) -> Option<&'static str> {
    use NotificationKind as Kind;
    let follows = mail.assigned || mail.watching;
    let closed =
        mail.card_completed_at.is_some() || mail.card_archived_at.is_some() || mail.column_kind == Some(ColumnKind::Done);
    let visible = if mail.project_id.is_some() { mail.standing.may_view() } else { mail.standing.team_role.is_some() };
    let checks = [
        (mail.read_at.is_some(), "read"),
        (!mail.account_in_use, "account disabled"),
        (mail.gone, "deleted"),
        (mail.team_id.is_some() && !visible, "no access"),
        (mail.kind == Kind::Assigned && !mail.assigned, "no longer assigned"),
        (mail.kind == Kind::Unassigned && mail.assigned, "assigned again"),
        (matches!(mail.kind, Kind::DueSoon | Kind::Overdue) && !follows, "no longer follows the card"),
        (matches!(mail.kind, Kind::DueSoon | Kind::Overdue) && closed, "card closed"),
        (mail.told_due_at.is_some() && mail.told_due_at != mail.card_due_at, "due date changed"),
    ];
    checks.into_iter().find_map(|(is_so, why)| is_so.then_some(why))
}

const OPEN: [DeliveryState; 3] = [DeliveryState::Pending, DeliveryState::Sending, DeliveryState::Failed];

/// Notes, durably, that the mail server may be told of it from now on. `false`: someone else finished it meanwhile.
pub async fn sending(ctx: &Ctx, id: DeliveryId) -> Result<bool> {
    update(ctx, id, &OPEN, DeliveryState::Sending, None).await
}

/// The mail server did not take it, and surely does not have it: it waits for the next try.
pub async fn postponed(ctx: &Ctx, id: DeliveryId, why: &str) -> Result<bool> {
    update(ctx, id, &[DeliveryState::Sending], DeliveryState::Pending, Some(why)).await
}

pub async fn accepted(ctx: &Ctx, id: DeliveryId, answer: &str) -> Result<bool> {
    update(ctx, id, &OPEN, DeliveryState::Accepted, Some(answer)).await
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
    // PostgreSQL cannot store a NUL, and a server's answer may be long.
    let reason = reason.map(|text| text.chars().filter(|c| *c != '\0').take(1000).collect::<String>());
    let moved = deliveries::update_state(&mut work.tx, id, from, to, reason.as_deref(), now).await?;
    work.commit().await?;
    Ok(moved)
}

impl Mail {
    /// `WEB-12`, where it is about a card.
    #[must_use]
    pub fn card_key(&self) -> Option<String> {
        Some(text::card_key(self.project_key.as_deref()?, self.card_number?))
    }
}
