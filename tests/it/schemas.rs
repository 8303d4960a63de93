//! The two folders of migrations make the same schema: the same tables, columns, keys and indexes, in types that both
//! engines carry alike.
//!
//! Each schema is read back from its engine's own catalogue as lines of text, in PostgreSQL's words for SQLite too, so
//! that a difference is a line that only one side has.

use std::{collections::BTreeSet, fs, path::Path};

use shared::store::{Db, Engine, Schema, connect};
use sqlx::{PgPool, SqlitePool};

use crate::support::{Place, block_on};

#[test]
fn both_engines_have_the_same_schema() {
    block_on(async {
        let mut schemas = Vec::new();
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let place = Place::new(engine).await;
            let config = place.config(&[]);
            let db = connect(config.database_url().expose(), 2, Schema::Migrate).await.unwrap();
            schemas.push(match &db {
                Db::Sqlite { read, .. } => of_sqlite(read).await.unwrap(),
                Db::Postgres(pool) => of_postgres(pool).await.unwrap(),
            });
            db.close().await;
            place.clear().await;
        }
        let [sqlite, postgres] = &schemas[..] else { unreachable!() };
        assert!(sqlite.iter().any(|line| line.starts_with("table users ")), "the schema is read: {sqlite:#?}");
        assert!(
            sqlite == postgres,
            "the schemas differ; make migrations/sqlite and migrations/postgres say the same.\n\
             Only in SQLite: {:#?}\nOnly in PostgreSQL: {:#?}",
            sqlite.difference(postgres).collect::<Vec<_>>(),
            postgres.difference(sqlite).collect::<Vec<_>>(),
        );
    });
}

#[test]
fn both_folders_hold_the_same_migrations() {
    let names = |engine: &str| -> BTreeSet<_> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"), "each migration has one file of the same name in either folder");
}

/// A line for each thing in the schema. What a type is called on the other engine is said here and nowhere else.
async fn of_postgres(pool: &PgPool) -> sqlx::Result<BTreeSet<String>> {
    let mut lines = BTreeSet::new();
    let columns: Vec<(String, String, String, bool, Option<String>)> = sqlx::query_as(
        "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, \
                pg_get_expr(d.adbin, d.adrelid) \
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
         LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped \
           AND c.relname <> '_sqlx_migrations'",
    )
    .fetch_all(pool)
    .await?;
    for (table, column, kind, not_null, default) in columns {
        let kind = match kind.as_str() {
            "uuid" => "BLOB",
            "timestamp with time zone" | "date" | "text" => "TEXT",
            "bigint" | "boolean" => "INTEGER",
            "double precision" => "REAL",
            other => panic!("{table}.{column} is {other}: say here what that is on SQLite, if both carry it alike"),
        };
        lines.insert(format!("table {table} column {column} {kind}{}{}", null(not_null), given(default)));
    }

    let indexes: Vec<Index> = sqlx::query_as(
        "SELECT t.relname::text AS on_table, CASE WHEN k.oid IS NULL THEN i.relname::text END AS name, \
                x.indisprimary AS is_primary, x.indisunique AS is_unique, \
                ARRAY(SELECT replace(pg_get_indexdef(x.indexrelid, n, true), '\"', '') || \
                             CASE x.indoption[n - 1] & 1 WHEN 1 THEN ' DESC' ELSE '' END \
                      FROM generate_series(1, x.indnkeyatts::int) n ORDER BY n) AS columns, \
                pg_get_expr(x.indpred, x.indrelid) AS condition \
         FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid \
         LEFT JOIN pg_constraint k ON k.conindid = x.indexrelid AND k.contype IN ('p', 'u') \
         WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> '_sqlx_migrations' \
           AND i.relam = (SELECT oid FROM pg_am WHERE amname = 'btree')", // Each engine indexes words in its own way.
    )
    .fetch_all(pool)
    .await?;
    lines.extend(indexes.iter().map(Index::line));

    let references: Vec<(String, Vec<String>, String, String)> = sqlx::query_as(
        "SELECT t.relname::text, \
                ARRAY(SELECT a.attname::text FROM unnest(k.conkey) n JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n), \
                f.relname::text, \
                CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END \
         FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid \
         WHERE k.contype = 'f'",
    )
    .fetch_all(pool)
    .await?;
    for (table, columns, target, on_delete) in references {
        lines.insert(format!("table {table} ({}) references {target} on delete {on_delete}", columns.join(", ")));
    }
    Ok(lines)
}

