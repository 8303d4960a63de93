//! Where streams stand, what of them is still kept, and the epoch of the database they are in.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Db, Result, Runs, Tx, db::places, notifications::rows};
use crate::domain::{BoardId, ProjectId, UserId};

pub async fn find_epoch(mut on: impl Runs) -> Result<Option<String>> {
    let row = on.sql("SELECT value FROM meta WHERE key = 'epoch'").optional::<(String,)>().await?;
    Ok(row.map(|(epoch,)| epoch))
}

/// Sets the epoch where there is none yet.
pub async fn insert_epoch(tx: &mut Tx, epoch: Uuid) -> Result<()> {
    tx.sql("INSERT INTO meta (key, value) VALUES ('epoch', $1) ON CONFLICT (key) DO NOTHING")
        .bind(epoch.to_string())
        .run()
        .await
        .map(|_| ())
}

/// When this entry of someone's stream was made, if it is still kept.
pub async fn made_at_of_user(mut on: impl Runs, user: UserId, seq: i64) -> Result<Option<DateTime<Utc>>> {
    let text = "SELECT created_at FROM user_events WHERE user_id = $1 AND seq = $2";
    Ok(on.sql(text).bind(user).bind(seq).optional::<(DateTime<Utc>,)>().await?.map(|(at,)| at))
}

/// When this event of a board's stream was made.
pub async fn made_at_of_board(mut on: impl Runs, board: BoardId, seq: i64) -> Result<Option<DateTime<Utc>>> {
    let text = "SELECT created_at FROM events WHERE board_id = $1 AND board_seq = $2";
    Ok(on.sql(text).bind(board).bind(seq).optional::<(DateTime<Utc>,)>().await?.map(|(at,)| at))
}

/// When this event of a project's stream was made.
pub async fn made_at_of_project(mut on: impl Runs, project: ProjectId, seq: i64) -> Result<Option<DateTime<Utc>>> {
    let text = "SELECT created_at FROM events WHERE project_id = $1 AND project_seq = $2";
    Ok(on.sql(text).bind(project).bind(seq).optional::<(DateTime<Utc>,)>().await?.map(|(at,)| at))
}

/// The oldest entries of someone's stream, and when they were made.
pub async fn list_oldest_of_user(mut on: impl Runs, user: UserId, limit: i64) -> Result<Vec<(i64, DateTime<Utc>)>> {
    let text = "SELECT seq, created_at FROM user_events WHERE user_id = $1 ORDER BY seq LIMIT $2";
    on.sql(text).bind(user).bind(limit).all().await
}

/// Forgets the entries of someone's stream up to this one.
pub async fn delete_of_user(db: &Db, user: UserId, through: i64) -> Result<u64> {
    db.write("DELETE FROM user_events WHERE user_id = $1 AND seq <= $2").bind(user).bind(through).run().await
}

/// Counts a change of rights in each of these teams, projects and boards. They are locked in the order of their ids, so
/// that two writers never wait for each other.
pub async fn count_rights(tx: &mut Tx, places: &BTreeSet<Uuid>) -> Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    let text = format!(
        "INSERT INTO rights (place, changes) VALUES {} ON CONFLICT (place) DO UPDATE SET changes = rights.changes + 1",
        rows(places.len(), 2)
    );
    places.iter().fold(tx.sql(text), |query, place| query.bind(*place).bind(1_i64)).run().await.map(|_| ())
}

/// Counts a change of what boards show and no event tells: on this board, or of somebody's name, which any may show.
pub async fn count_unsaid(tx: &mut Tx, board: Option<BoardId>) -> Result<()> {
    tx.sql("INSERT INTO unsaid (place, changes) VALUES ($1, 1) ON CONFLICT (place) DO UPDATE SET changes = unsaid.changes + 1")
        .bind(board.map_or(Uuid::nil(), |board| board.0))
        .run()
        .await
        .map(|_| ())
}

/// How often rights in these have changed, all together: a number that grows with each change.
pub async fn rights(mut on: impl Runs, of: &[Uuid]) -> Result<i64> {
    let text = format!("SELECT changes FROM rights WHERE place IN ({})", places(1, of.len()));
    let counts = on.sql(text).bind_all(of.iter().copied()).all::<(i64,)>().await?;
    Ok(counts.into_iter().map(|(count,)| count).sum())
}
