//! What is promised of mail when things break, with real processes and a mail server that fails: nothing is lost, and
//! what comes twice comes under the same Message-ID.

use std::{collections::BTreeMap, time::Duration};

use serde_json::json;
use shared::jobs::Queue;

use crate::support::{
    Engine, Person, Process, TestApp,
    jobs::until,
    smtp_sink::{Behaviour, Received, SmtpSink},
    stories,
};

stories!(
    workers_that_are_killed_lose_no_mail,
    a_mail_server_that_was_away_gets_every_mail_once,
    a_mail_server_that_hangs_holds_up_no_notification,
);

/// The same for every process, so that each writes the same links.
const HOME: &str = "https://boards.example.org";

/// Assigns somebody to so many cards, and leaves telling of it to the workers.
async fn assign_many(app: &TestApp, cards: usize) -> Person {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    for number in 0..cards {
        ada.card_with(&board.todo, json!({"title": format!("Card {number}"), "assignees": [grace.id]})).await;
    }
    grace
}

async fn deliveries(app: &TestApp, state: &str) -> usize {
    let text = "SELECT count(*) FROM deliveries WHERE state = $1";
    let (count,) = app.ctx().db.sql(text).bind(state.to_owned()).one::<(i64,)>().await.unwrap();
    usize::try_from(count).unwrap()
}

fn by_message_id(received: Vec<Received>) -> BTreeMap<String, Vec<Received>> {
    let mut mails = BTreeMap::<_, Vec<_>>::new();
    for mail in received {
        mails.entry(mail.header("Message-ID")).or_default().push(mail);
    }
    mails
}

async fn workers_that_are_killed_lose_no_mail(app: &TestApp) {
    const CARDS: usize = 100;
    const KILLS: usize = 3;
    app.jobs_may_stay(); // Their losses are noted as errors.
    let sink = SmtpSink::start().await;
    // Slow enough that a kill finds mails in every state.
    sink.behave(Behaviour::StallAfterMail(Duration::from_millis(150)));
    let url = sink.url();
    let settings = [("SMTP_URL", url.as_str()), ("BASE_URL", HOME)];
    let processes = if app.place().engine == Engine::Sqlite { 1 } else { 2 };
    assign_many(app, CARDS).await;
    let mut workers = Vec::new();
    for _ in 0..processes {
        workers.push(Process::start(app.place(), "worker", &settings).await);
    }
    for kill in 1..=KILLS {
        let goal = kill * CARDS / 4;
        until("mails arrive", async || sink.messages().len() >= goal).await;
        workers.remove(0).kill();
        workers.push(Process::start(app.place(), "worker", &settings).await);
    }
    // One of the mails says that she was added to the project.
    until("all mails are accepted", async || deliveries(app, "accepted").await == CARDS + 1).await;

    let received = sink.messages();
    let twice = received.len() - (CARDS + 1);
    assert!(
        twice <= KILLS * Queue::Mail.default_slots(),
        "{twice} mails came twice: more than were on their way when their process was killed"
    );
    let mails = by_message_id(received);
    assert_eq!(mails.len(), CARDS + 1);
    for copies in mails.values() {
        assert!(copies.iter().all(|copy| copy.data == copies[0].data), "the copies differ: {copies:#?}");
    }
    stop(workers).await;
}

async fn a_mail_server_that_was_away_gets_every_mail_once(app: &TestApp) {
    const CARDS: usize = 10;
    app.jobs_may_stay();
    let sink = SmtpSink::start().await;
    let (url, address) = (sink.url(), sink.address());
    drop(sink);
    let worker = Process::start(app.place(), "worker", &[("SMTP_URL", &url), ("BASE_URL", HOME)]).await;
    assign_many(app, CARDS).await;
    until("sending was tried", async || {
        let text = "SELECT count(*) FROM deliveries WHERE state = 'pending' AND reason IS NOT NULL";
        app.ctx().db.sql(text).one::<(i64,)>().await.unwrap().0 == i64::try_from(CARDS + 1).unwrap()
    })
    .await;
    let sink = SmtpSink::start_at(address).await;
    until("all mails are accepted", async || deliveries(app, "accepted").await == CARDS + 1).await;
    let mails = by_message_id(sink.messages());
    assert!(mails.len() == CARDS + 1 && mails.values().all(|copies| copies.len() == 1), "{mails:#?}");
    stop(vec![worker]).await;
}

async fn a_mail_server_that_hangs_holds_up_no_notification(app: &TestApp) {
    const CARDS: usize = 40;
    app.jobs_may_stay();
    let sink = SmtpSink::start().await;
    sink.behave(Behaviour::StallAfterMail(Duration::from_mins(5)));
    let url = sink.url();
    let settings = [("SMTP_URL", url.as_str()), ("BASE_URL", HOME), ("WORKER_QUEUES", "mail:2,notifications:2")];
    let mut worker = Process::start(app.place(), "worker", &settings).await;
    let grace = assign_many(app, CARDS).await;
    // Both connections are stuck, and still everybody is told.
    until("both slots for mail are taken", async || sink.messages().len() == 2).await;
    until("everything is told", async || {
        let unread = grace.get("/notifications?limit=1").await.expect(200)["unread_count"].as_u64();
        unread == Some(u64::try_from(CARDS).unwrap() + 1)
    })
    .await;
    assert_eq!((sink.messages().len(), deliveries(app, "accepted").await), (2, 0));
    worker.kill();
}

/// Ends processes as an operator does.
async fn stop(processes: Vec<Process>) {
    for mut process in processes {
        assert!(process.terminate().await.success());
    }
}
