//! One trace from a request to the mail that comes of it.

use std::collections::BTreeSet;

use serde_json::json;
use shared::domain::TraceParent;

use crate::support::{Engine, Place, Process, TestApp, block_on, id, smtp_sink::SmtpSink, stories};

stories![an_assignment_its_job_and_its_mail_are_one_trace, a_malformed_traceparent_is_replaced, what_time_asks_for_has_a_trace];

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN: &str = "00f067aa0ba902b7";

/// The kinds of jobs so far, in order, with what they were traced by.
async fn traced(app: &TestApp) -> Vec<(String, String)> {
    app.ctx().db.sql("SELECT kind, traceparent FROM jobs ORDER BY id").all().await.unwrap()
}

async fn an_assignment_its_job_and_its_mail_are_one_trace(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Traced").await;
    app.run_jobs().await;
    let before = traced(app).await.len();

    let given = format!("00-{TRACE}-{SPAN}-01");
    let asked = ada.with("traceparent", &given);
    asked.put(&format!("/cards/{}/assignees/{}", id(&card), grace.id), json!({})).await.expect(201);
    app.run_jobs().await;
    let jobs = &traced(app).await[before..];
    let kinds: Vec<_> = jobs.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["notify", "email"]);
    let mut steps = BTreeSet::from([given.as_str()]);
    for (kind, parent) in jobs {
        assert_eq!(parent.parse::<TraceParent>().unwrap().trace_id(), TRACE, "{kind}");
        assert!(steps.insert(parent), "{kind} is a step of its own: {parent}");
    }
}

async fn a_malformed_traceparent_is_replaced(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.run_jobs().await;
    let zeros = "0".repeat(32);
    let bad = [
        format!("ff-{TRACE}-{SPAN}-01"),
        format!("00-{zeros}-{SPAN}-01"),
        format!("00-{TRACE}-{}-01", &zeros[..16]),
        format!("00-{}-{SPAN}-01", &TRACE[1..]),
        format!("00-{TRACE}-{SPAN}-01-more"),
        TRACE.to_owned(),
    ];
    for given in &bad {
        let card = ada.card(&board.todo, given).await;
        let before = traced(app).await.len();
        let path = format!("/cards/{}/assignees/{}", id(&card), grace.id);
        ada.with("traceparent", given).put(&path, json!({})).await.expect(201);
        let (_, parent) = &traced(app).await[before];
        let made = parent.parse::<TraceParent>().expect("a traceparent of our own");
        assert!(made.trace_id() != TRACE && made.trace_id() != zeros, "{given} became {parent}");
    }
}

async fn what_time_asks_for_has_a_trace(app: &TestApp) {
    app.tick().await;
    app.clock().advance(chrono::TimeDelta::hours(2));
    app.tick().await;
    let jobs = traced(app).await;
    let traces: BTreeSet<_> = jobs.iter().map(|(_, parent)| parent.parse::<TraceParent>().unwrap().trace_id()).collect();
    assert!(!jobs.is_empty());
    assert_eq!(traces.len(), jobs.len(), "each has its own");
}

/// What an operator does with it: one word to look for in the logs of all processes.
#[test]
fn the_logs_of_request_and_mail_share_a_trace_id() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        let smtp = sink.url();
        let settings = [("SMTP_URL", smtp.as_str()), ("LOG_FORMAT", "json"), ("RUST_LOG", "info,worker=debug")];
        let api = Process::start(&place, "api", &settings).await;
        let worker = Process::start(&place, "worker", &settings).await;
        let (ada, grace) = (crate::processes::register(&api, "ada").await, crate::processes::register(&api, "grace").await);
        let board = ada.project("Website").await;
        board.add(&ada, &grace, "member").await;
        let card = ada.card(&board.todo, "Traced").await;
        let asked = ada.with("traceparent", &format!("00-{TRACE}-{SPAN}-01"));
        asked.put(&format!("/cards/{}/assignees/{}", id(&card), grace.id), json!({})).await.expect(201);
        sink.wait_for(|mail| mail.data.contains("Subject: ada assigned you")).await;
        let lines = |log: String| log.lines().filter(|line| line.contains(TRACE)).map(str::to_owned).collect::<Vec<_>>();
        crate::support::jobs::until("the worker has written of the mail", async || {
            lines(worker.log()).iter().any(|line| line.contains("the mail was accepted"))
        })
        .await;
        let request: serde_json::Value = serde_json::from_str(&lines(api.log())[0]).unwrap();
        assert_eq!(
            (&request["span"]["trace_id"], &request["route"]),
            (&json!(TRACE), &json!("/api/v1/cards/{card_id}/assignees/{user_id}"))
        );
        for kind in ["notify", "email"] {
            let of_kind = |line: &&String| line.contains(&format!("\"kind\":\"{kind}\""));
            let line = lines(worker.log()).iter().find(of_kind).cloned().unwrap_or_else(|| panic!("{}", worker.log()));
            let line: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(line["span"]["trace_id"], TRACE);
        }
        place.clear().await;
    });
}
