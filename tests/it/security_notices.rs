//! What someone is told because their account's safety depends on it, and that nothing they set keeps the mail away.

use serde_json::json;

use crate::support::{PASSWORD, Person, TestApp, stories};

stories![notices_are_mailed_at_once_whatever_one_has_set];

const NEW: &str = "brisk-lantern-9-teak";

async fn notices_are_mailed_at_once_whatever_one_has_set(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let quiet = json!({"kinds": {"security": {"in_app": false}}, "email_mode": "daily"});
    ada.patch("/users/me/notification-settings", quiet).await.expect(200);
    let sign_in = |password: &str, agent: &str| {
        app.post("/auth/login", json!({"email": "ada", "password": password})).header("user-agent", agent)
    };
    // The subjects of what was mailed since it was last asked.
    let mut seen = 0;
    let mut mailed = async || {
        app.run_jobs().await;
        let mails = app.mails_to("ada@example.org");
        let new: Vec<_> = mails[seen..].iter().map(|mail| mail.subject.clone()).collect();
        seen = mails.len();
        new
    };
    assert!(mailed().await.is_empty());
    let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";
    sign_in(PASSWORD, browser).await.expect(200);
    let mails = mailed().await;
    let told = "Your account was signed in to from 127.0.0.1 with Firefox on Linux on ";
    assert!(mails.len() == 1 && mails[0].starts_with(told), "{mails:?}");
    sign_in(PASSWORD, browser).await.expect(200);
    assert!(mailed().await.is_empty(), "it is no new place any more");

    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    ada.post("/users/me/password", change).await.expect(204);
    let mails = mailed().await;
    assert!(mails.len() == 1 && mails[0].starts_with("The password of your account was changed"), "{mails:?}");

    root.patch(&format!("/users/{}", ada.id), json!({"role": "admin"})).await.expect(200);
    let mails = mailed().await;
    assert!(mails.len() == 1 && mails[0].starts_with("Your role on this instance was changed to admin"), "{mails:?}");

    ada.post("/users/me/tokens", json!({"name": "Export", "scope": "read"})).await.expect(201);
    let mails = mailed().await;
    assert!(mails.len() == 1 && mails[0].starts_with("The API token “Export”"), "{mails:?}");

    ada.request(reqwest::Method::POST, "/users/me/calendar").await.expect(201);
    let mails = mailed().await;
    assert!(mails.len() == 1 && mails[0].starts_with("A private address for the calendar"), "{mails:?}");

    app.post("/auth/password/forgot", json!({"email": "ada"})).await.invalid(&["/email"]);
    app.post("/auth/password/forgot", json!({"email": "ada@example.org"})).await.expect(202);
    app.run_jobs().await;
    let link = app.mails_to("ada@example.org").pop().unwrap().link("/reset/").rsplit('/').next().unwrap().to_owned();
    app.post("/auth/password/reset", json!({"token": link, "password": PASSWORD})).await.expect(204);
    let mails = mailed().await;
    assert!(mails.iter().any(|mail| mail.starts_with("The password of your account was set anew")), "{mails:?}");
    let ada = Person::of(app, &sign_in(PASSWORD, "Firefox on a boat").await.expect(200));
    assert_eq!(ada.get("/notifications").await.expect(200)["items"], json!([]), "in the app they wanted none of it");
}
