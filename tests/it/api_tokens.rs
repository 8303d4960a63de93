//! Tokens that people make for their programs.

use chrono::{SecondsFormat, TimeDelta};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, PASSWORD, Person, TestApp, id, ids, stories};

stories![
    a_token_is_shown_once_and_good_until_it_is_revoked,
    a_token_expires_and_goes_with_its_account,
    vikunja_cve_2026_40103_a_token_that_reads_changes_nothing,
    a_token_is_never_good_for_the_account_itself,
    what_is_the_instance_admins_needs_the_scope_for_it,
];

const TOKENS: &str = "/users/me/tokens";

async fn make(person: &Person, scope: &str) -> (Value, Client) {
    let made = person.post(TOKENS, json!({"name": "Export", "scope": scope})).await.expect(201);
    let client = person.with_token(made["token"].as_str().unwrap());
    (made, client)
}

async fn a_token_is_shown_once_and_good_until_it_is_revoked(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let (made, token) = make(&ada, "write").await;
    assert!(made["token"].as_str().unwrap().starts_with("bw_"));
    assert_eq!(token.get("/users/me").await.expect(200)["id"], ada.id);
    id(&token.post("/projects", json!({"name": "Website"})).await.expect(201));
    let ticket = token.post("/ws/tickets", json!({"scope": "notifications"})).await.expect(201);
    let ticket = ticket["ticket"].as_str().unwrap();
    let mut by_ticket = app.visitor().socket(&format!("/ws/notifications?ticket={ticket}")).await;
    let mut by_header = token.socket("/ws/notifications").await;
    for socket in [&mut by_ticket, &mut by_header] {
        socket.expect("hello").await;
    }
    let unused = token.post("/ws/tickets", json!({"scope": "notifications"})).await.expect(201);

    let list = ada.get(TOKENS).await;
    assert!(!list.text().contains("bw_"), "{}", list.text());
    let list = list.expect(200);
    assert_eq!(ids(&list), [id(&made)]);
    assert_eq!((&list["items"][0]["scope"], &list["items"][0]["name"]), (&json!("write"), &json!("Export")));
    assert!(list["items"][0]["last_used_at"].is_string());
    assert_eq!(ids(&grace.get(TOKENS).await.expect(200)), Vec::<String>::new());

    app.run_jobs().await;
    let told = ada.get("/notifications").await.expect(200)["items"][0]["text"].clone();
    assert!(told.as_str().unwrap().starts_with("The API token “Export” with the scope write was made"), "{told}");

    let path = format!("{TOKENS}/{}", id(&made));
    grace.delete(&path).await.problem(404, "not_found");
    ada.delete(&path).await.expect(204);
    token.get("/users/me").await.problem(401, "unauthenticated");
    assert_eq!((by_ticket.closed().await, by_header.closed().await), (4401, 4401));
    let late = format!("/ws/notifications?ticket={}", unused["ticket"].as_str().unwrap());
    assert_eq!(app.visitor().socket(&late).await.closed().await, 4401);
    ada.delete(&path).await.problem(404, "not_found");
    for forged in ["bw_", "bw_nonsense", &made["token"].as_str().unwrap()[3..]] {
        assert_eq!(app.with_token(forged).get("/users/me").await.status, 401, "{forged}");
    }
}

async fn a_token_expires_and_goes_with_its_account(app: &TestApp) {
    app.register("root").await;
    let ada = app.register("ada").await;
    let at = |hours| (app.clock().now() + TimeDelta::hours(hours)).to_rfc3339_opts(SecondsFormat::Micros, true);
    let body = |expires_at: String| json!({"name": "Export", "scope": "read", "expires_at": expires_at});
    ada.post(TOKENS, body(at(-1))).await.invalid(&["/expires_at"]);
    let made = ada.post(TOKENS, body(at(1))).await.expect(201);
    let short = app.with_token(made["token"].as_str().unwrap());
    short.get("/users/me").await.expect(200);
    app.clock().advance(TimeDelta::minutes(61));
    short.get("/users/me").await.problem(401, "unauthenticated");
    let ada = ada.sign_in_again().await;
    let (_, token) = make(&ada, "read").await;
    token.get("/users/me").await.expect(200);
    ada.delete("/users/me").await.expect(204);
    token.get("/users/me").await.problem(401, "unauthenticated");
}

