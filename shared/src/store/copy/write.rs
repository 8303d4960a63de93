//! Lines back into rows. The engine takes them apart itself, many in one statement.

use std::borrow::Cow;

use serde_json::Value;

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
    let lines: Vec<Cow<str>> = match engine {
        Engine::Sqlite => lines.iter().map(|line| line.as_str().into()).collect(),
        Engine::Postgres => lines.iter().map(|line| as_postgres_reads(table, line)).collect(),
    };
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

/// The line with its days and instants as PostgreSQL reads them. It knows no signs of years, and calls those before the year
/// 1 BC; few lines have such a one, from before they were bounded.
fn as_postgres_reads<'l>(table: &Table, line: &'l str) -> Cow<'l, str> {
    if !["\"+", "\"-", "\"0000-"].iter().any(|begin| line.contains(begin)) {
        return line.into();
    }
    let Ok(mut values) = serde_json::from_str::<Vec<Value>>(line) else { return line.into() };
    for (value, column) in values.iter_mut().zip(&table.columns) {
        if matches!(column.kind, Kind::Time | Kind::Day)
            && let Some(text) = value.as_str().and_then(without_sign)
        {
            *value = text.into();
        }
    }
    Value::Array(values).to_string().into()
}

/// `+10000-01-01…` is `10000-01-01…`; the year before 1 is 0 here and `0001 BC` there.
fn without_sign(text: &str) -> Option<String> {
    let (year, rest) = text.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| text.split_at(at))?;
    let year: i64 = year.parse().ok()?;
    Some(if year > 0 { format!("{year:04}{rest}") } else { format!("{:04}{rest} BC", 1 - year) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_written_as_postgresql_reads_them() {
        for (text, wanted) in [
            ("+10000-01-01T00:30:00+00:00", "10000-01-01T00:30:00+00:00"),
            ("0000-12-31", "0001-12-31 BC"),
            ("-0043-03-15", "0044-03-15 BC"),
            ("2026-11-21", "2026-11-21"),
        ] {
            assert_eq!(without_sign(text).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn texts_stay_as_they_are() {
        let column = |name: &str, kind| Column { name: name.to_owned(), kind };
        let table = Table {
            name: "t".to_owned(),
            columns: vec![column("at", Kind::Time), column("n", Kind::Number), column("x", Kind::Text)],
        };
        let line = r#"["-0001-01-01T00:00:00+00:00",9007199254740993,"+10000-01-01"]"#;
        let wanted = r#"["0002-01-01T00:00:00+00:00 BC",9007199254740993,"+10000-01-01"]"#;
        assert_eq!(as_postgres_reads(&table, line), wanted);
    }
}
