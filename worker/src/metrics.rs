//! What the worker counts, for `/metrics`.

use std::{sync::LazyLock, time::Duration};

use chrono::TimeDelta;
use prometheus::{HistogramVec, IntCounterVec, register_histogram_vec, register_int_counter_vec};

static FINISHED: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!(
        "boardwire_jobs_finished_total",
        "Runs of jobs that ended, by outcome: done, put off (its time had not come), retried, dead, late (its lease was gone) or lost (its process was)",
        &["kind", "outcome"]
    )
    .expect("the name is registered once")
});

static DURATION: LazyLock<HistogramVec> = LazyLock::new(|| {
    register_histogram_vec!(
        "boardwire_job_duration_seconds",
        "How long handlers ran",
        &["kind"],
        vec![0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0, 600.0]
    )
    .expect("the name is registered once")
});

static ATTEMPTS: LazyLock<HistogramVec> = LazyLock::new(|| {
    register_histogram_vec!(
        "boardwire_job_attempts",
        "How many attempts jobs took until they were done or dead",
        &["kind"],
        vec![1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 30.0, 100.0]
    )
    .expect("the name is registered once")
});

static WAIT: LazyLock<HistogramVec> = LazyLock::new(|| {
    register_histogram_vec!(
        "boardwire_job_wait_seconds",
        "Dispatcher lag: from when a job was due to when a worker claimed it",
        &["queue"],
        vec![0.002, 0.01, 0.05, 0.25, 1.0, 5.0, 30.0, 300.0, 3600.0]
    )
    .expect("the name is registered once")
});

static MAILS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!(
        "boardwire_mails_total",
        "Mails, by what became of a try: accepted, failed, suppressed, put off (4xx, no connection) or unsure (no answer to its end)",
        &["outcome"]
    )
    .expect("the name is registered once")
});

pub fn mail(outcome: &str) {
    MAILS.with_label_values(&[outcome]).inc();
}

pub fn finished(kind: &str, outcome: &str) {
    FINISHED.with_label_values(&[kind, outcome]).inc();
}

pub fn took(kind: &str, duration: Duration) {
    DURATION.with_label_values(&[kind]).observe(duration.as_secs_f64());
}

pub fn started(queue: &str, wait: TimeDelta) {
    WAIT.with_label_values(&[queue]).observe(wait.to_std().unwrap_or_default().as_secs_f64());
}

pub fn attempts(kind: &str, attempts: i64) {
    #[expect(clippy::cast_precision_loss, reason = "there are never so many")]
    ATTEMPTS.with_label_values(&[kind]).observe(attempts as f64);
}

/// Counters that exist from the start, so that the first of a kind is an increase to whoever watches.
pub fn begin(kinds: impl Iterator<Item = &'static str>) {
    for kind in kinds {
        for outcome in ["done", "retried", "dead", "late", "lost"] {
            FINISHED.with_label_values(&[kind, outcome]).inc_by(0);
        }
    }
    for outcome in ["accepted", "failed", "suppressed", "put off", "unsure"] {
        MAILS.with_label_values(&[outcome]).inc_by(0);
    }
}
