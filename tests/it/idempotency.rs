//! Requests that are sent again: done once, and answered as the first time.

use std::future::IntoFuture;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use shared::{
    domain::UserId,
    store::idempotency::{RequestKey, take_key},
};

use crate::support::{Engine, Person, Request, TestApp, id, ids, stories};

stories![
    a_request_sent_again_is_done_once_and_answered_alike,
    a_key_belongs_to_its_caller_route_and_body,
    sent_twenty_times_at_once_it_is_done_once,
    a_file_sent_again_is_kept_once,
    what_was_refused_takes_no_key,
    after_a_day_a_key_is_new,
    what_is_told_once_takes_no_key,
    operators_may_repeat_themselves_too,
    a_key_that_is_being_used_is_waited_for_and_then_refused,
];

fn keyed(request: Request) -> Request {
    request.header("idempotency-key", "k-1")
}

async fn a_request_sent_again_is_done_once_and_answered_alike(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let bob = app.register("bob").await;
    board.add(&ada, &bob, "member").await;
    let card = json!({"title": "Once", "assignees": [bob.id]});
    let ask = || keyed(ada.post(&format!("/columns/{}/cards", board.todo), card.clone()));
    let first = ask().await;
    assert_eq!(first.header("idempotency-replayed"), "");
    app.run_jobs().await;
    let mails = app.mails_to(&bob.email).len();
    let second = ask().await;
    assert_eq!(second.header("idempotency-replayed"), "true");
    for header in ["location", "etag", "content-type"] {
        assert_eq!(first.header(header), second.header(header), "{header}");
    }
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    let (first, second) = (first.expect(201), second.expect(201));
    assert_eq!(first, second);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&bob.email).len(), mails);
    let cards = ada.get(&format!("/boards/{}/cards", board.id)).await.expect(200);
    assert_eq!(cards["items"].as_array().unwrap().len(), 1);
    // What is done without a body is repeated as well.
    for replayed in ["", "true"] {
        let answer = keyed(bob.request(Method::POST, "/notifications/read-all")).await;
        assert_eq!(answer.header("idempotency-replayed"), replayed);
        answer.expect(204);
    }
}

async fn a_key_belongs_to_its_caller_route_and_body(app: &TestApp) {
    let (ada, bob) = (app.register("ada").await, app.register("bob").await);
    let team = |name: &str| json!({"name": name});
    let made = keyed(ada.post("/teams", team("One"))).await.expect(201);
    keyed(ada.post("/teams", team("Two"))).await.problem(422, "idempotency_key_reused");
    let theirs = keyed(bob.post("/teams", team("One"))).await.expect(201);
    assert_ne!(made["id"], theirs["id"]);
    keyed(ada.post("/projects", team("One"))).await.expect(201);
    let teams = ada.get("/teams").await.expect(200);
    assert_eq!(teams["items"].as_array().unwrap().len(), 2, "her own and the one: {teams:#}");
    for bad in [String::new(), "k".repeat(256), "schlüssel".to_owned()] {
        ada.post("/teams", team("Three")).header("idempotency-key", bad).await.invalid(&["/Idempotency-Key"]);
    }
    ada.post("/teams", team("Four")).header("idempotency-key", "k".repeat(255)).await.expect(201);
}

async fn sent_twenty_times_at_once_it_is_done_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let other = app.another(&[]).await;
    let there = ada.at(&other);
    let ask = |n: usize| {
        let client = if n.is_multiple_of(2) { &*ada } else { &there };
        keyed(client.post("/teams", json!({"name": "Once"}))).into_future()
    };
    let answers = join_all((0..20).map(ask)).await;
    let replayed = answers.iter().filter(|answer| answer.header("idempotency-replayed") == "true").count();
    assert_eq!(replayed, 19);
    let ids: std::collections::HashSet<_> = answers.into_iter().map(|answer| answer.expect(201)["id"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    let teams = ada.get("/teams").await.expect(200);
    assert_eq!(teams["items"].as_array().unwrap().len(), 2);
}

async fn a_file_sent_again_is_kept_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Fix it").await));
    // Each form has a boundary of its own.
    let send = |content: &'static str| keyed(ada.upload(&card, "notes.txt", content));
    let first = send("Hello").await.expect(201);
    let second = send("Hello").await;
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(second.expect(201), first);
    send("Hullo").await.problem(422, "idempotency_key_reused");
    assert_eq!(ids(&ada.get(&format!("{card}/files")).await.expect(200)), [id(&first)]);
}

