//! What a backup says of itself.

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Sum;
use crate::store::{copy::Table, schema};

/// Of the file. It changes when a program of before could not read what is written any more.
const FORMAT: u32 = 1;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// The number of the last migration.
    pub schema: i64,
    pub made_at: DateTime<Utc>,
    /// Names the instance's key without telling anything of it: what encrypts second factors and signs links.
    pub key_id: String,
    /// Each after those that it refers to.
    pub tables: Vec<TableEntry>,
    /// Absent where contents were left out.
    pub contents: Option<Contents>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableEntry {
    pub name: String,
    /// In the order in which a line has their values.
    pub columns: Vec<String>,
    pub rows: u64,
    pub checksum: String,
}

/// What is there of the storage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub count: u64,
    pub bytes: u64,
    /// A [`Sum`] of their names, lengths and SHA-256.
    pub checksum: String,
    /// Contents that the storage did not have, or not whole, though their rows are there.
    pub lost: u64,
}

impl Manifest {
    #[must_use]
    pub fn new(schema: i64, made_at: DateTime<Utc>, key_id: &str) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: FORMAT, program, schema, made_at, key_id: key_id.to_owned(), tables: Vec::new(), contents: None }
    }

    /// Reads one, if this program can make anything of the backup.
    pub fn read(text: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
            program: String,
        }
        let damaged = "the manifest of the backup is damaged";
        let head: Head = serde_json::from_slice(text).context(damaged)?;
        ensure!(
            head.format <= FORMAT,
            "the backup has format {}, and this program reads formats up to {FORMAT}: it was made by version {}",
            head.format,
            head.program
        );
        let manifest: Self = serde_json::from_slice(text).context(damaged)?;
        ensure!(
            manifest.schema <= schema::newest(),
            "the backup is of a newer program, version {}: {}",
            manifest.program,
            schema::too_new(manifest.schema)
        );
        Ok(manifest)
    }

    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

impl TableEntry {
    #[must_use]
    pub fn new(table: &Table, sum: Sum) -> Self {
        let columns = table.columns.iter().map(|column| column.name.clone()).collect();
        Self { name: table.name.clone(), columns, rows: sum.rows, checksum: sum.checksum() }
    }

    #[must_use]
    pub fn is(&self, sum: Sum) -> bool {
        self.rows == sum.rows && self.checksum == sum.checksum()
    }

    /// Whether a table of a database can take what is here.
    #[must_use]
    pub fn fits(&self, table: &Table) -> bool {
        self.name == table.name && self.columns.iter().eq(table.columns.iter().map(|column| &column.name))
    }
}
