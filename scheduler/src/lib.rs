//! Turns schedules into jobs.
//!
//! Each schedule has a row with the time it is next to run. When that has come, one transaction moves the row on and
//! inserts the job, under a dedupe key of the schedule's name and that time (its slot). Any number of schedulers may do
//! this at once, their clocks some seconds apart: only one moves the row from that slot, and it never moves back. After
//! downtime a schedule runs once, not once for each time that it missed.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use shared::{
    app::{Ctx, operators::Presence},
    domain::WorkerRole,
    jobs::schedule::{Cron, SCHEDULES, Schedule},
    store::schedules::{ScheduleRow, advance_schedule, list_schedules, upsert_schedule},
};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often to look at the least.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(1);

/// Enqueues what falls due until `stop`. The database being away only delays that.
///
/// # Errors
/// At the start, if a schedule is not valid.
pub async fn run(ctx: Ctx, stop: CancellationToken) -> anyhow::Result<()> {
    let scheduler = Scheduler::new(ctx, SCHEDULES)?;
    tracing::info!(schedules = SCHEDULES.len(), "the scheduler runs");
    let presence = Presence::new(&scheduler.ctx, scheduler.ctx.db.clone(), WorkerRole::Scheduler, &[]);
    let presence = tokio::spawn(presence.keep(stop.clone(), stop.clone()));
    stop.run_until_cancelled(scheduler.run()).await;
    let _ = presence.await; // It ends within seconds, whatever the database does.
    Ok(())
}

/// One pass: enqueues everything that is due now.
pub async fn tick(ctx: &Ctx) -> anyhow::Result<()> {
    Scheduler::new(ctx.clone(), SCHEDULES)?.pass().await.map(|_| ())
}

/// [`run`] and [`tick`] for other schedules than the program's own.
pub struct Scheduler {
    ctx: Ctx,
    schedules: Vec<(&'static Schedule, Cron)>,
}

impl Scheduler {
    /// # Errors
    /// If one of the schedules is not valid.
    pub fn new(ctx: Ctx, schedules: &'static [Schedule]) -> anyhow::Result<Self> {
        let parse = |schedule: &'static Schedule| match Cron::parse(schedule.cron, schedule.time_zone) {
            Ok(cron) => Ok((schedule, cron)),
            Err(why) => anyhow::bail!("the schedule {} cannot be used: {why}", schedule.name),
        };
        let schedules = schedules.iter().map(parse).collect::<anyhow::Result<_>>()?;
        Ok(Self { ctx, schedules })
    }

    async fn run(&self) {
        loop {
            let wait = match self.pass().await {
                Ok(Some(next)) => (next - self.ctx.clock.now()).min(LOOK_EVERY),
                Ok(None) => LOOK_EVERY,
                Err(error) => {
                    tracing::warn!("schedules could not be looked at: {error:#}");
                    LOOK_EVERY
                }
            };
            sleep(wait.to_std().unwrap_or(Duration::ZERO)).await;
        }
    }

    /// Enqueues everything that is due now, and tells when the next falls due.
    pub async fn pass(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let rows = list_schedules(&self.ctx.db).await?;
        let mut soonest = None;
        for (schedule, cron) in &self.schedules {
            let row = rows.iter().find(|row| row.name == schedule.name);
            let next = match row.filter(|row| row.cron == schedule.cron && row.time_zone == schedule.time_zone) {
                Some(row) if row.next_run_at <= self.ctx.clock.now() => self.fire(schedule, cron, row).await?,
                Some(row) => Some(row.next_run_at),
                None => self.write(schedule, cron).await?,
            };
            soonest = [soonest, next].into_iter().flatten().min();
        }
        Ok(soonest)
    }

    /// Writes a schedule that is new or has changed.
    async fn write(&self, schedule: &Schedule, cron: &Cron) -> anyhow::Result<Option<DateTime<Utc>>> {
        let Some(next) = cron.next_after(self.ctx.clock.now()) else { return Ok(None) };
        let mut tx = self.ctx.db.begin().await?;
        upsert_schedule(&mut tx, schedule.name, schedule.cron, schedule.time_zone, next).await?;
        tx.commit().await?;
        Ok(Some(next))
    }

    /// Enqueues the job of a slot and moves the schedule to its next time from now, unless someone else has.
    async fn fire(&self, schedule: &Schedule, cron: &Cron, row: &ScheduleRow) -> anyhow::Result<Option<DateTime<Utc>>> {
        let slot = row.next_run_at;
        let Some(next) = cron.next_after(slot.max(self.ctx.clock.now())) else { return Ok(None) };
        let mut work = self.ctx.begin_unattended().await?;
        if advance_schedule(&mut work.tx, schedule.name, slot, next).await? {
            let key = format!("{}@{}", schedule.name, slot.to_rfc3339_opts(SecondsFormat::Secs, true));
            work.enqueue_new((schedule.job)().once(key));
            work.commit().await?;
            tracing::debug!(schedule = schedule.name, %slot, %next, "enqueued");
        }
        Ok(Some(next))
    }
}
