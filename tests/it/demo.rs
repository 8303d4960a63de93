//! `make demo`: an instance that looks like people work in it.

use std::{
    collections::BTreeSet,
    process::{Command, Output},
};

use serde_json::{Value, json};

use crate::support::{Person, TestApp, ids, stories};

stories![the_demo_fills_an_instance_with_real_work];

async fn the_demo_fills_an_instance_with_real_work(app: &TestApp) {
    let first = demo(app);
    assert!(first.status.success(), "{first:?}");
    let said = String::from_utf8(first.stdout).unwrap();
    let password = said.split("password ").nth(1).and_then(|rest| rest.split(' ').next()).expect("the password is told");
    let sign_in = json!({"email": "nora@lighthouse.example", "password": password});
    let nora = Person::of(app, &app.post("/auth/login", sign_in).await.expect(200));
    assert_eq!(nora.get("/projects").await.expect(200)["items"].as_array().unwrap().len(), 2);
    let mut cards: Vec<Value> = Vec::new();
    for board in ids(&nora.get("/boards").await.expect(200)) {
        let snapshot = nora.get(&format!("/boards/{board}/snapshot")).await.expect(200);
        cards.extend(snapshot["cards"].as_array().unwrap().clone());
    }
    let count = |fits: &dyn Fn(&Value) -> bool| cards.iter().filter(|card| fits(card)).count();
    let now = json!(app.clock().now()).as_str().unwrap().to_owned();
    assert!(cards.len() >= 25, "{} cards", cards.len());
    assert!(count(&|card| card["comments_count"].as_i64() > Some(0)) >= 5);
    assert!(count(&|card| card["completed_at"].is_null() && card["due_at"].as_str().is_some_and(|due| due < now.as_str())) >= 2);
    assert!(count(&|card| card["status"] == "in_progress" && !card["assignees"].as_array().unwrap().is_empty()) >= 4);
    let made: BTreeSet<_> = cards.iter().map(|card| card["created_at"].as_str().unwrap()[..10].to_owned()).collect();
    assert!(
        made.len() >= 10 && made.last().is_some_and(|day| day.as_str() <= &now[..10]),
        "it was worked on for weeks: {made:?}"
    );
    let project = &ids(&nora.get("/projects").await.expect(200))[0];
    let report = nora.get(&format!("/reports/projects/{project}")).await.expect(200);
    assert!(report["cycle_time"]["median_s"].as_i64() > Some(20 * 3_600), "{report:#}");
    app.run_jobs().await;
    assert!(nora.get("/notifications").await.expect(200)["unread_count"].as_i64() > Some(0));

    let again = demo(app);
    let complaint = String::from_utf8(again.stderr).unwrap();
    assert!(!again.status.success() && complaint.contains("the demo is there already"), "{complaint}");
}

fn demo(app: &TestApp) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boardwire"));
    command.args(["admin", "demo"]).env_clear().envs(app.place().settings(&[]));
    command.output().expect("the program runs")
}
