//! The way through Redis, with apalis: the only file that knows of either.
//!
//! apalis carries tickets and calls [`Engine::run_ticket`]; it answers for nothing else. Its own retries, locks, results
//! and scheduling stay off. What it leaves behind in Redis is removed here as soon as a ticket has arrived: from then on
//! only the row counts. When a connection breaks, apalis' worker ends and a new one, under a new name, takes its place.

use std::{
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{Arc, LazyLock},
    task::{Context, Poll},
    time::Duration,
};

use apalis::{layers::WorkerBuilderExt, prelude::*};
use apalis_core::{
    backend::ext::poll_strategy::{PollSnapshot, PollStrategy},
    task::task_id::TaskId,
};
use apalis_redis::{Config, ConnectionManager, RedisStorage};
use futures_util::{FutureExt, future::BoxFuture};
use redis::{Script, aio::ConnectionManagerConfig};
use serde::{Deserialize, Serialize};
use shared::{domain::JobId, events::redis_client, jobs::Queue, store::jobs::Ticket, vitals::Pulse};
use tokio::{
    sync::{Notify, mpsc},
    task::JoinHandle,
    time::{Interval, Sleep, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::wakes::Wakes;
use crate::engine::Engine;

/// The most tickets that one fetch brings. With one at a time the round trips would be the limit.
const FETCH: usize = 64;

/// How long to wait before another worker takes the place of one whose connection broke.
const PAUSE: Duration = Duration::from_millis(250);

#[derive(Clone)]
pub struct Redis {
    connection: ConnectionManager,
    prefix: String,
}

impl Redis {
    /// Connects when first used, and again whenever the connection broke, for ever.
    pub fn open(url: &str, prefix: &str) -> anyhow::Result<Self> {
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(Duration::from_secs(5))) // The default of 500 ms ends workers at every stall.
            .set_connection_timeout(Some(Duration::from_secs(2)))
            .set_number_of_retries(2)
            .set_max_delay(Duration::from_millis(500));
        let connection = redis_client(url)?.get_connection_manager_lazy(config)?;
        Ok(Self { connection, prefix: prefix.to_owned() })
    }

    /// The queue's own names in Redis. apalis separates its parts by colons, so a queue's name has none.
    pub fn lane(&self, queue: Queue, slots: usize) -> Lane {
        let config = Config::default()
            .queue(format!("{}-{}", self.prefix, queue.as_str()))
            .batch_size(slots.min(FETCH))
            .heartbeat_interval(Duration::from_secs(10))
            .missed_heartbeats(6)
            .lock_tasks(false)
            .emit_events(false)
            .persist_results(false);
        Lane { connection: self.connection.clone(), config: Arc::new(config) }
    }
}

/// What is pushed for a job.
#[derive(Serialize, Deserialize)]
struct Pushed {
    job_id: JobId,
    #[serde(default)]
    losses: i64,
}

/// One queue in Redis.
#[derive(Clone)]
pub struct Lane {
    connection: ConnectionManager,
    config: Arc<Config>,
}

impl Lane {
    /// How many tickets wait to be fetched.
    pub async fn waiting(&self) -> anyhow::Result<usize> {
        Ok(redis::cmd("LLEN").arg(self.config.active_jobs_list()).query_async(&mut self.connection.clone()).await?)
    }

    /// Pushes tickets and tells how many wait then. Each gets an apalis id of its own.
    pub async fn push(&self, tickets: &[Ticket]) -> anyhow::Result<usize> {
        let mut push = PUSH.key(self.config.job_data_hash());
        push.key(self.config.active_jobs_list()).key(self.config.job_meta_hash());
        for ticket in tickets {
            let pushed = serde_json::to_vec(&Pushed { job_id: ticket.id, losses: ticket.losses })?;
            push.arg(Uuid::now_v7().to_string()).arg(pushed);
        }
        Ok(push.invoke_async(&mut self.connection.clone()).await?)
    }
}

/// Writes what a fetch of apalis looks for, and lists it. apalis' own way to push takes two: it schedules what it is given for
/// the second that the pusher's clock shows, and a fetch takes what is scheduled up to the second that its own clock shows,
/// all at once, which fails for ever once there are 8,000. This lists the tickets at once, whatever the clocks show.
static PUSH: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "for i = 1, #ARGV, 2 do \
         redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) \
         redis.call('HSET', KEYS[3] .. ':' .. ARGV[i], 'attempts', 0, 'max_attempts', 25, 'status', 'Pending') \
         redis.call('RPUSH', KEYS[2], ARGV[i]) end \
         return redis.call('LLEN', KEYS[2])",
    )
});

/// Fetches tickets and runs their jobs, until `stop`.
pub async fn consume(
    engine: Arc<Engine>,
    queue: Queue,
    slots: usize,
    lane: Lane,
    wakes: Wakes,
    pulse: Arc<Pulse>,
    stop: CancellationToken,
) {
    let (litter, sweeper) = lane.clone().sweep_up();
    while !stop.is_cancelled() {
        let name: Arc<str> = format!("{}-{}", queue.as_str(), Uuid::now_v7()).into();
        let woken = Woken::new(wakes.of(queue).pushed.clone(), pulse.clone());
        let worker = worker(&engine, queue, slots, &lane, woken, &litter, &name);
        // Dropping the worker leaves its running jobs alone: they are the engine's.
        let ended = tokio::select! {
            () = stop.cancelled() => None,
            ended = AssertUnwindSafe(worker).catch_unwind() => Some(ended),
        };
        let _ = litter.send(Litter::Worker(name));
        if let Some(ended) = ended {
            let why = match ended {
                Ok(Ok(())) => "it ended by itself".to_owned(),
                Ok(Err(error)) => {
                    pulse.beat_without_redis();
                    error.to_string()
                }
                Err(_) => "it panicked".to_owned(),
            };
            // The relay says once that Redis is away. This comes again with every try.
            tracing::debug!(why, queue = queue.as_str(), "the queue's consumer starts anew");
            sleep(PAUSE).await;
        }
    }
    drop(litter);
    let _ = timeout(Duration::from_secs(2), sweeper).await;
}

