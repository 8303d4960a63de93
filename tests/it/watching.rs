//! Watching a card, and what becomes of notifications when they are read.

use serde_json::json;

use crate::support::{TestApp, id, ids, stories};

stories![
    whoever_watches_hears_until_they_stop,
    one_watches_and_stops_for_oneself_only,
    notifications_are_read_and_unread_by_their_owner,
    a_reminder_is_taken_back_once,
];

async fn whoever_watches_hears_until_they_stop(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Login").await));
    let watch = format!("{card}/watchers/{}", grace.id);
    let comment = async |body: &str| {
        ada.post(&format!("{card}/comments"), json!({"body": body})).await.expect(201);
        app.run_jobs().await;
        let list = grace.get("/notifications").await.expect(200);
        list["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "commented").count()
    };
    assert_eq!(comment("Before").await, 0);
    grace.put(&watch, json!({})).await.expect(201);
    assert_eq!(ada.get(&card).await.expect(200)["watchers_count"], 1);
    assert_eq!(comment("While").await, 1);
    for _ in 0..2 {
        grace.delete(&watch).await.expect(204);
    }
    assert_eq!(ada.get(&card).await.expect(200)["watchers_count"], 0);
    assert_eq!(comment("After").await, 1, "nothing new");
}

async fn one_watches_and_stops_for_oneself_only(app: &TestApp) {
    app.register("root").await; // The first account may do everything.
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Login").await));
    let watch = format!("{card}/watchers/{}", grace.id);
    grace.put(&watch, json!({})).await.expect(201);
    eve.delete(&watch).await.problem(404, "not_found");
    eve.put(&format!("{card}/watchers/{}", eve.id), json!({})).await.problem(404, "not_found");
    assert_eq!(ada.get(&card).await.expect(200)["watchers_count"], 1);
    app.run_jobs().await;
}

async fn notifications_are_read_and_unread_by_their_owner(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Login").await;
    ada.assign(&card, &grace).await;
    app.run_jobs().await;
    let list = grace.get("/notifications").await.expect(200);
    let (unread, one) = (list["unread_count"].as_i64().unwrap(), format!("/notifications/{}", ids(&list)[0]));
    let count = async || grace.get("/notifications").await.expect(200)["unread_count"].as_i64().unwrap();
    assert!(grace.patch(&one, json!({"read": true})).await.expect(200)["read_at"].is_string());
    assert_eq!(count().await, unread - 1);
    grace.patch(&one, json!({"read": true})).await.expect(200);
    assert_eq!(count().await, unread - 1, "reading twice is reading once");
    assert!(grace.patch(&one, json!({"read": false})).await.expect(200)["read_at"].is_null());
    assert_eq!(count().await, unread);
    ada.patch(&one, json!({"read": true})).await.problem(404, "not_found");
    grace.patch(&one, json!({"read": "yes"})).await.invalid(&["/read"]);
    assert_eq!(count().await, unread);
}

async fn a_reminder_is_taken_back_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card_with(&board.todo, json!({"title": "Login", "due": "2031-05-01"})).await;
    let reminders = format!("/cards/{}/reminders", id(&card));
    let one = id(&ada.post(&reminders, json!({"before_due": "PT24H"})).await.expect(201));
    let mine = format!("/reminders/{one}");
    ada.delete(&mine).await.expect(204);
    ada.delete(&mine).await.problem(404, "not_found");
    ada.delete("/reminders/nothing").await.problem(404, "not_found");
    assert!(ids(&ada.get(&reminders).await.expect(200)).is_empty());
}
