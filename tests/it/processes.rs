//! The program as an operator starts, stops and kills it.

use std::{net::TcpListener, time::Duration};

use chrono::TimeDelta;
use serde_json::json;
use shared::clock::Clock;

use crate::support::{
    Client, Engine, Mail, PASSWORD, Person, Place, Process, TestApp, block_on, id, smtp_sink::SmtpSink, stories,
};

stories![
    what_was_answered_outlives_a_power_cut,
    a_process_that_is_asked_to_end_does_so_in_good_order,
    a_frozen_process_goes_on_where_it_was,
];

/// Registers a person with a process's own API.
pub async fn register(process: &Process, handle: &str) -> Person {
    register_at(&process.visitor(), handle).await
}

/// Registers a person wherever this visitor asks.
pub async fn register_at(visitor: &Client, handle: &str) -> Person {
    let email = format!("{handle}@example.org");
    let body = json!({"name": handle, "handle": handle, "email": email, "password": PASSWORD});
    Person::of(visitor, &visitor.post("/auth/register", body).await.expect(201))
}

async fn what_was_answered_outlives_a_power_cut(app: &TestApp) {
    let mut first = Process::start(app.place(), "all", &[]).await;
    let ada = register(&first, "ada").await;
    let project = id(&ada.post("/projects", json!({"name": "Website"})).await.expect(201));
    first.kill();

    let second = Process::start(app.place(), "all", &[]).await;
    let ada = ada.asking(second.base());
    assert_eq!(ada.get(&format!("/projects/{project}")).await.expect(200)["name"], "Website");
    app.jobs_may_stay(); // The second process is about to do what the first left.
}

async fn a_process_that_is_asked_to_end_does_so_in_good_order(app: &TestApp) {
    let mut process = Process::start(app.place(), "all", &[]).await;
    register(&process, "ada").await;
    assert!(process.operator().outside(reqwest::Method::GET, "/healthz").await.status.is_success());
    let status = process.terminate().await;
    assert!(status.success(), "{status}: {}", process.log());
    app.jobs_may_stay();
}

async fn a_frozen_process_goes_on_where_it_was(app: &TestApp) {
    let process = Process::start(app.place(), "all", &[]).await;
    let ada = register(&process, "ada").await;
    process.freeze();
    let question = ada.get("/users/me");
    let waiting = tokio::spawn(async move { question.await.expect(200) });
    tokio::time::sleep(Duration::from_millis(300)).await; // Nothing is to happen: there is no condition to wait for.
    assert!(!waiting.is_finished());
    process.thaw();
    assert_eq!(waiting.await.expect("it is answered")["handle"], "ada");
    app.jobs_may_stay();
}

/// The way to run that scales out: two of each part, on one database, one Redis and one mail server.
#[test]
fn two_of_each_process_tell_and_mail_everyone_once() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        let (smtp, mut others) = (sink.url(), Vec::new());
        let settings = [("SMTP_URL", smtp.as_str())];
        let [here, there] = [Process::start(&place, "api", &settings).await, Process::start(&place, "api", &settings).await];
        for role in ["worker", "worker", "scheduler", "scheduler"] {
            others.push(Process::start(&place, role, &settings).await);
        }
        let (ada, grace) = (register(&here, "ada").await, register(&there, "grace").await);
        let website = ada.project("Website").await;
        website.add(&ada, &grace, "member").await;
        let mut socket = grace.socket("/ws/notifications").await; // On the other API process than Ada's.
        let due = (Clock::default().now() + TimeDelta::hours(1)).to_rfc3339();
        let card = ada.card_with(&website.todo, json!({"title": "Fix the sign-in page", "due": due})).await;
        ada.assign(&card, &grace).await;

        for kind in ["assigned", "due_soon"] {
            let frame = socket.skip_to_within(Duration::from_mins(1), |frame| frame["data"]["kind"] == kind).await;
            assert_eq!(frame["data"]["card"]["key"], "WEB-1");
        }
        let about = |part: &'static str| sink.wait_for(move |mail| mail.data.contains(part));
        about("Subject: ada assigned you").await;
        about("Subject: Due soon").await;
        for mut process in others.into_iter().chain([here, there]) {
            assert!(process.terminate().await.success(), "{}", process.log());
        }
        let mut ids: Vec<_> = sink.messages().iter().map(|mail| Mail::parse(mail.data.as_bytes()).header("Message-ID")).collect();
        assert_eq!(ids.len(), 3, "added to the project, assigned, due soon: {ids:?}");
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 3);
        place.clear().await;
    });
}

#[test]
fn many_processes_may_make_the_schema_at_once() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let mut processes: Vec<_> = (0..4).map(|_| Process::spawn(&place, "migrate", &[])).collect();
        for process in &mut processes {
            assert!(process.wait().await.success(), "{}", process.log());
        }
    });
}

#[test]
fn a_database_that_is_not_there_is_one_line_without_its_password() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let mut process = Process::spawn(&place, "api", &[("DATABASE_URL", "postgres://nobody:hunter2@127.0.0.1:1/none")]);
        assert_eq!(process.wait().await.code(), Some(1));
        let log = process.log();
        assert!(log.contains("DATABASE_URL") && log.lines().count() == 1 && !log.contains("hunter2"), "{log}");
    });
}

#[test]
fn a_setting_that_cannot_be_used_is_one_line_and_exit_code_2() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let mut process = Process::spawn(&place, "all", &[("ACCESS_TTL", "soon")]);
        assert_eq!(process.wait().await.code(), Some(2));
        let log = process.log();
        assert!(log.contains("ACCESS_TTL must be") && log.lines().count() == 1, "{log}");
    });
}

#[test]
fn a_port_that_is_taken_is_named() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let mut process = Process::spawn(&place, "api", &[("BIND_ADDR", &address)]);
        assert_eq!(process.wait().await.code(), Some(1));
        let log = process.log();
        assert!(log.contains(&address) && log.contains("BIND_ADDR"), "{log}");
    });
}
