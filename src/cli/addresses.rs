//! `boardwire admin addresses`: those that kept refusing mail and get none any more.

use clap::Subcommand;
use shared::app::{Ctx, notifications};

#[derive(Subcommand)]
pub enum AddressesCommand {
    /// Lists the addresses that get no mail, since when, and what the mail server said.
    List,
    /// Sends mail to an address again.
    Release { address: String },
}

pub async fn run(ctx: Ctx, command: AddressesCommand) -> anyhow::Result<()> {
    match command {
        AddressesCommand::List => {
            for one in notifications::suppressed_addresses(&ctx).await? {
                let since = one.suppressed_at.format("%Y-%m-%dT%H:%M:%SZ");
                println!("{}\tsince {since}\t{} refusals\t{}", one.email_key, one.refusals, line(&one.last_answer));
            }
        }
        AddressesCommand::Release { address } => {
            anyhow::ensure!(
                notifications::release_address(&ctx, &address).await?,
                "{address} is not held back: no mail server refused it since its last accepted mail"
            );
            println!("{address} gets mail again.");
        }
    }
    Ok(())
}

/// What a server said, on one line of a terminal.
fn line(answer: &str) -> String {
    answer.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
