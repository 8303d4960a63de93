//! The whole application on a fresh database, in this process: the real HTTP API on a port of its own, with jobs and
//! schedules run when the story says so and a clock that the story moves.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use shared::{
    app::Ctx,
    clock::Clock,
    events::Bus,
    server::Tcp,
    store::{Engine, Schema, connect},
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Client, Mail, Place};

pub struct TestApp {
    place: Arc<Place>,
    ctx: Ctx,
    base: String,
    visitor: Client,
    stop: CancellationToken,
    serving: JoinHandle<anyhow::Result<()>>,
    jobs_may_stay: AtomicBool,
}

impl TestApp {
    /// An application that nobody has used yet.
    pub async fn start(engine: Engine) -> Self {
        Self::start_in(Arc::new(Place::new(engine).await), Clock::default(), &[]).await
    }

    /// An application in a place that has its database already.
    pub async fn start_at(place: Arc<Place>) -> Self {
        Self::start_in(place, Clock::default(), &[]).await
    }

    /// Another process of the same application, on the same database, Redis and clock: with other settings, or to see
    /// that two processes agree. On SQLite the two share no hints, as nothing but PostgreSQL with Redis runs so.
    pub async fn another(&self, settings: &[(&str, &str)]) -> Self {
        Self::start_in(self.place.clone(), self.ctx.clock.clone(), settings).await
    }

    async fn start_in(place: Arc<Place>, clock: Clock, settings: &[(&str, &str)]) -> Self {
        Self::try_start(place, clock, settings).await.unwrap_or_else(|error| panic!("the application does not start: {error:#}"))
    }

    async fn try_start(place: Arc<Place>, clock: Clock, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let listener = Tcp::bind(([127, 0, 0, 1], 0).into())?;
        let address = listener.address().to_string();
        let mut all = vec![("BIND_ADDR", address.as_str())];
        all.extend(settings);
        let config = place.config(&all);
        let bus = match &config.redis_url {
            Some(url) => Bus::over_redis(url.expose(), &config.redis_prefix)?,
            None => Bus::in_process(),
        };
        let db = connect(config.database_url().expose(), config.database_connections, Schema::Migrate).await?;
        let ctx = Ctx::new(config, db, clock, bus)?;
        let base = format!("http://{address}");
        let stop = CancellationToken::new();
        let serving = tokio::spawn(api::serve(ctx.clone(), listener, stop.clone()));
        Ok(Self { place, ctx, visitor: Client::new(&base), base, stop, serving, jobs_may_stay: AtomicBool::new(false) })
    }

    /// How many contents and thumbnails are stored, and what is being written; of the embedded way, where they are files.
    pub fn stored(&self) -> usize {
        let folder = |name: &str| std::fs::read_dir(self.place.folder().join("files").join(name)).map_or(0, Iterator::count);
        folder("content") + folder("thumbnails")
    }

    pub fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// The time in this application, to be moved: `app.clock().advance(TimeDelta::hours(1))`.
    pub fn clock(&self) -> &Clock {
        &self.ctx.clock
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Where the API answers: `http://127.0.0.1:` and a port.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> &Client {
        &self.visitor
    }

    /// Runs the jobs that are due, and those that they make due, until none is left. Tells how many it ran.
    pub async fn run_jobs(&self) -> usize {
        worker::run_due_jobs(&self.ctx).await.expect("the jobs can be run")
    }

    /// Does what the schedules say is due now, then the jobs that come of it.
    pub async fn tick(&self) {
        scheduler::tick(&self.ctx).await.expect("the schedules can be looked at");
        self.run_jobs().await;
    }

    /// The mails sent so far, in order.
    pub fn mails(&self) -> Vec<Mail> {
        Mail::all_in(&self.place.folder().join("mail"))
    }

    /// The mails sent to this address so far.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// For stories about jobs that fail: the end of the story does not mind what is left of them.
    pub fn jobs_may_stay(&self) {
        self.jobs_may_stay.store(true, Ordering::Relaxed);
    }

    /// The end of a story: runs what is still due. No job may be left over, and none may have failed.
    pub async fn finish(&self) {
        if self.jobs_may_stay.load(Ordering::Relaxed) {
            return;
        }
        self.run_jobs().await;
        let left = self
            .ctx
            .db
            .sql(
                "SELECT kind, state, coalesce(last_error, 'it did not run') FROM jobs \
                 WHERE state = 'dead' OR (finished_at IS NULL AND (run_at <= $1 OR last_error IS NOT NULL)) ORDER BY id",
            )
            .bind(self.ctx.clock.now())
            .all::<(String, String, String)>()
            .await
            .expect("the jobs can be listed");
        assert!(left.is_empty(), "jobs are left over (kind, state, why): {left:#?}");
    }

    /// Stops this process as a signal would, and waits until it has: running requests finish, sockets are closed.
    pub async fn shut_down(mut self) {
        self.stop.cancel();
        let ended = (&mut self.serving).await;
        ended.expect("the API ends by itself").expect("the API ends well");
    }

    /// Ends the API and takes the database, the folder and the keys in Redis away.
    pub async fn clear(self) {
        self.stop.cancel();
        self.serving.abort();
        self.place.clear().await;
    }
}

/// Whatever a visitor can do can be said of the application itself: `app.get("/boards")`.
impl Deref for TestApp {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.visitor
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop.cancel();
        self.serving.abort();
    }
}
