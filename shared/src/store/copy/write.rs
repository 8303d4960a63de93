//! Lines back into rows. The engine takes them apart itself, many in one statement.

use super::{Column, Kind, Table, quoted};
use crate::store::{Engine, Result, Runs, Tx};

/// Inserts rows that [`super::read_rows`] wrote, of a table with the same columns; tells how many.
pub async fn insert_rows(tx: &mut Tx, table: &Table, lines: &[String]) -> Result<u64> {
    if lines.is_empty() {
        return Ok(0);
    }
    let engine = tx.engine();
    let values: Vec<_> = table.columns.iter().enumerate().map(|(at, column)| value(engine, at, column)).collect();
    let rows = match engine {
        Engine::Sqlite => "json_each($1) r",
        Engine::Postgres => "jsonb_array_elements($1::text::jsonb) r",
    };
    let text = format!("INSERT INTO {} ({}) SELECT {} FROM {rows}", quoted(&table.name), table.listed(), values.join(", "));
    tx.sql(text).planned_anew().bind(format!("[{}]", lines.join(","))).run().await
}

/// The value of a column, out of a line.
fn value(engine: Engine, at: usize, column: &Column) -> String {
    match (engine, column.kind) {
        (Engine::Sqlite, Kind::Id) => format!("unhex(r.value ->> {at}, '-')"),
        (Engine::Sqlite, _) => format!("r.value ->> {at}"),
        (Engine::Postgres, kind) => format!("(r ->> {at})::{}", of_postgres(kind)),
    }
}

fn of_postgres(kind: Kind) -> &'static str {
    match kind {
        Kind::Id => "uuid",
        Kind::Text => "text",
        Kind::Number => "bigint",
        Kind::Flag => "boolean",
        Kind::Real => "double precision",
        Kind::Time => "timestamptz",
        Kind::Day => "date",
    }
}
