//! Passwords that are forgotten or changed, and addresses that are verified or changed.

use std::future::IntoFuture;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Person, Request, TestApp, stories};

stories![
    registering_mails_a_link_that_verifies_the_address,
    a_forgotten_password_is_set_anew_by_mail,
    a_reset_takes_the_tokens_of_the_account_away,
    another_password_gives_up_an_address_that_waits,
    vikunja_cve_2026_28268_a_reset_link_is_good_once,
    kanboard_cve_2024_55603_a_session_that_expired_is_over,
    asking_for_a_link_says_the_same_of_every_address,
    a_changed_password_ends_the_other_sessions,
    a_new_address_counts_once_it_is_verified,
    an_address_is_verified_by_the_newest_link_only,
    the_pages_of_links_act_on_a_post_only,
];

const NEW: &str = "brisk-lantern-9-teak";

/// The token of the last link of this kind that was mailed to the address.
fn token(app: &TestApp, address: &str, page: &str) -> String {
    let mails = app.mails_to(address);
    let mail = mails.iter().rev().find(|mail| mail.text.contains(page)).expect("a mail with a link");
    mail.link(page).rsplit('/').next().unwrap().to_owned()
}

async fn ask_for_reset(app: &TestApp, address: &str) -> String {
    app.post("/auth/password/forgot", json!({"email": address})).await.expect(202);
    app.run_jobs().await;
    token(app, address, "/reset/")
}

fn reset(app: &TestApp, token: &str, password: &str) -> Request {
    app.post("/auth/password/reset", json!({"token": token, "password": password}))
}

fn sign_in(app: &TestApp, email: &str, password: &str) -> Request {
    app.post("/auth/login", json!({"email": email, "password": password}))
}

