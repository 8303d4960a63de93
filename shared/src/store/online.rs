//! Who has a socket open, and by which process. A process says now and then that it lives; what one left behind that was
//! killed does not count, and goes with its row.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Db, Result, Runs, Tx, notifications::rows, users::Creator};
use crate::domain::UserId;

/// Somebody on a stream.
pub type Presence = (Uuid, UserId);

/// Rows per statement: far below both engines' limits on parameters.
const CHUNK: usize = 200;

/// Notes that a process lives; `false` where nothing is known of it (any more).
pub async fn beat(db: &Db, process: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let seen = db.write("UPDATE socket_processes SET seen_at = $2 WHERE id = $1").bind(process).bind(now).run().await?;
    Ok(seen > 0)
}

pub async fn put_process(tx: &mut Tx, process: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.sql("INSERT INTO socket_processes (id, seen_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at")
        .bind(process)
        .bind(now)
        .run()
        .await
        .map(|_| ())
}

pub async fn insert_online(tx: &mut Tx, process: Uuid, people: &[Presence]) -> Result<()> {
    for chunk in people.chunks(CHUNK) {
        let text =
            format!("INSERT INTO online (process_id, stream, user_id) VALUES {} ON CONFLICT DO NOTHING", rows(chunk.len(), 3));
        let query = chunk.iter().fold(tx.sql(text), |query, (stream, user)| query.bind(process).bind(*stream).bind(*user));
        query.run().await?;
    }
    Ok(())
}

pub async fn delete_online(tx: &mut Tx, process: Uuid, people: &[Presence]) -> Result<()> {
    for (stream, user) in people {
        let query = tx.sql("DELETE FROM online WHERE stream = $1 AND user_id = $2 AND process_id = $3");
        query.bind(*stream).bind(*user).bind(process).run().await?;
    }
    Ok(())
}

/// Takes a process away, with everyone on it.
pub async fn delete_process(db: &Db, process: Uuid) -> Result<u64> {
    db.write("DELETE FROM socket_processes WHERE id = $1").bind(process).run().await
}

/// Takes those away that were last seen before `before`.
pub async fn prune_processes(db: &Db, before: DateTime<Utc>) -> Result<u64> {
    db.write("DELETE FROM socket_processes WHERE seen_at < $1").bind(before).run().await
}

/// The processes that were seen after `since`.
pub async fn list_processes(db: &Db, since: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let rows = db.sql("SELECT id FROM socket_processes WHERE seen_at > $1 ORDER BY id").bind(since).all::<(Uuid,)>().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who is on a stream by a process that was seen after `since`, each once.
pub async fn list_online(mut on: impl Runs, stream: Uuid, since: DateTime<Utc>) -> Result<Vec<Creator>> {
    on.sql(
        "SELECT DISTINCT u.id AS created_by, u.name AS creator_name, u.handle AS creator_handle FROM online o \
         JOIN socket_processes p ON p.id = o.process_id JOIN users u ON u.id = o.user_id \
         WHERE o.stream = $1 AND p.seen_at > $2 ORDER BY created_by",
    )
    .bind(stream)
    .bind(since)
    .all()
    .await
}
