//! Every kind of notification, over every channel: whom it reaches, and that it can be turned off each way.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, stories};

stories![
    every_kind_reaches_its_reader_in_the_app_and_by_mail,
    every_kind_can_be_told_in_the_app_only,
    every_kind_can_be_told_by_mail_only,
    every_kind_can_be_turned_off,
    nobody_hears_of_their_own_doings,
    a_second_mention_on_a_card_is_told_again,
    who_is_mentioned_hears_it_once,
    whoever_cannot_see_the_board_is_not_told_of_a_mention,
    coming_back_into_a_column_is_no_completion,
];

const KINDS: [&str; 16] = [
    "assigned",
    "unassigned",
    "mentioned",
    "commented",
    "due_soon",
    "overdue",
    "due_changed",
    "completed",
    "moved",
    "added_to_team",
    "added_to_project",
    "added_to_board",
    "invited",
    "chat_mentioned",
    "reminder",
    "security",
];

async fn every_kind_reaches_its_reader_in_the_app_and_by_mail(app: &TestApp) {
    each_kind(app, true, true).await;
}

async fn every_kind_can_be_told_in_the_app_only(app: &TestApp) {
    each_kind(app, true, false).await;
}

async fn every_kind_can_be_told_by_mail_only(app: &TestApp) {
    each_kind(app, false, true).await;
}

async fn every_kind_can_be_turned_off(app: &TestApp) {
    each_kind(app, false, false).await;
}

/// Lets each kind happen to Grace, who wants to hear of that kind only, in these ways.
async fn each_kind(app: &TestApp, in_app: bool, email: bool) {
    let (mut ada, mut grace) = (app.register("ada").await, app.register("grace").await);
    for kind in KINDS {
        // Time passes with each kind, and access tokens with it.
        (ada, grace) = (ada.sign_in_again().await, grace.sign_in_again().await);
        let board = ada.project(&format!("On {kind}")).await;
        board.add(&ada, &grace, "member").await;
        settle(app).await;
        if !listen(&grace, kind, in_app, email).await {
            continue;
        }
        let before = (told(&grace, kind).await.len(), app.mails_to(&grace.email).len());
        cause(app, kind, &ada, &grace, &board).await;
        settle(app).await;
        grace = grace.sign_in_again().await;
        let told = told(&grace, kind).await;
        let mails = app.mails_to(&grace.email);
        let subjects: Vec<_> = mails[before.1..].iter().map(|mail| &mail.subject).collect();
        let (in_app, email) = (usize::from(in_app), usize::from(email));
        assert_eq!((told.len() - before.0, subjects.len()), (in_app, email), "{kind}: {told:#?} {subjects:?}");
        if in_app == 1 && email == 1 {
            let text = told[0]["text"].as_str().unwrap();
            assert!(mails.last().unwrap().text.contains(text), "{kind}: {}", mails.last().unwrap().text);
            assert!(mails.last().unwrap().text.contains(told[0]["url"].as_str().unwrap()), "{kind}");
        }
    }
    let ada = ada.sign_in_again().await;
    assert_eq!(ada.get("/notifications").await.expect(200)["items"], json!([]), "nobody hears of their own doings");
    assert!(app.mails_to(&ada.email).is_empty());
}

/// Lets the window in which changes are gathered pass.
async fn settle(app: &TestApp) {
    app.run_jobs().await;
    app.clock().advance(TimeDelta::minutes(3));
    app.tick().await;
}

/// Sets that Grace hears of this kind only, in these ways; false where that is refused.
async fn listen(grace: &Person, kind: &str, in_app: bool, email: bool) -> bool {
    let all = grace.get("/users/me/notification-settings").await.expect(200)["kinds"].as_object().unwrap().clone();
    let mut kinds: serde_json::Map<String, Value> =
        all.keys().map(|kind| (kind.clone(), json!({"in_app": false, "email": false}))).collect();
    kinds["security"] = json!({"in_app": false});
    kinds.insert(kind.to_owned(), json!({"in_app": in_app, "email": email}));
    let answer = grace.patch("/users/me/notification-settings", json!({"kinds": kinds})).await;
    if kind == "security" && !email {
        answer.invalid(&["/kinds/security/email"]);
        return false;
    }
    let set = answer.expect(200);
    assert_eq!(set["kinds"][kind], json!({"in_app": in_app, "email": email}));
    true
}

