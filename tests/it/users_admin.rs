//! Everybody's accounts, as the instance admin sees and changes them.

use futures_util::future::join_all;
use serde_json::{Value, json};
use std::future::IntoFuture;

use crate::support::{PASSWORD, Person, TestApp, id, ids, stories};

stories![
    accounts_are_listed_and_found_for_the_admin_only,
    disabling_ends_sessions_tokens_and_sockets_at_once,
    a_role_or_address_that_changes_is_told_and_audited,
    an_instance_keeps_an_admin,
    who_is_deleted_leaves_what_they_wrote,
];

fn path(person: &Person) -> String {
    format!("/users/{}", person.id)
}

async fn audited(root: &Person, action: &str) -> Value {
    root.get(&format!("/admin/audit?action={action}")).await.expect(200)["items"][0].clone()
}

async fn accounts_are_listed_and_found_for_the_admin_only(app: &TestApp) {
    let (root, ada, grace) = (app.register("root").await, app.register("ada").await, app.register("grace").await);
    let first = root.get("/users?limit=2").await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = root.get(&format!("/users?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!([ids(&first), ids(&rest)].concat(), [root.id.as_str(), &ada.id, &grace.id]);
    for (query, found) in [("q=GRACE%40example", &grace), ("q=Ada", &ada), ("role=admin", &root)] {
        assert_eq!(ids(&root.get(&format!("/users?{query}")).await.expect(200)), [found.id.as_str()], "{query}");
    }
    assert_eq!(root.get(&path(&ada)).await.expect(200)["disabled"], false);
    let gone = json!({"name": "Gone"});
    for asked in [ada.get("/users"), ada.get(&path(&ada)), ada.patch(&path(&ada), gone), ada.delete(&path(&grace))] {
        asked.await.problem(403, "forbidden");
    }
    root.get(&format!("/users/{}", uuid::Uuid::now_v7())).await.problem(404, "not_found");
    root.patch(&path(&ada), json!({"role": "owner"})).await.invalid(&["/role"]);
    root.patch(&path(&ada), json!({"name": "Ada King", "version": 7})).await.problem(409, "version_conflict");
}

async fn disabling_ends_sessions_tokens_and_sockets_at_once(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let made = ada.post("/users/me/tokens", json!({"name": "Export", "scope": "write"})).await.expect(201);
    let token = app.with_token(made["token"].as_str().unwrap());
    let (mut socket, mut by_token) = (ada.socket("/ws/notifications").await, token.socket("/ws/notifications").await);
    for socket in [&mut socket, &mut by_token] {
        socket.expect("hello").await;
    }
    app.post("/auth/password/forgot", json!({"email": ada.email})).await.expect(202);
    app.run_jobs().await;
    let asked_before = app.mails_to(&ada.email).pop().unwrap().link("/reset/").rsplit('/').next().unwrap().to_owned();
    let mails = app.mails_to(&ada.email).len();
    assert_eq!(root.patch(&path(&ada), json!({"disabled": true})).await.expect(200)["disabled"], true);
    let reset = json!({"token": asked_before, "password": "brisk-lantern-9-teak"});
    app.post("/auth/password/reset", reset).await.problem(403, "forbidden");
    assert_eq!((socket.closed().await, by_token.closed().await), (4401, 4401));
    ada.get("/users/me").await.problem(401, "session_ended");
    token.get("/users/me").await.problem(401, "unauthenticated");
    let sign_in = || app.post("/auth/login", json!({"email": "ada", "password": PASSWORD}));
    sign_in().await.problem(401, "invalid_credentials");
    app.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.problem(401, "invalid_refresh_token");
    app.post("/auth/password/forgot", json!({"email": ada.email})).await.expect(202);
    app.run_jobs().await;
    assert!(app.mails_to(&ada.email)[mails..].iter().all(|mail| !mail.text.contains("/reset/")));
    assert_eq!(audited(&root, "account.disabled").await["target"]["id"], ada.id);

    // In use again, nothing of before comes back with it.
    root.patch(&path(&ada), json!({"disabled": false})).await.expect(200);
    ada.get("/users/me").await.problem(401, "session_ended");
    token.get("/users/me").await.problem(401, "unauthenticated");
    sign_in().await.expect(200);
}

async fn a_role_or_address_that_changes_is_told_and_audited(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let mut socket = ada.socket("/ws/notifications").await;
    socket.expect("hello").await;
    assert_eq!(root.patch(&path(&ada), json!({"role": "admin"})).await.expect(200)["role"], "admin");
    ada.get("/users").await.expect(200);
    app.run_jobs().await;
    let told = ada.get("/notifications").await.expect(200)["items"][0].clone();
    assert_eq!(told["kind"], "security");
    assert!(told["text"].as_str().unwrap().starts_with("Your role on this instance was changed to admin"), "{told}");
    let heard = socket.skip_to(|frame| frame["type"] == "notification").await;
    assert_eq!(heard["data"]["id"], told["id"], "whoever is signed in stays connected");
    let entry = audited(&root, "account.role_changed").await;
    assert_eq!((&entry["actor"], &entry["details"]), (&root.view(), &json!({"from": "member", "to": "admin"})));

    root.patch(&path(&ada), json!({"email": root.email})).await.problem(409, "email_taken");
    let changed = root.patch(&path(&ada), json!({"email": "ada@example.com", "name": "Ada King"})).await.expect(200);
    assert_eq!((&changed["email"], &changed["email_verified"]), (&json!("ada@example.com"), &json!(false)));
    assert_eq!(root.get(&path(&ada)).await.expect(200), changed);
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ada.email).pop().unwrap().subject, "The address of your account is now ada@example.com");
}

async fn an_instance_keeps_an_admin(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    for change in [json!({"role": "member"}), json!({"disabled": true})] {
        root.patch(&path(&root), change).await.problem(409, "last_admin");
    }
    root.delete(&path(&root)).await.problem(409, "last_admin");
    root.patch(&path(&ada), json!({"role": "admin"})).await.expect(200);
    // Each takes the other away at once: one stays.
    let at_once = [(&root, &ada), (&ada, &root)].map(|(by, of)| by.patch(&path(of), json!({"role": "member"})).into_future());
    let answers = join_all(at_once).await;
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert!(statuses.contains(&200) && !statuses.iter().all(|status| *status == 200), "{statuses:?}");
}

async fn who_is_deleted_leaves_what_they_wrote(app: &TestApp) {
    let (root, ada, grace) = (app.register("root").await, app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = id(&grace.card(&board.todo, "Fix it").await);
    root.delete(&path(&ada)).await.problem(409, "last_owner");
    root.delete(&path(&grace)).await.expect(204);
    root.get(&path(&grace)).await.problem(404, "not_found");
    root.delete(&path(&grace)).await.problem(404, "not_found");
    grace.get("/users/me").await.problem(401, "session_ended");
    assert_eq!(ada.get(&format!("/cards/{card}")).await.expect(200)["created_by"]["name"], "a former user");
    let entry = audited(&root, "account.deleted").await;
    assert_eq!((&entry["actor"], &entry["details"]["handle"]), (&root.view(), &json!("grace")));
    assert_eq!(root.get("/users?q=former").await.expect(200)["items"], json!([]));
}
