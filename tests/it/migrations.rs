//! What a schema may become from one version of the program to the next, and what a program does with a schema that is not
//! its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use shared::store::{
    Engine, Schema, connect,
    copy::{self, Kind, LEFT_OUT},
    schema,
};

use crate::support::{
    Place, Process, TestApp,
    backups::{admin, new_file, text},
    block_on, stories,
};

stories![a_schema_newer_than_the_program_is_one_line, a_backup_is_made_by_the_program_that_fits];

/// What takes something away from the version before, and why nothing there missed it.
const ALLOWED: [(&str, &str, &str); 7] = [
    ("0006_notifying", "DROP TABLE told", "made in this migration"),
    ("0006_notifying", "DROP TABLE deliveries", "before the first version"),
    ("0006_notifying", "ALTER TABLE new_deliveries RENAME", "before the first version"),
    ("0006_notifying", "ALTER TABLE deliveries", "before the first version"),
    ("0010_accounts", "DROP TABLE tickets", "before the first version"),
    ("0014_labels_and_checklists", "DROP TABLE card_labels", "before the first version"),
    ("0014_labels_and_checklists", "DROP TABLE labels", "before the first version"),
];

/// Processes of the version before go on while a migration runs, and after it. So nothing that they name goes away, and
/// they need not know what is new: see docs/operations.md.
#[test]
fn migrations_take_nothing_away_from_the_version_before() {
    let mut slips = Vec::new();
    let mut used = BTreeSet::new();
    for engine in ["sqlite", "postgres"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        let mut made_before = BTreeSet::new();
        for file in files {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let statements = statements(&fs::read_to_string(&file).unwrap());
            for statement in &statements {
                if let Some(table) = statement.strip_prefix("DROP TABLE ") {
                    made_before.remove(table);
                }
                if !takes_away(statement, &made_before) {
                    continue;
                }
                let allowed = ALLOWED.iter().find(|(of, begins, _)| *of == name && statement.starts_with(begins));
                match allowed {
                    Some(allowed) => _ = used.insert(allowed),
                    None => slips.push(format!("{engine}/{name}: {statement}")),
                }
            }
            made_before.extend(statements.iter().filter_map(|statement| made(statement)));
        }
    }
    assert!(
        slips.is_empty(),
        "the program's version before cannot work beside this; add first, take away one version later: {slips:#?}"
    );
    let unused: Vec<_> = ALLOWED.iter().filter(|allowed| !used.contains(allowed)).collect();
    assert!(unused.is_empty(), "these are allowed and not done: {unused:#?}");
}

/// Statements on one line each, without comments.
fn statements(text: &str) -> Vec<String> {
    let plain: Vec<_> = text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let all = plain.join(" ");
    all.split(';').map(|one| one.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|one| !one.is_empty()).collect()
}

/// The table that a statement makes.
fn made(statement: &str) -> Option<String> {
    statement.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next().map(str::to_owned)
}

fn takes_away(statement: &str, made_before: &BTreeSet<String>) -> bool {
    let upper = statement.to_uppercase();
    if upper.starts_with("DROP ") {
        // What an index is for is found without it, slowly.
        return !upper.starts_with("DROP INDEX");
    }
    if upper.starts_with("CREATE UNIQUE INDEX") {
        let table = statement.split(" ON ").nth(1).and_then(|rest| rest.split([' ', '(']).next()).unwrap_or_default();
        return made_before.contains(table);
    }
    if !upper.starts_with("ALTER TABLE") {
        return false;
    }
    if !upper.contains(" ADD COLUMN ") {
        return true;
    }
    upper.contains(" NOT NULL") && !upper.contains(" DEFAULT ") || upper.contains(" CHECK ") || upper.contains(" UNIQUE")
}

#[test]
fn what_takes_something_away_is_noticed() {
    let before = BTreeSet::from(["users".to_owned()]);
    for (statement, slips) in [
        ("DROP TABLE users", true),
        ("DROP INDEX users_name", false),
        ("ALTER TABLE users DROP COLUMN name", true),
        ("ALTER TABLE users RENAME COLUMN name TO title", true),
        ("ALTER TABLE users RENAME TO people", true),
        ("ALTER TABLE users ALTER COLUMN name SET NOT NULL", true),
        ("ALTER TABLE users ADD COLUMN age bigint NOT NULL", true),
        ("ALTER TABLE users ADD COLUMN age bigint NOT NULL DEFAULT 0", false),
        ("ALTER TABLE users ADD COLUMN age bigint", false),
        ("CREATE UNIQUE INDEX users_name ON users (name)", true),
        ("CREATE UNIQUE INDEX people_name ON people (name)", false),
        ("CREATE TABLE people (name text NOT NULL)", false),
    ] {
        assert_eq!(takes_away(statement, &before), slips, "{statement}");
    }
}

