//! Making a backup, while the instance runs.

use std::{
    fs::{self, File},
    io::{BufWriter, ErrorKind, IntoInnerError, Write},
    path::Path,
};

use anyhow::{Context, Result, bail, ensure};
use futures_util::TryStreamExt;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Contents, Manifest, Sum, TableEntry,
    archive::{Hashing, KEY, MANIFEST, content_name, table_name},
};
use crate::{
    app::{Audit, Ctx, Trace, Work},
    config::Config,
    domain::{AuditAction, FileId, ImportId},
    draft::Draft,
    keys,
    storage::{Part, StorageError},
    store::{
        self, Tx,
        copy::{self, Kept, Table},
        schema,
    },
};

type Zip = ZipWriter<BufWriter<File>>;

/// What was written.
pub struct Saved {
    pub manifest: Manifest,
    /// Contents that the storage does not have, or not whole, though their files are there: which, and why.
    pub lost: Vec<String>,
}

/// Whether the settings' key is there. A backup makes none: it would be another than the instance's.
pub fn check_key(config: &Config) -> Result<()> {
    let path = keys::kept_key_path(&config.data_dir);
    ensure!(
        !config.secret_keys.is_empty() || path.exists(),
        "there is no secret.key in DATA_DIR ({}), and no SECRET_KEY: a backup is made with the settings of the instance",
        config.data_dir.display()
    );
    Ok(())
}

/// Writes all of the instance into a new file, which only its owner may read; contents of files are left out unless asked
/// for. Says what is in it.
pub async fn save(ctx: &Ctx, path: &Path, with_contents: bool) -> Result<Saved> {
    let mut tx = ctx.db.begin_reading().await?;
    copy::take_time(&mut tx).await?;
    let version = schema::find_version(&mut tx).await?;
    check_version(version)?;
    let draft = begin(path)?;
    let mut zip = ZipWriter::new(BufWriter::new(draft.file()?));
    let mut manifest = Manifest::new(schema::newest(), ctx.clock.now(), ctx.keys.sealing_key_id());
    for table in copy::list_tables(&mut tx, schema::newest()).await? {
        let sum = save_table(&mut zip, &mut tx, &table).await.with_context(|| format!("the table {}", table.name))?;
        manifest.tables.push(TableEntry::new(&table, sum));
    }
    let kept = copy::list_kept(&mut tx).await?;
    drop(tx);
    let mut lost = Vec::new();
    if with_contents {
        // After the rows: a content is stored before its row and taken away after it, so none is missing but what is
        // deleted meanwhile.
        let mut saving = Saving { zip: &mut zip, ctx, contents: Contents::default(), sum: Sum::default(), missing: Vec::new() };
        for kept in kept {
            saving.save(kept).await?;
        }
        let (contents, missing) = saving.finish();
        lost = still_there(ctx, missing).await?;
        manifest.contents = Some(Contents { lost: lost.len() as u64, ..contents });
    }
    if ctx.config.secret_keys.is_empty() {
        let key = fs::read(keys::kept_key_path(&ctx.config.data_dir)).context("the secret.key in DATA_DIR")?;
        zip.start_file(KEY, packed())?;
        zip.write_all(&key)?;
    }
    zip.start_file(MANIFEST, packed())?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    let written = zip.finish().context("the backup cannot be written")?;
    written.into_inner().map_err(IntoInnerError::into_error).context("the backup cannot be written")?;
    draft.publish().with_context(|| format!("{} cannot be written", path.display()))?;
    note(ctx, &manifest).await;
    Ok(Saved { manifest, lost })
}

/// Nothing that is there already is overwritten.
fn begin(path: &Path) -> Result<Draft> {
    ensure!(!path.exists(), "{} is there already", path.display());
    let partial = path.with_added_extension("partial");
    Draft::begin(path, &partial).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow::anyhow!(
            "{} is there: another backup is being written, or one was stopped before its end; then delete that file",
            partial.display()
        ),
        _ => anyhow::Error::new(error).context(format!("{} cannot be written", partial.display())),
    })
}

