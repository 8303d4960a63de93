//! A backup back into a database, of whichever engine.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use bytes::Bytes;
use futures_util::stream;

use super::{Archive, Manifest, fill::Filling};
use crate::{
    config::Config,
    keys::{self, Keyring},
    storage::Storage,
    store::copy,
};

/// How much of a content is held at a time, in bytes.
const PIECE: usize = 256 << 10;

/// What to do with a database that has accounts.
pub enum Asked<'a> {
    /// Leave it alone.
    Refuse,
    /// Empty it if this says so, which is told how many accounts there are.
    Replace(&'a dyn Fn(i64) -> Result<bool>),
}

pub struct Restored {
    pub manifest: Manifest,
    /// Where the key is now that the data folder had before.
    pub key_before: Option<PathBuf>,
    /// The instance's key of before is not among those it has now.
    pub key_missing: bool,
}

/// Fills the database of the settings, and their storage, from a backup. The database has no accounts, or is emptied; no
/// process has it open. If this ends early, the database is as it was. [`super::make_ready`] is for afterwards.
pub async fn restore(config: &Config, path: &Path, with_contents: bool, asked: Asked<'_>) -> Result<Restored> {
    let mut archive = Archive::open(path)?;
    archive.check()?;
    let manifest = archive.manifest().clone();
    let url = config.database_url();
    let may_go = |accounts| match asked {
        Asked::Refuse => {
            bail!("it has accounts already ({accounts}): restore into an empty database, or empty this one with --replace")
        }
        Asked::Replace(asked) if asked(accounts)? => Ok(()),
        Asked::Replace(_) => bail!("nothing was changed"),
    };
    let filling = Filling::begin(url.expose(), manifest.schema, may_go);
    let mut filling = filling.await.context("the database (DATABASE_URL) cannot be filled")?;
    for entry in &manifest.tables {
        // It may be that a program of before kept what this one does not.
        let known = filling.tables.iter().any(|table| entry.fits(table)) || copy::is_left_out(&entry.name);
        ensure!(known, "the backup is damaged: its table {} is not as its schema says", entry.name);
    }
    for table in filling.tables.clone() {
        let entry = manifest.tables.iter().find(|entry| entry.name == table.name);
        let entry = entry.with_context(|| format!("the backup is damaged: its table {} is missing", table.name))?;
        let lines = archive.lines(entry)?.map(|line| Ok(line?));
        let (came, there) = filling.load(&table, stream::iter(lines)).await.with_context(|| table.name.clone())?;
        ensure!(entry.is(came) && came == there, "{} did not come over whole: {came}, now {there}", table.name);
    }
    filling.settle(serde_json::json!({"from": "backup", "made_at": manifest.made_at, "schema": manifest.schema})).await?;
    if with_contents {
        // Before the rows count: no row without its content. What is left here if this fails is swept in a day.
        restore_contents(&Storage::new(config.storage.clone()), &mut archive).await?;
    }
    // Before the rows count, too: without it second factors are lost, and everyone is signed out.
    let replaced = match archive.key()? {
        Some(key) if config.secret_keys.is_empty() => {
            Some(keys::replace_kept_key(&config.data_dir, &key).context("the secret.key in DATA_DIR cannot be written")?)
        }
        _ => None,
    };
    let key_missing = !Keyring::load(config)?.has_key(&manifest.key_id);
    let key_before = replaced.as_ref().and_then(|replaced| replaced.before.clone());
    if let Err(error) = filling.commit().await {
        if let Some(Err(undone)) = replaced.map(keys::Replaced::undo) {
            return Err(error.context(format!("the secret.key in DATA_DIR is the backup's now ({undone})")));
        }
        return Err(error);
    }
    Ok(Restored { manifest, key_before, key_missing })
}

async fn restore_contents(storage: &Storage, archive: &mut Archive) -> Result<()> {
    for at in 0..archive.entries() {
        let Some(mut content) = archive.content(at)? else { continue };
        let mut writing = storage.begin(content.id, content.part).await?;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            if content.entry.by_ref().take(PIECE as u64).read_to_end(&mut piece)? == 0 {
                break;
            }
            writing.write(Bytes::from(piece)).await?;
        }
        let finished = writing.finish().await;
        // One that fails takes nothing from the content that may be there already.
        writing.keep();
        finished?;
    }
    Ok(())
}
