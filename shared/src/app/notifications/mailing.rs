//! Starting mails for what people were just told: at once, gathered with what else happens to the card within the
//! window, when quiet hours end, or left for the day's digest.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::tell::Heard;
use crate::{
    app::{Ctx, Work},
    domain::{CardId, DeliveryId, MailPurpose, MailTime, UserId},
    jobs::{EmailDelivery, NewJob},
    store::{
        StoreError,
        deliveries::{self, NewDelivery, NewItem},
        notifications::NewNotification,
    },
};

pub(super) async fn enqueue<'a>(
    ctx: &Ctx,
    work: &mut Work,
    told: impl Iterator<Item = (&'a Heard<'a>, &'a NewNotification)>,
) -> Result<(), StoreError> {
    let now = work.now;
    let window = ctx.config.mail_window;
    let times: Vec<_> = told
        .filter(|(one, _)| one.channels.email)
        .map(|(one, row)| (one, row, one.viewer.wishes.mail_time(one.telling.kind, now, window, one.viewer.time_zone)))
        .collect();
    let gathered = |time: &MailTime| matches!(time, MailTime::Gathered(_));
    let asked: Vec<_> =
        times.iter().filter(|(.., time)| gathered(time)).filter_map(|(one, ..)| Some((one.user, one.card()?))).collect();
    let open = deliveries::lock_gathering(&mut work.tx, &asked, now).await?;
    let mut open: HashMap<_, _> = open.into_iter().map(|(id, user, card)| ((user, card), id)).collect();
    let (mut mails, mut items) = (Vec::new(), Vec::new());
    for (one, row, time) in times {
        let delivery_id = match (time, one.card()) {
            (MailTime::Digest, _) => None,
            (MailTime::Alone(at), _) | (MailTime::Gathered(at), None) => Some(add(&mut mails, one.user, None, at)),
            (MailTime::Gathered(at), Some(card)) => {
                Some(*open.entry((one.user, card)).or_insert_with(|| add(&mut mails, one.user, Some(card), at)))
            }
        };
        items.push(NewItem { notification_id: row.id, user_id: one.user, delivery_id });
    }
    deliveries::insert_mails(&mut work.tx, &mails, now).await?;
    deliveries::insert_items(&mut work.tx, &items).await?;
    for mail in &mails {
        work.enqueue_new(job(mail.id, mail.send_at, now));
    }
    Ok(())
}

fn add(mails: &mut Vec<NewDelivery>, user_id: UserId, gathers: Option<CardId>, send_at: DateTime<Utc>) -> DeliveryId {
    let id = DeliveryId::new();
    mails.push(NewDelivery { id, user_id, purpose: MailPurpose::News, gathers, send_at });
    id
}

/// The job that sends a mail when its time has come.
pub(super) fn job(delivery_id: DeliveryId, send_at: DateTime<Utc>, now: DateTime<Utc>) -> NewJob {
    let job = NewJob::new(&EmailDelivery { delivery_id });
    if send_at > now { job.at(send_at) } else { job }
}
