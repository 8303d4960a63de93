//! `boardwire admin backup`, `check-backup`, `restore` and `migrate-to`: all of an instance out of its database and into
//! another.

use std::{io::BufRead, path::PathBuf};

use anyhow::{bail, ensure};
use clap::{Args, Subcommand};
use shared::{
    app::backup::{self, Archive, Asked, Manifest, Saved},
    config::Config,
    process,
    store::Schema,
};

use super::table::{Table, time};

#[derive(Subcommand)]
pub enum BackupCommand {
    /// Writes all of the instance into one file, while it runs.
    ///
    /// It holds every row as of one moment, the contents of files, and the instance's key where that is in `DATA_DIR` (a
    /// `SECRET_KEY` of the settings is not in it: keep that apart). Whoever has it has the instance: only its owner may read
    /// the file. It fits PostgreSQL and SQLite alike.
    Backup(Backup),
    /// Reads a backup from its beginning to its end, and says whether it is whole. Needs no database.
    CheckBackup { file: PathBuf },
    /// Fills an empty database from a backup. All processes are stopped for it; start them afterwards.
    ///
    /// What waited to be done when the backup was made is done afterwards. If this ends early, the database is as it was.
    Restore(Restore),
    /// Moves the instance from SQLite to the PostgreSQL database at this address, and compares all that came over.
    ///
    /// The new database is empty, and the instance is stopped. The SQLite database stays as it is. A password may be given
    /// in `PGPASSWORD` instead of the address.
    MigrateTo {
        /// Such as `postgres://user@host/name`.
        url: String,
    },
}

#[derive(Args)]
pub struct Backup {
    /// The file to write, which is not there yet, such as boardwire-2026-11-21.zip.
    file: PathBuf,
    /// Leaves the contents of files out: they are backed up in another way.
    #[arg(long)]
    without_files: bool,
    /// Contents that the storage has lost are no failure.
    #[arg(long)]
    lost_ok: bool,
}

#[derive(Args)]
pub struct Restore {
    file: PathBuf,
    /// Empties the database first, if somebody types yes.
    #[arg(long)]
    replace: bool,
    /// Nobody is asked.
    #[arg(long, requires = "replace")]
    yes: bool,
    /// Leaves the contents of files as they are.
    #[arg(long)]
    without_files: bool,
}

impl BackupCommand {
    pub async fn run(self, config: Config) -> anyhow::Result<()> {
        match self {
            BackupCommand::Backup(backup) => backup.run(config).await,
            BackupCommand::CheckBackup { file } => {
                let mut archive = Archive::open(&file)?;
                archive.check()?;
                println!("The backup is whole: {}.", said(archive.manifest()));
                Ok(())
            }
            BackupCommand::Restore(restore) => restore.run(&config).await,
            BackupCommand::MigrateTo { url } => migrate(&config, &url).await,
        }
    }
}

impl Backup {
    async fn run(self, config: Config) -> anyhow::Result<()> {
        backup::check_key(&config)?;
        let ctx = process::connect(config, Schema::Keep).await?;
        let saved = backup::save(&ctx, &self.file, !self.without_files).await;
        ctx.db.close().await;
        let Saved { manifest, lost } = saved?;
        println!("{} holds {}.", self.file.display(), said(&manifest));
        if !ctx.config.secret_keys.is_empty() {
            println!("SECRET_KEY is not in it: keep it apart, or second factors are lost with it.");
        }
        if self.lost_ok || lost.is_empty() {
            return Ok(());
        }
        let named = lost.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("; ");
        bail!(
            "contents of files are not in this backup ({}), such as: {named}. Are STORAGE_URL and DATA_DIR the instance's? \
             --lost-ok if they are",
            lost.len()
        )
    }
}

impl Restore {
    async fn run(self, config: &Config) -> anyhow::Result<()> {
        let ask = |accounts: i64| {
            if self.yes {
                return Ok(true);
            }
            eprintln!("The database holds accounts ({accounts}); all that is in it will be lost. Type yes to go on:");
            let mut answer = String::new();
            std::io::stdin().lock().read_line(&mut answer)?;
            Ok(answer.trim() == "yes")
        };
        let asked = if self.replace { Asked::Replace(&ask) } else { Asked::Refuse };
        process::make_folder(config)?;
        let restored = backup::restore(config, &self.file, !self.without_files, asked).await?;
        println!("Restored {}.", said(&restored.manifest));
        if let Some(path) = restored.key_before {
            println!("The key that DATA_DIR had before is {} now.", path.display());
        }
        if restored.key_missing {
            println!(
                "The instance had another key ({}): until SECRET_KEY has that one in its list, second factors and links that \
                 were mailed do not work, and everyone signs in anew.",
                restored.manifest.key_id
            );
        }
        make_ready(config.database_url().expose()).await;
        println!("Redis needs nothing. Start the processes again.");
        Ok(())
    }
}

/// What is in a backup.
fn said(manifest: &Manifest) -> String {
    let files = match &manifest.contents {
        None => "no contents of files".to_owned(),
        Some(contents) if contents.lost > 0 => {
            format!("{} contents of files ({} were lost)", contents.count, contents.lost)
        }
        Some(contents) => format!("{} contents of files", contents.count),
    };
    let (rows, tables, at) = (manifest.rows(), manifest.tables.len(), time(manifest.made_at));
    format!("{rows} rows of {tables} tables and {files}, as of {at} (schema {})", manifest.schema)
}

/// It is restored whatever comes of this.
async fn make_ready(url: &str) {
    if let Err(error) = backup::make_ready(url).await {
        println!("What is searched by is not made yet; the first start makes it ({error:#}).");
    }
}

async fn migrate(config: &Config, url: &str) -> anyhow::Result<()> {
    ensure!(url.starts_with("postgres://") || url.starts_with("postgresql://"), "the address must be postgres://user@host/name");
    let moved = backup::move_to(config, url).await?;
    let mut rows = Table::new(&["table", "rows", "checksum here", "checksum there", "same"]);
    for table in &moved {
        let same = if table.is_same() { "yes" } else { "NO" };
        let [here, there] = [table.source, table.target].map(|sum| sum.checksum()[..16].to_owned());
        rows.row([table.table.clone(), table.source.rows.to_string(), here, there, same.to_owned()]);
    }
    rows.print("There are no tables.");
    if let Some(table) = moved.iter().find(|table| !table.is_same()) {
        bail!("{} is not the same there ({} here, {} there): nothing was moved", table.table, table.source, table.target);
    }
    println!("\nEverything came over. Next:");
    make_ready(url).await;
    println!("1. Set DATABASE_URL to the new address.");
    if config.secret_keys.is_empty() {
        let key = config.data_dir.join("secret.key");
        println!("2. Set SECRET_KEY to what is in {}, so that everyone stays signed in.", key.display());
    } else {
        println!("2. Leave SECRET_KEY as it is.");
    }
    println!("3. Leave the files where they are: they are found as before.");
    println!("4. Start the processes. The SQLite database is as it was; nothing reads it any more.");
    Ok(())
}