async fn a_schema_newer_than_the_program_is_one_line(app: &TestApp) {
    app.register("ada").await;
    let text = match app.place().engine {
        Engine::Sqlite => {
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, '', 1, x'00', 0)"
        }
        Engine::Postgres => {
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, '', true, '', 0)"
        }
    };
    app.ctx().db.write(text).run().await.unwrap();
    for role in ["all", "api", "worker", "scheduler", "migrate"] {
        let mut process = Process::spawn(app.place(), role, &[]);
        assert_eq!(process.wait().await.code(), Some(1), "{role}");
        let log = process.log();
        assert!(log.contains("9999") && log.contains("a later one") && log.lines().count() == 1, "{role}: {log}");
    }
    let file = new_file(app.place());
    for arguments in [&["queues"][..], &["backup", self::text(&file)]] {
        let said = admin(app.place(), arguments).await.unwrap_err();
        assert!(said.contains("9999") && said.lines().count() == 1, "{said}");
    }
}

async fn a_backup_is_made_by_the_program_that_fits(app: &TestApp) {
    app.register("ada").await;
    let text = "DELETE FROM _sqlx_migrations WHERE version = $1";
    app.ctx().db.write(text).bind(schema::newest()).run().await.unwrap();
    let file = new_file(app.place());
    let said = admin(app.place(), &["backup", self::text(&file)]).await.unwrap_err();
    assert!(said.contains("boardwire migrate") && said.lines().count() == 1, "{said}");
    assert!(!file.exists());
}

/// What of the schema a backup relies on, and no migration may forget.
#[test]
fn every_table_is_copied_or_left_out_for_a_reason() {
    block_on(async {
        let mut found = Vec::new();
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let place = Place::new(engine).await;
            let db = connect(place.config(&[]).database_url().expose(), 2, Schema::Migrate).await.unwrap();
            let mut tx = db.begin_reading().await.unwrap();
            let tables = copy::list_tables(&mut tx, schema::newest()).await.unwrap();
            drop(tx);
            let names = match engine {
                Engine::Sqlite => {
                    "SELECT name, name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                     AND name NOT LIKE 'sqlite%' AND name <> '_sqlx_migrations'"
                }
                Engine::Postgres => {
                    "SELECT tablename::text, tablename::text FROM pg_tables WHERE schemaname = current_schema() \
                     AND tablename <> '_sqlx_migrations'"
                }
            };
            let names: BTreeSet<_> =
                db.sql(names).all::<(String, String)>().await.unwrap().into_iter().map(|(name, _)| name).collect();
            let left_out = LEFT_OUT.map(|(name, _)| name.to_owned());
            let known: BTreeSet<_> = tables.iter().map(|table| table.name.clone()).chain(left_out.clone()).collect();
            assert_eq!(names, known, "{engine:?}");

            let references = match engine {
                Engine::Sqlite => {
                    "SELECT m.name, f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
                }
                Engine::Postgres => {
                    "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
                }
            };
            let place_of = |name: &String| tables.iter().position(|table| table.name == *name);
            for (from, to) in db.sql(references).all::<(String, String)>().await.unwrap() {
                let Some(from_at) = place_of(&from) else { continue };
                let to_at = place_of(&to).unwrap_or_else(|| panic!("{from} refers to {to}, which is left out"));
                assert!(to_at < from_at, "{from} comes after {to}");
            }
            if engine == Engine::Postgres {
                let counters = "SELECT c.relname::text, a.attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
                                WHERE a.attidentity <> '' AND c.relnamespace = current_schema()::regnamespace";
                for (table, column) in db.sql(counters).all::<(String, String)>().await.unwrap() {
                    assert!(left_out.contains(&table), "{table}.{column} counts by itself: a copy would count from 1 again");
                }
            }
            found.push(tables);
            db.close().await;
            place.clear().await;
        }
        let [sqlite, postgres] = &found[..] else { unreachable!() };
        assert!(sqlite.len() > 30);
        let kinds = |tables: &[copy::Table]| -> BTreeMap<String, Vec<(String, Kind)>> {
            let plain = |kind| match kind {
                Kind::Flag => Kind::Number,
                Kind::Day => Kind::Text,
                other => other,
            };
            let columns = |table: &copy::Table| {
                table.columns.iter().map(|column| (column.name.clone(), plain(column.kind))).collect::<Vec<_>>()
            };
            tables.iter().map(|table| (table.name.clone(), columns(table))).collect()
        };
        assert_eq!(kinds(sqlite), kinds(postgres), "a time is in a column that is named at or …_at, and nothing else is");
        assert!(sqlite.iter().map(|table| &table.name).eq(postgres.iter().map(|table| &table.name)));
    });
}
