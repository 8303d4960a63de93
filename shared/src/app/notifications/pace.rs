//! The rate at which mail is handed to the mail server (`SMTP_RATE`), for all workers together: each mail takes a turn
//! from one row of the database. A turn that is not used, because a process died, is lost and harms nobody.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{Ctx, Result},
    store::mail_pace,
};

/// Nobody waits longer than this holding a worker's slot.
const PATIENCE: TimeDelta = TimeDelta::seconds(30);

/// When a mail may be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// At this time, which nobody else was given.
    At(DateTime<Utc>),
    /// Not soon: ask again at this time.
    Later(DateTime<Utc>),
}

/// `None` where the rate is not limited.
pub async fn mail_turn(ctx: &Ctx) -> Result<Option<Turn>> {
    let Some(between) = ctx.config.smtp_pace.and_then(|pace| TimeDelta::from_std(pace).ok()) else { return Ok(None) };
    let mut work = ctx.begin_unattended().await?;
    let (now, latest) = (work.now, work.now + PATIENCE);
    let micros = between.num_microseconds().unwrap_or(1);
    let taken = mail_pace::take_turn(&mut work.tx, now.timestamp_micros(), micros, latest.timestamp_micros()).await?;
    work.commit().await?;
    Ok(Some(match taken.and_then(DateTime::from_timestamp_micros) {
        Some(at) => Turn::At(at),
        None => Turn::Later(latest),
    }))
}