/// One worker of apalis: fetches tickets while slots are free, and answers Ok whatever became of their jobs.
fn worker(
    engine: &Arc<Engine>,
    queue: Queue,
    slots: usize,
    lane: &Lane,
    woken: Woken,
    litter: &mpsc::UnboundedSender<Litter>,
    name: &Arc<str>,
) -> BoxFuture<'static, Result<(), WorkerError>> {
    let backend =
        RedisStorage::<Pushed>::new(lane.connection.clone()).with_config(Config::clone(&lane.config)).poll_with_strategy(woken);
    let (engine, litter, worker) = (engine.clone(), litter.clone(), name.clone());
    WorkerBuilder::new(&**name)
        .backend(backend)
        .concurrency(slots)
        .build(move |pushed: Pushed, id: TaskId| {
            let _ = litter.send(Litter::Ticket { id: id.to_string(), worker: worker.clone() });
            let engine = engine.clone();
            async move {
                engine.run_ticket(queue, Ticket { id: pushed.job_id, losses: pushed.losses }).await;
                Ok::<(), BoxDynError>(())
            }
        })
        .run()
        .boxed()
}

/// What apalis leaves in Redis.
enum Litter {
    /// A ticket that arrived.
    Ticket { id: String, worker: Arc<str> },
    /// A worker that ended. Tickets that it fetched but did not get to go back to the list.
    Worker(Arc<str>),
}

impl Lane {
    /// Removes litter in batches, in the order in which it comes. If Redis is away it stays, and costs a little room.
    fn sweep_up(self) -> (mpsc::UnboundedSender<Litter>, JoinHandle<()>) {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let sweeper = tokio::spawn(async move {
            let mut batch = Vec::new();
            while receiver.recv_many(&mut batch, 256).await > 0 {
                if let Err(error) = self.remove(std::mem::take(&mut batch)).await {
                    tracing::debug!(%error, "apalis' entries could not be removed from Redis");
                }
                sleep(Duration::from_millis(5)).await; // More of it comes together.
            }
        });
        (sender, sweeper)
    }

    async fn remove(&self, litter: Vec<Litter>) -> redis::RedisResult<()> {
        let mut tickets = redis::pipe();
        tickets.atomic();
        let mut workers = Vec::new();
        for item in litter {
            match item {
                Litter::Ticket { id, worker } => {
                    tickets.hdel(self.config.job_data_hash(), &id).ignore();
                    tickets.unlink(format!("{}:{id}", self.config.job_meta_hash())).ignore();
                    tickets.srem(format!("{}:{worker}", self.config.inflight_jobs_set()), id).ignore();
                }
                Litter::Worker(worker) => workers.push(worker),
            }
        }
        let mut connection = self.connection.clone();
        if !tickets.is_empty() {
            tickets.query_async::<()>(&mut connection).await?;
        }
        for worker in workers {
            Script::new(
                "for _, id in ipairs(redis.call('SMEMBERS', KEYS[3])) do redis.call('RPUSH', KEYS[2], id) end \
                 redis.call('UNLINK', KEYS[3], KEYS[4]) redis.call('ZREM', KEYS[1], ARGV[1])",
            )
            .key(self.config.workers_set())
            .key(self.config.active_jobs_list())
            .key(format!("{}:{worker}", self.config.inflight_jobs_set()))
            .key(format!("{}:workers:metadata:{worker}", self.config.queue))
            .arg(&*worker)
            .invoke_async::<()>(&mut connection)
            .await?;
        }
        Ok(())
    }
}

/// When apalis fetches: at once when tickets were pushed, once more 3 ms later (a fetch that was on its way may have
/// looked before the push), and every 250 ms for what was missed.
struct Woken {
    pushed: Arc<Notify>,
    hint: Pin<Box<dyn Future<Output = ()> + Send + Sync>>,
    echo: Option<Pin<Box<Sleep>>>,
    tick: Interval,
    pulse: Arc<Pulse>,
}

const ECHO: Duration = Duration::from_millis(3);

impl Woken {
    fn new(pushed: Arc<Notify>, pulse: Arc<Pulse>) -> Self {
        let hint = Box::pin(pushed.clone().notified_owned());
        Self { pushed, hint, echo: None, tick: interval(Duration::from_millis(250)), pulse }
    }
}

impl PollStrategy for Woken {
    /// Every timer is polled until it is pending, so that each of them has the waker.
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        let mut fired = false;
        while self.hint.as_mut().poll(cx).is_ready() {
            self.hint = Box::pin(self.pushed.clone().notified_owned());
            self.echo = Some(Box::pin(sleep(ECHO)));
            fired = true;
        }
        if let Some(echo) = &mut self.echo
            && echo.as_mut().poll(cx).is_ready()
        {
            self.echo = None;
            fired = true;
        }
        while self.tick.poll_tick(cx).is_ready() {
            fired = true;
        }
        self.pulse.beat();
        if fired { Poll::Ready(Some(())) } else { Poll::Pending }
    }
}
