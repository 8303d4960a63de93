//! Starting mails for what people were just told: at once, gathered with what else happens to the card within the
//! window, when quiet hours end, or left for the day's digest.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{hear::Heard, tell::Notice};
use crate::{
    app::{Ctx, Work},
    domain::{CardId, DeliveryId, MailPurpose, MailTime, UserId},
    jobs::{EmailDelivery, NewJob},
    store::{
        StoreError,
        deliveries::{self, NewDelivery, NewItem},
        notifications::NewNotification,
        tell_at_once::Mailed,
    },
};

/// When the mail about each of these goes; `None` where they want none.
pub(super) struct Plan<'a>(Vec<(&'a Heard<'a>, Option<MailTime>)>);

impl<'a> Plan<'a> {
    pub(super) fn new(ctx: &Ctx, heard: &'a [Heard<'a>], now: DateTime<Utc>) -> Self {
        let window = ctx.config.mail_window;
        let time = |one: &Heard<'_>| one.viewer.wishes.mail_time(one.notice.telling.kind, now, window, one.viewer.time_zone);
        Self(heard.iter().map(|one| (one, one.channels.email.then(|| time(one)))).collect())
    }

    /// Whether any of them joins what else happens to its card.
    pub(super) fn gathers(&self) -> bool {
        self.0.iter().any(|(one, time)| matches!(time, Some(MailTime::Gathered(_))) && one.card().is_some())
    }

    /// The mail of each where none gathers, and its job.
    pub(super) fn alone(&self, now: DateTime<Utc>) -> Vec<Mailed> {
        let mail = |one: &Heard<'_>, at| {
            let mail = delivery(one.notice.user, None, at);
            let job = job(mail.id, at, now).traced(Some(one.notice.parent.to_string()));
            Mailed::Alone(mail, job)
        };
        let mails = self.0.iter().map(|(one, time)| match time {
            None => Mailed::Not,
            Some(MailTime::Digest) => Mailed::InDigest,
            Some(MailTime::Alone(at) | MailTime::Gathered(at)) => mail(one, *at),
        });
        mails.collect()
    }
}

pub(super) async fn enqueue<'a>(
    work: &mut Work,
    plan: Plan<'a>,
    rows: impl Iterator<Item = &'a NewNotification>,
) -> Result<(), StoreError> {
    let now = work.now;
    let times: Vec<_> = plan.0.into_iter().zip(rows).filter_map(|((one, time), row)| Some((one, row, time?))).collect();
    let gathered = |time: &MailTime| matches!(time, MailTime::Gathered(_));
    let asked: Vec<_> =
        times.iter().filter(|(.., time)| gathered(time)).filter_map(|(one, ..)| Some((one.notice.user, one.card()?))).collect();
    let open = deliveries::lock_gathering(&mut work.tx, &asked, now).await?;
    let mut open: HashMap<_, _> = open.into_iter().map(|(id, user, card)| ((user, card), id)).collect();
    let (mut mails, mut items) = (Vec::new(), Vec::new());
    for (one, row, time) in times {
        let Notice { user, parent, .. } = one.notice;
        let mut add = |gathers, at| {
            let mail = delivery(user, gathers, at);
            work.enqueue_after(parent, job(mail.id, at, now));
            mails.push(mail);
            mails[mails.len() - 1].id
        };
        let delivery_id = match (time, one.card()) {
            (MailTime::Digest, _) => None,
            (MailTime::Alone(at), _) | (MailTime::Gathered(at), None) => Some(add(None, at)),
            (MailTime::Gathered(at), Some(card)) => Some(*open.entry((user, card)).or_insert_with(|| add(Some(card), at))),
        };
        items.push(NewItem { notification_id: row.id, user_id: user, delivery_id });
    }
    deliveries::insert_mails(&mut work.tx, &mails, now).await?;
    deliveries::insert_items(&mut work.tx, &items).await
}

fn delivery(user_id: UserId, gathers: Option<CardId>, send_at: DateTime<Utc>) -> NewDelivery {
    NewDelivery { id: DeliveryId::new(), user_id, purpose: MailPurpose::News, gathers, send_at }
}

/// The job that sends a mail when its time has come.
pub(super) fn job(delivery_id: DeliveryId, send_at: DateTime<Utc>, now: DateTime<Utc>) -> NewJob {
    let job = NewJob::new(&EmailDelivery { delivery_id });
    if send_at > now { job.at(send_at) } else { job }
}
