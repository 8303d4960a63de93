//! Where streams stand: their head, what of them is still kept, and the epoch of the database they are in.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Result, Runs, Tx, db::places, notifications::rows};
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

/// The first `seq` of someone's stream that is still kept.
pub async fn oldest_of_user(mut on: impl Runs, user: UserId) -> Result<Option<i64>> {
    let (oldest,) = on.sql("SELECT min(seq) FROM user_events WHERE user_id = $1").bind(user).one::<(Option<i64>,)>().await?;
    Ok(oldest)
}

/// The first `seq` of a board's stream that is still kept.
pub async fn oldest_of_board(mut on: impl Runs, board: BoardId) -> Result<Option<i64>> {
    let text = "SELECT board_seq FROM events WHERE board_id = $1 AND board_seq IS NOT NULL ORDER BY board_seq LIMIT 1";
    Ok(on.sql(text).bind(board).optional::<(i64,)>().await?.map(|(seq,)| seq))
}

/// The first `seq` of a project's stream that is still kept.
pub async fn oldest_of_project(mut on: impl Runs, project: ProjectId) -> Result<Option<i64>> {
    let text = "SELECT project_seq FROM events WHERE project_id = $1 AND project_seq IS NOT NULL ORDER BY project_seq LIMIT 1";
    Ok(on.sql(text).bind(project).optional::<(i64,)>().await?.map(|(seq,)| seq))
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

/// How often rights in these have changed, all together: a number that grows with each change.
pub async fn rights(mut on: impl Runs, of: &[Uuid]) -> Result<i64> {
    let text = format!("SELECT changes FROM rights WHERE place IN ({})", places(1, of.len()));
    let counts = on.sql(text).bind_all(of.iter().copied()).all::<(i64,)>().await?;
    Ok(counts.into_iter().map(|(count,)| count).sum())
}
