//! Signing in with an OpenID provider: who gets in, into which account, and who does not. The provider is a real one.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Answer, Client, PASSWORD, Person, TestApp, ids,
    oidc::{BASE, Browser, PUBLIC, claims, real_provider},
    stories,
};

stories![
    a_newcomer_gets_an_account_and_comes_back_to_it,
    an_account_is_joined_where_both_sides_verified_the_address,
    an_account_is_not_joined_where_one_side_did_not_verify_the_address,
    registration_is_as_closed_as_it_is_for_passwords,
    the_first_account_of_a_public_instance_is_not_made_so,
    who_says_no_or_tells_no_address_is_told_what_to_do,
    an_answer_is_good_once_and_in_its_own_browser,
    a_disabled_account_is_refused_and_a_deleted_one_forgotten,
    a_disabled_account_is_joined_by_nobody,
    so_many_are_sent_on_from_one_place,
    an_account_without_a_password_gets_one_by_mail,
    a_mailed_password_ends_what_came_before_the_address_was_known,
    a_provider_that_is_down_holds_up_nobody_else,
];

/// Another at the provider for each story, which has a thread of its name: stories share the provider, which tells of a `sub`
/// what it heard last.
fn grace() -> Value {
    let story = std::thread::current().name().unwrap_or_default().to_owned();
    json!({"sub": format!("g-1 {story}"), "email": "grace@example.org", "email_verified": true, "name": "Grace Hopper"})
}

fn with(person: Value, member: &str, value: Value) -> Value {
    let mut person = person;
    person[member] = value;
    person
}

