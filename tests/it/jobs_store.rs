//! The jobs table's promises, statement by statement: claims, leases, losses, outcomes.

use chrono::TimeDelta;
use shared::{
    app::Ctx,
    domain::{JobId, JobState},
    jobs::Queue,
    store::jobs::{self, Claimed, Due, LEASE, LOSS_WAITS, Marked, PUSH_AGAIN, Taken, Which},
};

use crate::support::{
    TestApp,
    jobs::{count, enqueue, errand, row},
    stories,
};

stories!(
    a_job_is_claimed_by_one_of_many,
    a_ticket_is_good_for_one_claim,
    whoever_comes_back_late_changes_nothing,
    a_lease_that_is_renewed_is_not_lost,
    each_loss_waits_longer_and_the_fifth_is_the_end,
    each_loss_counts_where_jobs_are_claimed_from_the_table,
    an_attempt_that_ends_by_itself_ends_the_losses,
    a_job_that_nobody_claims_is_pushed_again,
    a_job_that_waits_for_its_retry_cannot_be_claimed,
    what_is_urgent_goes_first,
    suspects_are_claimed_apart,
    giving_back_counts_nothing,
    a_dedupe_key_is_good_for_one_job,
    an_error_is_kept_in_part,
    what_is_long_over_is_deleted,
    a_dead_job_can_be_retried_and_a_running_one_is_left_alone,
    a_job_that_waits_can_be_discarded,
);

fn due(ctx: &Ctx, which: Which) -> Due {
    Due { queue: Queue::Notifications, which, limit: 10, now: ctx.clock.now(), sweep: true }
}

async fn mark(ctx: &Ctx) -> Marked {
    jobs::mark_due(&ctx.db, due(ctx, Which::Any)).await.unwrap()
}

async fn take(ctx: &Ctx, which: Which, token: i64) -> Taken {
    jobs::claim_due(&ctx.db, due(ctx, which), token).await.unwrap()
}

/// Marks and claims the only job there is.
async fn claim_only(ctx: &Ctx, token: i64) -> Claimed {
    let marked = mark(ctx).await;
    let ids: Vec<JobId> = marked.push.iter().map(|ticket| ticket.id).collect();
    assert_eq!(ids.len(), 1, "{marked:?}");
    jobs::claim(&ctx.db, &ids, token, ctx.clock.now()).await.unwrap().pop().expect("the job is there to be claimed")
}

/// Lets the leases of now run out.
fn outlive_leases(ctx: &Ctx) {
    ctx.clock.advance(LEASE + TimeDelta::milliseconds(1));
}

async fn a_job_is_claimed_by_one_of_many(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, (0..10).map(errand)).await;
    let claims = (0..8).map(|token| take(ctx, Which::Any, token));
    let all: Vec<JobId> =
        futures_util::future::join_all(claims).await.into_iter().flat_map(|found| found.claimed).map(|job| job.id).collect();
    let mut distinct = all.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!((all.len(), distinct.len()), (10, 10));
}

async fn a_ticket_is_good_for_one_claim(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let ids = enqueue(ctx, [errand(1), errand(2), errand(3)]).await;
    assert!(jobs::claim(&ctx.db, &ids, 1, ctx.clock.now()).await.unwrap().is_empty(), "they were not pushed yet");
    assert_eq!(mark(ctx).await.push.len(), 3);
    let (first, second) =
        tokio::join!(jobs::claim(&ctx.db, &ids, 1, ctx.clock.now()), jobs::claim(&ctx.db, &ids, 2, ctx.clock.now()));
    let (first, second) = (first.unwrap().len(), second.unwrap().len());
    assert_eq!(first + second, 3);
    let token = if first > 0 { 1 } else { 2 };
    let again = jobs::claim(&ctx.db, &ids, token, ctx.clock.now()).await.unwrap();
    assert_eq!(again.len(), first.max(second), "a claim whose answer was lost can be repeated");
}

async fn whoever_comes_back_late_changes_nothing(app: &TestApp) {
    let ctx = app.ctx();
    let id = enqueue(ctx, [errand(1)]).await[0];
    let frozen = claim_only(ctx, 1).await.lease();
    outlive_leases(ctx);
    assert_eq!(mark(ctx).await.lost.len(), 1);
    let next = claim_only(ctx, 2).await.lease();

    let now = ctx.clock.now();
    assert!(jobs::finish(&ctx.db, &[frozen], now).await.unwrap().is_empty());
    assert!(!jobs::fail(&ctx.db, frozen, "late", now).await.unwrap());
    assert!(!jobs::bury(&ctx.db, frozen, "late", now).await.unwrap());
    assert_eq!(jobs::release(&ctx.db, &[frozen], now).await.unwrap(), 0);
    assert_eq!(jobs::renew(&ctx.db, &[frozen], now).await.unwrap(), []);
    assert_eq!(row(ctx, id).await.state, JobState::Running);

    assert_eq!(jobs::finish(&ctx.db, &[frozen, next], now).await.unwrap().len(), 1);
    assert_eq!(row(ctx, id).await.state, JobState::Done);
}

