//! The chat of a project.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, id, ids, stories};

stories![
    what_is_said_is_read_newest_first_by_all_who_see_the_project,
    who_is_mentioned_is_told_and_mailed,
    who_may_not_see_it_neither_reads_nor_writes_nor_is_told,
    five_messages_in_ten_seconds_wherever_they_are_sent,
    what_makes_no_sense_is_refused,
];

fn path(project: &str) -> String {
    format!("/projects/{project}/messages")
}

async fn newest(person: &Person) -> Value {
    person.get("/notifications").await.expect(200)["items"][0].clone()
}

async fn what_is_said_is_read_newest_first_by_all_who_see_the_project(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let path = path(&board.project);
    let text = "<script>alert(1)</script>\n👩‍💻 שלום";
    let said = ada.post(&path, json!({"text": text})).await.expect(201);
    assert_eq!((&said["text"], &said["author"]), (&json!(text), &ada.view()));
    assert_eq!(said["project_id"], board.project);
    let mut all = vec![id(&said)];
    // Who sees the project by a viewer's role may chat.
    for n in 0..6 {
        all.insert(0, id(&grace.post(&path, json!({"text": format!("Message {n}")})).await.expect(201)));
    }
    assert_eq!(ids(&ada.get(&path).await.expect(200)), all);
    // Page by page, while more is said.
    let mut seen = Vec::new();
    let mut next = format!("{path}?limit=3");
    loop {
        let page = grace.get(&next).await.expect(200);
        seen.extend(ids(&page));
        ada.post(&path, json!({"text": "Later"})).await.expect(201);
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        next = format!("{path}?limit=3&cursor={cursor}");
    }
    assert_eq!(seen, all);

    let activity = ada.get(&format!("/projects/{}/activity", board.project)).await.expect(200);
    let first = activity["items"].as_array().unwrap().iter().find(|one| one["data"]["message"]["id"] == said["id"]).unwrap();
    assert_eq!((&first["name"], &first["text"]), (&json!("chat.message.created"), &json!("Ada wrote in the chat")));
    assert_eq!(first["data"]["message"], said, "the stream of the project carries the whole message");
    assert!(first["seq"].as_i64().is_some_and(|seq| seq > 0));
}

async fn who_is_mentioned_is_told_and_mailed(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.run_jobs().await;
    let before = app.mails().len();
    ada.post(&path(&board.project), json!({"text": "Hello all, mail grace@example.org or `@grace`"})).await.expect(201);
    app.run_jobs().await;
    assert_eq!(newest(&grace).await["kind"], "added_to_project");
    ada.post(&path(&board.project), json!({"text": "@grace and @ada: <b>look</b>"})).await.expect(201);
    app.run_jobs().await;
    let told = newest(&grace).await;
    assert_eq!((&told["kind"], &told["text"]), (&json!("chat_mentioned"), &json!("Ada mentioned you in the chat of Website")));
    assert_eq!((&told["actor"], &told["project"]["id"]), (&ada.view(), &json!(board.project)));
    let mail = app.mails().pop().unwrap();
    assert_eq!((app.mails().len(), mail.to.as_str()), (before + 1, grace.email.as_str()), "nobody is told of their own words");
    assert_eq!(mail.subject, "Ada mentioned you in the chat of Website");
    assert!(mail.text.contains("> @grace and @ada: <b>look</b>"), "{}", mail.text);
    assert!(mail.html.contains("&lt;b&gt;look") && !mail.html.contains("<b>look"), "{}", mail.html);
    assert_eq!(mail.link("/projects/"), told["url"].as_str().unwrap());
}

async fn who_may_not_see_it_neither_reads_nor_writes_nor_is_told(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let path = path(&board.project);
    ada.post(&path, json!({"text": "@eve @grace"})).await.expect(201);
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    app.run_jobs().await;
    for outside in [&eve, &grace] {
        outside.get(&path).await.problem(404, "not_found");
        outside.post(&path, json!({"text": "In"})).await.problem(404, "not_found");
        assert_ne!(newest(outside).await["kind"], "chat_mentioned");
    }
    app.visitor().get(&path).await.problem(401, "unauthenticated");
    app.visitor().post(&path, json!({"text": "In"})).await.problem(401, "unauthenticated");
    ada.delete(&format!("/projects/{}", board.project)).await.expect(204);
    ada.get(&path).await.problem(404, "not_found");
    ada.post(&path, json!({"text": "In"})).await.problem(404, "not_found");
    assert!(app.mails().iter().all(|mail| !mail.subject.contains("chat")));
}

async fn five_messages_in_ten_seconds_wherever_they_are_sent(app: &TestApp) {
    let ada = app.register("ada").await;
    let grace = app.register("grace").await;
    let (one, other) = (ada.project("Website").await, ada.project("Other").await);
    one.add(&ada, &grace, "member").await;
    let (first, second) = (app.another(&[("RATE_LIMIT", "1")]).await, app.another(&[("RATE_LIMIT", "1")]).await);
    let said = join_all((0..20).map(|n| {
        let project = if n % 4 < 2 { &one.project } else { &other.project };
        ada.at(if n % 2 == 0 { &first } else { &second }).post(&path(project), json!({"text": "Now!"})).into_future()
    }))
    .await;
    let statuses: Vec<_> = said.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 5, "{statuses:?}");
    let refused = said.into_iter().find(|answer| answer.status == 429).unwrap();
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=12).contains(&wait), "{wait}");
    refused.problem(429, "too_many_requests");
    // Others have their own count, and after the time that was told there is room again.
    grace.at(&first).post(&path(&one.project), json!({"text": "Me too"})).await.expect(201);
    app.clock().advance(TimeDelta::seconds(wait));
    ada.at(&second).post(&path(&one.project), json!({"text": "Again"})).await.expect(201);
    let count =
        ids(&ada.get(&path(&one.project)).await.expect(200)).len() + ids(&ada.get(&path(&other.project)).await.expect(200)).len();
    assert_eq!(count, 7, "what was refused was not said");
}

async fn what_makes_no_sense_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let path = path(&board.project);
    for text in ["", " \n ", &"x".repeat(4_001), "a\0b"] {
        ada.post(&path, json!({"text": text})).await.invalid(&["/text"]);
    }
    ada.post(&path, json!({"text": "é".repeat(4_000)})).await.expect(201);
    ada.post(&path, json!({"text": 1})).await.invalid(&["/text"]);
    ada.post(&path, json!({"text": "Hi", "author": board.id})).await.invalid(&["/author"]);
    ada.get(&format!("{path}?cursor=nonsense")).await.invalid(&["/cursor"]);
}
