//! Making a backup, while the instance runs.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::{Context, Result, bail};
use futures_util::TryStreamExt;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Contents, Manifest, Sum, TableEntry,
    archive::{KEY, MANIFEST, content_name, table_name},
    draft::Draft,
};
use crate::{
    app::{Audit, Ctx, Trace, Work},
    domain::{AuditAction, FileId},
    keys,
    storage::{Part, StorageError},
    store::{
        Tx,
        copy::{self, Kept, Table},
        schema,
    },
};

type Zip = ZipWriter<BufWriter<File>>;

/// Writes all of the instance into a new file, which only its owner may read; contents of files are left out unless asked
/// for. Says what is in it.
pub async fn save(ctx: &Ctx, path: &Path, with_contents: bool) -> Result<Manifest> {
    let mut tx = ctx.db.begin_reading().await?;
    copy::take_time(&mut tx).await?;
    let version = schema::find_version(&mut tx).await?;
    check_version(version)?;
    let (draft, file) = Draft::begin(path)?;
    let mut zip = ZipWriter::new(file);
    let mut manifest = Manifest::new(schema::newest(), ctx.clock.now(), ctx.keys.sealing_key_id());
    for table in copy::list_tables(&mut tx, schema::newest()).await? {
        let sum = save_table(&mut zip, &mut tx, &table).await.with_context(|| format!("the table {}", table.name))?;
        manifest.tables.push(TableEntry::new(&table, sum));
    }
    let kept = copy::list_kept(&mut tx).await?;
    drop(tx);
    if with_contents {
        // After the rows: a content is stored before its row and taken away after it, so none is missing but what is
        // deleted at this moment.
        manifest.contents = Some(save_contents(&mut zip, ctx, kept).await?);
    }
    if ctx.config.secret_keys.is_empty() {
        let key = fs::read(keys::kept_key_path(&ctx.config.data_dir)).context("the secret.key in DATA_DIR")?;
        zip.start_file(KEY, packed())?;
        zip.write_all(&key)?;
    }
    zip.start_file(MANIFEST, packed())?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    draft.finish(zip.finish().context("the backup cannot be written")?)?;
    note(ctx, &manifest).await;
    Ok(manifest)
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

async fn save_contents(zip: &mut Zip, ctx: &Ctx, kept: Vec<Kept>) -> Result<Contents> {
    let mut contents = Contents::default();
    for kept in kept {
        match kept {
            Kept::File { id, has_thumbnail } => {
                save_content(zip, ctx, id, Part::Content, &mut contents).await?;
                if has_thumbnail {
                    save_content(zip, ctx, id, Part::Thumbnail, &mut contents).await?;
                }
            }
            Kept::Import { id } => save_content(zip, ctx, id, Part::Import, &mut contents).await?,
        }
    }
    Ok(contents)
}

async fn save_content(zip: &mut Zip, ctx: &Ctx, id: FileId, part: Part, contents: &mut Contents) -> Result<()> {
    let mut pieces = match ctx.storage.read(id, part, 0..0).await {
        Ok(pieces) => pieces,
        Err(StorageError::Missing(_)) => {
            contents.missing += 1;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    // Most of what people keep is packed already.
    zip.start_file(content_name(id, part), packed().compression_method(CompressionMethod::Stored))?;
    while let Some(piece) = pieces.try_next().await? {
        contents.bytes += piece.len() as u64;
        zip.write_all(&piece)?;
    }
    contents.count += 1;
    Ok(())
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
