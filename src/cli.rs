//! The command line.

mod addresses;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use shared::{
    app::{Ctx, accounts},
    config, process,
    store::Schema,
};
use tokio_util::sync::CancellationToken;

use crate::demo;

/// A kanban backend whose jobs survive and whose boards are live. Settings come from the environment or a file .env:
/// see .env.example.
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
    /// Looks at the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Things that whoever runs the instance does.
    #[command(subcommand)]
    Admin(AdminCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Says whether the settings can be used; secrets are not printed.
    Check,
    /// Prints a file with every setting, its meaning and default.
    Example,
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Fills the instance with three people, a team and two projects to try things with.
    Demo,
    /// Makes an account. The password is read from standard input.
    CreateUser(CreateUser),
    /// Addresses that kept refusing mail.
    #[command(subcommand)]
    Addresses(addresses::AddressesCommand),
}

#[derive(Args)]
struct CreateUser {
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// Makes them an instance admin.
    #[arg(long)]
    admin: bool,
}

pub fn run() -> ExitCode {
    match Cli::parse().command.unwrap_or(Command::All) {
        Command::All => process::main(all),
        Command::Api => process::main(api::run),
        Command::Worker => process::main(worker::run),
        Command::Scheduler => process::main(scheduler::run),
        Command::Migrate => with_ctx(Schema::Migrate, |_| async {
            println!("The schema is up to date.");
            Ok(())
        }),
        Command::Openapi => print(&api::spec()),
        Command::Config(ConfigCommand::Example) => print(&config::example_file()),
        Command::Config(ConfigCommand::Check) => process::with_config(|config| async move {
            println!("{config:#?}");
            Ok(())
        }),
        Command::Admin(AdminCommand::Demo) => with_ctx(Schema::Migrate, |ctx| async move { demo::fill(&ctx).await }),
        Command::Admin(AdminCommand::Addresses(command)) => with_ctx(Schema::Migrate, |ctx| addresses::run(ctx, command)),
        Command::Admin(AdminCommand::CreateUser(new)) => with_ctx(Schema::Migrate, |ctx| create_user(ctx, new)),
    }
}

/// The three parts side by side; the first to end, by itself or by an error, ends the others.
async fn all(ctx: Ctx, stop: CancellationToken) -> anyhow::Result<()> {
    let part = |ran: anyhow::Result<()>, stop: &CancellationToken| {
        stop.cancel();
        ran
    };
    let (api, worker, scheduler) = tokio::join!(
        async { part(api::run(ctx.clone(), stop.clone()).await, &stop) },
        async { part(worker::run(ctx.clone(), stop.clone()).await, &stop) },
        async { part(scheduler::run(ctx.clone(), stop.clone()).await, &stop) },
    );
    api.and(worker).and(scheduler)
}

async fn create_user(ctx: Ctx, new: CreateUser) -> anyhow::Result<()> {
    eprintln!("Password:");
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let user = accounts::create_account(
        &ctx,
        accounts::NewAccount {
            name: new.name,
            email: new.email,
            password: password.trim_end_matches(['\r', '\n']).to_owned(),
            handle: None,
            time_zone: None,
            admin: new.admin,
        },
    )
    .await?;
    println!("{} ({}), {}, was created.", user.name, user.email, user.role);
    Ok(())
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

fn print(text: &str) -> ExitCode {
    print!("{text}");
    ExitCode::SUCCESS
}
