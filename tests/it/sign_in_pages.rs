//! Signing in on the plain pages: with a second factor, and where the password is forgotten.

use std::future::IntoFuture;

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::support::{
    PASSWORD, Request, TestApp,
    factor::{set_up, wrong_code},
    stories,
};

stories![
    the_page_asks_for_the_code_in_a_second_step,
    a_step_of_the_page_is_good_for_its_password_and_a_while,
    a_forgotten_password_is_asked_for_on_a_page,
];

fn page(app: &TestApp, path: &str, form: &str) -> Request {
    let own = app.base().replace("127.0.0.1", "localhost");
    app.outside(Method::POST, path).header("origin", own).body("application/x-www-form-urlencoded", form.to_owned())
}

fn sign_in(app: &TestApp, code: &str) -> Request {
    app.post("/auth/login", json!({"email": "ada", "password": PASSWORD, "totp": code}))
}

async fn ticket(app: &TestApp, password: &str) -> String {
    let asked = page(app, "/sign-in", &format!("email=ada&password={password}&next=/cards/7")).await;
    let text = asked.text();
    assert_eq!((asked.status.as_u16(), asked.header("set-cookie")), (200, ""), "{text}");
    assert!(text.contains("name=\"code\"") && text.contains("name=\"next\" value=\"/cards/7\"") && !text.contains("<script"));
    assert!(!text.contains(password), "the password is not in the page");
    text.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn the_page_asks_for_the_code_in_a_second_step(app: &TestApp) {
    let ada = app.register("ada").await;
    let factor = set_up(app, &ada).await;
    let wrong = page(app, "/sign-in", "email=ada&password=wrong").await;
    assert!(wrong.status == 401 && !wrong.text().contains("name=\"code\""), "{}", wrong.text());
    assert_eq!(page(app, "/sign-in", "email=a%00da&password=wrong").await.status, 401);
    let ticket = ticket(app, PASSWORD).await;
    let step = |ticket: &str, code: &str| page(app, "/sign-in", &format!("ticket={ticket}&next=/cards/7&code={code}"));
    let refused = step(&ticket, &wrong_code(app, &factor)).await;
    assert!(refused.status == 401 && refused.text().contains("role=\"alert\"") && refused.text().contains(&ticket));
    assert_eq!(step(&ticket, "").await.status, 401);
    // Neither half is enough, and the page's ticket is no token.
    assert_eq!(step("nonsense", &factor.next_code(app)).await.status, 401);
    app.with_token(&ticket).get("/users/me").await.problem(401, "unauthenticated");
    let from_elsewhere = app.outside(Method::POST, "/sign-in").header("origin", "https://evil.example");
    let form = format!("ticket={ticket}&code={}", factor.next_code(app));
    assert_eq!(from_elsewhere.body("application/x-www-form-urlencoded", form).await.status, 403);

    let signed_in = step(&ticket, &factor.next_code(app)).await;
    assert_eq!((signed_in.status.as_u16(), signed_in.header("location")), (303, "/cards/7"));
    assert!(signed_in.header("set-cookie").contains("HttpOnly"));
    let by_recovery = step(&ticket, &factor.recovery_codes[0]).await;
    assert_eq!(by_recovery.status, 303, "{}", by_recovery.text());
}

async fn a_step_of_the_page_is_good_for_its_password_and_a_while(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let factor = set_up(app, &ada).await;
    let step = |ticket: &str, code: &str| page(app, "/sign-in", &format!("ticket={ticket}&code={code}")).into_future();
    let disabled = ticket(app, PASSWORD).await;
    let disable = async |disabled: bool| {
        root.patch(&format!("/users/{}", ada.id), json!({"disabled": disabled})).await.expect(200);
    };
    disable(true).await;
    let refused = step(&disabled, &factor.next_code(app)).await;
    assert_eq!((refused.status.as_u16(), refused.header("set-cookie")), (401, ""));
    disable(false).await;
    let ada = crate::support::Person::of(app, &sign_in(app, &factor.next_code(app)).await.expect(200));
    let late = ticket(app, PASSWORD).await;
    app.clock().advance(TimeDelta::seconds(301));
    let over = step(&late, &factor.next_code(app)).await;
    assert!(over.status == 401 && over.text().contains("name=\"password\""), "{}", over.text());
    let outdated = ticket(app, PASSWORD).await;
    let change = json!({"current_password": PASSWORD, "new_password": "brisk-lantern-9-teak"});
    ada.post("/users/me/password", change).await.expect(204);
    assert_eq!(step(&outdated, &factor.next_code(app)).await.status, 401);
    let good = ticket(app, "brisk-lantern-9-teak").await;
    assert_eq!(step(&good, &factor.next_code(app)).await.status, 303);
}

async fn a_forgotten_password_is_asked_for_on_a_page(app: &TestApp) {
    let ada = app.register("ada").await;
    let form = app.outside(Method::GET, "/sign-in").await.text();
    assert!(form.contains("href=\"/forgot-password\""), "{form}");
    assert!(app.outside(Method::GET, "/forgot-password").await.text().contains("name=\"email\""));
    let (known, unknown) = (
        page(app, "/forgot-password", "email=ada%40example.org").await,
        page(app, "/forgot-password", "email=nobody%40example.org").await,
    );
    assert_eq!((known.status.as_u16(), known.text()), (202, unknown.text()));
    app.run_jobs().await;
    assert!(app.mails_to(&ada.email).pop().unwrap().text.contains("/reset/"));
    let wrong = page(app, "/forgot-password", "email=%3Cscript%3E").await;
    assert!(wrong.status == 422 && wrong.text().contains("role=\"alert\"") && !wrong.text().contains("<script"));
    let from_elsewhere = app.outside(Method::POST, "/forgot-password").header("origin", "https://evil.example");
    let asked = from_elsewhere.body("application/x-www-form-urlencoded", "email=ada%40example.org");
    assert_eq!(asked.await.status, 403);
}
