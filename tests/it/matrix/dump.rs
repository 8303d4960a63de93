//! All rows of all tables, to see that nothing was changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Engine, TestApp};

/// What may change though nothing was done.
const BOOKKEEPING: [(&str, &str); 2] = [
    ("limits", "it counts whoever tries, refused or not"),
    ("api_tokens.last_used_at", "a token that was refused something was used all the same"),
];

/// The rows of each table, as lines of text.
pub struct Dump(BTreeMap<String, String>);

/// Reads dumps of one application's database.
pub struct Dumper {
    statement: String,
}

impl Dumper {
    pub async fn new(app: &TestApp) -> Self {
        let db = &app.ctx().db;
        let columns = match app.place().engine {
            Engine::Sqlite => {
                "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations' ORDER BY m.name, c.cid"
            }
            Engine::Postgres => {
                "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public' \
                 AND table_name <> '_sqlx_migrations' ORDER BY table_name, ordinal_position"
            }
        };
        let columns = db.sql(columns).all::<(String, String)>().await.expect("the columns can be listed");
        let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let passed_over = |name: &str| BOOKKEEPING.iter().any(|(this, _)| *this == name);
        for (table, column) in &columns {
            if !passed_over(table) && !passed_over(&format!("{table}.{column}")) {
                tables.entry(table).or_default().push(column);
            }
        }
        let selects = tables.iter().map(|(table, columns)| match app.place().engine {
            Engine::Sqlite => {
                let line = columns.iter().map(|column| format!("quote(\"{column}\")")).collect::<Vec<_>>().join(" || ' ' || ");
                format!("SELECT '{table}', coalesce(group_concat({line}, char(10) ORDER BY {line}), '') FROM \"{table}\"")
            }
            Engine::Postgres => {
                let line = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
                let line = format!("row({line})::text");
                format!("SELECT '{table}', coalesce(string_agg({line}, chr(10) ORDER BY {line}), '') FROM \"{table}\"")
            }
        });
        Self { statement: selects.collect::<Vec<_>>().join(" UNION ALL ") }
    }

    pub async fn read(&self, app: &TestApp) -> Dump {
        let rows = app.ctx().db.sql(self.statement.clone()).all::<(String, String)>().await;
        Dump(rows.expect("the tables can be read").into_iter().collect())
    }
}

impl Dump {
    /// What is different in `later`, by table; nothing where nothing is.
    pub fn changes(&self, later: &Dump) -> Vec<String> {
        let different = self.0.iter().filter(|(table, rows)| later.0.get(*table) != Some(rows));
        different
            .map(|(table, rows)| {
                let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
                let (before, after) = (lines(rows), lines(&later.0[table]));
                let gone: Vec<_> = before.difference(&after).collect();
                let new: Vec<_> = after.difference(&before).collect();
                format!("{table}: {} rows are gone or other {gone:?}, {} are new {new:?}", gone.len(), new.len())
            })
            .collect()
    }
}
