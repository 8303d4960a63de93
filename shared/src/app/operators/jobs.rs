//! Jobs, read. A payload holds ids only, so all of it may be shown.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::Operator;
use crate::{
    app::{
        AppError, Ctx, Result,
        paging::{self, Page, PageRequest},
    },
    domain::{JobId, JobState, JobsAsked, TraceParent},
    jobs::Queue,
    store::{
        self,
        jobs::{Filter, JobRow},
    },
};

#[derive(Clone, Debug, Default)]
pub struct JobsFilter {
    pub state: Option<JobsAsked>,
    pub kind: Option<String>,
    pub queue: Option<Queue>,
}

impl From<&JobsFilter> for Filter {
    fn from(asked: &JobsFilter) -> Self {
        Self { state: asked.state, kind: asked.kind.clone(), queue: asked.queue.map(|queue| queue.as_str().to_owned()) }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct JobView {
    pub id: JobId,
    pub kind: String,
    pub queue: String,
    /// As stored; a job that waits for a later time is `ready` with a `run_at` in the future.
    pub state: JobState,
    pub payload: Value,
    pub priority: i64,
    pub run_at: DateTime<Utc>,
    pub attempts: i64,
    pub max_attempts: i64,
    pub losses: i64,
    /// While it runs: when its worker counts as lost unless it is heard of again.
    pub lease_until: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
    pub dedupe_key: Option<String>,
    pub trace_id: Option<String>,
    pub traceparent: Option<String>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

impl From<JobRow> for JobView {
    fn from(row: JobRow) -> Self {
        let parent = row.traceparent.as_deref().and_then(|text| text.parse::<TraceParent>().ok());
        Self {
            id: row.id,
            kind: row.kind,
            queue: row.queue,
            state: row.state,
            // What is no JSON is shown as it is: it may be why the job is dead.
            payload: serde_json::from_str(&row.payload).unwrap_or(Value::String(row.payload)),
            priority: row.priority,
            run_at: row.run_at,
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            losses: row.losses,
            lease_until: row.due_at.filter(|_| row.state == JobState::Running),
            last_error: row.last_error,
            dedupe_key: row.dedupe_key,
            trace_id: parent.map(TraceParent::trace_id),
            traceparent: row.traceparent,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// The newest first.
pub async fn list_jobs(ctx: &Ctx, _: &Operator, filter: &JobsFilter, request: &PageRequest) -> Result<Page<JobView>> {
    let limit = request.limit()?;
    let before = request.after_id()?.map(JobId);
    let rows = store::jobs::list_jobs(&ctx.db, &filter.into(), before, ctx.clock.now(), paging::fetch(limit)).await?;
    Ok(paging::page(rows, limit, |row| paging::cursor_of_id(row.id.0), JobView::from))
}

pub async fn find_job(ctx: &Ctx, _: &Operator, id: JobId) -> Result<JobView> {
    let row = store::jobs::find_job(&ctx.db, id).await?;
    row.map(JobView::from).ok_or(AppError::NotFound("job"))
}