async fn told(reader: &Person, kind: &str) -> Vec<Value> {
    let list = reader.get("/notifications?limit=200").await.expect(200);
    list["items"].as_array().unwrap().iter().filter(|told| told["kind"] == kind).cloned().collect()
}

/// Lets it happen to Grace by Ada's doing, or by time.
async fn cause(app: &TestApp, kind: &str, ada: &Person, grace: &Person, board: &Board) {
    let card = ada.card(&board.todo, "Fix the login page").await;
    let path = format!("/cards/{}", id(&card));
    let in_hours = |hours| (app.clock().now() + TimeDelta::hours(hours)).to_rfc3339();
    if ["unassigned", "due_soon", "overdue"].contains(&kind) {
        ada.assign(&card, grace).await;
        settle(app).await;
    }
    if ["commented", "due_changed", "completed", "moved"].contains(&kind) {
        grace.put(&format!("{path}/watchers/{}", grace.id), json!({})).await.expect(201);
    }
    match kind {
        "assigned" => ada.assign(&card, grace).await,
        "unassigned" => _ = ada.delete(&format!("{path}/assignees/{}", grace.id)).await.expect(204),
        "mentioned" => _ = ada.post(&format!("{path}/comments"), json!({"body": "What do you say, @Grace?"})).await.expect(201),
        "commented" => _ = ada.post(&format!("{path}/comments"), json!({"body": "Looks good."})).await.expect(201),
        "due_soon" => _ = ada.patch(&path, json!({"due": in_hours(23)})).await.expect(200),
        "overdue" => {
            ada.patch(&path, json!({"due": in_hours(1)})).await.expect(200);
            settle(app).await;
            app.clock().advance(TimeDelta::hours(1));
        }
        "due_changed" => _ = ada.patch(&path, json!({"due": "2031-05-01"})).await.expect(200),
        "completed" => _ = ada.post(&format!("{path}/move"), json!({"status": "done"})).await.expect(200),
        "moved" => _ = ada.post(&format!("{path}/move"), json!({"status": "in_progress"})).await.expect(200),
        "added_to_team" => {
            let team = id(&ada.post("/teams", json!({"name": "Crew"})).await.expect(201));
            ada.put(&format!("/teams/{team}/members/{}", grace.id), json!({"role": "member"})).await.expect(201);
        }
        "added_to_project" => {
            let other = ada.project("Another").await;
            other.add(ada, grace, "member").await;
        }
        "added_to_board" => {
            // Hidden from her, and then shown.
            let rights = format!("/boards/{}/members/{}", board.id, grace.id);
            ada.patch(&rights, json!({"revoke": ["board_view"]})).await.expect(200);
            settle(app).await;
            ada.patch(&rights, json!({"revoke": []})).await.expect(200);
        }
        "invited" => {
            let other = ada.project("Another").await;
            let invite = json!({"role": "member", "email": grace.email});
            ada.post(&format!("/boards/{}/invites", other.id), invite).await.expect(201);
        }
        "chat_mentioned" => {
            ada.post(&format!("/projects/{}/messages", board.project), json!({"text": "Ask @grace."})).await.expect(201);
        }
        "reminder" => {
            let at = (app.clock().now() + TimeDelta::minutes(5)).to_rfc3339();
            grace.post(&format!("{path}/reminders"), json!({"at": at})).await.expect(201);
            app.clock().advance(TimeDelta::minutes(6));
        }
        "security" => {
            let body = json!({"email": grace.email, "password": crate::support::PASSWORD});
            app.visitor().with("user-agent", "Somewhere else/1.0").post("/auth/login", body).await.expect(200);
        }
        other => panic!("{other} has no cause"),
    }
}

