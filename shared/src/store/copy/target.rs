//! A database that is being filled: made empty, given the schema of what comes, and made fit to go on from there.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{layout, quoted};
use crate::store::{Engine, Result, Runs, Tx, db::places, jobs, schema, streams};

/// How many accounts there ever were. Nothing is anybody's where there is none.
pub async fn count_accounts(tx: &mut Tx) -> Result<i64> {
    Ok(tx.sql("SELECT count(*) FROM users").one::<(i64,)>().await?.0)
}

/// Takes away all that the migrations up to this version made, with all that is in it, and nothing else.
pub async fn drop_all(tx: &mut Tx, version: i64) -> Result<()> {
    let layout = layout(version).await?;
    // Those that refer to others first.
    let mut names: Vec<_> = layout.tables.iter().rev().map(|table| table.name.clone()).collect();
    names.push("_sqlx_migrations".to_owned());
    match tx.engine() {
        Engine::Sqlite => {
            for name in layout.indexes.iter().chain(&names) {
                tx.sql(format!("DROP TABLE {}", quoted(name))).run().await?;
            }
        }
        Engine::Postgres => {
            let text = format!(
                "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid \
                 JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal \
                 AND c.relnamespace = current_schema()::regnamespace AND c.relname IN ({})",
                places(1, names.len())
            );
            let functions = tx.sql(text).bind_all(names.iter().cloned()).all::<(String,)>().await?;
            let list: Vec<_> = names.iter().map(|name| quoted(name)).collect();
            tx.sql(format!("DROP TABLE {}", list.join(", "))).run().await?;
            for (function,) in functions {
                tx.sql(format!("DROP FUNCTION {function}")).run().await?;
            }
        }
    }
    Ok(())
}

/// Makes the schema, up to this version or whole.
pub async fn make_schema(tx: &mut Tx, version: Option<i64>) -> Result<()> {
    schema::migrate(tx, version).await
}

/// Makes rows that came from another database fit for this one: who had listened there begins anew here, jobs that ran
/// there wait again, and what words are found by is to be made.
pub async fn settle(tx: &mut Tx, epoch: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.sql("DELETE FROM meta WHERE key IN ('epoch', 'folded_by')").run().await?;
    streams::insert_epoch(tx, epoch).await?;
    jobs::take_back(tx, now).await
}
