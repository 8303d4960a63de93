//! What the program is for: an assignment becomes a notification and a mail, once, for the right person.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{TestApp, id, stories};

stories![
    an_assignment_becomes_a_notification_and_a_mail,
    assigning_again_tells_nobody,
    nobody_is_told_of_their_own_doing,
    who_was_taken_off_meanwhile_is_not_told,
    who_left_the_project_meanwhile_is_not_mailed,
    a_card_that_falls_due_is_told_once_and_then_again_when_overdue,
    done_and_archived_cards_remind_nobody,
    a_request_that_is_refused_enqueues_nothing,
];

async fn an_assignment_becomes_a_notification_and_a_mail(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Fix the <login> page").await;
    app.run_jobs().await;
    let before = app.mails_to(&grace.email).len();

    ada.assign(&card, &grace).await;
    app.run_jobs().await;

    let list = grace.get("/notifications").await.expect(200);
    let told = &list["items"][0];
    assert_eq!(list["unread_count"], 2, "being added to the project, and this");
    assert_eq!(told["kind"], "assigned");
    assert_eq!(told["text"], "Ada assigned you to WEB-1 Fix the <login> page");
    assert_eq!(told["actor"], ada.view());
    assert_eq!(told["card"], json!({"id": card["id"], "key": "WEB-1", "title": "Fix the <login> page"}));
    assert_eq!(told["read_at"], json!(null));

    let mails = app.mails_to(&grace.email);
    assert_eq!(mails.len(), before + 1);
    let mail = mails.last().unwrap();
    assert_eq!(mail.subject, "Ada assigned you to WEB-1 Fix the <login> page");
    assert!(mail.text.contains("Fix the <login> page") && mail.text.contains(told["url"].as_str().unwrap()), "{}", mail.text);
    assert!(mail.html.contains("Fix the &lt;login&gt; page") && !mail.html.contains("<login>"), "{}", mail.html);
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(mail.header("Message-ID").starts_with('<'));

    let activity = ada.get(&format!("/boards/{}/activity", board.id)).await.expect(200);
    assert_eq!(activity["items"][0]["name"], "card.assigned");
    assert_eq!(activity["items"][0]["text"], "Ada assigned Grace to WEB-1 Fix the <login> page");
}

async fn assigning_again_tells_nobody(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Once").await;
    ada.assign(&card, &grace).await;
    app.run_jobs().await;
    let (mails, seen) = (app.mails().len(), grace.get("/notifications").await.expect(200));

    let again = ada.put(&format!("/cards/{}/assignees/{}", id(&card), grace.id), json!({})).await.expect(200);
    assert_eq!(again["id"], grace.id);
    app.run_jobs().await;
    assert_eq!(app.mails().len(), mails);
    assert_eq!(grace.get("/notifications").await.expect(200), seen);
}

async fn nobody_is_told_of_their_own_doing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "Mine").await;
    ada.assign(&card, &ada).await;
    app.run_jobs().await;
    assert_eq!(ada.get("/notifications").await.expect(200)["unread_count"], 0);
    assert!(app.mails().is_empty());
}

async fn who_was_taken_off_meanwhile_is_not_told(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "A slip").await;
    app.run_jobs().await;
    ada.assign(&card, &grace).await;
    ada.delete(&format!("/cards/{}/assignees/{}", id(&card), grace.id)).await.expect(204);
    app.run_jobs().await;
    let kinds: Vec<_> =
        grace.get("/notifications").await.expect(200)["items"].as_array().unwrap().iter().map(|n| n["kind"].clone()).collect();
    assert!(!kinds.contains(&json!("assigned")), "{kinds:?}");
}

async fn who_left_the_project_meanwhile_is_not_mailed(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Secret now").await;
    app.run_jobs().await;
    let before = app.mails().len();
    ada.assign(&card, &grace).await;
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    app.run_jobs().await;
    assert!(app.mails()[before..].iter().all(|mail| !mail.raw.contains("Secret now")));
}

async fn a_card_that_falls_due_is_told_once_and_then_again_when_overdue(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let due = (app.clock().now() + TimeDelta::hours(1)).to_rfc3339();
    let card = ada.card_with(&board.todo, json!({"title": "Soon", "due": due, "assignees": [grace.id]})).await;
    let subjects = || app.mails_to(&grace.email).into_iter().map(|mail| mail.subject).collect::<Vec<_>>();
    let about = |word: &str| subjects().iter().filter(|subject| subject.contains(word)).count();

    for _ in 0..3 {
        app.clock().advance(TimeDelta::seconds(60));
        app.tick().await;
        app.run_jobs().await;
    }
    assert_eq!(about("Due soon"), 1, "{:?}", subjects());

    app.clock().advance(TimeDelta::hours(1));
    for _ in 0..2 {
        app.clock().advance(TimeDelta::seconds(60));
        app.tick().await;
        app.run_jobs().await;
    }
    assert_eq!((about("Due soon"), about("Overdue")), (1, 1), "{:?}", subjects());

    // Another due date is another thing to be told of.
    let later = (app.clock().now() + TimeDelta::hours(2)).to_rfc3339();
    let ada = ada.sign_in_again().await; // More than an hour has passed.
    ada.patch(&format!("/cards/{}", id(&card)), json!({"due": later})).await.expect(200);
    app.clock().advance(TimeDelta::seconds(60));
    app.tick().await;
    app.run_jobs().await;
    assert_eq!(about("Due soon"), 2, "{:?}", subjects());
}

async fn done_and_archived_cards_remind_nobody(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let due = (app.clock().now() + TimeDelta::hours(1)).to_rfc3339();
    let body = |title: &str| json!({"title": title, "due": due, "assignees": [grace.id]});
    let done = ada.card_with(&board.todo, body("Done")).await;
    let archived = ada.card_with(&board.todo, body("Archived")).await;
    ada.post(&format!("/cards/{}/move", id(&done)), json!({"status": "done"})).await.expect(200);
    ada.patch(&format!("/cards/{}", id(&archived)), json!({"archived": true})).await.expect(200);
    for hours in [0, 2] {
        app.clock().advance(TimeDelta::hours(hours) + TimeDelta::seconds(60));
        app.tick().await;
        app.run_jobs().await;
    }
    let subjects: Vec<_> = app.mails_to(&grace.email).into_iter().map(|mail| mail.subject).collect();
    assert!(subjects.iter().all(|subject| !subject.contains("Due soon") && !subject.contains("Overdue")), "{subjects:?}");
}

async fn a_request_that_is_refused_enqueues_nothing(app: &TestApp) {
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = ada.card(&board.todo, "Not yours").await;
    app.run_jobs().await;
    let before = (app.mails().len(), ada.get(&format!("/boards/{}/activity", board.id)).await.expect(200));
    let path = |who: &str| format!("/cards/{}/assignees/{who}", id(&card));
    grace.put(&path(&grace.id), json!({})).await.problem(403, "forbidden");
    eve.put(&path(&eve.id), json!({})).await.problem(404, "not_found");
    ada.put(&path(&eve.id), json!({})).await.problem(404, "not_found");
    app.run_jobs().await;
    assert_eq!((app.mails().len(), ada.get(&format!("/boards/{}/activity", board.id)).await.expect(200)), before);
}
