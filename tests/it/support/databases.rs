//! Databases of one's own on the PostgreSQL server: each test gets a copy of a template that holds the schema.
//!
//! The template's name tells its migrations, so a changed migration makes a new one. What earlier runs left behind on
//! a server that outlives them (killed runs, templates of other migrations) is dropped once it is a day old.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    time::Duration,
};

use shared::{
    clock::Clock,
    store::{self, Db, Engine, Schema},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;

use super::servers;

/// Before every name made here. The second part is when, in seconds since 1970.
const COPY: &str = "boardwire_test";
const TEMPLATE: &str = "boardwire_template";
/// Fails whoever changes a board and not its stamp.
const STAMPS: &str = include_str!("stamps.sql");
const DAY: i64 = 24 * 60 * 60;
/// Of the advisory lock under which a template is made: any number that nobody else takes.
const LOCK: i64 = 0x0062_6f61_7264;

/// The address of a new database with the present schema.
pub async fn create() -> Url {
    let mut server = connect().await;
    let template = template(&mut server).await;
    let name = format!("{COPY}_{}_{}", now(), Uuid::now_v7().simple());
    run(&mut server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    address_of(&name)
}

/// Lets a test write rows of its own, which is nobody's change, without stamping boards.
pub async fn unstamped(db: &Db) {
    if db.engine() == Engine::Postgres {
        for table in ["cards", "card_assignees", "card_labels"] {
            db.write(format!("ALTER TABLE {table} DISABLE TRIGGER stamped")).run().await.expect("the trigger is there");
        }
    }
}

/// Drops a database that [`create`] made, whoever is still connected to it.
pub async fn drop(database: &Url) {
    let name = database.path().trim_start_matches('/');
    assert!(name.starts_with(COPY), "{name} is none of ours");
    run(&mut connect().await, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
}

/// The template's name; it is there when this returns.
async fn template(server: &mut PgConnection) -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(async || {
        let ending = format!("_{:016x}", migrations());
        run(server, &format!("SELECT pg_advisory_lock({LOCK})")).await;
        drop_old(server, &ending).await;
        let there = names(server, TEMPLATE).await.into_iter().find(|name| name.ends_with(&ending));
        let name = match there {
            Some(name) => name,
            None => make_template(server, &ending).await,
        };
        run(server, &format!("SELECT pg_advisory_unlock({LOCK})")).await;
        name
    })
    .await
}

async fn make_template(server: &mut PgConnection, ending: &str) -> String {
    let draft = format!("{COPY}_{}_{}", now(), Uuid::now_v7().simple());
    run(server, &format!("CREATE DATABASE {draft} TEMPLATE template0")).await;
    let db = store::connect(address_of(&draft).as_str(), 2, Schema::Migrate).await.expect("the migrations apply");
    db.close().await;
    let mut draft_itself = PgConnection::connect(address_of(&draft).as_str()).await.expect("the draft answers");
    run(&mut draft_itself, STAMPS).await;
    draft_itself.close().await.expect("its connection closes");
    // Named last, so that a template is whole or not there.
    let name = format!("{TEMPLATE}_{}{ending}", now());
    run(server, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    name
}

async fn drop_old(server: &mut PgConnection, present: &str) {
    let mut found = names(server, COPY).await;
    found.extend(names(server, TEMPLATE).await.into_iter().filter(|name| !name.ends_with(present)));
    for name in found {
        let made = name.split('_').nth(2).and_then(|at| at.parse::<i64>().ok());
        if made.is_some_and(|made| made < now() - DAY) {
            run(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn names(server: &mut PgConnection, prefix: &str) -> Vec<String> {
    sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE starts_with(datname::text, $1 || '_')")
        .bind(prefix)
        .fetch_all(server)
        .await
        .expect("the server lists its databases")
}

/// A number that changes with the migrations, and with what the template has beside them.
fn migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut files: Vec<_> = fs::read_dir(folder).expect("the migrations are there").map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut hash = DefaultHasher::new();
    STAMPS.hash(&mut hash);
    for file in files {
        file.file_name().hash(&mut hash);
        fs::read(file).unwrap().hash(&mut hash);
    }
    hash.finish()
}

fn address_of(name: &str) -> Url {
    let mut url = servers::database_url();
    url.set_path(name);
    url
}

fn now() -> i64 {
    Clock::default().now().timestamp()
}

async fn connect() -> PgConnection {
    let url = servers::database_url();
    tokio::time::timeout(Duration::from_secs(30), PgConnection::connect(url.as_str()))
        .await
        .expect("TEST_DATABASE_URL answers within 30 s")
        .unwrap_or_else(|error| panic!("cannot connect to TEST_DATABASE_URL: {error}"))
}

async fn run(server: &mut PgConnection, statement: &str) {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
        .execute(server)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}