async fn of_sqlite(pool: &SqlitePool) -> sqlx::Result<BTreeSet<String>> {
    let mut lines = BTreeSet::new();
    let tables: Vec<(String, bool)> = sqlx::query_as(
        "SELECT name, strict FROM pragma_table_list \
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_sqlx_migrations'",
    )
    .fetch_all(pool)
    .await?;
    for (table, strict) in tables {
        assert!(strict, "{table} is not STRICT: SQLite would take any type into any column");
        // A STRICT table's primary key is never null, said or not.
        let columns: Vec<(String, String, bool, Option<String>)> =
            sqlx::query_as("SELECT name, type, \"notnull\" OR pk > 0, dflt_value FROM pragma_table_info($1)")
                .bind(&table)
                .fetch_all(pool)
                .await?;
        for (column, kind, not_null, default) in columns {
            lines.insert(format!("table {table} column {column} {kind}{}{}", null(not_null), given(default)));
        }

        let indexes: Vec<(String, bool, String, Option<String>)> = sqlx::query_as(
            "SELECT l.name, l.\"unique\", l.origin, m.sql FROM pragma_index_list($1) l LEFT JOIN sqlite_master m ON m.name = l.name",
        )
        .bind(&table)
        .fetch_all(pool)
        .await?;
        for (name, unique, origin, sql) in indexes {
            let columns: Vec<String> = sqlx::query_scalar(
                "SELECT coalesce(name, 'an expression') || iif(desc, ' DESC', '') FROM pragma_index_xinfo($1) WHERE key ORDER BY seqno",
            )
            .bind(&name)
            .fetch_all(pool)
            .await?;
            let condition = sql.and_then(|sql| sql.split_once(" WHERE ").map(|(_, condition)| condition.to_owned()));
            let name = if origin == "c" { Some(name) } else { None };
            let index =
                Index { on_table: table.clone(), name, is_primary: origin == "pk", is_unique: unique, columns, condition };
            lines.insert(index.line());
        }

        // A number that is the primary key is where the row is: it has no index.
        let number: Option<String> = sqlx::query_scalar(
            "SELECT name FROM pragma_table_info($1) WHERE pk > 0 \
             AND NOT EXISTS (SELECT 1 FROM pragma_index_list($1) WHERE origin = 'pk')",
        )
        .bind(&table)
        .fetch_optional(pool)
        .await?;
        lines.extend(number.map(|column| format!("table {table} primary key ({column})")));

        let references: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT group_concat(\"from\", ', ' ORDER BY seq), \"table\", on_delete FROM pragma_foreign_key_list($1) GROUP BY id",
        )
        .bind(&table)
        .fetch_all(pool)
        .await?;
        for (columns, target, on_delete) in references {
            lines.insert(format!("table {table} ({columns}) references {target} on delete {on_delete}"));
        }
    }
    Ok(lines)
}

fn null(not_null: bool) -> &'static str {
    if not_null { " not null" } else { "" }
}

fn given(default: Option<String>) -> String {
    default.map(|value| format!(" default {}", plain(&value))).unwrap_or_default()
}

#[derive(sqlx::FromRow)]
struct Index {
    on_table: String,
    /// Only an index that a migration names has one to compare; the engines name the others as they like.
    name: Option<String>,
    is_primary: bool,
    is_unique: bool,
    columns: Vec<String>,
    /// Of a partial index.
    condition: Option<String>,
}

impl Index {
    fn line(&self) -> String {
        let Self { on_table, columns, .. } = self;
        let kind = match (self.is_primary, self.is_unique) {
            (true, _) => "primary key",
            (false, true) => "unique",
            (false, false) => "index",
        };
        let name = self.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let condition = self.condition.as_ref().map(|text| format!(" where {}", plain(text))).unwrap_or_default();
        format!("table {on_table} {kind}{name} ({}){condition}", columns.join(", "))
    }
}

/// An expression without what the engines put in differently when they print it.
fn plain(expression: &str) -> String {
    let text = expression.replace(['(', ')'], "").replace("::text", "").replace("::bigint", "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
