//! The daily digest: one mail with all the news that waited for it, and what is still overdue.
//!
//! A digest is due at the reader's hour, on their clock. Making it moves their `digested_at` from one moment to the
//! next by compare-and-set, in the transaction that makes the mail: however many look, each digest is made once, and
//! after downtime only the last one is.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::mailing;
use crate::{
    app::{Ctx, Result, Trace, Work},
    domain::{DeliveryId, EmailMode, MailPurpose, NotificationKind, UserId},
    store::{
        deliveries::{self, NewDelivery},
        digests,
    },
};

/// One digest that is due.
#[derive(Clone, Copy, Debug)]
pub struct Digest {
    pub user: UserId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// Whether there is anything to say. Without, the day only counts as dealt with: what comes later today is
    /// tomorrow's.
    mail: bool,
}

/// Whose digests are due, of the people after `after` in the order of their ids; and whom to go on after.
pub async fn next_digests(ctx: &Ctx, after: Option<UserId>) -> Result<(Vec<Digest>, Option<UserId>)> {
    const PEOPLE: i64 = 500;
    let now = ctx.clock.now();
    let readers = digests::list_readers(&ctx.db, after, PEOPLE).await?;
    let last = readers.last().map(|reader| reader.user_id);
    let mut due = Vec::new();
    for reader in readers {
        let (wishes, zone) = (reader.wishes.wishes(), reader.time_zone.parse().unwrap_or(Tz::UTC));
        let digest = |to, mail| Digest { user: reader.user_id, from: reader.digested_at, to, mail };
        match wishes.email_mode {
            EmailMode::Daily => {
                let moment = wishes.last_digest_moment(now, zone);
                if moment > reader.digested_at {
                    let tells_overdue = wishes.channels(NotificationKind::Overdue).email;
                    let mail = reader.waiting
                        || (tells_overdue && !digests::list_overdue(&ctx.db, reader.user_id, now, 1).await?.is_empty());
                    due.push(digest(moment, mail));
                }
            }
            // They wanted digests until lately: what waits goes now.
            EmailMode::Instant => due.push(digest(now, true)),
        }
    }
    Ok((due, last))
}

/// Makes the mail of a digest and starts it, unless someone else has.
pub async fn send_digest(ctx: &Ctx, trace: &Trace, digest: Digest) -> Result<()> {
    let mut work = Work::begin(ctx, None, trace.clone()).await?;
    let now = work.now;
    if !digests::advance_digest(&mut work.tx, digest.user, digest.from, digest.to).await? {
        return Ok(());
    }
    if !digest.mail {
        return work.commit().await;
    }
    let id = DeliveryId::new();
    let mail = NewDelivery { id, user_id: digest.user, purpose: MailPurpose::Digest, gathers: None, send_at: now };
    deliveries::insert_mails(&mut work.tx, &[mail], now).await?;
    deliveries::gather_waiting(&mut work.tx, digest.user, id).await?;
    work.enqueue_new(mailing::job(id, now, now));
    work.commit().await
}
