//! Opening the database and bringing its schema up to date.

use std::{fs::File, io, path::Path, str::FromStr, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{
    ConnectOptions, Connection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{
    Db, Result, Runs, StoreError,
    group::Writers,
    refold::refold,
    schema::{POSTGRES, SQLITE, expect},
};
use crate::{clock::Clock, limits};

/// Where in the log stands what PostgreSQL remarks on statements.
pub const NOTICES: &str = "sqlx::postgres::notice";

/// What connecting does about the schema.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Apply what is missing, under a lock, so that any number of processes may start at the same time.
    Migrate,
    /// Refuse where it is another than this program's, and make no database where there is none: for commands that look at an
    /// instance that runs.
    Expect,
    /// Leave it alone, and make no database where there is none: for commands that read whole tables, which take long and are
    /// not to be ended for that.
    Keep,
}

/// Opens the database that `url` names (`postgres://…` or `sqlite://path`) with at most `connections` connections.
pub async fn connect(url: &str, connections: u32, schema: Schema) -> Result<Db> {
    if is_postgres(url) { postgres(url, connections, schema).await } else { sqlite(url, connections, schema).await }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres")
}

/// Opens a database over one connection, to fill it or to take it over whole, and leaves its schema alone. Fails with
/// [`StoreError::InUse`] where another process of the program has it open. On SQLite no other can open it until it is
/// closed again; where there is none, it is made only if `make` says so.
pub async fn connect_alone(url: &str, make: bool) -> Result<Db> {
    if is_postgres(url) {
        let db = postgres(url, 1, Schema::Keep).await?;
        let text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                    AND application_name LIKE 'boardwire%'";
        let (others,) = db.sql(text).one::<(i64,)>().await?;
        return if others == 0 { Ok(db) } else { Err(StoreError::InUse) };
    }
    let options = sqlite_options(url)?.create_if_missing(make).locking_mode(SqliteLockingMode::Exclusive);
    let options = options.busy_timeout(Duration::from_millis(500)).disable_statement_logging();
    let opened = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(options).await;
    let pool = opened.map_err(|error| match error {
        // SQLITE_BUSY: who else has it open holds a lock on it.
        sqlx::Error::Database(e) if e.code().as_deref() == Some("5") => StoreError::InUse,
        other => other.into(),
    })?;
    Ok(Db::Sqlite { read: pool.clone(), write: Writers::new(pool) })
}

async fn postgres(url: &str, connections: u32, schema: Schema) -> Result<Db> {
    let mut options = PgConnectOptions::from_str(url)?.statement_cache_capacity(256).application_name("boardwire");
    if schema == Schema::Migrate {
        // On a connection of its own, without limits: a migration may take its time, and those that wait for it, too.
        let alone = pool().max_connections(1).connect_with(options.clone()).await?;
        POSTGRES.run(&alone).await?;
        alone.close().await;
    }
    options = if schema == Schema::Keep { options.disable_statement_logging() } else { options.options(session()) };
    let pool = pool().max_connections(connections).connect_with(options).await?;
    begun(Db::Postgres(pool), schema).await
}

fn pool() -> PgPoolOptions {
    PgPoolOptions::new().acquire_timeout(limits::DATABASE_TURN).test_before_acquire(false)
}

/// What PostgreSQL is asked for with each connection: no statement, lock or forgotten transaction holds up others for ever. And
/// every statement here looks for few rows by keys: to read a table whole is never cheaper in the end, and to compile one
/// takes longer than to run it.
fn session() -> [(&'static str, String); 5] {
    let milliseconds = |time: Duration| time.as_millis().to_string();
    [
        ("jit", "off".to_owned()),
        ("random_page_cost", "1.1".to_owned()),
        ("statement_timeout", milliseconds(limits::STATEMENT_WITHIN)),
        ("lock_timeout", milliseconds(limits::LOCK_WITHIN)),
        ("idle_in_transaction_session_timeout", milliseconds(limits::IDLE_IN_TRANSACTION)),
    ]
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions> {
    Ok(SqliteConnectOptions::from_str(url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .pragma("cache_size", "-8000")
        .pragma("temp_store", "memory")
        .pragma("mmap_size", "268435456")
        .optimize_on_close(true, None))
}

async fn sqlite(url: &str, connections: u32, schema: Schema) -> Result<Db> {
    let mut options = sqlite_options(url)?.create_if_missing(schema == Schema::Migrate);
    if schema == Schema::Expect && !options.get_filename().exists() {
        return Err(StoreError::Schema(super::schema::too_old(None)));
    }
    if schema == Schema::Keep {
        options = options.disable_statement_logging();
    }
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(limits::SQLITE_TURN)
        // When the disk is full, SQLite ends the transaction by itself, and sqlx, whose ROLLBACK then fails, counts it as open
        // for ever: such a connection begins no other.
        .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
        .connect_with(options.clone())
        .await?;
    let mut _alone = None;
    if schema == Schema::Migrate {
        _alone = Some(alone(options.get_filename()).await?);
        SQLITE.run(&write).await?;
    }
    let readers = connections.clamp(1, limits::SQLITE_READERS);
    let read = SqlitePoolOptions::new()
        .max_connections(readers)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(limits::DATABASE_TURN)
        .connect_with(options.pragma("query_only", "1"))
        .await?;
    begun(Db::Sqlite { read, write: Writers::new(write) }, schema).await
}

/// What is still to be done about the schema.
async fn begun(db: Db, schema: Schema) -> Result<Db> {
    match schema {
        Schema::Migrate => refold(&db).await?,
        Schema::Expect => expect(&db).await?,
        Schema::Keep => {}
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

    /// Whether it takes changes. PostgreSQL is not asked: what its disk has room for is looked after where it runs, and a
    /// process that can read is of use.
    pub async fn is_writable(&self) -> Result<()> {
        match self {
            // Writes a page and leaves nothing behind. (A value set to what it is would not be written.)
            Db::Sqlite { .. } => {
                let mut tx = self.begin().await?;
                tx.sql("INSERT INTO meta (key, value) VALUES ('written', '')").run().await?;
                tx.sql("DELETE FROM meta WHERE key = 'written'").run().await?;
                tx.commit().await
            }
            Db::Postgres(_) => Ok(()),
        }
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
