//! Making accounts and signing in.

use std::{
    future::IntoFuture,
    time::{Duration, Instant},
};

use argon2::{Argon2, Params, password_hash::PasswordHasher};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{PASSWORD, TestApp, oidc::PUBLIC, stories};

stories![
    the_first_account_is_the_instance_admin,
    the_first_account_of_a_public_instance_needs_the_set_up_code,
    an_address_is_one_accounts_own,
    the_same_registration_twice_at_once_is_one_account,
    two_people_whose_addresses_begin_alike_get_handles_of_their_own,
    twenty_refreshes_at_once_have_one_successor,
    an_old_refresh_token_used_again_ends_the_session,
    an_unknown_address_and_a_wrong_password_look_the_same,
    an_unknown_address_and_a_wrong_password_take_the_same,
    what_was_hashed_with_less_is_hashed_anew,
    names_of_the_world_are_kept_and_names_that_hide_are_refused,
    a_password_of_megabytes_is_refused,
    fifty_who_sign_in_at_once_all_get_in,
];

async fn the_first_account_is_the_instance_admin(app: &TestApp) {
    let ada = app.register("ada").await;
    let grace = app.register("grace").await;
    assert_eq!(ada.get("/users/me").await.expect(200)["role"], "admin");
    assert_eq!(grace.get("/users/me").await.expect(200)["role"], "member");
}

async fn the_first_account_of_a_public_instance_needs_the_set_up_code(app: &TestApp) {
    let public = app.another(&[("BASE_URL", PUBLIC)]).await;
    let code = shared::app::accounts::setup_code(public.ctx());
    let register = |name: &str, code: Option<&str>| {
        let mut body = registration(name, &format!("{name}@example.org"));
        body["setup_code"] = json!(code);
        public.post("/auth/register", body).into_future()
    };
    for wrong in [None, Some(""), Some("aaaaaaaa"), Some(&code[1..])] {
        register("eve", wrong).await.invalid(&["/setup_code"]);
    }
    assert_eq!(register("ada", Some(&code)).await.expect(201)["user"]["role"], "admin");
    // It is for the first only, and makes nobody else an admin.
    assert_eq!(register("grace", Some(&code)).await.expect(201)["user"]["role"], "member");
    register("eve", None).await.expect(201);
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

/// The shortest of some tries each, which is what hashing takes on a machine that is busy with other things, too.
async fn an_unknown_address_and_a_wrong_password_take_the_same(app: &TestApp) {
    app.register("ada").await;
    let mut shortest = [Duration::MAX; 2];
    for _ in 0..10 {
        for (shortest, login) in shortest.iter_mut().zip(["ada", "nobody"]) {
            let began = Instant::now();
            let body = json!({"email": login, "password": "wrong-otter-3-quarry"});
            app.post("/auth/login", body).await.problem(401, "invalid_credentials");
            *shortest = began.elapsed().min(*shortest);
        }
    }
    let [wrong, unknown] = shortest;
    assert!(unknown * 2 > wrong, "{unknown:?} for nobody, {wrong:?} for somebody");
}

async fn what_was_hashed_with_less_is_hashed_anew(app: &TestApp) {
    app.register("ada").await;
    let less = Argon2::from(Params::new(8 * 1024, 1, 1, None).unwrap());
    let hash = less.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let update = "UPDATE users SET password_hash = $1 WHERE handle = 'ada'";
    app.ctx().db.write(update).bind(hash).run().await.unwrap();
    let kept = async || {
        let select = "SELECT password_hash FROM users WHERE handle = 'ada'";
        app.ctx().db.sql(select).one::<(String,)>().await.unwrap().0
    };
    let sign_in = |password: &str| app.post("/auth/login", json!({"email": "ada", "password": password})).into_future();
    sign_in("wrong-otter-3-quarry").await.problem(401, "invalid_credentials");
    assert!(kept().await.starts_with("$argon2id$v=19$m=8192,t=1,p=1$"));
    sign_in(PASSWORD).await.expect(200);
    let anew = kept().await;
    assert!(anew.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{anew}");
    sign_in(PASSWORD).await.expect(200);
    assert_eq!(kept().await, anew);
}

async fn names_of_the_world_are_kept_and_names_that_hide_are_refused(app: &TestApp) {
    for (number, name) in ["محمد بن موسى", "עדה לבלייס", "👩‍💻 Zoë 🏳️‍🌈", "山田 太郎", "O'Brien <3"].into_iter().enumerate()
    {
        let email = format!("person{number}@example.org");
        let made = app.post("/auth/register", registration(name, &email)).await.expect(201);
        let person = crate::support::Person::of(app, &made);
        assert_eq!(person.get("/users/me").await.expect(200)["name"], name);
        // It stands in mail, too.
        app.post("/auth/password/forgot", json!({"email": email})).await.expect(202);
    }
    app.run_jobs().await;
    assert_eq!(app.mails().len(), 5);
    for name in ["a\u{0}b", "a\u{7}b", "a\r\nBcc: eve@example.org", "evil\u{202E}gnp.exe", "\u{2066}hidden\u{2069}", "   "] {
        app.post("/auth/register", registration(name, "eve@example.org")).await.invalid(&["/name"]);
    }
    for email in
        ["eve@example.org\r\nBcc: all@example.org", "eve\n@example.org", "eve@example.org\u{0}", "Eve <eve@example.org>", "eve@"]
    {
        app.post("/auth/register", registration("Eve", email)).await.invalid(&["/email"]);
    }
    app.post("/auth/login", json!({"email": "eve@example.org", "password": PASSWORD})).await.problem(401, "invalid_credentials");
}

async fn a_password_of_megabytes_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    // Said to be so large, it is refused before it is sent.
    for path in ["/auth/register", "/auth/login"] {
        assert!(announce(app, path, 10_000_000).await.starts_with("HTTP/1.1 413 "), "{path}");
    }
    for length in [1_000_000, 1025] {
        let password = "tall-giraffe ".repeat(length / 13 + 1);
        let body = json!({"name": "Eve", "email": "eve@example.org", "password": password});
        app.post("/auth/register", body).await.invalid(&["/password"]);
        app.post("/auth/login", json!({"email": "ada", "password": password})).await.problem(401, "invalid_credentials");
        let change = json!({"current_password": PASSWORD, "new_password": password});
        ada.post("/users/me/password", change).await.invalid(&["/new_password"]);
    }
}

/// The beginning of the answer to a request that says how much JSON follows, and sends the first of it.
async fn announce(app: &TestApp, path: &str, length: usize) -> String {
    let mut stream = tokio::net::TcpStream::connect(app.base().trim_start_matches("http://")).await.unwrap();
    let request = format!(
        "POST /api/v1{path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{{"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = [0; 64];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

async fn fifty_who_sign_in_at_once_all_get_in(app: &TestApp) {
    app.register("ada").await;
    let sign_in = || app.post("/auth/login", json!({"email": "ada", "password": PASSWORD})).into_future();
    let answers = futures_util::future::join_all((0..50).map(|_| sign_in())).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
}
