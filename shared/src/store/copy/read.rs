//! Rows as lines. They are never gathered: each comes as its reader takes it, all as of the transaction's moment.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use futures_util::{StreamExt, stream::BoxStream};
use serde_json::Value;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use uuid::Uuid;

use super::{Kind, Table, quoted};
use crate::{
    domain::{FileId, moment},
    store::{Engine, Result, Runs, Tx},
};

/// Lets a transaction take as long as the copy does, whatever the server is set to: it may wait for a person, or for
/// contents to be written.
pub async fn take_time(tx: &mut Tx) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        let text = "SELECT set_config('idle_in_transaction_session_timeout', '0', true), \
                    set_config('statement_timeout', '0', true)";
        tx.sql(text).one::<(String, String)>().await?;
    }
    Ok(())
}

/// The rows of a table, in no order.
pub fn read_rows<'t>(tx: &'t mut Tx, table: &Table) -> BoxStream<'t, Result<String>> {
    let text = format!("SELECT {} FROM {}", table.listed(), quoted(&table.name));
    let query = AssertSqlSafe(text);
    let kinds: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
    match tx {
        Tx::SqliteReading(tx) => {
            sqlx::query(query).persistent(false).fetch(&mut **tx).map(move |row| line(&row?, &kinds)).boxed()
        }
        Tx::Sqlite(tx) => sqlx::query(query).persistent(false).fetch(&mut **tx).map(move |row| line(&row?, &kinds)).boxed(),
        Tx::Postgres(tx) => sqlx::query(query).persistent(false).fetch(&mut **tx).map(move |row| line(&row?, &kinds)).boxed(),
    }
}

/// A time as SQLite keeps it, which sqlx writes so: cut to the microseconds that PostgreSQL keeps, and with as many digits
/// as they need. Equal times are equal texts.
#[must_use]
pub fn time_text(at: DateTime<Utc>) -> String {
    moment::to_microseconds(at).to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

fn line<R: Row>(row: &R, kinds: &[Kind]) -> Result<String>
where
    usize: ColumnIndex<R>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> f64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> bool: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Uuid: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> NaiveDate: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> DateTime<Utc>: Decode<'r, R::Database> + Type<R::Database>,
{
    let mut values = Vec::with_capacity(kinds.len());
    for (at, kind) in kinds.iter().enumerate() {
        values.push(match kind {
            Kind::Id => json(row.try_get::<Option<Uuid>, _>(at)?.map(|id| id.to_string())),
            Kind::Text => json(row.try_get::<Option<String>, _>(at)?),
            Kind::Number => json(row.try_get::<Option<i64>, _>(at)?),
            Kind::Flag => json(row.try_get::<Option<bool>, _>(at)?.map(i64::from)),
            Kind::Real => json(row.try_get::<Option<f64>, _>(at)?),
            Kind::Time => json(row.try_get::<Option<DateTime<Utc>>, _>(at)?.map(time_text)),
            Kind::Day => json(row.try_get::<Option<NaiveDate>, _>(at)?.map(|day| day.to_string())),
        });
    }
    Ok(Value::Array(values).to_string())
}

fn json(value: Option<impl Into<Value>>) -> Value {
    value.map_or(Value::Null, Into::into)
}

/// What the storage keeps for a row, under its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    File {
        id: FileId,
        size: i64,
        /// Of the small picture, where it has one.
        thumbnail_size: Option<i64>,
    },
    /// What was sent to be imported, and is not yet.
    Import { id: FileId, size: i64 },
}

/// All that the storage keeps for rows.
pub async fn list_kept(tx: &mut Tx) -> Result<Vec<Kept>> {
    let files = tx.sql("SELECT id, size, thumbnail_size FROM files ORDER BY id").all::<(FileId, i64, Option<i64>)>().await?;
    let imports = tx.sql("SELECT id, size FROM imports WHERE finished_at IS NULL ORDER BY id").all::<(FileId, i64)>().await?;
    let files = files.into_iter().map(|(id, size, thumbnail_size)| Kept::File { id, size, thumbnail_size });
    Ok(files.chain(imports.into_iter().map(|(id, size)| Kept::Import { id, size })).collect())
}