/// What is read here is written with the same words: only of its own schema does the program know all.
pub(super) fn check_version(version: Option<i64>) -> Result<()> {
    let newest = schema::newest();
    match version {
        None => bail!("there is no instance in this database"),
        Some(version) if version > newest => bail!(schema::too_new(version)),
        Some(version) if version < newest => bail!(
            "its schema has version {version}, and this program's is {newest}: use the program that runs on it, or bring it \
             up to date first (boardwire migrate)"
        ),
        Some(_) => Ok(()),
    }
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true)
}

async fn save_table(zip: &mut Zip, tx: &mut Tx, table: &Table) -> Result<Sum> {
    zip.start_file(table_name(&table.name), packed())?;
    let mut sum = Sum::default();
    let mut rows = copy::read_rows(tx, table);
    while let Some(line) = rows.try_next().await? {
        sum.add(&line);
        zip.write_all(line.as_bytes())?;
        zip.write_all(b"\n")?;
    }
    Ok(sum)
}

/// Contents on their way into the file.
struct Saving<'a> {
    zip: &'a mut Zip,
    ctx: &'a Ctx,
    contents: Contents,
    sum: Sum,
    /// What was not there as it should have been, and what is said of it.
    missing: Vec<(FileId, Part, String)>,
}

impl Saving<'_> {
    async fn save(&mut self, kept: Kept) -> Result<()> {
        match kept {
            Kept::File { id, size, thumbnail_size } => {
                self.content(id, Part::Content, size).await?;
                if let Some(size) = thumbnail_size {
                    self.content(id, Part::Thumbnail, size).await?;
                }
                Ok(())
            }
            Kept::Import { id, size } => self.content(id, Part::Import, size).await,
        }
    }

    async fn content(&mut self, id: FileId, part: Part, size: i64) -> Result<()> {
        let mut pieces = match self.ctx.storage.read(id, part, 0..0).await {
            Ok(pieces) => pieces,
            Err(StorageError::Missing(_)) => {
                self.missing.push((id, part, "is not in the storage".to_owned()));
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let name = content_name(id, part);
        // Most of what people keep is packed already.
        self.zip.start_file(&name, packed().compression_method(CompressionMethod::Stored))?;
        let mut hashing = Hashing::default();
        while let Some(piece) = pieces.try_next().await? {
            hashing.write_all(&piece)?;
            self.zip.write_all(&piece)?;
        }
        let written = hashing.size;
        if i64::try_from(written) != Ok(size) {
            self.missing.push((id, part, format!("has {written} bytes in the storage, not {size}")));
        }
        self.contents.count += 1;
        self.contents.bytes += written;
        self.sum.add(&hashing.line(&name));
        Ok(())
    }

    fn finish(self) -> (Contents, Vec<(FileId, Part, String)>) {
        (Contents { checksum: self.sum.checksum(), ..self.contents }, self.missing)
    }
}

/// Those of the contents whose files were not deleted after the moment of the rows, in words.
async fn still_there(ctx: &Ctx, missing: Vec<(FileId, Part, String)>) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    for some in missing.chunks(500) {
        let (imports, files): (Vec<_>, Vec<_>) = some.iter().partition(|(_, part, _)| *part == Part::Import);
        let files: Vec<FileId> = files.iter().map(|(id, ..)| *id).collect();
        let imports: Vec<ImportId> = imports.iter().map(|(id, ..)| ImportId(id.0)).collect();
        let mut there = store::files::list_existing(&ctx.db, &files).await?;
        there.extend(store::imports::list_unfinished(&ctx.db, &imports).await?.into_iter().map(|id| FileId(id.0)));
        let of = some.iter().filter(|(id, ..)| there.contains(id));
        lost.extend(of.map(|(id, part, why)| format!("{}/{id} {why}", part.folder())));
    }
    Ok(lost)
}

/// In the audit log, once it is made. A database that only reads, a standby, has no place for that.
async fn note(ctx: &Ctx, manifest: &Manifest) {
    let noted = async {
        let mut work = Work::begin(ctx, None, Trace::command_line()).await?;
        let details = serde_json::json!({"rows": manifest.rows(), "with_files": manifest.contents.is_some()});
        work.audit(Audit::new(AuditAction::BackedUp).with(details));
        work.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the backup is made; that it was is not in the audit log");
    }
}
