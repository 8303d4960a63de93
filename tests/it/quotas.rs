//! How many requests a person may make in a while.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Engine, TestApp, stories};

stories![
    every_answer_tells_what_is_left,
    too_many_changes_are_refused_until_the_window_ends,
    too_many_requests_are_refused_whatever_they_are,
    processes_count_together,
    without_redis_a_process_counts_for_itself,
];

const LIMITED: &[(&str, &str)] = &[("RATE_LIMIT", "1")];

async fn every_answer_tells_what_is_left(app: &TestApp) {
    let ada = app.register("ada").await;
    assert_eq!(ada.get("/users/me").await.header("ratelimit"), "", "there are no limits in tests");
    let app = app.another(LIMITED).await;
    let ada = ada.at(&app);
    let read = ada.get("/users/me").await;
    assert_eq!(read.header("ratelimit-policy"), "\"requests\";q=600;w=60");
    assert_eq!(read.header("ratelimit"), "\"requests\";r=599;t=60");
    let write = ada.patch("/users/me", json!({"name": "Ada B."})).await;
    assert_eq!(write.header("ratelimit-policy"), "\"requests\";q=600;w=60, \"writes\";q=60;w=10");
    let left = write.header("ratelimit");
    assert!(left.starts_with("\"requests\";r=598;t=") && left.contains(", \"writes\";r=59;t=10"), "{left}");
    // Refusals count, and tell it, too.
    let refused = ada.patch("/users/me", json!({"name": ""})).await;
    assert!(refused.header("ratelimit").contains("\"writes\";r=58;"), "{}", refused.header("ratelimit"));
    assert_eq!(app.visitor().get("/users/me").await.header("ratelimit"), "", "nobody is known");
}

async fn too_many_changes_are_refused_until_the_window_ends(app: &TestApp) {
    let (ada, bob) = (app.register("ada").await, app.register("bob").await);
    let app = app.another(LIMITED).await;
    let (ada, bob) = (ada.at(&app), bob.at(&app));
    let rename = |n: usize| ada.patch("/users/me", json!({"name": format!("Ada {n}")}));
    for n in 1..=60 {
        rename(n).await.expect(200);
    }
    let refused = rename(61).await;
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    assert!(refused.header("ratelimit").contains("\"writes\";r=0;"), "{}", refused.header("ratelimit"));
    refused.problem(429, "too_many_requests");
    assert_eq!(ada.get("/users/me").await.expect(200)["name"], "Ada 60", "one may still read");
    bob.patch("/users/me", json!({"name": "Bob B."})).await.expect(200);
    app.clock().advance(TimeDelta::seconds(10));
    rename(62).await.expect(200);
}

async fn too_many_requests_are_refused_whatever_they_are(app: &TestApp) {
    let ada = app.register("ada").await;
    let app = app.another(&[("RATE_LIMIT", "0.05")]).await;
    let ada = ada.at(&app);
    for _ in 0..30 {
        ada.get("/users/me").await.expect(200);
    }
    ada.get("/users/me").await.problem(429, "too_many_requests");
    app.clock().advance(TimeDelta::seconds(60));
    ada.get("/users/me").await.expect(200);
}

async fn processes_count_together(app: &TestApp) {
    let ada = app.register("ada").await;
    let (one, other) = (app.another(LIMITED).await, app.another(LIMITED).await);
    let left = async |app: &TestApp| ada.at(app).get("/users/me").await.header("ratelimit")[..18].to_owned();
    assert_eq!(left(&one).await, "\"requests\";r=599;t");
    let there = left(&other).await;
    let expected = if app.ctx().db.engine() == Engine::Postgres { "598" } else { "599" };
    assert_eq!(there, format!("\"requests\";r={expected};t"), "on SQLite there is one process only");
}

async fn without_redis_a_process_counts_for_itself(app: &TestApp) {
    let ada = app.register("ada").await;
    let app = app.another(&[("RATE_LIMIT", "0.05"), ("REDIS_URL", "redis://127.0.0.1:1")]).await;
    let ada = ada.at(&app);
    for _ in 0..30 {
        ada.get("/users/me").await.expect(200);
    }
    ada.get("/users/me").await.problem(429, "too_many_requests");
}
