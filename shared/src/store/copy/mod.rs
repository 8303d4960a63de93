//! Whole tables, whatever they hold: read out of one database as lines of text, and written into another, of the other
//! engine too. Backups are made of this, and so is the way from SQLite to PostgreSQL.
//!
//! Which tables and columns there are, and which table refers to which, is read from the schema, so that a new migration
//! needs nothing here. A line is a row's values as a JSON array, in the order of the columns' names, and the same on both
//! engines: an id is a UUID's text, a time is what SQLite keeps of it ([`time_text`]), a flag is 0 or 1.

mod read;
mod target;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{Connection, SqliteConnection};

pub use read::{Kept, list_kept, read_rows, take_time, time_text};
pub use target::{count_accounts, drop_all, make_schema, settle};
pub use write::insert_rows;

use super::{Engine, Result, Runs, StoreError, Tx, schema::SQLITE};

/// Tables that are not copied, and why.
pub const LEFT_OUT: [(&str, &str); 7] = [
    ("card_documents", "made anew from cards and comments"),
    ("oidc_attempts", "good for minutes, and once"),
    ("oidc_offers", "good for minutes, and once"),
    ("online", "belongs to the processes that run"),
    ("socket_processes", "belongs to the processes that run"),
    ("tickets", "good for half a minute, and once"),
    ("workers", "belongs to the processes that run"),
];

#[must_use]
pub fn is_left_out(table: &str) -> bool {
    LEFT_OUT.iter().any(|(name, _)| *name == table)
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    /// In the order of their names.
    pub columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// What a column holds. SQLite keeps flags as numbers and days as text, and is copied so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Id,
    Text,
    Number,
    Flag,
    Real,
    Time,
    Day,
}

impl Table {
    /// The columns as they stand in a statement.
    fn listed(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables to copy of a database whose schema has this version, each after those that it refers to.
pub async fn list_tables(tx: &mut Tx, version: i64) -> Result<Vec<Table>> {
    let mut tables = layout(version).await?.tables;
    tables.retain(|table| !is_left_out(&table.name));
    if tx.engine() == Engine::Postgres {
        let text = "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
                    WHERE table_schema = current_schema()";
        let types = tx.sql(text).all::<(String, String, String)>().await?;
        let types: BTreeMap<_, _> = types.into_iter().map(|(table, column, kind)| ((table, column), kind)).collect();
        for table in &mut tables {
            for column in &mut table.columns {
                let kind = types.get(&(table.name.clone(), column.name.clone())).map(String::as_str);
                column.kind = of_postgres(kind).ok_or_else(|| unknown(&table.name, &column.name, kind))?;
            }
        }
    }
    Ok(tables)
}

fn of_postgres(kind: Option<&str>) -> Option<Kind> {
    Some(match kind? {
        "uuid" => Kind::Id,
        "text" => Kind::Text,
        "bigint" => Kind::Number,
        "boolean" => Kind::Flag,
        "double precision" => Kind::Real,
        "timestamp with time zone" => Kind::Time,
        "date" => Kind::Day,
        _ => return None,
    })
}

/// SQLite has no type for times: they are texts, in columns that are named for it. A test compares this with what
/// PostgreSQL says.
fn of_sqlite(column: &str, kind: &str) -> Option<Kind> {
    Some(match kind {
        "BLOB" => Kind::Id,
        "INTEGER" => Kind::Number,
        "REAL" => Kind::Real,
        "TEXT" if column == "at" || column.ends_with("_at") => Kind::Time,
        "TEXT" => Kind::Text,
        _ => return None,
    })
}

fn unknown(table: &str, column: &str, kind: Option<&str>) -> StoreError {
    StoreError::Schema(format!("the column {table}.{column} is {}, which cannot be copied", kind.unwrap_or("not there")))
}

/// What a version of the schema consists of, on either engine: tests hold the two to the same.
struct Layout {
    /// Each after those that it refers to.
    tables: Vec<Table>,
    /// What SQLite searches words with.
    indexes: Vec<String>,
}

/// Found out by making that schema in memory.
async fn layout(version: i64) -> Result<Layout> {
    const OURS: &str = "FROM pragma_table_list t WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' \
                        AND t.name <> '_sqlx_migrations'";
    let mut scratch = SqliteConnection::connect("sqlite::memory:").await?;
    SQLITE.run_to(version, &mut scratch).await?;
    let text = format!("SELECT t.name, t.type {OURS} ORDER BY t.name");
    let names: Vec<(String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(text)).fetch_all(&mut scratch).await?;
    let (mut tables, mut indexes) = (Vec::new(), Vec::new());
    for (name, kind) in names {
        match kind.as_str() {
            "table" => {
                let text = "SELECT name, type FROM pragma_table_info($1) ORDER BY name";
                let found: Vec<(String, String)> = sqlx::query_as(text).bind(&name).fetch_all(&mut scratch).await?;
                let mut columns = Vec::with_capacity(found.len());
                for (column, kind) in found {
                    let kind = of_sqlite(&column, &kind).ok_or_else(|| unknown(&name, &column, Some(&kind)))?;
                    columns.push(Column { name: column, kind });
                }
                tables.push(Table { name, columns });
            }
            "virtual" => indexes.push(name),
            _ => {}
        }
    }
    let text = "SELECT DISTINCT m.name, f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
                WHERE m.type = 'table' AND f.\"table\" <> m.name";
    let references: BTreeSet<(String, String)> = sqlx::query_as(text).fetch_all(&mut scratch).await?.into_iter().collect();
    scratch.close().await?;
    Ok(Layout { tables: in_order(tables, &references)?, indexes })
}

fn in_order(mut left: Vec<Table>, references: &BTreeSet<(String, String)>) -> Result<Vec<Table>> {
    let mut ordered: Vec<Table> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |table: &Table| {
            let mut of = references.iter().filter(|(from, _)| *from == table.name);
            of.any(|(_, to)| ordered.iter().all(|table| table.name != *to))
        };
        let (later, now): (Vec<_>, Vec<_>) = left.into_iter().partition(waits);
        if now.is_empty() {
            return Err(StoreError::Schema(format!("the table {} refers to itself by way of others", later[0].name)));
        }
        ordered.extend(now);
        left = later;
    }
    Ok(ordered)
}
