//! Starting and stopping a process: settings, logs, database, bus, probes, signals. Every binary begins here, and a
//! process that cannot do its work ends with one clear line instead of half running.

use std::{
    io,
    process::ExitCode,
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::Context;
use tokio_util::sync::CancellationToken;

use crate::{
    app::Ctx,
    clock::Clock,
    config::{Config, Database},
    events::Bus,
    metrics, probes,
    store::{self, Schema},
    telemetry, traces,
};

/// How often the clock is set by the database's.
const FOLLOW_EVERY: Duration = Duration::from_mins(1);

/// Runs one process to its end: reads the settings, starts `run` with what it needs, and cancels its token at the
/// first SIGTERM or SIGINT. `reserve` takes what else could keep it from running, before the schema is brought up to date:
/// there is no way back from that.
pub fn main<R, Fut>(
    reserve: impl FnOnce(&Config) -> anyhow::Result<R>,
    run: impl FnOnce(Ctx, R, CancellationToken) -> Fut,
) -> ExitCode
where
    Fut: Future<Output = anyhow::Result<()>>,
{
    with_config(|config| async {
        // First of all: where the program is process 1, the system ignores signals that nobody has asked for.
        let stop = CancellationToken::new();
        tokio::spawn(stop_on_signal(signals(), stop.clone()));
        if let Some(traces) = &config.traces {
            traces::start(traces).context("traces cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT")?;
        }
        let listener = probes::bind(config.metrics_addr, config.metrics_addr_given)?;
        let reserved = reserve(&config)?;
        // Probes answer from now on (“starting”) until the very end (“draining”), however long a migration takes.
        let started = Arc::new(OnceLock::new());
        tokio::spawn(probes::serve(listener, started.clone(), stop.clone()));
        let Some(ctx) = stop.run_until_cancelled(connect(config, Schema::Migrate)).await else { return Ok(()) };
        let ctx = ctx?;
        let watched = metrics::watch_pools(&ctx.db, None);
        let _ = started.set(ctx.clone());
        tokio::spawn(follow_time(ctx.clone(), stop.clone()));
        let ran = run(ctx.clone(), reserved, stop).await;
        drop(watched);
        ctx.db.close().await;
        let _ = tokio::task::spawn_blocking(traces::end).await;
        ran
    })
}

/// Reads the settings, starts logging and a runtime, and runs `run` on it; its error becomes one line and exit code 1,
/// wrong settings exit code 2.
pub fn with_config<Fut>(run: impl FnOnce(Config) -> Fut) -> ExitCode
where
    Fut: Future<Output = anyhow::Result<()>>,
{
    let config = match Config::from_env() {
        Ok(config) => config,
        Err(bad) => {
            for bad in bad.0 {
                eprintln!("boardwire: {} {}", bad.name, bad.why);
            }
            return ExitCode::from(2);
        }
    };
    telemetry::start(config.log_format, &config.log_filter);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("boardwire: no threads can be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(run(config));
    runtime.shutdown_timeout(Duration::from_secs(1));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("boardwire: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the database and the bus and puts together what the use cases need.
pub async fn connect(config: Config, schema: Schema) -> anyhow::Result<Ctx> {
    if schema != Schema::Expect {
        make_folder(&config)?;
    }
    let db =
        store::connect(config.database_url().expose(), config.database_connections, schema).await.with_context(
            || match &config.database {
                Database::Sqlite(path) => format!("the database {} (DATABASE_URL, or DATA_DIR) cannot be used", path.display()),
                Database::Postgres(_) => "the database (DATABASE_URL) cannot be used".to_owned(),
            },
        )?;
    let clock = Clock::default();
    let difference = db.follow_time(&clock).await.context("the database does not tell the time")?;
    if difference.abs() > chrono::TimeDelta::seconds(1) {
        tracing::warn!(milliseconds = difference.num_milliseconds(), "this machine's clock is off; following the database's");
    }
    let bus = match &config.redis_url {
        Some(url) => Bus::over_redis(url.expose(), &config.redis_prefix).context("REDIS_URL cannot be used")?,
        None => Bus::in_process(),
    };
    Ctx::new(config, db, clock, bus).context("the instance's secret key in DATA_DIR can neither be read nor made")
}

/// Makes the folder that a SQLite database is to be in.
pub fn make_folder(config: &Config) -> anyhow::Result<()> {
    if let Database::Sqlite(path) = &config.database
        && let Some(folder) = path.parent()
    {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} of DATABASE_URL or DATA_DIR cannot be made", folder.display()))?;
    }
    Ok(())
}

async fn follow_time(ctx: Ctx, stop: CancellationToken) {
    while tokio::time::timeout(FOLLOW_EVERY, stop.cancelled()).await.is_err() {
        if let Err(error) = ctx.db.follow_time(&ctx.clock).await {
            tracing::debug!(%error, "the database does not tell the time");
        }
    }
}

/// Cancels `stop` when the process is asked to end.
async fn stop_on_signal(signal: io::Result<impl Future<Output = ()>>, stop: CancellationToken) {
    match signal {
        Ok(signal) => signal.await,
        Err(error) => {
            tracing::warn!(%error, "signals cannot be heard");
            return;
        }
    }
    tracing::info!("stopping");
    stop.cancel();
}

/// Hears signals from now on; what is given waits for the first.
#[cfg(unix)]
fn signals() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signals() -> io::Result<impl Future<Output = ()>> {
    Ok(async { _ = tokio::signal::ctrl_c().await })
}
