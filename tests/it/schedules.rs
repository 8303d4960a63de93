//! Schedules: once for each slot, however many schedulers there are, and once after downtime.

use chrono::{DateTime, TimeDelta, Utc};
use scheduler::Scheduler;
use shared::{
    app::Ctx,
    jobs::schedule::{SCHEDULES, Schedule},
    store::schedules::list_schedules,
};

use crate::support::{TestApp, jobs::errand, stories};

stories!(
    each_slot_fires_once_with_three_schedulers,
    schedulers_whose_clocks_differ_fire_each_slot_once,
    after_downtime_a_schedule_fires_once,
    a_new_schedule_waits_for_its_time,
    a_changed_schedule_takes_effect,
    the_programs_own_schedules_make_jobs,
);

static EVERY_TEN_SECONDS: [Schedule; 1] =
    [Schedule { name: "errand", cron: "*/10 * * * * *", time_zone: "UTC", job: || errand(0) }];
static EVERY_MINUTE: [Schedule; 1] = [Schedule { name: "errand", cron: "0 * * * * *", time_zone: "UTC", job: || errand(0) }];

fn scheduler(ctx: &Ctx) -> Scheduler {
    Scheduler::new(ctx.clone(), &EVERY_TEN_SECONDS).unwrap()
}

/// The slots for which there is a job, in order.
async fn slots(ctx: &Ctx) -> Vec<DateTime<Utc>> {
    let keys: Vec<(String,)> =
        ctx.db.sql("SELECT dedupe_key FROM jobs WHERE dedupe_key LIKE 'errand@%' ORDER BY dedupe_key").all().await.unwrap();
    keys.into_iter().map(|(key,)| key.split_once('@').unwrap().1.parse().unwrap()).collect()
}

/// Moves the clock to just after a slot, so that steps of it are known to be within one or to pass one.
async fn just_after_a_slot(ctx: &Ctx) {
    scheduler(ctx).pass().await.unwrap();
    let next = list_schedules(&ctx.db).await.unwrap()[0].next_run_at;
    ctx.clock.advance(next - ctx.clock.now() + TimeDelta::milliseconds(100));
    scheduler(ctx).pass().await.unwrap();
}

async fn each_slot_fires_once_with_three_schedulers(app: &TestApp) {
    app.jobs_may_stay();
    let others = [app.another(&[]).await, app.another(&[]).await];
    just_after_a_slot(app.ctx()).await;
    let before = slots(app.ctx()).await.len();
    for _ in 0..5 {
        app.clock().advance(TimeDelta::seconds(10));
        let schedulers = [scheduler(app.ctx()), scheduler(others[0].ctx()), scheduler(others[1].ctx())];
        let passes = schedulers.iter().flat_map(|scheduler| [scheduler.pass(), scheduler.pass()]);
        for pass in futures_util::future::join_all(passes).await {
            pass.unwrap();
        }
    }
    let slots = slots(app.ctx()).await;
    assert_eq!(slots.len(), before + 5);
    assert!(slots.windows(2).all(|pair| pair[1] - pair[0] == TimeDelta::seconds(10)), "{slots:?}");
}

async fn schedulers_whose_clocks_differ_fire_each_slot_once(app: &TestApp) {
    app.jobs_may_stay();
    // The same database and three clocks of their own.
    let ctx = app.ctx();
    just_after_a_slot(ctx).await;
    let with_clock = |seconds: i64| {
        let clock = shared::clock::Clock::default();
        clock.follow(ctx.clock.offset() + TimeDelta::seconds(seconds));
        Ctx::new(ctx.config.clone(), ctx.db.clone(), clock, ctx.bus.clone()).unwrap()
    };
    let contexts = [with_clock(-5), with_clock(0), with_clock(5)];
    let before = slots(ctx).await.len();
    for _ in 0..60 {
        for ctx in &contexts {
            ctx.clock.advance(TimeDelta::seconds(1));
            scheduler(ctx).pass().await.unwrap();
        }
    }
    let slots = slots(ctx).await;
    assert!((6..=7).contains(&(slots.len() - before)), "one for each of the 10 s that went by on the fastest clock: {slots:?}");
    assert!(slots.windows(2).all(|pair| pair[1] - pair[0] == TimeDelta::seconds(10)), "{slots:?}");
}

async fn after_downtime_a_schedule_fires_once(app: &TestApp) {
    app.jobs_may_stay();
    just_after_a_slot(app.ctx()).await;
    let before = slots(app.ctx()).await;
    app.clock().advance(TimeDelta::hours(5));
    for _ in 0..3 {
        scheduler(app.ctx()).pass().await.unwrap();
    }
    assert_eq!(slots(app.ctx()).await.len(), before.len() + 1);
    app.clock().advance(TimeDelta::seconds(10));
    scheduler(app.ctx()).pass().await.unwrap();
    assert_eq!(slots(app.ctx()).await.len(), before.len() + 2, "and goes on as before");
}

async fn a_new_schedule_waits_for_its_time(app: &TestApp) {
    let next = scheduler(app.ctx()).pass().await.unwrap().unwrap();
    assert!(next > app.clock().now());
    assert!(slots(app.ctx()).await.is_empty());
}

async fn a_changed_schedule_takes_effect(app: &TestApp) {
    let ctx = app.ctx();
    app.jobs_may_stay();
    Scheduler::new(ctx.clone(), &EVERY_MINUTE).unwrap().pass().await.unwrap();
    let next = scheduler(ctx).pass().await.unwrap().unwrap();
    assert!(next - ctx.clock.now() <= TimeDelta::seconds(10));
    assert_eq!(list_schedules(&ctx.db).await.unwrap()[0].cron, "*/10 * * * * *");
}

async fn the_programs_own_schedules_make_jobs(app: &TestApp) {
    scheduler::tick(app.ctx()).await.unwrap();
    app.clock().advance(TimeDelta::hours(25));
    scheduler::tick(app.ctx()).await.unwrap();
    assert_eq!(worker::run_due_jobs(app.ctx()).await.unwrap(), SCHEDULES.len());
}
