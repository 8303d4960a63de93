//! Schedules: when each runs next, and running one now.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use super::{JobView, Operator};
use crate::{
    app::{AppError, Audit, Ctx, Result, paging::Page},
    domain::AuditAction,
    jobs::schedule::SCHEDULES,
    store,
};

#[derive(Clone, Debug, Serialize)]
pub struct ScheduleView {
    pub name: String,
    pub cron: String,
    pub time_zone: String,
    /// The kind of its jobs.
    pub kind: String,
    pub queue: String,
    /// `None` until a scheduler has run for the first time.
    pub next_run_at: Option<DateTime<Utc>>,
    /// The slot it ran for last.
    pub last_run_at: Option<DateTime<Utc>>,
}

pub async fn list_schedules(ctx: &Ctx, _: &Operator) -> Result<Page<ScheduleView>> {
    let rows = store::schedules::list_schedules(&ctx.db).await?;
    let views = SCHEDULES.iter().map(|schedule| {
        let row = rows.iter().find(|row| row.name == schedule.name);
        let job = (schedule.job)();
        ScheduleView {
            name: schedule.name.to_owned(),
            cron: schedule.cron.to_owned(),
            time_zone: schedule.time_zone.to_owned(),
            kind: job.kind.to_owned(),
            queue: job.queue.as_str().to_owned(),
            next_run_at: row.map(|row| row.next_run_at),
            last_run_at: row.and_then(|row| row.last_run_at),
        }
    });
    Ok(Page { items: views.collect(), next_cursor: None })
}

/// Enqueues a schedule's job now. Its own next time stays what it is.
pub async fn run_schedule(ctx: &Ctx, operator: &Operator, name: &str) -> Result<JobView> {
    let schedule = SCHEDULES.iter().find(|schedule| schedule.name == name).ok_or(AppError::NotFound("schedule"))?;
    let job = (schedule.job)();
    let id = job.id;
    let mut work = operator.begin(ctx).await?;
    work.audit(Audit::new(AuditAction::ScheduleRun).on("schedule", name).with(json!({"job_id": id})));
    work.enqueue_new(job);
    work.insert_jobs().await?;
    let row = store::jobs::find_job(&mut work.tx, id).await?;
    work.commit().await?;
    row.map(JobView::from).ok_or(AppError::NotFound("job"))
}
