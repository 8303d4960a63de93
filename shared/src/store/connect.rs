//! Opening the database and bringing its schema up to date.

use std::{fs::File, io, path::Path, str::FromStr, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Db, Result, StoreError, refold::refold};
use crate::clock::Clock;

/// Where in the log stands what PostgreSQL remarks on statements.
pub const NOTICES: &str = "sqlx::postgres::notice";

static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");
static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");

/// What connecting does about the schema.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Apply what is missing, under a lock, so that any number of processes may start at the same time.
    Migrate,
    /// Leave it alone.
    Keep,
}

/// Opens the database that `url` names (`postgres://…` or `sqlite://path`) with at most `connections` connections.
pub async fn connect(url: &str, connections: u32, schema: Schema) -> Result<Db> {
    if url.starts_with("postgres") { postgres(url, connections, schema).await } else { sqlite(url, connections, schema).await }
}

async fn postgres(url: &str, connections: u32, schema: Schema) -> Result<Db> {
    let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(256).application_name("boardwire");
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    if schema == Schema::Migrate {
        POSTGRES.run(&pool).await.map_err(|e| sqlx::Error::Migrate(Box::new(e)))?;
    }
    let db = Db::Postgres(pool);
    if schema == Schema::Migrate {
        refold(&db).await?;
    }
    Ok(db)
}

async fn sqlite(url: &str, connections: u32, schema: Schema) -> Result<Db> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .pragma("cache_size", "-8000")
        .pragma("temp_store", "memory")
        .pragma("mmap_size", "268435456")
        .optimize_on_close(true, None);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone())
        .await?;
    let mut _alone = None;
    if schema == Schema::Migrate {
        _alone = Some(alone(options.get_filename()).await?);
        SQLITE.run(&write).await.map_err(|e| sqlx::Error::Migrate(Box::new(e)))?;
    }
    let readers = connections.clamp(1, 4);
    let read = SqlitePoolOptions::new()
        .max_connections(readers)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.pragma("query_only", "1"))
        .await?;
    let db = Db::Sqlite { read, write };
    if schema == Schema::Migrate {
        refold(&db).await?;
    }
    Ok(db)
}

/// Keeps other processes from migrating the same file at the same time, until it is dropped: SQLite has no lock that
/// sqlx could take for that, as it does on PostgreSQL.
async fn alone(database: &Path) -> Result<File> {
    let path = database.with_added_extension("migrating");
    let lock = move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok::<_, io::Error>(file)
    };
    let locked = tokio::task::spawn_blocking(lock).await.map_err(|error| sqlx::Error::Io(io::Error::other(error)))?;
    Ok(locked.map_err(sqlx::Error::Io)?)
}

impl Db {
    /// Answers when the database does.
    pub async fn ping(&self) -> Result<()> {
        self.sql("SELECT CAST(1 AS BIGINT)").one::<(i64,)>().await.map(|_| ())
    }

    /// The same database over connections of its own for the job engine's statements: they do not wait for the disk when
    /// they commit, because a claim or finish that a crash of PostgreSQL undoes only means that the job runs once more.
    /// They all go by keys and small indexes, so a plan made while the table was small must not become a scan of it.
    /// Connects when first used. On SQLite it is this database itself.
    #[must_use]
    pub fn for_job_engine(&self, connections: u32) -> Db {
        let Db::Postgres(pool) = self else { return self.clone() };
        let options = PgConnectOptions::clone(&pool.connect_options())
            .application_name("boardwire jobs")
            .options([("synchronous_commit", "off"), ("enable_seqscan", "off")]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(3))
            .test_before_acquire(false)
            .connect_lazy_with(options);
        Db::Postgres(pool)
    }

    /// Sets `clock` to PostgreSQL's time, which is what the processes of one installation share. SQLite's processes
    /// share the machine's. Tells how far this machine's clock is off.
    pub async fn follow_time(&self, clock: &Clock) -> Result<TimeDelta> {
        let Db::Postgres(_) = self else { return Ok(TimeDelta::zero()) };
        let machine = Clock::default();
        let before = machine.now();
        let (theirs,) = self.sql("SELECT clock_timestamp()").one::<(DateTime<Utc>,)>().await?;
        let after = machine.now();
        let difference = theirs - (before + (after - before) / 2);
        clock.follow(difference);
        Ok(difference)
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        StoreError::Database(sqlx::Error::Migrate(Box::new(error)))
    }
}
