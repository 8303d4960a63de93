//! `boardwire admin …`: what whoever runs the instance does. The same use cases as over HTTP.

use clap::{Args, Subcommand};
use shared::{
    app::{
        Ctx, accounts,
        operators::{self, Operator},
    },
    store::Schema,
};

use super::{addresses, audit, jobs, queues};
use crate::demo;

#[derive(Subcommand)]
pub enum AdminCommand {
    /// Fills the instance with three people, a team and two projects to try things with.
    Demo,
    /// Makes an account. The password is read from standard input.
    CreateUser(CreateUser),
    /// Takes somebody's second factor away who has lost it and its recovery codes. Make sure that it is them who asks.
    RemoveTotp {
        /// Their address or handle.
        login: String,
    },
    /// Looks at background jobs, runs them again or gives them up.
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Shows how the queues do, and which processes serve them.
    Queues(queues::ShowQueues),
    /// Shows the schedules, or runs one now.
    Schedules(queues::Schedules),
    /// Addresses that kept refusing mail.
    #[command(subcommand)]
    Addresses(addresses::AddressesCommand),
    /// Reads the audit log, the newest first.
    Audit(audit::ReadAudit),
}

#[derive(Args)]
pub struct CreateUser {
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    /// Makes them an instance admin.
    #[arg(long)]
    admin: bool,
}

impl AdminCommand {
    /// Those that a new instance begins with make it; what only looks, or puts something right, upgrades nothing.
    pub fn schema(&self) -> Schema {
        match self {
            AdminCommand::Demo | AdminCommand::CreateUser(_) => Schema::Migrate,
            _ => Schema::Expect,
        }
    }

    pub async fn run(self, ctx: Ctx) -> anyhow::Result<()> {
        match self {
            AdminCommand::Demo => demo::fill(&ctx).await,
            AdminCommand::CreateUser(new) => create_user(ctx, new).await,
            AdminCommand::RemoveTotp { login } => remove_totp(&ctx, &login).await,
            AdminCommand::Jobs(command) => command.run(&ctx).await,
            AdminCommand::Queues(show) => show.run(&ctx).await,
            AdminCommand::Schedules(schedules) => schedules.run(&ctx).await,
            AdminCommand::Addresses(command) => command.run(&ctx).await,
            AdminCommand::Audit(read) => read.run(&ctx).await,
        }
    }
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

async fn remove_totp(ctx: &Ctx, login: &str) -> anyhow::Result<()> {
    let had_one = operators::remove_totp(ctx, &Operator::at_the_command_line(), login).await?;
    anyhow::ensure!(had_one, "{login} has no second factor");
    println!("{login} signs in with the password alone now.");
    Ok(())
}
