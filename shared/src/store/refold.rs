//! Folded text that is missing or was folded otherwise, made anew when a process starts: what a migration would do if SQL
//! could fold as [`fold`] does. Any number of processes may do it at once, and one that is stopped half-way begins again.

use super::{Db, Result, Runs, Tx, documents, lock_cards};
use crate::domain::{
    CardId,
    fold::{VERSION, fold},
};

/// Where `meta` says by which version everything is folded.
const MARK: &str = "folded_by";
/// Rows per transaction: few enough that no writer waits long.
const BATCH: i64 = 200;

pub(super) async fn refold(db: &Db) -> Result<()> {
    let mark = db.sql("SELECT value FROM meta WHERE key = $1").bind(MARK.to_owned()).optional::<(String,)>().await?;
    if mark.is_some_and(|(version,)| version == VERSION) {
        return Ok(());
    }
    names(
        db,
        "SELECT id, name FROM users WHERE id > $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE",
        "UPDATE users SET name_key = $2 WHERE id = $1",
    )
    .await?;
    names(
        db,
        "SELECT id, name FROM projects WHERE id > $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE",
        "UPDATE projects SET name_key = $2 WHERE id = $1",
    )
    .await?;
    cards(db).await?;
    let text = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    db.write(text).bind(MARK.to_owned()).bind(VERSION.to_owned()).run().await.map(|_| ())
}

async fn names(db: &Db, list: &'static str, update: &'static str) -> Result<()> {
    let mut after = uuid::Uuid::nil();
    loop {
        let mut tx = db.begin().await?;
        let batch = tx.sql(list).bind(after).bind(BATCH).all::<(uuid::Uuid, String)>().await?;
        let Some((last, _)) = batch.last() else { return Ok(()) };
        after = *last;
        for (id, name) in batch {
            tx.sql(update).bind(id).bind(fold(&name)).run().await?;
        }
        tx.commit().await?;
    }
}

async fn cards(db: &Db) -> Result<()> {
    let mut after = CardId(uuid::Uuid::nil());
    loop {
        let mut tx = db.begin().await?;
        let batch = next_cards(&mut tx, after).await?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = *last;
        // Nobody changes one between our reading and our writing it.
        lock_cards(&mut tx, &batch).await?;
        documents::refresh(&mut tx, &batch).await?;
        tx.commit().await?;
    }
}

async fn next_cards(tx: &mut Tx, after: CardId) -> Result<Vec<CardId>> {
    let text = "SELECT id FROM cards WHERE deleted_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
    Ok(tx.sql(text).bind(after).bind(BATCH).all::<(CardId,)>().await?.into_iter().map(|(id,)| id).collect())
}
