//! Gauges of the whole instance, read from the database when someone scrapes. Every process answers with the same, so
//! take one of them, not their sum.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use prometheus::{GaugeVec, IntGauge, IntGaugeVec, register_gauge_vec, register_int_gauge, register_int_gauge_vec};
use tokio::{sync::Mutex, time::timeout};

use crate::{
    app::{Ctx, operators},
    domain::WorkerRole,
};

/// What was read is good for this long, however many scrape.
const FRESH: Duration = Duration::from_secs(4);
/// A scrape does not wait longer for the database.
const PATIENCE: Duration = Duration::from_secs(3);

struct Gauges {
    jobs: IntGaugeVec,
    oldest: GaugeVec,
    serving: IntGaugeVec,
    workers: IntGauge,
    schedulers: IntGauge,
    read: IntGauge,
}

static GAUGES: LazyLock<Gauges> = LazyLock::new(|| {
    const ONCE: &str = "the name is registered once";
    Gauges {
        jobs: register_int_gauge_vec!(
            "boardwire_queue_jobs",
            "Jobs by queue and state: ready (due, not begun), running, scheduled (for later) or dead. Of the whole instance",
            &["queue", "state"]
        )
        .expect(ONCE),
        oldest: register_gauge_vec!(
            "boardwire_queue_oldest_ready_age_seconds",
            "For how long the oldest ready job of the queue has been due; 0 where none is. Of the whole instance",
            &["queue"]
        )
        .expect(ONCE),
        serving: register_int_gauge_vec!(
            "boardwire_queue_workers",
            "Worker processes that take on jobs of the queue. Of the whole instance",
            &["queue"]
        )
        .expect(ONCE),
        workers: register_int_gauge!("boardwire_workers_alive", "Worker processes alive. Of the whole instance").expect(ONCE),
        schedulers: register_int_gauge!("boardwire_schedulers_alive", "Scheduler processes alive. Of the whole instance")
            .expect(ONCE),
        read: register_int_gauge!(
            "boardwire_instance_metrics_fresh",
            "1 where the gauges of the whole instance could be read from the database; at 0 they are missing or old"
        )
        .expect(ONCE),
    }
});

static READ_AT: LazyLock<Mutex<Option<Instant>>> = LazyLock::new(Mutex::default);

/// Reads them again unless they are fresh. Where the database does not answer, they are taken away.
pub(crate) async fn refresh(ctx: &Ctx) {
    let mut read_at = READ_AT.lock().await;
    if read_at.is_some_and(|at| at.elapsed() < FRESH) {
        return;
    }
    let read = timeout(PATIENCE, operators::state_of_queues(ctx)).await;
    let gauges = &*GAUGES;
    gauges.jobs.reset();
    gauges.oldest.reset();
    gauges.serving.reset();
    if let Ok(Ok((queues, workers))) = &read {
        for queue in queues {
            let name = queue.name.as_str();
            let counts =
                [("ready", queue.ready), ("running", queue.running), ("scheduled", queue.scheduled), ("dead", queue.dead)];
            for (state, count) in counts {
                gauges.jobs.with_label_values(&[name, state]).set(count);
            }
            gauges.oldest.with_label_values(&[name]).set(queue.oldest_age_s);
            gauges.serving.with_label_values(&[name]).set(count(queue.workers));
        }
        let of = |role| count(workers.iter().filter(|worker| worker.role == role).count());
        gauges.workers.set(of(WorkerRole::Worker));
        gauges.schedulers.set(of(WorkerRole::Scheduler));
    }
    gauges.read.set(i64::from(matches!(read, Ok(Ok(_)))));
    *read_at = Some(Instant::now());
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