async fn vikunja_cve_2026_40103_a_token_that_reads_changes_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Fix it").await);
    let (_, reader) = make(&ada, "read").await;
    let (card, project) = (format!("/cards/{card}"), format!("/projects/{}", board.project));
    let before = reader.get(&card).await.expect(200);
    for (method, path, body) in [
        (Method::POST, format!("{card}/comments"), json!({"body": "Hello"})),
        (Method::POST, format!("{card}/move"), json!({"column_id": board.done})),
        (Method::POST, format!("/columns/{}/cards", board.todo), json!({"title": "Another"})),
        (Method::POST, "/projects".to_owned(), json!({"name": "Another"})),
        (Method::POST, "/ws/tickets".to_owned(), json!({"scope": "notifications"})),
        (Method::POST, "/notifications/read-all".to_owned(), json!({})),
        (Method::PATCH, card.clone(), json!({"title": "Changed"})),
        (Method::PATCH, "/users/me".to_owned(), json!({"name": "Changed"})),
        (Method::PUT, format!("{card}/assignees/{}", ada.id), json!({})),
        (Method::DELETE, card.clone(), json!({})),
        (Method::DELETE, project.clone(), json!({})),
    ] {
        let answer = reader.request(method.clone(), &path).json(&body).await;
        assert_eq!(answer.status, 403, "{method} {path}: {}", answer.text());
    }
    assert_eq!(ada.get(&card).await.expect(200), before);
    ada.get(&project).await.expect(200);
    // A socket may be opened with it, and takes no command that changes anything.
    let mut socket = reader.socket("/ws/notifications").await;
    socket.expect("hello").await;
}

async fn a_token_is_never_good_for_the_account_itself(app: &TestApp) {
    app.register("root").await;
    let ada = app.register("ada").await;
    let (made, token) = make(&ada, "write").await;
    let password = json!({"current_password": PASSWORD, "new_password": "brisk-lantern-9-teak"});
    let session = ids(&ada.get("/auth/sessions").await.expect(200)).remove(0);
    for (method, path, body) in [
        (Method::GET, "/auth/sessions".to_owned(), None),
        (Method::DELETE, format!("/auth/sessions/{session}"), None),
        (Method::POST, "/auth/logout".to_owned(), None),
        (Method::POST, "/auth/email/resend".to_owned(), None),
        (Method::POST, "/auth/totp".to_owned(), None),
        (Method::POST, "/auth/totp/confirm".to_owned(), Some(json!({"code": "123456"}))),
        (Method::DELETE, "/auth/totp".to_owned(), Some(json!({"code": "123456"}))),
        (Method::POST, "/users/me/password".to_owned(), Some(password)),
        (Method::PATCH, "/users/me".to_owned(), Some(json!({"email": "eve@example.org", "current_password": PASSWORD}))),
        (Method::DELETE, "/users/me".to_owned(), None),
        (Method::GET, TOKENS.to_owned(), None),
        (Method::POST, TOKENS.to_owned(), Some(json!({"name": "More", "scope": "write"}))),
        (Method::DELETE, format!("{TOKENS}/{}", id(&made)), None),
    ] {
        let request = token.request(method.clone(), &path);
        let answer = match body {
            Some(body) => request.json(&body).await,
            None => request.await,
        };
        assert_eq!(answer.status, 403, "{method} {path}: {}", answer.text());
    }
    assert_eq!(ada.get("/users/me").await.expect(200)["new_email"], json!(null));
    // What is not the key to the account may be changed.
    token.patch("/users/me", json!({"name": "Ada King"})).await.expect(200);
}

async fn what_is_the_instance_admins_needs_the_scope_for_it(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let board = ada.project("Website").await;
    ada.post(TOKENS, json!({"name": "More", "scope": "admin"})).await.problem(403, "forbidden");
    for scope in ["read", "write"] {
        let (_, token) = make(&root, scope).await;
        token.get("/admin/audit").await.problem(403, "forbidden");
        token.get(&format!("/boards/{}", board.id)).await.problem(404, "not_found");
    }
    let (_, token) = make(&root, "admin").await;
    token.get("/admin/audit").await.expect(200);
    token.get(&format!("/boards/{}", board.id)).await.expect(200);
}
