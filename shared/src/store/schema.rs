//! Which schema a database has, and bringing it up to date. Migrations only go forward; how they are written so that the
//! program's version before can work beside them is in docs/operations.md.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Db, Engine, Result, Runs, StoreError, Tx};

pub(super) static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");
pub(super) static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");

/// The version of the schema that this program works with: the number of its last migration.
#[must_use]
pub fn newest() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The version of a database's schema; `None` where it has none yet.
pub async fn find_version(mut on: impl Runs) -> Result<Option<i64>> {
    let there = match on.engine() {
        Engine::Sqlite => "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
        Engine::Postgres => "SELECT count(*) FROM pg_class WHERE oid = to_regclass('_sqlx_migrations')",
    };
    if on.sql(there).one::<(i64,)>().await? == (0,) {
        return Ok(None);
    }
    Ok(on.sql("SELECT max(version) FROM _sqlx_migrations").one::<(Option<i64>,)>().await?.0)
}

/// Migrates inside a transaction, up to a version or to the newest.
pub(super) async fn migrate(tx: &mut Tx, to: Option<i64>) -> Result<()> {
    let to = to.unwrap_or_else(newest);
    match tx {
        Tx::SqliteReading(tx) => SQLITE.run_to(to, &mut **tx).await,
        Tx::Sqlite(tx) => SQLITE.run_to(to, &mut **tx).await,
        Tx::Postgres(tx) => POSTGRES.run_to(to, &mut **tx).await,
    }
    .map_err(StoreError::from)
}

/// Fails where the schema is another than the one that this program works with.
pub(super) async fn expect(db: &Db) -> Result<()> {
    let why = match find_version(db).await? {
        Some(theirs) if theirs > newest() => too_new(theirs),
        Some(theirs) if theirs == newest() => return Ok(()),
        older => too_old(older),
    };
    Err(StoreError::Schema(why))
}

/// That a schema is older than the program, or there is none.
pub(super) fn too_old(theirs: Option<i64>) -> String {
    let theirs = theirs.map_or_else(|| "it has no schema yet".to_owned(), |theirs| format!("its schema has version {theirs}"));
    format!(
        "{theirs}, and this program works with version {}: run `boardwire migrate`, or the version of the program that the \
         instance runs on",
        newest()
    )
}

/// That a schema is newer than the program.
#[must_use]
pub fn too_new(theirs: i64) -> String {
    format!(
        "its schema has version {theirs}, newer than this program, which knows versions up to {}: run the version of the \
         program that it belongs to, or a later one",
        newest()
    )
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(theirs) if theirs > newest() => StoreError::Schema(too_new(theirs)),
            other => StoreError::Database(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}
