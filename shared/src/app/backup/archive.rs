//! A backup as it is read. Names in it are compared with what there may be, and name nothing on our side; whatever is
//! missing, cut off or changed is found by [`Archive::check`] before anything is done with it.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use zip::{ZipArchive, read::ZipFile};

use super::{Manifest, Sum, TableEntry};
use crate::{domain::FileId, keys, storage::Part};

pub(super) const MANIFEST: &str = "manifest.json";
/// The instance's own key.
pub(super) const KEY: &str = "secret.key";
const TABLES: &str = "tables/";
const FILES: &str = "files/";
/// The longest manifest and key, in bytes.
const MOST: u64 = 16 << 20;

pub(super) fn table_name(table: &str) -> String {
    format!("{TABLES}{table}.jsonl")
}

pub(super) fn content_name(id: FileId, part: Part) -> String {
    format!("{FILES}{}/{id}", part.folder())
}

/// What is added up of a content: a zip does not compare names.
#[derive(Default)]
pub(super) struct Hashing {
    pub size: u64,
    digest: Sha256,
}

impl Hashing {
    pub fn line(self, name: &str) -> String {
        format!("{name} {} {}", self.size, keys::hex(&self.digest.finalize()))
    }
}

impl Write for Hashing {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.size += piece.len() as u64;
        self.digest.update(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Which part of which file an entry holds.
fn content_of(name: &str) -> Option<(FileId, Part)> {
    let (folder, id) = name.strip_prefix(FILES)?.split_once('/')?;
    let part = [Part::Content, Part::Thumbnail, Part::Import].into_iter().find(|part| part.folder() == folder)?;
    Some((id.parse().ok()?, part))
}

/// A part of a file, to be read.
pub(super) struct Content<'a> {
    pub id: FileId,
    pub part: Part,
    pub entry: ZipFile<'a, BufReader<File>>,
}

pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    manifest: Manifest,
}

impl Archive {
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let not_ours = || format!("{} is no backup, or not a whole one", path.display());
        let mut zip = ZipArchive::new(BufReader::new(file)).with_context(not_ours)?;
        let mut text = Vec::new();
        zip.by_name(MANIFEST).with_context(not_ours)?.take(MOST).read_to_end(&mut text).with_context(not_ours)?;
        Ok(Self { zip, manifest: Manifest::read(&text)? })
    }

    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads all of it, and fails at the first thing that is not as the manifest says.
    pub fn check(&mut self) -> Result<()> {
        let tables = self.manifest.tables.clone();
        for table in &tables {
            let mut sum = Sum::default();
            for line in self.lines(table)? {
                sum.add(&line.with_context(|| damaged(&table.name))?);
            }
            ensure!(table.is(sum), damaged(&table.name));
        }
        let (mut sum, mut bytes) = (Sum::default(), 0);
        for at in 0..self.zip.len() {
            let mut entry = self.zip.by_index(at).context("the backup is damaged")?;
            let name = entry.name().to_owned();
            if content_of(&name).is_some() {
                let mut hashing = Hashing::default();
                // To its end, where its checksum is compared.
                io::copy(&mut entry, &mut hashing).with_context(|| damaged(&name))?;
                bytes += hashing.size;
                sum.add(&hashing.line(&name));
            } else {
                let known = name == MANIFEST || name == KEY || tables.iter().any(|table| table_name(&table.name) == name);
                ensure!(known, "the backup is damaged: nothing in it is called {name:?}");
            }
        }
        let there = (sum.rows, bytes, sum.checksum());
        let said = self.manifest.contents.as_ref().map(|contents| (contents.count, contents.bytes, contents.checksum.clone()));
        let said = said.unwrap_or_else(|| (0, 0, Sum::default().checksum()));
        ensure!(there == said, "the backup is damaged: contents of files are missing, or under other names");
        self.key().map(drop)
    }

    /// The rows of a table.
    pub(super) fn lines(&mut self, table: &TableEntry) -> Result<impl Iterator<Item = io::Result<String>>> {
        let entry = self.zip.by_name(&table_name(&table.name)).with_context(|| damaged(&table.name))?;
        Ok(BufReader::new(entry).lines())
    }

    /// Contents of files: how many entries to look at with [`Archive::content`].
    pub(super) fn entries(&self) -> usize {
        self.zip.len()
    }

    /// The entry at this place, where it is such a content.
    pub(super) fn content(&mut self, at: usize) -> Result<Option<Content<'_>>> {
        let entry = self.zip.by_index(at)?;
        Ok(content_of(entry.name()).map(|(id, part)| Content { id, part, entry }))
    }

    /// The instance's key, where it is in here.
    pub(super) fn key(&mut self) -> Result<Option<String>> {
        if self.zip.index_for_name(KEY).is_none() {
            return Ok(None);
        }
        let mut key = String::new();
        self.zip.by_name(KEY).and_then(|entry| Ok(entry.take(MOST).read_to_string(&mut key)?)).with_context(|| damaged(KEY))?;
        ensure!(key.trim().len() >= 32, damaged(KEY));
        Ok(Some(key))
    }
}

fn damaged(what: &str) -> String {
    format!("the backup is damaged: {what} is not what was written")
}
