//! From an assignment (the moment its request is sent) to the mail server having its mail, and to the frame on the
//! assignee's socket: idle, and beside 500 other jobs a second.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use shared::{
    app::Ctx,
    domain::EventId,
    jobs::{NewJob, NotifyEvent},
};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    empty::wait,
    limits::FSYNC,
    mails::Team,
    rig::{Rig, Size},
    table::Table,
};

/// Jobs a second beside those that are measured.
const LOAD: i64 = 500;
const BATCH: i64 = 5;

pub async fn measure(rig: &Rig, size: &Size, table: &mut Table) {
    let team = Team::meet(rig).await;
    let _workers = [team.worker().await, team.worker().await];
    team.mailed(1).await;
    let (mails, frames) = assign(&team, size.assignments, "idle").await;
    table.spread("assignment to mail accepted, idle", mails, FSYNC);
    table.spread("assignment to frame on a socket, idle", frames, FSYNC);

    let ctx = team.site.ctx(&[]).await;
    let before = wait(&ctx, |_| true).await;
    let loading = tokio::spawn(load(ctx.clone()));
    wait(&ctx, |done| done >= before + LOAD / 2).await; // The load is there.
    let (mails, frames) = assign(&team, size.assignments, "busy").await;
    loading.abort();
    table.spread("assignment to mail accepted, at 500 jobs/s", mails, "assignment to mail accepted, idle, p50");
    table.spread("assignment to frame on a socket, at 500 jobs/s", frames, "assignment to frame on a socket, idle, p50");
}

/// Jobs that are claimed, run and finished like any other, and find nothing left to do: their event is gone.
async fn load(ctx: Ctx) {
    let mut ticks = interval(Duration::from_millis((1_000 * BATCH / LOAD).unsigned_abs()));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    loop {
        ticks.tick().await;
        let mut work = ctx.begin_unattended().await.expect("a transaction begins");
        for _ in 0..BATCH {
            work.enqueue_new(NewJob::new(&NotifyEvent { event_id: EventId::new() }));
        }
        work.commit().await.expect("it commits");
    }
}

/// Assigns card after card; tells how long each took to the mail server and to the socket.
async fn assign(team: &Team, count: usize, name: &str) -> (Vec<Duration>, Vec<Duration>) {
    let mut socket = team.grace.asking(team.api.base()).socket("/ws/notifications").await;
    let titles: Vec<_> = (0..count).map(|number| format!("Card {number} {name}")).collect();
    let seen = Arc::new(Mutex::new(HashMap::new()));
    let (noting, wanted) = (seen.clone(), titles.clone());
    let watching = tokio::spawn(async move {
        while noting.lock().unwrap().len() < wanted.len() {
            let frame = socket.skip_to(|frame| frame["data"]["kind"] == "assigned").await;
            let title = frame["data"]["card"]["title"].as_str().expect("a title").to_owned();
            if wanted.contains(&title) {
                noting.lock().unwrap().insert(title, Instant::now());
            }
        }
    });
    let before = team.sink.count();
    let mut sent = HashMap::new();
    for title in &titles {
        sent.insert(title.clone(), Instant::now());
        team.assign(title).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    watching.await.expect("all frames come");
    team.mailed(before + count).await;
    let kept = team.sink.kept();
    let mails = titles.iter().map(|title| {
        let about = format!(" {title}\r\n");
        let mail = kept.iter().find(|mail| mail.data.contains(&about)).unwrap_or_else(|| panic!("no mail about {title}"));
        mail.at - sent[title]
    });
    let seen = seen.lock().unwrap();
    (mails.collect(), titles.iter().map(|title| seen[title] - sent[title]).collect())
}