async fn a_lease_that_is_renewed_is_not_lost(app: &TestApp) {
    let ctx = app.ctx();
    enqueue(ctx, [errand(1)]).await;
    let lease = claim_only(ctx, 1).await.lease();
    for _ in 0..3 {
        ctx.clock.advance(LEASE - TimeDelta::seconds(1));
        assert_eq!(jobs::renew(&ctx.db, &[lease], ctx.clock.now()).await.unwrap(), [lease]);
        assert!(mark(ctx).await.lost.is_empty());
    }
    assert_eq!(jobs::finish(&ctx.db, &[lease], ctx.clock.now()).await.unwrap().len(), 1);
}

async fn each_loss_waits_longer_and_the_fifth_is_the_end(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    for (loss, wait) in LOSS_WAITS.iter().enumerate() {
        claim_only(ctx, 1).await;
        outlive_leases(ctx);
        let marked = mark(ctx).await;
        assert!(marked.push.is_empty() && marked.lost.len() == 1, "{marked:?}");
        let after = row(ctx, id).await;
        assert_eq!((after.state, after.losses, after.attempts), (JobState::Ready, 1 + i64::try_from(loss).unwrap(), 0));
        let early = jobs::claim(&ctx.db, &[id], 9, ctx.clock.now()).await.unwrap();
        assert!(early.is_empty(), "a ticket from before the loss is worth nothing");
        if *wait > TimeDelta::zero() {
            ctx.clock.advance(*wait - TimeDelta::seconds(1));
            assert!(mark(ctx).await.push.is_empty(), "{wait} are not over");
        }
        ctx.clock.advance(TimeDelta::seconds(1));
    }
    claim_only(ctx, 1).await;
    outlive_leases(ctx);
    assert_eq!(mark(ctx).await.lost[0].state, JobState::Dead);
    let end = row(ctx, id).await;
    assert_eq!((end.state, end.losses, end.attempts, end.due_at), (JobState::Dead, 5, 0, None));
    assert!(end.last_error.unwrap().contains("lost"));
}

async fn each_loss_counts_where_jobs_are_claimed_from_the_table(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    assert_eq!(take(ctx, Which::Any, 1).await.claimed.len(), 1);
    for (loss, wait) in (1..).zip(LOSS_WAITS) {
        outlive_leases(ctx);
        let found = take(ctx, Which::Any, 2).await;
        assert!(found.claimed.is_empty() && found.lost.len() == 1, "{found:?}");
        assert_eq!(row(ctx, id).await.losses, loss);
        ctx.clock.advance(wait);
        assert_eq!(take(ctx, Which::Suspect, 3).await.claimed.len(), 1);
    }
    outlive_leases(ctx);
    assert_eq!(take(ctx, Which::Any, 4).await.lost[0].state, JobState::Dead);
}

async fn an_attempt_that_ends_by_itself_ends_the_losses(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    claim_only(ctx, 1).await;
    outlive_leases(ctx);
    mark(ctx).await;
    let lease = claim_only(ctx, 2).await.lease();
    assert!(jobs::fail(&ctx.db, lease, "no luck", ctx.clock.now()).await.unwrap());
    let after = row(ctx, id).await;
    assert_eq!((after.losses, after.attempts, after.last_error.as_deref()), (0, 1, Some("no luck")));
}

async fn a_job_that_nobody_claims_is_pushed_again(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    assert_eq!(mark(ctx).await.push.len(), 1);
    assert!(mark(ctx).await.push.is_empty(), "once is enough for now");
    ctx.clock.advance(PUSH_AGAIN);
    assert_eq!(mark(ctx).await.push.len(), 1);
    let row = row(ctx, id).await;
    assert_eq!((row.attempts, row.losses), (0, 0));
}

async fn a_job_that_waits_for_its_retry_cannot_be_claimed(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    let lease = claim_only(ctx, 1).await.lease();
    let retry_at = ctx.clock.now() + TimeDelta::minutes(1);
    assert!(jobs::fail(&ctx.db, lease, "later", retry_at).await.unwrap());
    assert!(jobs::claim(&ctx.db, &[id], 2, ctx.clock.now()).await.unwrap().is_empty(), "a second ticket changes nothing");
    assert!(mark(ctx).await.push.is_empty());
    let next = jobs::next_due(&ctx.db, Queue::Notifications, ctx.clock.now() + TimeDelta::hours(1)).await.unwrap();
    assert_eq!(next, Some(retry_at));
    ctx.clock.advance(TimeDelta::minutes(1));
    claim_only(ctx, 2).await;
}

async fn what_is_urgent_goes_first(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, [errand(1), errand(2)]).await;
    ctx.clock.advance(TimeDelta::seconds(1));
    let mut urgent = errand(3);
    urgent.priority = 1;
    let id = enqueue(ctx, [urgent]).await[0];
    let marked = jobs::mark_due(&ctx.db, due(ctx, Which::Urgent)).await.unwrap();
    assert_eq!(marked.push.iter().map(|ticket| ticket.id).collect::<Vec<_>>(), [id]);
    ctx.clock.advance(PUSH_AGAIN);
    assert_eq!(take(ctx, Which::Urgent, 1).await.claimed[0].id, id);
    assert_eq!(take(ctx, Which::Any, 1).await.claimed.len(), 2);
}

