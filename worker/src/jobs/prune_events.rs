//! Forgets what of people's own streams nobody can go on from any more. Forgetting twice is forgetting once.

use std::sync::Arc;

use shared::{
    app::{Ctx, streams},
    domain::UserId,
    jobs::PruneEvents,
    store::users,
};

use super::{JobError, Running};

/// People per statement.
const BATCH: i64 = 200;

pub async fn run(ctx: Ctx, _: Arc<Running>, PruneEvents {}: PruneEvents) -> Result<(), JobError> {
    let (mut after, mut forgotten) = (None::<UserId>, 0);
    loop {
        let people = users::list_ids(&ctx.db, after, BATCH).await?;
        for user in &people {
            forgotten += streams::prune(&ctx, *user).await?;
        }
        match people.last() {
            Some(last) => after = Some(*last),
            None => break,
        }
    }
    if forgotten > 0 {
        tracing::info!(forgotten, "old entries of people's streams were forgotten");
    }
    Ok(())
}