/// The person's address is verified, by the link that is mailed to it.
pub async fn verify(app: &TestApp, person: &Client, email: &str) {
    person.post("/auth/email/resend", json!({})).await.expect(202);
    app.run_jobs().await;
    let mail = app.mails_to(email).pop().expect("a link is mailed");
    let token = mail.text.split("/verify/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("it has a link");
    app.post("/auth/email/verify", json!({"token": token})).await.expect(204);
}

async fn entries(admin: &Person, action: &str) -> Vec<Value> {
    let all = admin.get("/admin/audit?limit=200").await.expect(200);
    all["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == action).cloned().collect()
}

async fn told(person: &Browser) -> Vec<String> {
    let all = person.api(Method::GET, "/notifications").await.expect(200);
    all["items"].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

async fn a_newcomer_gets_an_account_and_comes_back_to_it(app: &TestApp) {
    let admin = app.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let shown = Browser::of(&app).go("/sign-in?next=/cards/1").await.text();
    assert!(shown.contains("href=\"/api/v1/auth/oidc/company/start?next=%2Fcards%2F1\">Sign in with The Company<"), "{shown}");

    let browser = Browser::of(&app);
    let begun = browser.go("/api/v1/auth/oidc/company/start?next=/boards/1").await;
    let cookie = begun.header("set-cookie");
    assert!(cookie.ends_with("; Path=/api/v1/auth/oidc; Max-Age=600; HttpOnly; SameSite=Lax"), "{cookie}");
    let address = begun.header("location").to_owned();
    for part in ["code_challenge_method=S256", "code_challenge=", "nonce=", "state=", "response_type=code", "scope=openid+email"]
    {
        assert!(address.contains(part), "{part} in {address}");
    }
    let back = browser.at_provider(address, &claims(&grace())).await;
    let landed = browser.go(&back).await;
    assert_eq!((landed.status.as_u16(), landed.header("location")), (303, "/boards/1"));
    let cookies: Vec<_> = landed.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 3, "{cookies:?}");
    assert!(cookies.iter().all(|line| line.contains("; HttpOnly; SameSite=Lax")), "{cookies:?}");
    assert!(cookies.iter().any(|line| line.starts_with("boardwire_oidc=; ") && line.contains("Max-Age=0")), "{cookies:?}");

    let me = browser.me().await;
    assert_eq!(
        (&me["name"], &me["handle"], &me["email"]),
        (&json!("Grace Hopper"), &json!("grace"), &json!("grace@example.org"))
    );
    assert_eq!((&me["email_verified"], &me["role"]), (&json!(true), &json!("member")));
    let list = browser.api(Method::GET, "/users/me/identities").await.expect(200);
    let one = &list["items"][0];
    assert_eq!((&one["provider"], &one["provider_name"]), (&json!("company"), &json!("The Company")));
    assert_eq!((&one["issuer"], &one["email"]), (&json!(real_provider()), &json!("grace@example.org")));
    let made = entries(&admin, "account.created").await;
    assert_eq!((&made[0]["details"]["how"], &made[0]["details"]["provider"]), (&json!("oidc"), &json!("company")));

    // By the other client, whose tokens are signed by another kind of key; the provider knows the person by the same name.
    let app = app.knowing_a_provider(&[("OIDC_COMPANY_CLIENT_ID", "boards-es")]).await;
    let again = Browser::of(&app);
    let elsewhere = again.sign_in(&with(grace(), "email", json!("hopper@example.org")), "//evil.example").await;
    assert_eq!((elsewhere.status.as_u16(), elsewhere.header("location")), (303, "/"));
    assert_eq!(again.me().await["id"], me["id"]);
    assert_eq!(again.me().await["email"], "grace@example.org");
    let signed_in = entries(&admin, "account.signed_in").await;
    assert_eq!(signed_in[0]["details"]["how"], "oidc");
}

async fn an_account_is_joined_where_both_sides_verified_the_address(app: &TestApp) {
    let app = &app.another(&[("VERIFY_EMAIL", "on")]).await;
    let person = app.register("grace").await;
    verify(app, &person, "grace@example.org").await;
    let app = app.knowing_a_provider(&[]).await;
    let browser = Browser::of(&app);
    assert_eq!(browser.sign_in(&with(grace(), "email", json!("Grace@Example.org")), "/").await.status, 303);
    assert_eq!(browser.me().await["id"], person.id);
    app.run_jobs().await;
    let told = told(&browser).await;
    assert!(told.iter().any(|text| text.starts_with("Signing in with The Company as Grace@Example.org was linked")), "{told:?}");
}

async fn an_account_is_not_joined_where_one_side_did_not_verify_the_address(app: &TestApp) {
    let app = &app.another(&[("VERIFY_EMAIL", "on")]).await;
    let (unverified, verified) = (app.register("ada").await, app.register("grace").await);
    verify(app, &verified, "grace@example.org").await;
    let app = app.knowing_a_provider(&[("VERIFY_EMAIL", "on")]).await;
    let ada = json!({"sub": "a-1", "email": "ada@example.org", "email_verified": true});
    for person in [ada, with(grace(), "email_verified", json!(false)), json!({"sub": "g-2", "email": "grace@example.org"})] {
        let browser = Browser::of(&app);
        let page = browser.sign_in(&person, "/").await;
        assert!(page.status == 409 && !browser.is_signed_in().await, "{person}: {}", page.text());
        let text = page.text();
        assert!(text.contains("Sign in first") && text.contains("name=\"next\" value=\"/link/company\""), "{text}");
    }
    for person in [unverified, verified] {
        assert!(ids(&person.get("/users/me/identities").await.expect(200)).is_empty());
    }
    // Where there is no account yet, an address that is not verified there is not verified here.
    let browser = Browser::of(&app);
    let new = json!({"sub": "n-1", "email": "new@example.org", "email_verified": false});
    assert_eq!(browser.sign_in(&new, "/").await.status, 303);
    assert_eq!(browser.me().await["email_verified"], false);
    app.run_jobs().await;
}

async fn registration_is_as_closed_as_it_is_for_passwords(app: &TestApp) {
    app.register("ada").await;
    let open = app.knowing_a_provider(&[]).await;
    let known = Browser::of(&open);
    known.sign_in(&grace(), "/").await;
    for (registration, words) in [("closed", "registration is closed on this instance"), ("invited", "made by invitation")] {
        let app = app.knowing_a_provider(&[("REGISTRATION", registration)]).await;
        let new = Browser::of(&app);
        let page = new.sign_in(&json!({"sub": "n", "email": "new@example.org", "email_verified": true}), "/").await;
        assert!(page.status == 403 && page.text().contains(words), "{}", page.text());
        assert!(!new.is_signed_in().await);
        let back = Browser::of(&app);
        assert_eq!(back.sign_in(&grace(), "/").await.status, 303);
    }
}

async fn the_first_account_of_a_public_instance_is_not_made_so(app: &TestApp) {
    let public = app.knowing_a_provider(&[("BASE_URL", PUBLIC)]).await;
    let browser = Browser::of(&public);
    let begun = browser.go("/api/v1/auth/oidc/company/start").await;
    assert!(begun.header("set-cookie").contains("; Secure"), "{}", begun.header("set-cookie"));
    let back = browser.at_provider(begun.header("location").to_owned(), &claims(&grace())).await;
    let page = browser.go(&back).await;
    assert!(page.status == 403 && page.text().contains("set-up code"), "{}", page.text());

    // On this machine only, the first is the admin, as with a password.
    let local = app.knowing_a_provider(&[]).await;
    let browser = Browser::of(&local);
    assert_eq!(browser.sign_in(&grace(), "/").await.status, 303);
    assert_eq!(browser.me().await["role"], "admin");
}

async fn who_says_no_or_tells_no_address_is_told_what_to_do(app: &TestApp) {
    app.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let browser = Browser::of(&app);
    let back = browser.at_provider(browser.begin("/").await, "deny=1").await;
    let page = browser.go(&back).await;
    assert!(page.status == 403 && page.text().contains("The Company says that it was called off"), "{}", page.text());
    for person in [json!({"sub": "s-1"}), json!({"sub": "s-2", "email": "no address", "email_verified": true})] {
        let browser = Browser::of(&app);
        let page = browser.sign_in(&person, "/").await;
        assert!(page.status == 403 && page.text().contains("told us no e-mail address"), "{}", page.text());
        assert!(!browser.is_signed_in().await);
    }
    for path in ["start", "callback"] {
        let page = browser.go(&format!("/api/v1/auth/oidc/nobody/{path}")).await;
        assert_eq!(page.status, 404);
        assert!(page.header("content-type").starts_with("text/html"));
    }
}

async fn an_answer_is_good_once_and_in_its_own_browser(app: &TestApp) {
    app.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let stale = |answer: &Answer| answer.status == 400 && answer.text().contains("another browser");

    // Someone else is made to open the address, without a cookie or with that of an attempt of their own.
    let (browser, other) = (Browser::of(&app), Browser::of(&app));
    let back = browser.at_provider(browser.begin("/").await, &claims(&grace())).await;
    assert!(stale(&other.go(&back).await));
    other.begin("/").await;
    assert!(stale(&other.go(&back).await) && !other.is_signed_in().await);
    assert!(stale(&browser.go(&back.replace("state=", "state=x")).await));
    // Another provider's.
    assert_eq!(browser.go(&back.replace("company", "nobody")).await.status, 404);

    // Five tabs of one browser.
    let tabs: Vec<_> = (0..5).map(|_| browser.clone()).collect();
    let answers = futures_util::future::join_all(tabs.iter().map(|tab| tab.go(&back))).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 400, 400, 400, 400]);
    assert!(stale(&browser.go(&back).await) && !browser.is_signed_in().await);

    let slow = Browser::of(&app);
    let back = slow.at_provider(slow.begin("/").await, &claims(&grace())).await;
    app.clock().advance(TimeDelta::minutes(11));
    assert!(stale(&slow.go(&back).await) && !slow.is_signed_in().await);
}