async fn notices(person: &Person) -> Vec<String> {
    let told = person.get("/notifications").await.expect(200);
    let security = told["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "security");
    security.map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

/// The application as it runs where nobody has said that addresses need not be verified.
async fn verifying(app: &TestApp) -> TestApp {
    app.another(&[("VERIFY_EMAIL", "on")]).await
}

async fn verified(person: &Person) -> bool {
    person.get("/users/me").await.expect(200)["email_verified"] == true
}

async fn registering_mails_a_link_that_verifies_the_address(app: &TestApp) {
    let verifying = verifying(app).await;
    let ada = verifying.register("ada").await;
    assert!(!verified(&ada).await);
    app.run_jobs().await;
    let [mail] = app.mails_to(&ada.email).try_into().unwrap();
    assert_eq!(mail.subject, "Confirm your address");
    let link = token(app, &ada.email, "/verify/");
    app.post("/auth/email/verify", json!({"token": link})).await.expect(204);
    assert!(verified(&ada).await);
    // An address that is taken gets no mail by that.
    let again = json!({"name": "Eve", "email": ada.email, "password": PASSWORD});
    verifying.post("/auth/register", again).await.problem(409, "email_taken");
    app.run_jobs().await;
    assert_eq!(app.mails_to(&ada.email).len(), 1);

    // Whoever makes an invitation knows its token, too: coming by it proves nothing of the address it was mailed to.
    let board = ada.project("Website").await;
    let invite = board.invite(&ada, json!({"role": "member", "email": "grace@example.org"})).await;
    let body = json!({"name": "Grace", "email": "grace@example.org", "password": PASSWORD, "invite": invite["token"]});
    let grace = Person::of(app, &verifying.post("/auth/register", body).await.expect(201));
    assert!(!verified(&grace).await);
    app.run_jobs().await;
    app.post("/auth/email/verify", json!({"token": token(app, &grace.email, "/verify/")})).await.expect(204);
    assert!(verified(&grace).await);

    // The operator vouches for an address, and may do so for all.
    let new = shared::app::accounts::NewAccount {
        name: "Ben".into(),
        email: "ben@example.org".into(),
        password: PASSWORD.into(),
        handle: None,
        time_zone: None,
        admin: false,
    };
    shared::app::accounts::create_account(verifying.ctx(), new).await.unwrap();
    let ben = Person::of(app, &sign_in(app, "ben", PASSWORD).await.expect(200));
    assert!(verified(&ben).await && verified(&app.register("mei").await).await);
    app.run_jobs().await;
    assert!(app.mails_to(&ben.email).iter().all(|mail| !mail.text.contains("/verify/")));
    assert!(app.mails_to("mei@example.org").is_empty());
}

async fn a_reset_takes_the_tokens_of_the_account_away(app: &TestApp) {
    let ada = app.register("ada").await;
    let made = ada.post("/users/me/tokens", json!({"name": "Left behind", "scope": "write"})).await.expect(201);
    let left_behind = app.with_token(made["token"].as_str().unwrap());
    let mut socket = left_behind.socket("/ws/notifications").await;
    socket.expect("hello").await;
    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    ada.post("/users/me/password", change).await.expect(204);
    left_behind.get("/users/me").await.expect(200); // Who changes it themselves keeps their programs running.
    let link = ask_for_reset(app, &ada.email).await;
    reset(app, &link, PASSWORD).await.expect(204);
    left_behind.get("/users/me").await.problem(401, "unauthenticated");
    assert_eq!(socket.closed().await, 4401);
    let ada = ada.sign_in_again().await;
    assert_eq!(ada.get("/users/me/tokens").await.expect(200)["items"], json!([]));
}

/// Whoever was in the account before cannot come back by an address that they asked for.
async fn another_password_gives_up_an_address_that_waits(app: &TestApp) {
    let ada = app.register("ada").await;
    let asked = async |ada: &Person, password: &str| {
        let body = json!({"email": "eve@example.com", "current_password": password});
        ada.patch("/users/me", body).await.expect(200);
        app.run_jobs().await;
        token(app, "eve@example.com", "/verify/")
    };
    let link = asked(&ada, PASSWORD).await;
    ada.post("/users/me/password", json!({"current_password": PASSWORD, "new_password": NEW})).await.expect(204);
    app.post("/auth/email/verify", json!({"token": link})).await.invalid(&["/token"]);
    let link = asked(&ada, NEW).await;
    let to_reset = ask_for_reset(app, &ada.email).await;
    reset(app, &to_reset, PASSWORD).await.expect(204);
    app.post("/auth/email/verify", json!({"token": link})).await.invalid(&["/token"]);
    let me = ada.sign_in_again().await.get("/users/me").await.expect(200);
    assert_eq!((&me["email"], &me["new_email"]), (&json!(ada.email), &json!(null)));
}

async fn a_forgotten_password_is_set_anew_by_mail(app: &TestApp) {
    let ada = verifying(app).await.register("ada").await;
    let ada = Person::of(app, &sign_in(app, &ada.email, PASSWORD).await.expect(200));
    assert!(!verified(&ada).await);
    let phone = ada.sign_in_again().await;
    let mut socket = phone.socket("/ws/notifications").await;
    app.post("/auth/password/forgot", json!({"email": "ADA@example.org"})).await.expect(202);
    app.run_jobs().await;
    let token = token(app, &ada.email, "/reset/");
    reset(app, &token, "password12").await.invalid(&["/password"]);
    reset(app, &token, NEW).await.expect(204);
    for device in [&ada, &phone] {
        device.get("/users/me").await.problem(401, "session_ended");
    }
    assert_eq!(socket.closed().await, 4401);
    app.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.problem(401, "invalid_refresh_token");
    sign_in(app, "ada", PASSWORD).await.problem(401, "invalid_credentials");
    let ada = Person::of(app, &sign_in(app, "ada", NEW).await.expect(200));
    app.run_jobs().await;
    let told = notices(&ada).await;
    assert!(told.iter().any(|text| text.starts_with("The password of your account was set anew")), "{told:?}");
    assert!(app.mails_to(&ada.email).iter().any(|mail| mail.subject.starts_with("The password of your account")));
    assert_eq!(ada.get("/users/me").await.expect(200)["email_verified"], true, "the mail reached them");
}

async fn vikunja_cve_2026_28268_a_reset_link_is_good_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let (first, second) = (ask_for_reset(app, &ada.email).await, ask_for_reset(app, &ada.email).await);
    let all = join_all((0..5).map(|n| reset(app, &second, &format!("{NEW}-{n}")).into_future())).await;
    let mut statuses: Vec<_> = all.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 422, 422, 422, 422]);
    for used in [&second, &first] {
        reset(app, used, NEW).await.invalid(&["/token"]);
    }
    let late = ask_for_reset(app, &ada.email).await;
    app.clock().advance(TimeDelta::minutes(31));
    reset(app, &late, NEW).await.invalid(&["/token"]);
    let replaced = ask_for_reset(app, &ada.email).await;
    let changed = all.iter().position(|answer| answer.status == 204).unwrap();
    let now = format!("{NEW}-{changed}");
    let ada = Person::of(app, &sign_in(app, "ada", &now).await.expect(200));
    ada.post("/users/me/password", json!({"current_password": now, "new_password": PASSWORD})).await.expect(204);
    reset(app, &replaced, NEW).await.invalid(&["/token"]);
    for forged in ["", "nonsense", &ada.id, &replaced[..replaced.len() - 2]] {
        reset(app, forged, NEW).await.invalid(&["/token"]);
    }
}

