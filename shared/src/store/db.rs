//! One set of SQL texts, two engines.
//!
//! A repository function writes `tx.sql("SELECT … WHERE id = $1").bind(id).optional::<Card>().await` and never sees
//! which engine is behind it. Reads may run on [`Db`] or inside a [`Tx`]; every write is inside a [`Tx`] or goes through
//! [`Db::write`]. On SQLite any other fails, because the read pool is `query_only`: tests on both engines find such a slip.

use std::sync::LazyLock;

use prometheus::{IntCounter, register_int_counter};
use sqlx::{
    Arguments, Encode, FromRow, PgConnection, PgPool, Postgres, SqlSafeStr, SqlStr, Sqlite, SqliteConnection, SqlitePool,
    Transaction, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};
use tokio::time::timeout;
use uuid::Uuid;

use super::{
    Result, StoreError,
    group::{Change, Writers},
};
use crate::limits;

/// A value that both engines can take.
pub trait Bind: Send + for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> {}
impl<T> Bind for T where T: Send + for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> {}

/// A struct or tuple that both engines can fill: `#[derive(sqlx::FromRow)]` is enough.
pub trait Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> Row for T where T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

#[derive(Clone)]
pub enum Db {
    /// SQLite lets one writer in at a time: writers queue for the one connection of `write`, not in `SQLITE_BUSY`.
    Sqlite {
        read: SqlitePool,
        write: Writers,
    },
    Postgres(PgPool),
}

pub enum Tx {
    /// Reads as of one moment.
    SqliteReading(Transaction<'static, Sqlite>),
    Sqlite(Change),
    Postgres(Transaction<'static, Postgres>),
}

/// The connections of one pool at a moment.
#[derive(Clone, Copy, Debug)]
pub struct PoolState {
    pub name: &'static str,
    pub most: u32,
    pub open: u32,
    pub idle: u32,
}

impl PoolState {
    fn of<D: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<D>) -> Self {
        let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX).min(pool.size());
        Self { name, most: pool.options().get_max_connections(), open: pool.size(), idle }
    }
}

/// How often a connection was asked for when all of a pool's were in use.
pub(crate) static WAITS: LazyLock<IntCounter> = LazyLock::new(|| {
    register_int_counter!(
        "boardwire_database_waits_total",
        "How often a connection to the database was wanted when all of its pool were in use"
    )
    .expect("the name is registered once")
});