async fn a_disabled_account_is_refused_and_a_deleted_one_forgotten(app: &TestApp) {
    let admin = app.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let browser = Browser::of(&app);
    browser.sign_in(&grace(), "/").await;
    let me = browser.me().await["id"].as_str().unwrap().to_owned();
    admin.patch(&format!("/users/{me}"), json!({"disabled": true})).await.expect(200);
    let again = Browser::of(&app);
    let page = again.sign_in(&grace(), "/").await;
    assert!(page.status == 403 && page.text().contains("this account is disabled"), "{}", page.text());
    assert!(!again.is_signed_in().await);
    assert_eq!(entries(&admin, "account.sign_in_failed").await[0]["details"]["why"], "account disabled");

    admin.delete(&format!("/users/{me}")).await.expect(204);
    let new = Browser::of(&app);
    assert_eq!(new.sign_in(&grace(), "/").await.status, 303);
    assert_ne!(new.me().await["id"], me);
}

async fn a_disabled_account_is_joined_by_nobody(app: &TestApp) {
    let app = &app.another(&[("VERIFY_EMAIL", "on")]).await;
    let (admin, person) = (app.register("ada").await, app.register("grace").await);
    verify(app, &person, "grace@example.org").await;
    admin.patch(&format!("/users/{}", person.id), json!({"disabled": true})).await.expect(200);
    let app = app.knowing_a_provider(&[]).await;
    let browser = Browser::of(&app);
    let page = browser.sign_in(&grace(), "/").await;
    assert!(page.status == 403 && page.text().contains("this account is disabled"), "{}", page.text());
    admin.patch(&format!("/users/{}", person.id), json!({"disabled": false})).await.expect(200);
    let linked = app.ctx().db.sql("SELECT count(*) FROM user_identities").one::<(i64,)>().await.unwrap();
    assert_eq!(linked.0, 0, "nor is it linked for later");
}