async fn kanboard_cve_2024_55603_a_session_that_expired_is_over(app: &TestApp) {
    let ada = app.register("ada").await;
    // The session ends before its access token does.
    let short = app.another(&[("REFRESH_TTL", "5m"), ("ACCESS_TTL", "1h")]).await;
    let phone = Person::of(&short, &sign_in(&short, "ada", PASSWORD).await.expect(200));
    phone.get("/users/me").await.expect(200);
    app.clock().advance(TimeDelta::minutes(6));
    phone.get("/users/me").await.problem(401, "session_ended");
    short.post("/auth/refresh", json!({"refresh_token": phone.refresh_token})).await.problem(401, "invalid_refresh_token");
    ada.get("/users/me").await.expect(200);
    app.clock().advance(TimeDelta::days(31));
    ada.get("/users/me").await.problem(401, "token_expired");
    app.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.problem(401, "invalid_refresh_token");
}

async fn asking_for_a_link_says_the_same_of_every_address(app: &TestApp) {
    app.register("ada").await;
    let known = app.post("/auth/password/forgot", json!({"email": "ada@example.org"})).await;
    let unknown = app.post("/auth/password/forgot", json!({"email": "nobody@example.org"})).await;
    let shown = |answer: Answer| (answer.status, answer.body);
    assert_eq!(shown(known), shown(unknown));
    app.post("/auth/password/forgot", json!({"email": "nobody"})).await.invalid(&["/email"]);
    app.run_jobs().await;
    assert_eq!(app.mails().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["ada@example.org"]);
    let strict = app.another(&[("RATE_LIMIT", "1")]).await;
    // From one place, whatever the addresses.
    let stricter = app.another(&[("RATE_LIMIT", "0.1")]).await;
    let ask = |n: usize| stricter.post("/auth/password/forgot", json!({"email": format!("person{n}@example.org")}));
    for n in 0..10 {
        ask(n).await.expect(202);
    }
    ask(10).await.problem(429, "too_many_requests");
    app.run_jobs().await;
    app.clock().advance(TimeDelta::hours(1));
    for address in ["grace@example.org", "ada@example.org"] {
        for _ in 0..5 {
            strict.post("/auth/password/forgot", json!({"email": address})).await.expect(202);
        }
        let refused = strict.post("/auth/password/forgot", json!({"email": address})).await;
        let wait: i64 = refused.header("retry-after").parse().unwrap();
        assert!((600..=720).contains(&wait), "{wait}");
        refused.problem(429, "too_many_requests");
    }
}

async fn a_changed_password_ends_the_other_sessions(app: &TestApp) {
    let ada = app.register("ada").await;
    let phone = ada.sign_in_again().await;
    let change =
        |current: &str, new: &str| ada.post("/users/me/password", json!({"current_password": current, "new_password": new}));
    change("wrong-otter-3-quarry", NEW).await.invalid(&["/current_password"]);
    change(PASSWORD, "ada@example.org").await.invalid(&["/new_password"]);
    phone.get("/users/me").await.expect(200);
    // Whoever has the session and not the password is slowed as when signing in.
    let strict = app.another(&[("RATE_LIMIT", "0.3")]).await;
    let guess = || ada.at(&strict).post("/users/me/password", json!({"current_password": "wrong-otter-3", "new_password": NEW}));
    for _ in 0..3 {
        guess().await.invalid(&["/current_password"]);
    }
    guess().await.problem(429, "too_many_requests");
    change(PASSWORD, NEW).await.expect(204);
    phone.get("/users/me").await.problem(401, "session_ended");
    ada.get("/users/me").await.expect(200);
    sign_in(app, "ada", NEW).await.expect(200);
    app.run_jobs().await;
    let told = notices(&ada).await;
    assert!(told.iter().any(|text| text.starts_with("The password of your account was changed from 127.0.0.1")), "{told:?}");
    let audit = ada.get("/admin/audit?action=account.password_changed").await.expect(200);
    assert_eq!(audit["items"][0]["target"]["id"], ada.id);
}