async fn what_was_refused_takes_no_key(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let bob = app.register("bob").await;
    let cards = format!("/columns/{}/cards", board.todo);
    keyed(ada.post(&cards, json!({"title": ""}))).await.invalid(&["/title"]);
    keyed(ada.post(&cards, json!({"title": "A", "assignees": [bob.id]}))).await.invalid(&["/assignees/0"]);
    keyed(ada.post(&cards, json!({"title": "A"}))).await.expect(201);
}

async fn after_a_day_a_key_is_new(app: &TestApp) {
    let ada = app.register("ada").await;
    let ask = async |who: &Person| keyed(who.post("/teams", json!({"name": "Daily"}))).await.expect(201);
    let first = ask(&ada).await;
    app.clock().advance(TimeDelta::hours(23));
    let ada = ada.sign_in_again().await;
    assert_eq!(ask(&ada).await["id"], first["id"]);
    app.clock().advance(TimeDelta::hours(1));
    let ada = ada.sign_in_again().await;
    let second = ask(&ada).await;
    assert_ne!(second["id"], first["id"]);
    assert_eq!(ask(&ada).await["id"], second["id"]);
}

async fn what_is_told_once_takes_no_key(app: &TestApp) {
    let ada = app.register("ada").await;
    let make = || keyed(ada.post("/users/me/tokens", json!({"name": "CI", "scope": "read"})));
    let (first, second) = (make().await.expect(201), make().await.expect(201));
    assert_ne!(first["id"], second["id"]);
    let secret = first["token"].as_str().unwrap();
    let kept = app.ctx().db.sql("SELECT count(*) FROM idempotency_keys").one::<(i64,)>().await.unwrap();
    assert_eq!(kept.0, 0, "{secret} is kept nowhere");
    // Nor does what is no POST.
    for name in ["Ada", "Grace"] {
        let changed = keyed(ada.patch("/users/me", json!({"name": name}))).await;
        assert_eq!(changed.header("idempotency-replayed"), "");
        assert_eq!(changed.expect(200)["name"], name);
    }
}

async fn operators_may_repeat_themselves_too(app: &TestApp) {
    let ada = app.register("ada").await;
    let run = || keyed(ada.request(Method::POST, "/admin/schedules/prune_sessions/run"));
    let (first, second) = (run().await, run().await);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(first.expect(201)["id"], second.expect(201)["id"]);
    app.run_jobs().await;
}

async fn a_key_that_is_being_used_is_waited_for_and_then_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    if app.ctx().db.engine() == Engine::Sqlite {
        return; // Its one writer goes first: there is nobody to wait for who holds only the key.
    }
    let take = async || {
        let mut tx = app.ctx().db.begin().await.unwrap();
        let key = RequestKey { user_id: UserId(ada.id.parse().unwrap()), route: "POST /api/v1/teams".into(), key: "k-1".into() };
        let now = app.clock().now();
        assert!(take_key(&mut tx, &key, "another", now, now - TimeDelta::hours(24)).await.unwrap());
        tx
    };
    let ask = || keyed(ada.post("/teams", json!({"name": "Once"}))).into_future();
    let held = take().await;
    ask().await.problem(409, "idempotency_key_in_use");
    drop(held);
    // Whoever held it came to nothing.
    let held = take().await;
    let (asked, ()) = tokio::join!(ask(), async {
        let waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
        while app.ctx().db.sql(waits).one::<(i64,)>().await.unwrap().0 == 0 {
            tokio::task::yield_now().await;
        }
        drop(held);
    });
    asked.expect(201);
}
