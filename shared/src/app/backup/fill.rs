//! Filling a database, in one transaction: the schema of what comes, its rows, and then what later migrations make of them.

use anyhow::{Context, Result, ensure};
use futures_util::{Stream, TryStreamExt};
use serde_json::Value;
use uuid::Uuid;

use super::Sum;
use crate::{
    app::{Audit, Trace},
    clock::Clock,
    domain::AuditAction,
    store::{
        self, Db, Schema, Tx, audit,
        copy::{self, Table},
        schema,
    },
};

/// Rows and bytes that go into one statement.
const ROWS: usize = 500;
const BYTES: usize = 1 << 20;

pub struct Filling {
    db: Db,
    tx: Tx,
    clock: Clock,
    /// Those of the schema that it has for now.
    pub tables: Vec<Table>,
}

impl Filling {
    /// Opens a database that nobody else has open, and gives it the schema of this version, anew: what is in it goes with
    /// the commit. `emptied` is asked whether that may be, with the number of accounts, where there are any.
    pub async fn begin(url: &str, version: i64, emptied: impl FnOnce(i64) -> Result<()>) -> Result<Self> {
        let db = store::connect_alone(url, true).await?;
        let clock = Clock::default();
        db.follow_time(&clock).await?;
        let mut tx = db.begin().await?;
        copy::take_time(&mut tx).await?;
        if let Some(there) = schema::find_version(&mut tx).await? {
            ensure!(there <= schema::newest(), schema::too_new(there));
            let accounts = copy::count_accounts(&mut tx).await?;
            if accounts > 0 {
                emptied(accounts)?;
            }
            copy::drop_all(&mut tx, there).await?;
        }
        copy::make_schema(&mut tx, Some(version)).await?;
        let tables = copy::list_tables(&mut tx, version).await?;
        Ok(Self { db, tx, clock, tables })
    }

    /// Inserts the rows of a table; says what came, and what is there now.
    pub async fn load(&mut self, table: &Table, lines: impl Stream<Item = Result<String>>) -> Result<(Sum, Sum)> {
        let mut came = Sum::default();
        let (mut batch, mut bytes) = (Vec::with_capacity(ROWS), 0);
        let mut lines = std::pin::pin!(lines);
        while let Some(line) = lines.try_next().await? {
            came.add(&line);
            bytes += line.len();
            batch.push(line);
            if batch.len() == ROWS || bytes >= BYTES {
                copy::insert_rows(&mut self.tx, table, &batch).await?;
                batch.clear();
                bytes = 0;
            }
        }
        copy::insert_rows(&mut self.tx, table, &batch).await?;
        let mut there = Sum::default();
        let mut rows = copy::read_rows(&mut self.tx, table);
        while let Some(line) = rows.try_next().await? {
            there.add(&line);
        }
        Ok((came, there))
    }

    /// Brings the schema up to date and lets the instance go on from here. It is not committed yet.
    pub async fn settle(&mut self, details: Value) -> Result<()> {
        copy::make_schema(&mut self.tx, None).await.context("the newer migrations")?;
        let now = self.clock.now();
        copy::settle(&mut self.tx, Uuid::now_v7(), now).await?;
        let entry = Audit::new(AuditAction::Restored).with(details).entry(None, &Trace::command_line(), now);
        Ok(audit::insert_entry(&mut self.tx, &entry).await?)
    }

    /// All of it counts from now on.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        self.db.close().await;
        Ok(())
    }
}

/// Makes what the rows of a database only imply: words to search by, statistics. Every start does so where it was not done.
///
/// # Errors
/// Why it could not be done now. Nothing is lost by that.
pub async fn make_ready(url: &str) -> Result<()> {
    let db = store::connect(url, 2, Schema::Migrate).await?;
    let made = db.maintain().await;
    db.close().await;
    Ok(made?)
}
