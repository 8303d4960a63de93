//! Making accounts and signing in.

use std::future::IntoFuture;

use serde_json::json;

use crate::support::{PASSWORD, TestApp, stories};

stories![
    the_first_account_is_the_instance_admin,
    an_address_is_one_accounts_own,
    the_same_registration_twice_at_once_is_one_account,
    two_people_whose_addresses_begin_alike_get_handles_of_their_own,
    twenty_refreshes_at_once_have_one_successor,
    an_old_refresh_token_used_again_ends_the_session,
    an_unknown_address_and_a_wrong_password_look_the_same,
];

async fn the_first_account_is_the_instance_admin(app: &TestApp) {
    let ada = app.register("ada").await;
    let grace = app.register("grace").await;
    assert_eq!(ada.get("/users/me").await.expect(200)["role"], "admin");
    assert_eq!(grace.get("/users/me").await.expect(200)["role"], "member");
}

async fn an_address_is_one_accounts_own(app: &TestApp) {
    app.register("ada").await;
    let again = json!({"name": "Other", "email": "ADA@example.org", "password": "harbor-lantern-9-teak"});
    app.post("/auth/register", again).await.problem(409, "email_taken");
}

fn registration(name: &str, email: &str) -> serde_json::Value {
    json!({"name": name, "email": email, "password": PASSWORD})
}

async fn the_same_registration_twice_at_once_is_one_account(app: &TestApp) {
    let ask = || app.post("/auth/register", registration("Ada", "ada@example.org"));
    let (one, other) = tokio::join!(ask().into_future(), ask().into_future());
    let (made, refused) = if one.status == 201 { (one, other) } else { (other, one) };
    made.expect(201);
    refused.problem(409, "email_taken");
}

async fn two_people_whose_addresses_begin_alike_get_handles_of_their_own(app: &TestApp) {
    let ask = |email: &str| app.post("/auth/register", registration("Ada", email)).into_future();
    let (one, other) = tokio::join!(ask("ada@example.org"), ask("ada@example.com"));
    let (one, other) = (one.expect(201), other.expect(201));
    assert_ne!(one["user"]["handle"], other["user"]["handle"]);
}

async fn twenty_refreshes_at_once_have_one_successor(app: &TestApp) {
    let ada = app.register("ada").await;
    let ask = || app.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).into_future();
    let answers = futures_util::future::join_all((0..20).map(|_| ask())).await;
    let mut tokens: Vec<_> = answers.into_iter().map(|answer| answer.expect(200)["refresh_token"].to_string()).collect();
    tokens.dedup();
    assert_eq!(tokens.len(), 1, "one successor");
    assert_eq!(ada.get("/users/me").await.expect(200)["id"], ada.id, "nobody was signed out");
}

async fn an_old_refresh_token_used_again_ends_the_session(app: &TestApp) {
    let ada = app.register("ada").await;
    let refresh = |token: String| app.post("/auth/refresh", json!({"refresh_token": token})).into_future();
    let next = refresh(ada.refresh_token.clone()).await.expect(200);
    app.clock().advance(chrono::TimeDelta::seconds(31));
    refresh(ada.refresh_token.clone()).await.problem(401, "invalid_refresh_token");
    refresh(next["refresh_token"].as_str().unwrap().to_owned()).await.problem(401, "invalid_refresh_token");
    ada.get("/users/me").await.problem(401, "session_ended");
    refresh("not-a-token".to_owned()).await.problem(401, "invalid_refresh_token");
}

async fn an_unknown_address_and_a_wrong_password_look_the_same(app: &TestApp) {
    let ada = app.register("ada").await;
    let sign_in =
        |email: &str| app.post("/auth/login", json!({"email": email, "password": "wrong-otter-3-quarry"})).into_future();
    let wrong = sign_in(&ada.email).await.problem(401, "invalid_credentials");
    let unknown = sign_in("nobody@example.org").await.problem(401, "invalid_credentials");
    assert_eq!(wrong["detail"], unknown["detail"]);
    let by_handle = app.post("/auth/login", json!({"email": "ada", "password": PASSWORD})).await.expect(200);
    assert_eq!(by_handle["user"]["id"], ada.id);
}
