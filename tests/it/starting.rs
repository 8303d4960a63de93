//! Starting where something is not as it should be: one clear line and a non-zero exit, or waiting for who puts it right.

use std::{
    fs::{self, File},
    net::TcpListener,
    time::{Duration, Instant},
};

use shared::store::{Db, Schema, connect};
use sqlx::Connection;

use crate::support::{Engine, Place, Process, TestApp, block_on, own_servers::Postgres, stories};

stories![a_schema_newer_than_the_program_is_one_line, who_comes_while_another_migrates_waits];

const KEY: (&str, &str) = ("SECRET_KEY", "a-key-for-tests-only-0123456789abcdefghij");

/// Whoever cannot start says so in one line, ends with 1 and does not take longer than this.
async fn fails(place: &Place, role: &str, settings: &[(&str, &str)], within: Duration) -> String {
    let begun = Instant::now();
    let mut process = Process::spawn(place, role, settings);
    assert_eq!(process.wait().await.code(), Some(1), "{}", process.log());
    assert!(begun.elapsed() < within, "{:?}", begun.elapsed());
    let log = process.log();
    assert_eq!(log.lines().count(), 1, "{log}");
    log
}

#[test]
fn a_database_that_never_answers_is_not_waited_for_long() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://me:hunter2@{}/boards", silent.local_addr().unwrap());
        for url in [url.as_str(), "postgres://me:hunter2@nowhere.invalid/boards"] {
            let log = fails(&place, "api", &[("DATABASE_URL", url)], Duration::from_secs(15)).await;
            assert!(log.contains("the database (DATABASE_URL) cannot be used") && !log.contains("hunter2"), "{log}");
        }
    });
}

#[test]
fn a_database_that_does_not_let_us_in_is_one_line() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let postgres = Postgres::start(false);
        let wanting_a_password = postgres.url().replace("boardwire@", "stranger:hunter2@");
        postgres.ask_for_passwords("stranger");
        let mut server = sqlx::PgConnection::connect(&postgres.url()).await.unwrap();
        sqlx::raw_sql("CREATE ROLE stranger LOGIN PASSWORD 'another'").execute(&mut server).await.unwrap();
        let missing = postgres.url().replace("/postgres?", "/nothing?");
        for (url, why) in [(&wanting_a_password, "password authentication failed"), (&missing, "\"nothing\" does not exist")] {
            for role in ["api", "worker", "scheduler", "migrate"] {
                let log = fails(&place, role, &[("DATABASE_URL", url), KEY], Duration::from_secs(15)).await;
                assert!(log.contains("DATABASE_URL") && log.contains(why) && !log.contains("hunter2"), "{log}");
            }
        }
    });
}

async fn a_schema_newer_than_the_program_is_one_line(app: &TestApp) {
    let text =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES ($1, $2, $3, $4, $5)";
    let later = app.ctx().db.write(text).bind(9_999_i64).bind("later".to_owned()).bind(true).bind(vec![1_u8]).bind(0_i64);
    later.run().await.unwrap();
    for role in ["all", "migrate"] {
        let log = fails(app.place(), role, &[], Duration::from_secs(15)).await;
        assert!(log.contains("newer than this program") && log.contains("9999"), "{log}");
    }
}

/// As in a deployment: some processes are started at the same time, on a schema of before.
async fn who_comes_while_another_migrates_waits(app: &TestApp) {
    app.jobs_may_stay();
    let db = &app.ctx().db;
    let held = match db {
        Db::Sqlite { .. } => {
            let file = File::create(app.place().folder().join("boardwire.db.migrating")).unwrap();
            file.lock().unwrap();
            Held::File(file)
        }
        Db::Postgres(pool) => {
            let mut tx = pool.begin().await.unwrap();
            sqlx::query("LOCK TABLE _sqlx_migrations IN ACCESS EXCLUSIVE MODE").execute(&mut *tx).await.unwrap();
            Held::Table(Box::new(tx))
        }
    };
    let mut process = Process::spawn(app.place(), "all", &[]);
    tokio::time::sleep(Duration::from_secs(1)).await; // Nothing is to happen: there is no condition to wait for.
    assert!(process.ended().is_none() && process.log().lines().count() == 0, "{}", process.log());
    match held {
        Held::File(file) => drop(file),
        Held::Table(tx) => tx.rollback().await.unwrap(),
    }
    process.wait_until_ready().await;
    assert!(process.terminate().await.success(), "{}", process.log());
}

enum Held {
    File(File),
    Table(Box<sqlx::Transaction<'static, sqlx::Postgres>>),
}

/// The database of a version before, with its data: the first half of the migrations.
#[test]
fn an_old_schema_is_brought_up_to_date_once() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let path = place.folder().join("boardwire.db");
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
        let old = place.folder().join("old");
        fs::create_dir(&old).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        for name in &names[..names.len() / 2] {
            fs::copy(folder.join(name), old.join(name)).unwrap();
        }
        let url = format!("sqlite://{}", path.display());
        let options = url.parse::<sqlx::sqlite::SqliteConnectOptions>().unwrap().create_if_missing(true);
        let mut before = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::migrate::Migrator::new(old.as_path()).await.unwrap().run_direct(None, &mut before, false).await.unwrap();
        before.close().await.unwrap();
        let mut processes: Vec<_> = ["all", "migrate", "scheduler"].map(|role| Process::spawn(&place, role, &[])).into();
        processes[0].wait_until_ready().await;
        processes[2].wait_until_ready().await;
        assert!(processes[1].wait().await.success(), "{}", processes[1].log());
        let db = connect(&url, 1, Schema::Keep).await.unwrap();
        let (count,): (i64,) = db.sql("SELECT count(*) FROM _sqlx_migrations WHERE success").one().await.unwrap();
        assert_eq!(count, i64::try_from(names.len()).unwrap());
        db.close().await;
    });
}

#[test]
fn a_metrics_port_that_was_given_and_is_taken_is_named() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        for role in ["all", "api", "worker", "scheduler"] {
            let log = fails(&place, role, &[("METRICS_ADDR", &address)], Duration::from_secs(15)).await;
            assert!(log.contains("METRICS_ADDR") && log.contains(&address), "{log}");
        }
    });
}
