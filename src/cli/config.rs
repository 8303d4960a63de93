//! `boardwire config …`: what the settings are, whether they can be used, and whether what they name answers.

use std::{path::Path, process::ExitCode, time::Duration};

use anyhow::Context;
use clap::{Args, Subcommand};
use shared::{
    config::{self, Config, Database, Given},
    process,
    storage::Storage,
    store::{self, Schema},
};
use tokio::time::timeout;
use worker::mail::Mailer;

use super::{print, table::Table};

/// How long each of the servers may take to answer.
const WITHIN: Duration = Duration::from_secs(10);

#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Shows the settings without secrets, and says what is wrong with them: exit code 2 where something is.
    Check(Check),
    /// Prints a file with every setting, its meaning and default.
    Example,
    /// Prints a page about every setting and limit (Markdown).
    Reference,
}

#[derive(Args)]
pub struct Check {
    /// Also tries the database, Redis, the mail server and the storage: exit code 1 where one does not answer.
    #[arg(long)]
    connect: bool,
}

impl ConfigCommand {
    pub fn run(self) -> ExitCode {
        match self {
            ConfigCommand::Check(check) => check.run(),
            ConfigCommand::Example => print(&config::example_file()),
            ConfigCommand::Reference => print(&config::reference_page()),
        }
    }
}

impl Check {
    fn run(self) -> ExitCode {
        let given = Given::of_this_process();
        let mut rows = Table::new(&["setting", "value", "from"]);
        for shown in given.shown() {
            rows.row([shown.name, shown.value, shown.from.to_owned()]);
        }
        rows.print("There are no settings.");
        for (name, meant) in given.doubtful() {
            eprintln!("boardwire: {name} in the environment is no setting; did you mean {meant}?");
        }
        let mut wrong: Vec<String> = Vec::new();
        match given.config() {
            // What the mail library makes of SMTP_URL and MAIL_FROM, as a worker does at its start.
            Ok(config) => wrong.extend(Mailer::new(&config).err().map(|error| format!("{error:#}"))),
            Err(bad) => wrong.extend(bad.0.iter().map(|bad| format!("{} {}", bad.name, bad.why))),
        }
        for line in &wrong {
            eprintln!("boardwire: {line}");
        }
        if !wrong.is_empty() {
            return ExitCode::from(2);
        }
        if self.connect {
            return process::with_config(try_all);
        }
        println!("The settings can be used.");
        ExitCode::SUCCESS
    }
}

/// Says of each server in a line whether it answers.
async fn try_all(config: Config) -> anyhow::Result<()> {
    let mut failed = 0;
    let mut tell = |what: &str, outcome: anyhow::Result<String>| match outcome {
        Ok(said) => println!("{what}: {said}"),
        Err(error) => {
            failed += 1;
            println!("{what}: fails: {error:#}");
        }
    };
    tell("database", in_time(database(&config)).await);
    tell("redis", in_time(redis(&config)).await);
    tell("mail", in_time(mail(&config)).await);
    tell("storage", in_time(storage(&config)).await);
    match failed {
        0 => Ok(()),
        1 => anyhow::bail!("one of them does not answer"),
        many => anyhow::bail!("{many} of them do not answer"),
    }
}

async fn in_time(asked: impl Future<Output = anyhow::Result<String>>) -> anyhow::Result<String> {
    timeout(WITHIN, asked).await.with_context(|| format!("no answer within {WITHIN:?}"))?
}

async fn database(config: &Config) -> anyhow::Result<String> {
    // Nothing is made only because somebody looks.
    if let Database::Sqlite(path) = &config.database
        && !path.exists()
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Ok(format!("{} is not there yet: it is made at the first start, in {}", path.display(), folder.display()));
    }
    let db = store::connect(config.database_url().expose(), 2, Schema::Keep).await?;
    let answered = match db.ping().await {
        Ok(()) => db.is_writable().await,
        error => error,
    };
    db.close().await;
    answered?;
    Ok("answers".to_owned())
}

async fn redis(config: &Config) -> anyhow::Result<String> {
    let Some(url) = &config.redis_url else { return Ok("none is used".to_owned()) };
    shared::events::ask_redis(url.expose()).await?;
    Ok("answers".to_owned())
}

async fn mail(config: &Config) -> anyhow::Result<String> {
    Mailer::new(config)?.check().await
}

async fn storage(config: &Config) -> anyhow::Result<String> {
    Storage::new(config.storage.clone()).check().await?;
    Ok("takes contents and gives them back".to_owned())
}
