//! Where streams stand: their head, what of them is still kept, and the epoch of the database they are in.

use uuid::Uuid;

use super::{Result, Runs, Tx};
use crate::domain::UserId;

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
