//! The program as an operator starts, stops and kills it.

use std::{net::TcpListener, time::Duration};

use serde_json::json;

use crate::support::{Engine, PASSWORD, Person, Place, Process, TestApp, block_on, id, stories};

stories![
    what_was_answered_outlives_a_power_cut,
    a_process_that_is_asked_to_end_does_so_in_good_order,
    a_frozen_process_goes_on_where_it_was,
];

/// Registers a person with a process's own API.
async fn register(process: &Process, handle: &str) -> Person {
    let email = format!("{handle}@example.org");
    let body = json!({"name": handle, "handle": handle, "email": email, "password": PASSWORD});
    Person::of(&process.visitor(), &process.visitor().post("/auth/register", body).await.expect(201))
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

#[test]
fn separate_processes_work_together() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let api = Process::start(&place, "api", &[]).await;
        let _worker = Process::start(&place, "worker", &[]).await;
        let _scheduler = Process::start(&place, "scheduler", &[]).await;
        let ada = register(&api, "ada").await;
        let grace = register(&api, "grace").await;
        let website = ada.project("Website").await;
        website.add(&ada, &grace, "member").await;
        let card = ada.card(&website.todo, "Fix the sign-in page").await;
        ada.assign(&card, &grace).await;
        let inbox = || async { grace.get("/notifications").await.expect(200)["unread_count"].as_i64() };
        while inbox().await < Some(1) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        place.clear().await;
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