pub(super) fn counted<D: sqlx::Database>(pool: &sqlx::Pool<D>) -> &sqlx::Pool<D> {
    if pool.num_idle() == 0 && pool.size() >= pool.options().get_max_connections() {
        WAITS.inc();
    }
    pool
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The text of a statement: one for both engines, one each where they differ, or one made at run time from fixed
/// parts (never from what a caller sent).
pub enum Sql {
    Same(&'static str),
    Each { sqlite: &'static str, postgres: &'static str },
    Made(String),
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Sql::Same(text)
    }
}

impl From<String> for Sql {
    fn from(text: String) -> Self {
        Sql::Made(text)
    }
}

enum Target<'e> {
    SqlitePool(&'e SqlitePool),
    Sqlite(&'e mut SqliteConnection),
    PgPool(&'e PgPool),
    Pg(&'e mut PgConnection),
}

/// What a statement can be run on: the database (reads) or a transaction.
pub trait Runs: Send {
    fn sql(&mut self, text: impl Into<Sql>) -> Query<'_>;
    fn engine(&self) -> Engine;
}

impl Runs for &Db {
    fn sql(&mut self, text: impl Into<Sql>) -> Query<'_> {
        Db::sql(self, text)
    }
    fn engine(&self) -> Engine {
        Db::engine(self)
    }
}

impl Runs for Tx {
    fn sql(&mut self, text: impl Into<Sql>) -> Query<'_> {
        Query::new(
            match self {
                Tx::SqliteReading(tx) => Target::Sqlite(&mut *tx),
                Tx::Sqlite(tx) => Target::Sqlite(&mut *tx),
                Tx::Postgres(tx) => Target::Pg(&mut *tx),
            },
            text.into(),
        )
    }
    fn engine(&self) -> Engine {
        match self {
            Tx::SqliteReading(_) | Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }
}

impl<R: Runs> Runs for &mut R {
    fn sql(&mut self, text: impl Into<Sql>) -> Query<'_> {
        R::sql(self, text)
    }
    fn engine(&self) -> Engine {
        R::engine(self)
    }
}

impl Db {
    /// How its connections do, pool by pool.
    #[must_use]
    pub fn pools(&self) -> Vec<PoolState> {
        match self {
            Db::Sqlite { read, write } => vec![PoolState::of("read", read), PoolState::of("write", write.pool())],
            Db::Postgres(pool) => vec![PoolState::of("all", pool)],
        }
    }

    /// A read outside any transaction.
    pub fn sql(&self, text: impl Into<Sql>) -> Query<'_> {
        Query::new(
            match self {
                Db::Sqlite { read, .. } => Target::SqlitePool(counted(read)),
                Db::Postgres(pool) => Target::PgPool(counted(pool)),
            },
            text.into(),
        )
    }

    /// A write that is one statement and thereby its own transaction: one round trip, not three.
    pub fn write(&self, text: impl Into<Sql>) -> Query<'_> {
        Query::new(
            match self {
                Db::Sqlite { write, .. } => Target::SqlitePool(counted(write.pool())),
                Db::Postgres(pool) => Target::PgPool(counted(pool)),
            },
            text.into(),
        )
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// Every write happens in one of these. Dropping it without [`Tx::commit`] rolls back.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { write, .. } => Tx::Sqlite(write.begin().await?),
            Db::Postgres(pool) => Tx::Postgres(counted(pool).begin().await?),
        })
    }

    /// Begins to read as of one moment, whatever others write meanwhile. What is written in it fails.
    pub async fn begin_reading(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { read, .. } => Tx::SqliteReading(counted(read).begin().await?),
            Db::Postgres(pool) => {
                Tx::Postgres(counted(pool).begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }

    /// Refreshes what the engine knows of its data for planning queries; on SQLite also writes its log back.
    pub async fn maintain(&self) -> Result<()> {
        match self {
            Db::Sqlite { write, .. } => {
                sqlx::query("PRAGMA optimize").execute(write.pool()).await?;
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write.pool()).await?;
            }
            // Vacuuming is autovacuum's; statistics of a table that changes little may still be old.
            Db::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query("SET LOCAL statement_timeout = 0").execute(&mut *tx).await?;
                sqlx::query("ANALYZE").execute(&mut *tx).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// Closes the connections once they are idle, so that SQLite writes its log back. One to PostgreSQL that waits for an answer
    /// which may never come is not waited for long.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.pool().close().await;
            }
            Db::Postgres(pool) => _ = timeout(limits::DATABASE_CLOSED_WITHIN, pool.close()).await,
        }
    }
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::SqliteReading(tx) => Ok(tx.commit().await?),
            Tx::Sqlite(change) => change.commit().await,
            Tx::Postgres(tx) => Ok(tx.commit().await?),
        }
    }
}

enum Args {
    Sqlite(SqliteArguments),
    Pg(PgArguments),
}

#[must_use = "a query does nothing until it is run"]
pub struct Query<'e> {
    target: Target<'e>,
    text: SqlStr,
    args: Args,
    error: Option<sqlx::Error>,
    kept: bool,
}

/// The arms differ only in their types, so the choice of engine is written once, here.
macro_rules! on_engine {
    ($self:ident, $build:ident $(::<$($g:ty),+>)?, $run:ident) => {{
        if let Some(error) = $self.error { return Err(error.into()) }
        match ($self.target, $self.args) {
            (Target::SqlitePool(e), Args::Sqlite(a)) => sqlx::$build::<Sqlite, $($($g,)+)? _>($self.text, a).persistent($self.kept).$run(e).await,
            (Target::Sqlite(e), Args::Sqlite(a)) => sqlx::$build::<Sqlite, $($($g,)+)? _>($self.text, a).persistent($self.kept).$run(e).await,
            (Target::PgPool(e), Args::Pg(a)) => sqlx::$build::<Postgres, $($($g,)+)? _>($self.text, a).persistent($self.kept).$run(e).await,
            (Target::Pg(e), Args::Pg(a)) => sqlx::$build::<Postgres, $($($g,)+)? _>($self.text, a).persistent($self.kept).$run(e).await,
            _ => unreachable!("arguments are built for the engine of the target"),
        }.map_err(StoreError::from)
    }};
}

