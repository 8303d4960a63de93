//! One attempt at one job: the handler under a time limit and a panic guard, and what becomes of the row.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use shared::{
    app::Trace,
    domain::TraceParent,
    store::jobs::{self, Claimed},
    traces::{Side, Step},
};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

use super::{Engine, Slot, retry, settle::persistently};
use crate::{
    jobs::{JobError, Running},
    metrics,
};

impl Engine {
    /// Runs a claimed job and writes down how it ended. The lease is renewed until this returns or is dropped.
    pub(super) async fn run(&self, job: Claimed, slot: Slot) {
        let holding = self.held.hold(job.lease(), job.lease_until);
        let kind = self.registry.name(&job.kind);
        if job.losses == 0 {
            metrics::started(&job.queue, self.ctx.clock.now() - job.run_at); // A lost job waited for its lease, too.
        }
        let asked_by = Trace::following(job.traceparent.as_deref()).parent;
        // What nobody asked for is a trace of its own, in all its attempts: a mail that is sent again is the same to the byte.
        let at = asked_by.map_or_else(|| TraceParent::within(job.id.0.as_u128()), TraceParent::child);
        let step = Step::begin(Side::Consumer, at, asked_by, self.ctx.clock.now());
        let span = tracing::info_span!(
            "job",
            job_id = %job.id,
            kind,
            attempt = job.attempts + 1,
            trace_id = at.trace_id(),
            traceparent = %at
        );
        let started = Instant::now();
        let work = async {
            let ended = self.attempt(&job, at).await;
            let took = started.elapsed();
            let outcome = self.settle(&job, ended, took).await;
            metrics::finished(kind, outcome);
            metrics::took(kind, took);
            if let Some(step) = step {
                let step = step.named(format!("process {}", job.queue)).failed(matches!(outcome, "retried" | "dead"));
                step.with("messaging.system", "boardwire")
                    .with("messaging.operation.type", "process")
                    .with("messaging.destination.name", job.queue.clone())
                    .with("messaging.message.id", job.id.to_string())
                    .with("boardwire.job.kind", kind)
                    .with("boardwire.job.attempt", job.attempts + 1)
                    .with("boardwire.job.outcome", outcome)
                    .end(took);
            }
            if matches!(outcome, "done" | "dead") {
                metrics::attempts(kind, job.attempts + 1);
            }
        };
        tokio::select! {
            biased;
            () = self.killed.cancelled() => holding.leave(),
            () = work.instrument(span) => drop(holding),
        }
        drop(slot);
    }

    /// `at` is the attempt's own step in its trace.
    async fn attempt(&self, job: &Claimed, at: TraceParent) -> Result<(), JobError> {
        let Some(handler) = self.registry.find(&job.kind) else {
            return Err(JobError::abort(format_args!("this version of the program knows no job of the kind “{}”", job.kind)));
        };
        let running = Arc::new(Running {
            id: job.id,
            lease: self.held.watch(job.lease(), &self.ctx.clock),
            kind: job.kind.clone(),
            attempts: job.attempts,
            at,
            created_at: job.created_at,
        });
        let work = async { handler.run(self.ctx.clone(), running, &job.payload).await };
        match timeout(handler.timeout, AssertUnwindSafe(work).catch_unwind()).await {
            Ok(Ok(ended)) => ended,
            Ok(Err(panic)) => Err(JobError::retry(format_args!("it panicked: {}", message(&*panic)))),
            Err(_) => Err(JobError::retry(format_args!("it took longer than {:?}", handler.timeout))),
        }
    }

    /// Writes down how it ended, and gives that a name. Each of these changes nothing if the lease was lost meanwhile.
    async fn settle(&self, job: &Claimed, ended: Result<(), JobError>, took: Duration) -> &'static str {
        let attempt = job.attempts + 1;
        let (written, outcome) = match ended {
            Ok(()) => (self.finishes.ask(job.lease()).await, "done"),
            Err(JobError::NotYet(at)) => (persistently(|| jobs::put_off(&self.db, job.lease(), at)).await, "put off"),
            Err(JobError::Retry(error)) if attempt < job.max_attempts => {
                let wait = retry::wait(attempt, rand::random());
                let why = format!("{error:#}");
                tracing::warn!(why, attempt, of = job.max_attempts, "the job failed; it is tried again in {wait}");
                let retry_at = self.ctx.clock.now() + wait;
                (persistently(|| jobs::fail(&self.db, job.lease(), &why, retry_at)).await, "retried")
            }
            Err(JobError::Retry(error) | JobError::Abort(error)) => {
                let why = format!("{error:#}");
                tracing::error!(why, attempt, of = job.max_attempts, "the job is dead");
                (persistently(|| jobs::bury(&self.db, job.lease(), &why, self.ctx.clock.now())).await, "dead")
            }
        };
        if written == Some(true) {
            tracing::debug!(?took, outcome, "the job ended");
            if outcome == "dead" {
                self.bury(&job.kind, &job.payload).await;
            }
            outcome
        } else {
            tracing::warn!(?took, outcome, "the job ended when its lease was no longer held, which changed nothing");
            "late"
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
