//! Where a stream stands, and from where a reader can go on: from each of the latest [`KEPT`] events that is not older than
//! [`KEPT_FOR`]. Whoever was away for longer begins anew, which is also quicker than to hear all of it.
//!
//! The events of boards and projects stay beyond that, as their activity. Those of a person's own stream are forgotten
//! ([`prune`]): what they told is in the list of notifications.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::Place;
use crate::{
    app::{Ctx, Result},
    domain::UserId,
    store,
};

/// How many of a stream's latest events one can go on from.
pub const KEPT: i64 = 10_000;
/// How old they may be.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// Entries per statement when they are forgotten.
const BATCH: i64 = 500;

/// The latest `seq` of a stream; 0 before the first.
pub async fn head(ctx: &Ctx, stream: Uuid) -> Result<i64> {
    Ok(store::boards::head(&ctx.db, stream).await?)
}

/// Whether someone who heard everything up to `since` of a board or project can go on from there. `head` is its latest.
pub async fn goes_on(ctx: &Ctx, place: Place, since: i64, head: i64) -> Result<bool> {
    if !counts(since, head) {
        return Ok(false);
    }
    let next = match place {
        _ if since == head => return Ok(true),
        Place::Board(id) => store::streams::made_at_of_board(&ctx.db, id, since + 1).await?,
        Place::Project(id) => store::streams::made_at_of_project(&ctx.db, id, since + 1).await?,
    };
    Ok(next.is_some_and(|at| is_kept(at, ctx.clock.now())))
}

/// As [`goes_on`], of a person's own stream.
pub async fn user_goes_on(ctx: &Ctx, user: UserId, since: i64, head: i64) -> Result<bool> {
    if !counts(since, head) || since == head {
        return Ok(since == head);
    }
    let next = store::streams::made_at_of_user(&ctx.db, user, since + 1).await?;
    Ok(next.is_some_and(|at| is_kept(at, ctx.clock.now())))
}

/// Whether everything after `since` is among the latest.
fn counts(since: i64, head: i64) -> bool {
    (0..=head).contains(&since) && head - since <= KEPT
}

fn is_kept(made_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    made_at > now - KEPT_FOR
}

/// Forgets what of a person's own stream nobody can go on from any more. Tells how much that was.
pub async fn prune(ctx: &Ctx, user: UserId) -> Result<u64> {
    let (head, now) = (head(ctx, user.0).await?, ctx.clock.now());
    let mut forgotten = 0;
    loop {
        let oldest = store::streams::list_oldest_of_user(&ctx.db, user, BATCH).await?;
        let over = oldest.iter().take_while(|(seq, at)| head - seq >= KEPT || !is_kept(*at, now)).last();
        let Some((through, _)) = over else { return Ok(forgotten) };
        forgotten += store::streams::delete_of_user(&ctx.db, user, *through).await?;
    }
}

/// What tells this database from any other, an earlier state of itself restored from a backup included.
pub async fn epoch(ctx: &Ctx) -> Result<String> {
    if let Some(epoch) = store::streams::find_epoch(&ctx.db).await? {
        return Ok(epoch);
    }
    let mut tx = ctx.db.begin().await?;
    store::streams::insert_epoch(&mut tx, Uuid::now_v7()).await?;
    let epoch = store::streams::find_epoch(&mut tx).await?.unwrap_or_default();
    tx.commit().await?;
    Ok(epoch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_goes_on_from_the_latest() {
        assert!(counts(0, 0) && counts(10, 10) && counts(0, 10) && counts(5, KEPT + 5));
        assert!(!counts(11, 10) && !counts(-1, 10) && !counts(4, KEPT + 5));
    }
}
