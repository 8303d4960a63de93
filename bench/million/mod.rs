//! An installation as it is after years: a million cards on a thousand boards, or any other number of both, with the people,
//! events, notifications and mails that go with them. Written past the API by SQL that both engines take (`rows.sql`,
//! `events.sql`), within minutes.

use std::path::Path;

use argon2::{Argon2, PasswordHasher};
use serde_json::json;
use shared::clock::Clock;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous},
};

use crate::support::{Client, PASSWORD, Person};

const ROWS: [&str; 2] = [include_str!("rows.sql"), include_str!("events.sql")];

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// A multiple of ten: so many are one team's.
    pub boards: i64,
    /// On each of them; a few have more.
    pub cards: i64,
    /// Of these, how many are not archived.
    pub live: i64,
}

impl Form {
    /// Where nothing was archived yet.
    pub const NEW: Form = Form { boards: 100, cards: 50, live: 50 };
    pub const MILLION: Form = Form { boards: 1_000, cards: 1_000, live: 50 };

    /// Fills a PostgreSQL database that has a schema and no rows.
    pub async fn fill_postgres(self, url: &str) {
        let mut server = PgConnection::connect(url).await.expect("PostgreSQL answers");
        let parts = [include_str!("postgres_before.sql"), &self.made(), ROWS[0], ROWS[1], include_str!("postgres_after.sql")];
        // The last by itself: it may not be part of a transaction.
        for text in [&parts.join("\n"), "VACUUM ANALYZE"] {
            sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut server).await.expect("the rows can be written");
        }
        server.close().await.expect("it says goodbye");
    }

    /// Fills a SQLite database that has a schema and no rows, and that nobody has open.
    pub async fn fill_sqlite(self, file: &Path) {
        let options = SqliteConnectOptions::new().filename(file).foreign_keys(false).disable_statement_logging();
        // A file that is not filled to the end is thrown away.
        let options = options.journal_mode(SqliteJournalMode::Off).synchronous(SqliteSynchronous::Off);
        let options = options.locking_mode(SqliteLockingMode::Exclusive).pragma("cache_size", "-500000");
        let mut file = options.pragma("temp_store", "memory").connect().await.expect("the file opens");
        let named = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
        let indexes: Vec<(String, String)> = sqlx::query_as(named).fetch_all(&mut file).await.expect("it has a schema");
        run(&mut file, &format!("BEGIN;{}", self.made())).await;
        for (name, _) in &indexes {
            run(&mut file, &format!("DROP INDEX {name}")).await;
        }
        for rows in ROWS {
            run(&mut file, rows).await;
        }
        for (_, text) in &indexes {
            run(&mut file, text).await;
        }
        run(&mut file, "COMMIT; ANALYZE; PRAGMA journal_mode = WAL").await;
        file.close().await.expect("it closes");
    }

    fn made(self) -> String {
        let Form { boards, cards, live } = self;
        assert!(boards % 10 == 0 && live <= cards, "{self:?}");
        let password = Argon2::default().hash_password(PASSWORD.as_bytes()).expect("it can be hashed");
        let now = Clock::default().now().timestamp();
        let number = |number: i64, name: &str| format!("CAST({number} AS BIGINT) AS {name}");
        format!(
            "CREATE TEMP TABLE made AS SELECT {}, {}, {}, {}, '{password}' AS password_hash;",
            number(boards, "boards"),
            number(cards, "cards"),
            number(live, "live"),
            number(now, "made_at"),
        )
    }
}

async fn run(file: &mut SqliteConnection, text: &str) {
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(file).await.unwrap_or_else(|error| panic!("{error}: {text}"));
}

/// One of the people in it, signed in. The first hundred are the first team's; the first of each team has the most to do.
pub async fn sign_in(api: &Client, number: i64) -> Person {
    let body = json!({"email": format!("person{number}@example.org"), "password": PASSWORD});
    Person::of(api, &api.post("/auth/login", body).await.expect(200))
}