impl<'e> Query<'e> {
    fn new(target: Target<'e>, text: Sql) -> Self {
        let sqlite = matches!(target, Target::Sqlite(_) | Target::SqlitePool(_));
        let text = match text {
            // BEGIN IMMEDIATE already holds the only write lock, so row locks are dropped on SQLite.
            Sql::Same(text) if sqlite => text.strip_suffix(" FOR NO KEY UPDATE").unwrap_or(text).into_sql_str(),
            Sql::Each { sqlite: text, .. } if sqlite => text.into_sql_str(),
            Sql::Same(text) | Sql::Each { postgres: text, .. } => text.into_sql_str(),
            Sql::Made(text) => sqlx::AssertSqlSafe(text).into_sql_str(),
        };
        let args = if sqlite { Args::Sqlite(SqliteArguments::default()) } else { Args::Pg(PgArguments::default()) };
        Query { target, text, args, error: None, kept: true }
    }

    /// Gives the next `$n` its value.
    pub fn bind<T: Bind>(mut self, value: T) -> Self {
        let added = match &mut self.args {
            Args::Sqlite(args) => args.add(value),
            Args::Pg(args) => args.add(value),
        };
        if let Err(error) = added {
            self.error.get_or_insert(sqlx::Error::Encode(error));
        }
        self
    }

    /// Gives the next `$n`s their values, for an `IN (…)` that [`places`] wrote.
    pub fn bind_all<T: Bind>(self, values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().fold(self, Self::bind)
    }

    /// Gives the next `$n`s the ids that [`among`] wrote a condition for.
    pub fn bind_among(self, ids: impl IntoIterator<Item = Uuid>) -> Self {
        match self.args {
            Args::Sqlite(_) => self.bind_all(ids),
            Args::Pg(_) => {
                let ids: Vec<_> = ids.into_iter().map(|id| id.to_string()).collect();
                self.bind(format!("{{{}}}", ids.join(",")))
            }
        }
    }

    /// Does not keep the prepared statement: PostgreSQL plans each for its own values, and texts that are made of what was
    /// asked do not crowd out those that come again.
    pub fn planned_anew(self) -> Self {
        Self { kept: false, ..self }
    }

    /// The one row that must be there; [`StoreError::Missing`] if it is not.
    pub async fn one<T: Row>(self) -> Result<T> {
        on_engine!(self, query_as_with::<T>, fetch_one)
    }

    pub async fn optional<T: Row>(self) -> Result<Option<T>> {
        on_engine!(self, query_as_with::<T>, fetch_optional)
    }

    pub async fn all<T: Row>(self) -> Result<Vec<T>> {
        on_engine!(self, query_as_with::<T>, fetch_all)
    }

    /// Runs the statement and tells how many rows it touched.
    pub async fn run(self) -> Result<u64> {
        if let Some(error) = self.error {
            return Err(error.into());
        }
        let rows = match (self.target, self.args) {
            (Target::SqlitePool(e), Args::Sqlite(a)) => sqlx::query_with(self.text, a).execute(e).await?.rows_affected(),
            (Target::Sqlite(e), Args::Sqlite(a)) => sqlx::query_with(self.text, a).execute(e).await?.rows_affected(),
            (Target::PgPool(e), Args::Pg(a)) => sqlx::query_with(self.text, a).execute(e).await?.rows_affected(),
            (Target::Pg(e), Args::Pg(a)) => sqlx::query_with(self.text, a).execute(e).await?.rows_affected(),
            _ => unreachable!("arguments are built for the engine of the target"),
        };
        Ok(rows)
    }
}

/// Repeats the last one until there is a power of two of them, so that a statement has few texts and stays prepared. For
/// statements to which it is all the same how often they are told of a row.
#[must_use]
pub fn padded<T: Clone>(items: &[T]) -> Vec<T> {
    let mut all = items.to_vec();
    if let Some(last) = items.last() {
        all.resize(items.len().next_power_of_two(), last.clone());
    }
    all
}

/// What stands after a column of ids that is to be one of `count`: on PostgreSQL they are one parameter, so that the statement
/// has one text however many they are. It is prepared and planned once on each connection, and not for each number of them.
#[must_use]
pub fn among(engine: Engine, first: usize, count: usize) -> String {
    match engine {
        Engine::Postgres => format!("= ANY (${first}::text::uuid[])"),
        Engine::Sqlite => format!("IN ({})", places(first, count)),
    }
}

/// `$first, $first+1, …`, `count` of them: what stands inside `IN (…)`. Neither engine shares an array type.
#[must_use]
pub fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
