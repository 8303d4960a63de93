//! `boardwire admin addresses`: those that kept refusing mail and get none any more.

use clap::Subcommand;
use shared::app::{
    Ctx,
    operators::{self, Operator},
};

use super::table::{Table, cut, time};

#[derive(Subcommand)]
pub enum AddressesCommand {
    /// Lists the addresses that get no mail, since when, and what the mail server said.
    List,
    /// Sends mail to an address again.
    Release { address: String },
}

impl AddressesCommand {
    pub async fn run(self, ctx: &Ctx) -> anyhow::Result<()> {
        let operator = Operator::at_the_command_line();
        match self {
            AddressesCommand::List => {
                let mut rows = Table::new(&["address", "since", "refusals", "last answer"]);
                for one in operators::list_addresses(ctx, &operator).await? {
                    rows.row([one.email_key, time(one.suppressed_at), one.refusals.to_string(), cut(&one.last_answer, 100)]);
                }
                rows.print("No address is held back.");
            }
            AddressesCommand::Release { address } => {
                anyhow::ensure!(
                    operators::release_address(ctx, &operator, &address).await?,
                    "{address} is not held back: no mail server refused it since its last accepted mail"
                );
                println!("{address} gets mail again.");
            }
        }
        Ok(())
    }
}