async fn suspects_are_claimed_apart(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, [errand(1), errand(2)]).await;
    assert_eq!(take(ctx, Which::Any, 1).await.claimed.len(), 2);
    outlive_leases(ctx);
    assert_eq!(take(ctx, Which::Any, 2).await.lost.len(), 2);
    enqueue(ctx, [errand(3)]).await;
    assert_eq!(take(ctx, Which::Any, 3).await.claimed.len(), 1, "only the one that was never lost");
    assert_eq!(take(ctx, Which::Suspect, 4).await.claimed.len(), 2);
}

async fn giving_back_counts_nothing(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    let lease = claim_only(ctx, 1).await.lease();
    assert_eq!(jobs::release(&ctx.db, &[lease], ctx.clock.now()).await.unwrap(), 1);
    let row = row(ctx, id).await;
    assert_eq!((row.state, row.attempts, row.losses), (JobState::Ready, 0, 0));
    claim_only(ctx, 2).await;
}

async fn a_dedupe_key_is_good_for_one_job(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, [errand(1).once("key"), errand(2).once("key"), errand(3), errand(4)]).await;
    enqueue(ctx, [errand(5).once("key")]).await;
    assert_eq!(count(ctx, JobState::Ready).await, 3);
}

async fn an_error_is_kept_in_part(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    let id = enqueue(ctx, [errand(1)]).await[0];
    let lease = claim_only(ctx, 1).await.lease();
    assert!(jobs::bury(&ctx.db, lease, &format!("ü\0{}", "x".repeat(9_000)), ctx.clock.now()).await.unwrap());
    let error = row(ctx, id).await.last_error.unwrap();
    assert!(error.starts_with("üx") && error.chars().count() == 2_000);
}

async fn what_is_long_over_is_deleted(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    enqueue(ctx, (0..4).map(errand)).await;
    let leases: Vec<_> = take(ctx, Which::Any, 1).await.claimed.iter().map(Claimed::lease).collect();
    let then = ctx.clock.now();
    jobs::finish(&ctx.db, &leases[..3], then).await.unwrap();
    jobs::bury(&ctx.db, leases[3], "no", then).await.unwrap();
    enqueue(ctx, [errand(5)]).await;

    let [week, month] = [TimeDelta::days(7), TimeDelta::days(30)];
    let prune = async |after: TimeDelta, limit| {
        let now = then + after + TimeDelta::seconds(1);
        jobs::prune(&ctx.db, now - week, now - month, limit).await.unwrap()
    };
    assert_eq!(prune(TimeDelta::days(6), 10).await, 0);
    assert_eq!(prune(week, 2).await, 2, "a batch at a time");
    assert_eq!(prune(week, 10).await, 1, "whoever looks after the dead has a month");
    assert_eq!(prune(month, 10).await, 1);
    assert_eq!(count(ctx, JobState::Ready).await, 1, "what is to be done stays");
}

async fn retry(ctx: &Ctx, id: JobId) -> bool {
    let mut tx = ctx.db.begin().await.unwrap();
    let done = jobs::retry_job(&mut tx, id, ctx.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn discard(ctx: &Ctx, id: JobId) -> bool {
    let mut tx = ctx.db.begin().await.unwrap();
    let done = jobs::discard_job(&mut tx, id, ctx.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn a_dead_job_can_be_retried_and_a_running_one_is_left_alone(app: &TestApp) {
    let ctx = app.ctx();
    let id = enqueue(ctx, [errand(1)]).await[0];
    let lease = claim_only(ctx, 1).await.lease();
    assert!(!retry(ctx, id).await && !discard(ctx, id).await, "it is running");
    assert!(jobs::bury(&ctx.db, lease, "no", ctx.clock.now()).await.unwrap());
    assert!(retry(ctx, id).await);
    let again = row(ctx, id).await;
    assert_eq!((again.state, again.attempts, again.last_error.as_deref()), (JobState::Ready, 0, Some("no")));
    let lease = claim_only(ctx, 2).await.lease();
    assert_eq!(jobs::finish(&ctx.db, &[lease], ctx.clock.now()).await.unwrap().len(), 1);
    assert!(!retry(ctx, id).await && !discard(ctx, id).await, "what is done is done");
}

async fn a_job_that_waits_can_be_discarded(app: &TestApp) {
    let ctx = app.ctx();
    let id = enqueue(ctx, [errand(1)]).await[0];
    assert_eq!(mark(ctx).await.push.len(), 1);
    assert!(discard(ctx, id).await);
    assert!(jobs::claim(&ctx.db, &[id], 1, ctx.clock.now()).await.unwrap().is_empty(), "its ticket is worth nothing");
    assert!(take(ctx, Which::Any, 1).await.claimed.is_empty());
    assert_eq!(row(ctx, id).await.state, JobState::Discarded);
}
