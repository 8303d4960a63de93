//! The command line: this file starts processes, `admin` and below do what operators do.

mod addresses;
mod admin;
mod audit;
mod backup;
mod config;
mod health;
mod jobs;
mod queues;
mod table;

use std::{
    io::{self, ErrorKind, Write},
    process::{ExitCode, exit},
};

use clap::{Parser, Subcommand};
use shared::{app::Ctx, process, server::Reserved, store::Schema};
use tokio_util::sync::CancellationToken;

use self::{admin::AdminCommand, backup::BackupCommand, config::ConfigCommand};

/// A kanban backend whose jobs survive and whose boards are live. Settings come from the environment or a file .env:
/// see docs/settings.md.
#[derive(Parser)]
#[command(name = "boardwire", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// API, worker and scheduler in one process (the default).
    All,
    /// Serves HTTP and WebSockets.
    Api,
    /// Runs jobs and sends mail.
    Worker,
    /// Turns schedules into jobs.
    Scheduler,
    /// Brings the database's schema up to date and ends.
    Migrate,
    /// Prints the OpenAPI document.
    Openapi,
    /// Prints what sockets send and take, as JSON Schema.
    Frames,
    /// Says whether the process on this machine can do its work: exit code 0, or 1 and why not.
    Health,
    /// Looks at the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Things that whoever runs the instance does.
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Subcommand)]
enum Admin {
    #[command(flatten)]
    Instance(AdminCommand),
    #[command(flatten)]
    Backup(BackupCommand),
}

pub fn run() -> ExitCode {
    match Cli::parse().command.unwrap_or(Command::All) {
        Command::All => process::main(api::reserve, all),
        Command::Api => process::main(api::reserve, api::run),
        Command::Worker => process::main(|_| Ok(()), |ctx, (), stop| worker::run(ctx, stop)),
        Command::Scheduler => process::main(|_| Ok(()), |ctx, (), stop| scheduler::run(ctx, stop)),
        Command::Migrate => with_ctx(Schema::Migrate, |_| async {
            println!("The schema is up to date.");
            Ok(())
        }),
        Command::Openapi => print(&api::spec()),
        Command::Frames => print(api::frames()),
        Command::Health => health::run(),
        Command::Config(command) => command.run(),
        Command::Admin(Admin::Instance(command)) => with_ctx(command.schema(), |ctx| command.run(ctx)),
        // They leave the database's schema as they find it.
        Command::Admin(Admin::Backup(command)) => process::with_config(|config| command.run(config)),
    }
}

/// The three parts side by side; the first to end, by itself or by an error, ends the others.
async fn all(ctx: Ctx, address: Reserved, stop: CancellationToken) -> anyhow::Result<()> {
    let part = |ran: anyhow::Result<()>, stop: &CancellationToken| {
        stop.cancel();
        ran
    };
    let (api, worker, scheduler) = tokio::join!(
        async { part(api::run(ctx.clone(), address, stop.clone()).await, &stop) },
        async { part(worker::run(ctx.clone(), stop.clone()).await, &stop) },
        async { part(scheduler::run(ctx.clone(), stop.clone()).await, &stop) },
    );
    api.and(worker).and(scheduler)
}

/// Runs a command that needs the database.
fn with_ctx<Fut>(schema: Schema, run: impl FnOnce(Ctx) -> Fut) -> ExitCode
where
    Fut: Future<Output = anyhow::Result<()>>,
{
    process::with_config(|config| async move {
        let ctx = process::connect(config, schema).await?;
        let ran = run(ctx.clone()).await;
        ctx.db.close().await;
        ran
    })
}

/// Writes to standard output. Whoever reads it may have enough before its end, as `head` does: that ends the program, and is
/// no failure.
fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => exit(0),
        Err(error) => {
            eprintln!("boardwire: standard output cannot be written: {error}");
            exit(1)
        }
    }
}