async fn so_many_are_sent_on_from_one_place(app: &TestApp) {
    app.register("ada").await;
    let app = app.knowing_a_provider(&[("RATE_LIMIT", "0.05")]).await;
    let start = async || Browser::of(&app).go("/api/v1/auth/oidc/company/start").await.status.as_u16();
    for _ in 0..5 {
        assert_eq!(start().await, 303);
    }
    assert_eq!(start().await, 429);
    app.clock().advance(TimeDelta::minutes(5));
    assert_eq!(start().await, 303);
}

async fn an_account_without_a_password_gets_one_by_mail(app: &TestApp) {
    app.register("ada").await;
    let app = app.knowing_a_provider(&[]).await;
    let browser = Browser::of(&app);
    browser.sign_in(&grace(), "/").await;
    let list = browser.api(Method::GET, "/users/me/identities").await.expect(200);
    let identity = format!("/users/me/identities/{}", ids(&list)[0]);
    browser.api(Method::DELETE, &identity).await.problem(409, "last_way_in");
    let body = json!({"current_password": "", "new_password": PASSWORD});
    browser.api_with(Method::POST, "/users/me/password", &body).await.problem(409, "no_password");
    let body = json!({"email": "new@example.org", "current_password": "x"});
    browser.api_with(Method::PATCH, "/users/me", &body).await.problem(409, "no_password");
    // No password is none, and not an empty one.
    for wrong in ["", PASSWORD] {
        let body = json!({"email": "grace@example.org", "password": wrong});
        assert!([401, 422].contains(&app.post("/auth/login", body).await.status.as_u16()));
    }

    app.post("/auth/password/forgot", json!({"email": "grace@example.org"})).await.expect(202);
    app.run_jobs().await;
    let mail = app.mails_to("grace@example.org").pop().unwrap();
    let token = mail.text.split("/reset/").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    app.post("/auth/password/reset", json!({"token": token, "password": PASSWORD})).await.expect(204);

    let browser = Browser::of(&app);
    assert_eq!(browser.sign_in(&grace(), "/").await.status, 303, "the address was verified, so the identity stays");
    // Nobody else takes it away, nor does a program.
    let other = app.register("eve").await;
    other.delete(&identity).await.problem(404, "not_found");
    let token = browser.api_with(Method::POST, "/users/me/tokens", &json!({"name": "x", "scope": "write"})).await.expect(201);
    let program = app.with_token(token["token"].as_str().unwrap());
    program.delete(&identity).await.expect(403);
    program.get("/users/me/identities").await.expect(403);
    browser.api(Method::DELETE, &identity).await.expect(204);
    app.run_jobs().await;
    assert!(told(&browser).await.iter().any(|text| text.starts_with("Signing in with The Company was unlinked")));
    assert!(ids(&browser.api(Method::GET, "/users/me/identities").await.expect(200)).is_empty());
}

async fn a_mailed_password_ends_what_came_before_the_address_was_known(app: &TestApp) {
    app.register("ada").await;
    let app = app.knowing_a_provider(&[("VERIFY_EMAIL", "on")]).await;
    // Somebody who is not Grace takes her address first.
    let thief = json!({"sub": "thief", "email": "grace@example.org", "email_verified": false});
    assert_eq!(Browser::of(&app).sign_in(&thief, "/").await.status, 303);
    app.post("/auth/password/forgot", json!({"email": "grace@example.org"})).await.expect(202);
    app.run_jobs().await;
    let mail = app.mails_to("grace@example.org").into_iter().find(|mail| mail.text.contains("/reset/")).unwrap();
    let token = mail.text.split("/reset/").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    app.post("/auth/password/reset", json!({"token": token, "password": PASSWORD})).await.expect(204);
    let browser = Browser::of(&app);
    assert_eq!(browser.sign_in(&thief, "/").await.status, 409);
    assert!(!browser.is_signed_in().await);
}

async fn a_provider_that_is_down_holds_up_nobody_else(app: &TestApp) {
    app.register("ada").await;
    let port = crate::support::free_port();
    let down = format!("http://127.0.0.1:{port}");
    let settings = [("OIDC_PROVIDERS", "company,down"), ("OIDC_DOWN_ISSUER", down.as_str()), ("OIDC_DOWN_CLIENT_ID", "boards")];
    let app = app.knowing_a_provider(&settings).await;
    let browser = Browser::of(&app);
    let page = browser.go("/api/v1/auth/oidc/down/start").await;
    assert!(page.status == 502 && page.text().contains("Down did not answer as it should"), "{}", page.text());
    assert!(!page.text().contains(&port.to_string()), "nothing of the inside is told");
    assert_eq!(browser.sign_in(&grace(), "/").await.status, 303);
    assert_eq!(browser.go(BASE).await.status, 200);
}
