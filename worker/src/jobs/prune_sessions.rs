//! Deletes sessions that ended or expired three months ago, in batches; until then they tell a familiar sign-in from a
//! new one. So it does with the answers that are repeated for a day. Deleting twice is deleting once.

use std::sync::Arc;

use chrono::TimeDelta;
use shared::{
    app::{Ctx, once},
    jobs::PruneSessions,
    store::{account_links, idempotency, identities, limits, sessions},
};

use super::{JobError, Running};

const KEPT: TimeDelta = TimeDelta::days(90);
/// Rows per transaction: few enough that no writer waits long.
const BATCH: i64 = 500;

pub async fn run(ctx: Ctx, _: Arc<Running>, PruneSessions {}: PruneSessions) -> Result<(), JobError> {
    loop {
        let mut work = ctx.begin_unattended().await?;
        let now = work.now;
        let cutoff = now - KEPT;
        let deleted = sessions::prune(&mut work.tx, cutoff, BATCH).await?;
        account_links::delete_expired(&mut work.tx, now).await?;
        identities::delete_expired(&mut work.tx, now).await?;
        limits::delete_free(&mut work.tx, now.timestamp_micros()).await?;
        let forgotten = idempotency::prune(&mut work.tx, now - once::KEPT, BATCH).await?;
        work.commit().await?;
        if deleted == 0 && forgotten == 0 {
            return Ok(());
        }
        tracing::info!(sessions = deleted, answers = forgotten, "what was long over was deleted");
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use shared::{
        domain::SessionId,
        jobs::{MaintainDatabase, NewJob, PruneSessions},
        store::sessions::{Session, end, find_session, insert_session},
    };

    use crate::testing::{World, on_both_engines};

    on_both_engines!(what_was_over_long_ago_goes_and_the_rest_stays);

    async fn what_was_over_long_ago_goes_and_the_rest_stays(world: World) {
        let ada = world.person("Ada").await;
        let now = world.ctx.clock.now();
        let mut ids = Vec::new();
        for (expires, ended) in [(-91, None), (-89, None), (20, Some(-91)), (20, None)] {
            let session = Session {
                id: SessionId::new(),
                user_id: ada.user_id,
                generation: 1,
                refresh_hash: String::new(),
                previous_hash: None,
                rotated_at: now,
                user_agent: None,
                address: None,
                created_at: now,
                expires_at: now + TimeDelta::days(expires),
                ended_at: None,
            };
            let mut work = world.ctx.begin_unattended().await.unwrap();
            insert_session(&mut work.tx, &session).await.unwrap();
            if let Some(ended) = ended {
                end(&mut work.tx, session.id, now + TimeDelta::days(ended)).await.unwrap();
            }
            work.commit().await.unwrap();
            ids.push(session.id);
        }
        let mut work = world.ctx.begin_unattended().await.unwrap();
        work.enqueue_new(NewJob::new(&PruneSessions {}));
        work.enqueue_new(NewJob::new(&MaintainDatabase {}));
        work.commit().await.unwrap();
        world.run_jobs().await;
        let mut left = Vec::new();
        for id in &ids {
            left.push(find_session(&world.ctx.db, *id).await.unwrap().is_some());
        }
        assert_eq!(left, [false, true, false, true]);
    }
}
