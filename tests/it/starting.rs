//! Starting where something is not as it should be: one clear line and a non-zero exit, or waiting for who puts it right.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use reqwest::Method;
use serde_json::json;
use shared::store::{Db, Schema, connect};
use sqlx::Connection;

use crate::support::{Engine, Place, Process, TestApp, block_on, jobs::until, own_servers::Postgres, stories};

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
    let mut given_up = Process::spawn(app.place(), "all", &[]);
    for starting in [&process, &given_up] {
        let watch = starting.operator();
        until("it lives", async || watch.try_get("/healthz").await.is_some_and(|status| status == 200)).await;
        let ready = watch.outside(Method::GET, "/readyz").await;
        assert_eq!((ready.status.as_u16(), &ready.json()["status"]), (503, &json!("starting")));
        assert_eq!(watch.try_get("/metrics").await.unwrap(), 503);
        assert_eq!(starting.visitor().try_get("/").await, None, "nobody listens yet, so that proxies ask another");
        assert_eq!(starting.log().lines().count(), 0, "{}", starting.log());
    }
    assert!(given_up.terminate().await.success(), "it is asked to end, and does so in order: {}", given_up.log());
    assert!(process.ended().is_none(), "{}", process.log());
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

/// Whoever starts a new version beside the old one by mistake has upgraded nothing.
#[test]
fn an_address_that_is_taken_is_named_before_anything_is_done() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let roles = ["all", "api", "worker", "scheduler"].map(|role| ("METRICS_ADDR", role));
        for (setting, role) in roles.into_iter().chain([("BIND_ADDR", "all"), ("BIND_ADDR", "api")]) {
            let log = fails(&place, role, &[(setting, &address)], Duration::from_secs(15)).await;
            assert!(log.contains(setting) && log.contains(&address), "{log}");
        }
        assert_eq!(made_in(&place), [""; 0]);
    });
}

/// What is in the place beside logs.
fn made_in(place: &Place) -> Vec<String> {
    let names = fs::read_dir(place.folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| Path::new(name).extension().is_none_or(|end| end != "log")).collect()
}

/// They show what is there, so they neither make anything nor upgrade what an older program runs on.
#[test]
fn commands_that_look_leave_the_schema_alone() {
    block_on(async {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let place = Place::new(engine).await;
            let looks =
                [&["admin", "queues"][..], &["admin", "audit"], &["admin", "jobs", "list"], &["admin", "remove-totp", "ada"]];
            // Tests get a PostgreSQL that has its schema.
            for look in looks.into_iter().filter(|_| engine == Engine::Sqlite) {
                let refused = Process::command(&place, look, &[]).await.unwrap_err();
                assert!(refused.contains("boardwire migrate") && refused.lines().count() == 1, "{look:?}: {refused}");
                assert_eq!(made_in(&place), [""; 0]);
            }
            Process::command(&place, &["migrate"], &[]).await.unwrap();
            Process::command(&place, looks[0], &[]).await.unwrap();

            // As a program of one version later sees it, and one of a version before.
            let db = connect(place.config(&[]).database_url().expose(), 1, Schema::Keep).await.unwrap();
            let (newest,): (i64,) = db.sql("SELECT max(version) FROM _sqlx_migrations").one().await.unwrap();
            for (version, why) in [(newest - 1, "boardwire migrate"), (9_999, "newer than this program")] {
                let text = "UPDATE _sqlx_migrations SET version = $1 WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
                if version < newest {
                    db.write("DELETE FROM _sqlx_migrations WHERE version = $1").bind(newest).run().await.unwrap();
                } else {
                    db.write(text).bind(version).run().await.unwrap();
                }
                let refused = Process::command(&place, looks[0], &[]).await.unwrap_err();
                assert!(refused.contains(why) && refused.lines().count() == 1, "{refused}");
                let (found,): (i64,) = db.sql("SELECT max(version) FROM _sqlx_migrations").one().await.unwrap();
                assert_eq!(found, version, "it is left as it was");
            }
            db.close().await;
            place.clear().await;
        }
    });
}
