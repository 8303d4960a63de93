//! What ends, ends at once and everywhere: a session, a token, an account, a right. The other process is asked, because
//! that is the harder of the two.

use std::{future::IntoFuture, time::Duration};

use serde_json::{Value, json};

use crate::support::{Client, Engine, PASSWORD, Person, TestApp, id, ids, stories};

stories![whoever_is_signed_out_is_so_in_every_process, a_right_that_is_taken_away_is_gone_in_every_process];

const NEW: &str = "brisk-lantern-9-teak";
const SOCKET: &str = "/ws/notifications";

/// On SQLite two processes share no hints (nothing but PostgreSQL with Redis runs so): sockets find out by looking.
fn soon(app: &TestApp) -> Duration {
    if app.place().engine == Engine::Sqlite { Duration::from_secs(3) } else { Duration::from_secs(1) }
}

/// Whoever signs in with `client` is signed out by `ending`, at once, and so is their socket.
async fn ends(app: &TestApp, client: &Client, what: &str, ending: impl IntoFuture<Output = crate::support::Answer>) {
    let mut socket = client.socket(SOCKET).await;
    socket.expect("hello").await;
    socket.expect("snapshot").await;
    let answer = ending.await;
    assert!(answer.status.is_success(), "{what}: {}", answer.text());
    let ended = std::time::Instant::now();
    assert_eq!(client.get("/users/me").await.status, 401, "{what}");
    assert_eq!(socket.closed().await, 4401, "{what}");
    assert!(ended.elapsed() < soon(app), "{what}: the socket closed after {:?}", ended.elapsed());
    assert_eq!(client.socket(SOCKET).await.closed().await, 4401, "{what}");
}

async fn whoever_is_signed_out_is_so_in_every_process(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let other = app.another(&[]).await;
    let phone = ada.sign_in_again().await;
    ends(app, &phone.at(&other), "logout", phone.post("/auth/logout", json!({}))).await;

    let phone = ada.sign_in_again().await;
    let sessions = phone.get("/auth/sessions").await.expect(200);
    let current = sessions["items"].as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
    ends(app, &phone.at(&other), "ending a session", ada.delete(&format!("/auth/sessions/{}", id(current)))).await;

    root.delete(&format!("/auth/sessions/{}", ids(&ada.get("/auth/sessions").await.expect(200))[0]))
        .await
        .problem(404, "not_found");

    let phone = ada.sign_in_again().await;
    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    ends(app, &phone.at(&other), "another password", ada.post("/users/me/password", change)).await;
    ada.post("/users/me/password", json!({"current_password": NEW, "new_password": PASSWORD})).await.expect(204);

    let made = ada.post("/users/me/tokens", json!({"name": "Export", "scope": "read"})).await.expect(201);
    let token = other.with_token(made["token"].as_str().unwrap());
    ends(app, &token, "revoking a token", ada.delete(&format!("/users/me/tokens/{}", id(&made)))).await;

    let used_twice = ada.sign_in_again().await;
    let refresh = || app.post("/auth/refresh", json!({"refresh_token": used_twice.refresh_token}));
    refresh().await.expect(200);
    let mut socket = used_twice.at(&other).socket(SOCKET).await;
    socket.expect("hello").await;
    app.clock().advance(chrono::TimeDelta::seconds(31));
    refresh().await.problem(401, "invalid_refresh_token");
    assert_eq!(socket.closed().await, 4401);

    let disable = |disabled: bool| root.patch(&format!("/users/{}", ada.id), json!({"disabled": disabled}));
    ends(app, &ada.at(&other), "disabling", disable(true)).await;
    disable(false).await.expect(200);
    let ada = Person::of(app, &app.post("/auth/login", json!({"email": "ada", "password": PASSWORD})).await.expect(200));
    ends(app, &ada.at(&other), "deleting the account", ada.delete("/users/me")).await;
    other.shut_down().await;
}

async fn a_right_that_is_taken_away_is_gone_in_every_process(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let other = app.another(&[]).await;
    let elsewhere = grace.at(&other);
    let path = format!("/boards/{}", board.id);
    let ticket = || elsewhere.post("/ws/tickets", json!({"scope": "board", "board_id": board.id}));
    let lists = async || ids(&elsewhere.get("/boards").await.expect(200)).len();
    let sees = async || (elsewhere.get(&path).await.status.as_u16(), ticket().await.status.as_u16(), lists().await);
    let rights = |change: Value| ada.patch(&format!("{path}/members/{}", grace.id), change);
    board.add(&ada, &grace, "member").await;
    assert_eq!(sees().await, (200, 201, 1));
    rights(json!({"revoke": ["board_view"]})).await.expect(200);
    assert_eq!(sees().await, (404, 404, 0));
    rights(json!({"revoke": ["board_write"]})).await.expect(200);
    assert_eq!(sees().await, (200, 201, 1));
    let made = elsewhere.post(&format!("/columns/{}/cards", board.todo), json!({"title": "No"})).await;
    made.problem(403, "forbidden");
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    assert_eq!(sees().await, (404, 404, 0));
    other.shut_down().await;
    app.run_jobs().await;
}
