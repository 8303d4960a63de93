//! From SQLite to PostgreSQL, without a file between.

use anyhow::{Context, Result, bail};
use futures_util::TryStreamExt;

use super::{Sum, fill::Filling, save::check_version};
use crate::{
    config::{Config, Database},
    store::{
        self,
        copy::{self, Table},
        schema,
    },
};

/// What became of a table.
#[derive(Clone, Debug)]
pub struct Moved {
    pub table: String,
    pub source: Sum,
    pub target: Sum,
}

impl Moved {
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.source == self.target
    }
}

/// Fills the PostgreSQL database at `url`, which has no accounts, with all rows of the settings' SQLite database. Nobody else
/// has either open meanwhile. What it says holds only if all tables are the same; else nothing was written. [`super::make_ready`] is
/// for afterwards.
pub async fn move_to(config: &Config, url: &str) -> Result<Vec<Moved>> {
    if !matches!(config.database, Database::Sqlite(_)) {
        bail!("DATABASE_URL is not SQLite: this moves from SQLite to PostgreSQL. See backup and restore for other ways");
    }
    let database = config.database_url();
    // Held until the end: whoever wrote here meanwhile would write for nobody.
    let source = store::connect_alone(database.expose(), false).await.context("the database (DATABASE_URL)")?;
    let mut rows = source.begin_reading().await?;
    check_version(schema::find_version(&mut rows).await?).context("the database (DATABASE_URL)")?;
    let tables = copy::list_tables(&mut rows, schema::newest()).await?;
    let refused = |accounts| bail!("it has accounts already ({accounts}): move into an empty database");
    let filling = Filling::begin(url, schema::newest(), refused);
    let mut filling = filling.await.context("the new database cannot be filled")?;
    let mut moved = Vec::with_capacity(tables.len());
    for table in &tables {
        let into = filling.tables.iter().find(|into| into.name == table.name).cloned();
        let into = into.with_context(|| format!("the new database has no table {}", table.name))?;
        moved.push(move_table(&mut rows, table, &mut filling, &into).await.with_context(|| table.name.clone())?);
    }
    if moved.iter().all(Moved::is_same) {
        filling.settle(serde_json::json!({"from": "sqlite"})).await?;
        filling.commit().await?;
    }
    drop(rows);
    source.close().await;
    Ok(moved)
}

async fn move_table(rows: &mut store::Tx, table: &Table, filling: &mut Filling, into: &Table) -> Result<Moved> {
    let lines = copy::read_rows(rows, table).map_err(anyhow::Error::from);
    let (source, target) = filling.load(into, lines).await?;
    Ok(Moved { table: table.name.clone(), source, target })
}