async fn a_new_address_counts_once_it_is_verified(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let change = |body: Value| ada.patch("/users/me", body);
    change(json!({"email": "ada@example.com"})).await.invalid(&["/current_password"]);
    change(json!({"email": "ada@example.com", "current_password": "wrong-otter-3"})).await.invalid(&["/current_password"]);
    change(json!({"email": grace.email, "current_password": PASSWORD})).await.problem(409, "email_taken");
    let asked = change(json!({"email": "ada@example.com", "current_password": PASSWORD})).await.expect(200);
    assert_eq!((&asked["email"], &asked["new_email"]), (&json!(ada.email), &json!("ada@example.com")));
    let reset_link = ask_for_reset(app, &ada.email).await;
    let warned = app.mails_to(&ada.email);
    assert!(warned.iter().any(|mail| mail.subject.contains("ada@example.com")), "{warned:#?}");
    sign_in(app, "ada@example.com", PASSWORD).await.problem(401, "invalid_credentials");

    let token = token(app, "ada@example.com", "/verify/");
    app.post("/auth/email/verify", json!({"token": token})).await.expect(204);
    app.post("/auth/email/verify", json!({"token": token})).await.invalid(&["/token"]);
    let me = ada.get("/users/me").await.expect(200);
    assert_eq!((&me["email"], &me["new_email"], &me["email_verified"]), (&json!("ada@example.com"), &json!(null), &json!(true)));
    app.run_jobs().await;
    let told = app.mails_to(&ada.email).pop().unwrap();
    assert_eq!(told.subject, "The address of your account is now ada@example.com");
    assert!(app.mails_to("ada@example.com").iter().any(|mail| mail.subject.contains("was changed to ada@example.com")));
    sign_in(app, "ada@example.com", PASSWORD).await.expect(200);
    sign_in(app, &ada.email, PASSWORD).await.problem(401, "invalid_credentials");
    reset(app, &reset_link, NEW).await.invalid(&["/token"]);
    let actions = ada.get("/admin/audit?action=account.email_changed").await.expect(200);
    assert_eq!(actions["items"][0]["details"], json!({"from": ada.email, "to": "ada@example.com"}));
}

async fn an_address_is_verified_by_the_newest_link_only(app: &TestApp) {
    verifying(app).await.register("ada").await;
    let ada = Person::of(app, &sign_in(app, "ada", PASSWORD).await.expect(200));
    let resend = || ada.request(Method::POST, "/auth/email/resend");
    let verify = |token: String| app.post("/auth/email/verify", json!({"token": token})).into_future();
    let mut links = Vec::new();
    for _ in 0..2 {
        resend().await.expect(202);
        app.run_jobs().await;
        links.push(token(app, &ada.email, "/verify/"));
    }
    verify(links.remove(0)).await.invalid(&["/token"]);
    // A link is not good for what another kind of link does.
    reset(app, &links[0], NEW).await.invalid(&["/token"]);
    verify(ask_for_reset(app, &ada.email).await).await.invalid(&["/token"]);
    // An address that refused mail gets it again once its owner shows that it arrives.
    let mut work = app.ctx().begin_unattended().await.unwrap();
    let now = app.clock().now();
    shared::store::addresses::count_refusal(&mut work.tx, &ada.email, "550 no", 1, now).await.unwrap();
    work.commit().await.unwrap();
    assert!(ada.get("/users/me").await.expect(200)["email_suppressed"].is_object());
    verify(links.remove(0)).await.expect(204);
    let me = ada.get("/users/me").await.expect(200);
    assert_eq!((&me["email_verified"], &me["email_suppressed"]), (&json!(true), &json!(null)));
    resend().await.problem(409, "already_verified");
    app.visitor().request(Method::POST, "/auth/email/resend").await.problem(401, "unauthenticated");
    // Asked for too often, nothing more is mailed to whoever has the address.
    let strict = app.another(&[("RATE_LIMIT", "0.2")]).await;
    let resend = || ada.at(&strict).request(Method::POST, "/auth/email/resend");
    resend().await.problem(409, "already_verified");
    resend().await.problem(429, "too_many_requests");
}

async fn the_pages_of_links_act_on_a_post_only(app: &TestApp) {
    let ada = app.register("ada").await;
    let path = format!("/reset/{}", ask_for_reset(app, &ada.email).await);
    let post = |password: &str| {
        let form = format!("password={password}");
        app.outside(Method::POST, &path).body("application/x-www-form-urlencoded", form).into_future()
    };
    for _ in 0..2 {
        let shown = app.outside(Method::GET, &path).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text().contains("name=\"password\"") && !shown.text().contains("<script"), "{}", shown.text());
    }
    let weak = post("password12").await;
    assert!(weak.status == 422 && weak.text().contains("role=\"alert\""), "{}", weak.text());
    sign_in(app, "ada", PASSWORD).await.expect(200);
    assert_eq!(post(NEW).await.status, 200);
    assert_eq!(post(NEW).await.status, 410);
    assert_eq!(app.outside(Method::GET, &path).await.status, 410);
    let ada = Person::of(app, &sign_in(app, "ada", NEW).await.expect(200));

    let asked = json!({"email": "ada@example.com", "current_password": NEW});
    ada.patch("/users/me", asked).await.expect(200);
    app.run_jobs().await;
    let path = format!("/verify/{}", token(app, "ada@example.com", "/verify/"));
    assert!(app.outside(Method::GET, &path).await.text().contains("<form method=\"post\">"));
    assert_eq!(ada.get("/users/me").await.expect(200)["email"], "ada@example.org");
    assert_eq!(app.outside(Method::POST, &path).await.status, 200);
    assert_eq!(ada.get("/users/me").await.expect(200)["email"], "ada@example.com");
    assert_eq!(app.outside(Method::POST, &path).await.status, 410);
}