async fn nobody_hears_of_their_own_doings(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card_with(&board.todo, json!({"title": "Mine", "assignees": [grace.id]})).await;
    settle(app).await;
    let path = format!("/cards/{}", id(&card));
    grace.put(&format!("{path}/watchers/{}", grace.id), json!({})).await.expect(201);
    let before = (grace.get("/notifications").await.expect(200), app.mails().len());
    grace.post(&format!("{path}/comments"), json!({"body": "I, @grace, am done."})).await.expect(201);
    grace.patch(&path, json!({"due": "2031-05-01"})).await.expect(200);
    grace.post(&format!("{path}/move"), json!({"status": "in_progress"})).await.expect(200);
    grace.post(&format!("{path}/move"), json!({"status": "done"})).await.expect(200);
    settle(app).await;
    assert_eq!((grace.get("/notifications").await.expect(200), app.mails().len()), before);
}

async fn a_second_mention_on_a_card_is_told_again(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Talk").await;
    app.run_jobs().await;
    let before = app.mails_to(&grace.email).len();
    let comments = format!("/cards/{}/comments", id(&card));
    ada.post(&comments, json!({"body": "@grace, look"})).await.expect(201);
    let second = ada.post(&comments, json!({"body": "And here, @grace: <b>bold</b>"})).await.expect(201);
    app.run_jobs().await;
    assert_eq!(told(&grace, "mentioned").await.len(), 2);
    let mails = app.mails_to(&grace.email).split_off(before);
    assert_eq!(mails.len(), 2);
    assert!(
        mails[1].text.contains("And here, @grace: <b>bold</b>") && mails[1].html.contains("&lt;b&gt;bold"),
        "{}",
        mails[1].html
    );
    // A change of the comment tells only who was not mentioned before.
    ada.patch(&format!("/comments/{}", id(&second)), json!({"body": "And there, @grace"})).await.expect(200);
    app.run_jobs().await;
    assert_eq!(told(&grace, "mentioned").await.len(), 2);
}

async fn who_is_mentioned_hears_it_once(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card_with(&board.todo, json!({"title": "Talk", "assignees": [grace.id]})).await;
    settle(app).await;
    let before = app.mails_to(&grace.email).len();
    let comments = format!("/cards/{}/comments", id(&card));
    ada.post(&comments, json!({"body": "@grace, look"})).await.expect(201);
    settle(app).await;
    assert_eq!((told(&grace, "mentioned").await.len(), told(&grace, "commented").await.len()), (1, 0));
    assert_eq!(app.mails_to(&grace.email).len(), before + 1);
}

async fn whoever_cannot_see_the_board_is_not_told_of_a_mention(app: &TestApp) {
    let (ada, eve) = (app.register("ada").await, app.register("eve").await);
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "Secret").await;
    ada.post(&format!("/cards/{}/comments", id(&card)), json!({"body": "@eve must not know"})).await.expect(201);
    settle(app).await;
    assert_eq!(eve.get("/notifications").await.expect(200)["unread_count"], 0);
    assert!(app.mails_to(&eve.email).is_empty());
}

async fn coming_back_into_a_column_is_no_completion(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card_with(&board.todo, json!({"title": "Back and forth", "assignees": [grace.id]})).await;
    settle(app).await;
    let before = app.mails_to(&grace.email).len();
    let path = format!("/cards/{}/move", id(&card));
    ada.post(&path, json!({"status": "done"})).await.expect(200);
    ada.post(&path, json!({"status": "in_progress"})).await.expect(200);
    // Within a column nothing is told.
    ada.post(&path, json!({"position": 0})).await.expect(200);
    settle(app).await;
    assert_eq!((told(&grace, "completed").await.len(), told(&grace, "moved").await.len()), (0, 1));
    let text = told(&grace, "moved").await[0]["text"].as_str().unwrap().to_owned();
    assert_eq!(text, "Ada moved WEB-1 Back and forth from Done to In Progress");
    assert_eq!(app.mails_to(&grace.email).len(), before + 1);
}
