//! The second factor: set up with an app, asked for at every way in, good once, and gone with a code only.

use std::future::IntoFuture;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use shared::jobs::{NewJob, RewrapSecrets};

use crate::support::{
    PASSWORD, Person, Process, Request, TestApp,
    factor::{TOTP, code, confirm, enrol, remove, set_up, wrong_code},
    jobs::enqueue,
    stories,
};

stories![
    a_second_factor_counts_once_it_is_confirmed,
    every_way_in_needs_a_code_and_a_code_is_good_once,
    a_wrong_password_does_not_tell_of_a_second_factor,
    what_is_no_code_is_refused,
    a_clock_may_be_one_step_off,
    one_code_tried_at_once_opens_one_session,
    a_recovery_code_is_good_once,
    codes_are_slowed_and_never_locked_out,
    it_goes_with_a_code_only,
    a_new_password_by_mail_leaves_the_second_factor,
    a_secret_moves_to_the_newest_key,
    an_operator_takes_away_what_was_lost,
];

fn sign_in(app: &TestApp, code: &str) -> Request {
    app.post("/auth/login", json!({"email": "ada", "password": PASSWORD, "totp": code}))
}

fn by_password(app: &TestApp) -> Request {
    app.post("/auth/login", json!({"email": "ada", "password": PASSWORD}))
}

async fn audited(root: &Person, action: &str) -> Vec<Value> {
    let entries = root.get(&format!("/admin/audit?action={action}")).await.expect(200);
    entries["items"].as_array().unwrap().clone()
}

async fn told(person: &Person) -> Vec<String> {
    let told = person.get("/notifications").await.expect(200);
    let security = told["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "security");
    security.map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

async fn a_second_factor_counts_once_it_is_confirmed(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let phone = ada.sign_in_again().await;
    confirm(&ada, "123456").await.problem(409, "totp_not_enrolled");
    let made = ada.request(Method::POST, TOTP).await.expect(201);
    let first = made["secret"].as_str().unwrap();
    let url: url::Url = made["otpauth_url"].as_str().unwrap().parse().unwrap();
    assert_eq!((url.scheme(), url.host_str(), url.path()), ("otpauth", Some("totp"), "/Boardwire%20localhost:ada%40example.org"));
    assert!(url.query_pairs().any(|(name, value)| name == "secret" && value == first), "{url}");
    // Asked for again, the one before is good no more; until one is confirmed nothing needs it.
    let secret = enrol(&ada).await;
    assert_ne!(secret, first);
    confirm(&ada, &code(app, first, 0)).await.invalid(&["/code"]);
    by_password(app).await.expect(200);
    assert_eq!(ada.get("/users/me").await.expect(200)["totp_enabled"], false);
    remove(&ada, &code(app, &secret, 0)).await.problem(404, "not_found");

    let shown = code(app, &secret, 0);
    let answer = confirm(&ada, &format!("{} {}", &shown[..3], &shown[3..])).await.expect(200);
    let mut codes: Vec<_> = answer["recovery_codes"].as_array().unwrap().iter().map(Value::to_string).collect();
    codes.dedup();
    assert_eq!(codes.len(), 10);
    assert_eq!(ada.get("/users/me").await.expect(200)["totp_enabled"], true);
    phone.get("/users/me").await.expect(200);
    ada.request(Method::POST, TOTP).await.problem(409, "totp_enabled");
    confirm(&ada, &code(app, &secret, 30)).await.problem(409, "totp_enabled");
    by_password(app).await.problem(401, "totp_required");

    app.run_jobs().await;
    let told = told(&ada).await;
    assert!(told[0].starts_with("Signing in to your account needs a second factor now"), "{told:?}");
    assert_eq!(audited(&root, "account.totp_enabled").await[0]["actor"], ada.view());
    assert_eq!(audited(&root, "account.totp_refused").await[0]["details"], json!({"to": "confirm"}));
    // What is kept shows neither the secret nor a code.
    let kept = "SELECT sealed, code_hash FROM second_factors f JOIN recovery_codes r ON r.user_id = f.user_id";
    let (sealed, hash) = app.ctx().db.sql(kept).all::<(String, String)>().await.unwrap().remove(0);
    assert!(!sealed.contains(&secret) && codes.iter().all(|code| !code.contains(&hash)), "{sealed} {hash}");
}

async fn every_way_in_needs_a_code_and_a_code_is_good_once(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let factor = set_up(app, &ada).await;
    let used_to_confirm = factor.code_at(app, 0);
    sign_in(app, &used_to_confirm).await.problem(401, "invalid_totp");
    sign_in(app, "").await.problem(401, "totp_required");
    sign_in(app, &wrong_code(app, &factor)).await.problem(401, "invalid_totp");
    let before = factor.next_code(app);
    let now = factor.next_code(app);
    assert_eq!(sign_in(app, &now).await.expect(200)["user"]["totp_enabled"], true);
    sign_in(app, &now).await.problem(401, "invalid_totp");
    sign_in(app, &before).await.problem(401, "invalid_totp");

    let by_form = |totp: &str| {
        let form = format!("grant_type=password&username=ada&password={PASSWORD}{totp}");
        app.request(Method::POST, "/auth/token").body("application/x-www-form-urlencoded", form)
    };
    by_form("").await.problem(401, "totp_required");
    by_form("&totp=000").await.problem(401, "invalid_totp");
    by_form(&format!("&totp={}", factor.next_code(app))).await.expect(200);

    let as_cookie = |totp: Option<String>| {
        let body = json!({"email": "ada", "password": PASSWORD, "cookie": true, "totp": totp});
        app.post("/auth/login", body).header("origin", app.base().replace("127.0.0.1", "localhost"))
    };
    let refused = as_cookie(None).await;
    assert_eq!(refused.header("set-cookie"), "");
    refused.problem(401, "totp_required");
    assert!(as_cookie(Some(factor.next_code(app))).await.header("set-cookie").contains("HttpOnly"));

    // Being signed in already is not signing in.
    app.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.expect(200);
    let failed = audited(&root, "account.sign_in_failed").await;
    assert_eq!(failed.len(), 5, "a code that is missing is no failure");
    assert_eq!(failed[0]["details"], json!({"why": "wrong code", "handle": "ada"}));
    assert_eq!(failed[0]["target"]["id"], ada.id);
    // Who has none is asked for none, and one that is sent is not looked at.
    app.post("/auth/login", json!({"email": "root", "password": PASSWORD, "totp": "x"})).await.expect(200);
}

async fn a_wrong_password_does_not_tell_of_a_second_factor(app: &TestApp) {
    let (ada, _grace) = (app.register("ada").await, app.register("grace").await);
    let factor = set_up(app, &ada).await;
    let fresh = factor.next_code(app);
    for totp in [json!(null), json!(""), json!("x"), json!("1".repeat(10_000)), json!(fresh)] {
        let mut seen = Vec::new();
        for login in ["ada", "grace", "nobody"] {
            let body = json!({"email": login, "password": "wrong-otter-3-quarry", "totp": totp});
            let mut problem = app.post("/auth/login", body).await.problem(401, "invalid_credentials");
            problem.as_object_mut().unwrap().remove("request_id");
            seen.push(problem);
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
    }
    // Nor is the code used up by it.
    sign_in(app, &fresh).await.expect(200);
}

async fn what_is_no_code_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let secret = enrol(&ada).await;
    let huge = "1".repeat(100_000);
    let bad = ["", "12345", "1234567", "abcdef", "+12345", "12345\u{661}", "-", &huge];
    for text in bad {
        confirm(&ada, text).await.invalid(&["/code"]);
    }
    for (body, pointer) in [(json!({}), "/code"), (json!({"code": 123_456}), "/code"), (json!({"code": null}), "/code")] {
        ada.post("/auth/totp/confirm", body.clone()).await.invalid(&[pointer]);
        ada.delete(TOTP).json(&body).await.invalid(&[pointer]);
    }
    confirm(&ada, &code(app, &secret, 0)).await.expect(200);
    for text in bad {
        remove(&ada, text).await.invalid(&["/code"]);
        sign_in(app, text).await.problem(401, if text.is_empty() { "totp_required" } else { "invalid_totp" });
    }
    app.post("/auth/login", json!({"email": "ada", "password": PASSWORD, "totp": 123_456})).await.invalid(&["/totp"]);
    for (method, path) in [(Method::POST, TOTP), (Method::POST, "/auth/totp/confirm"), (Method::DELETE, TOTP)] {
        let asked = app.request(method, path).json(&json!({"code": "123456"}));
        asked.await.problem(401, "unauthenticated");
    }
}

async fn a_clock_may_be_one_step_off(app: &TestApp) {
    let ada = app.register("ada").await;
    let factor = set_up(app, &ada).await;
    // The middle of a step, so that none begins while we look.
    let into_step = app.clock().now().timestamp() % 30;
    app.clock().advance(TimeDelta::seconds(600 + 15 - into_step));
    for ahead in [-60, 60] {
        sign_in(app, &factor.code_at(app, ahead)).await.problem(401, "invalid_totp");
    }
    sign_in(app, &factor.code_at(app, -30)).await.expect(200);
    sign_in(app, &factor.code_at(app, 30)).await.expect(200);
    sign_in(app, &factor.code_at(app, 0)).await.problem(401, "invalid_totp");
}

async fn one_code_tried_at_once_opens_one_session(app: &TestApp) {
    let ada = app.register("ada").await;
    let factor = set_up(app, &ada).await;
    let other = app.another(&[]).await;
    let shown = factor.next_code(app);
    let tries = (0..20).map(|n| sign_in(if n % 2 == 0 { app } else { &other }, &shown).into_future());
    let statuses: Vec<_> = join_all(tries).await.into_iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 401].contains(status)), "{statuses:?}");
    // Nor is a secret confirmed twice, which would show two sets of recovery codes.
    remove(&ada, &factor.next_code(app)).await.expect(204);
    let secret = enrol(&ada).await;
    let shown = code(app, &secret, 0);
    let at_other = ada.at(&other);
    let tries = (0..10).map(|n| confirm(if n % 2 == 0 { &ada } else { &at_other }, &shown).into_future());
    let confirmed = join_all(tries).await.into_iter().filter(|answer| answer.status == 200).count();
    assert_eq!(confirmed, 1);
}

async fn a_recovery_code_is_good_once(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let factor = set_up(app, &ada).await;
    let other = app.another(&[]).await;
    let tries = (0..20).map(|n| sign_in(if n % 2 == 0 { app } else { &other }, &factor.recovery_codes[0]).into_future());
    let statuses: Vec<_> = join_all(tries).await.into_iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    let typed = factor.recovery_codes[1].replace('-', " ").to_uppercase();
    sign_in(app, &typed).await.expect(200);
    sign_in(app, &typed).await.problem(401, "invalid_totp");
    sign_in(app, "h7kq-2mfd-x9ra-w3tn").await.problem(401, "invalid_totp");
    // The app's codes go on.
    sign_in(app, &factor.next_code(app)).await.expect(200);

    app.run_jobs().await;
    let told = told(&ada).await;
    for left in ["of which 9 are left, was used", "of which 8 are left, was used"] {
        assert!(told.iter().any(|text| text.contains(left)), "{told:?}");
    }
    assert!(app.mails_to(&ada.email).iter().any(|mail| mail.text.contains("of which 8 are left")));
    let used = audited(&root, "account.recovery_code_used").await;
    assert_eq!((used.len(), &used[0]["details"], &used[0]["actor"]), (2, &json!({"left": 8}), &ada.view()));
    // Somebody else's are no good, and a new set takes the place of the old.
    remove(&ada, &factor.recovery_codes[2]).await.expect(204);
    let renewed = set_up(app, &ada).await;
    sign_in(app, &factor.recovery_codes[3]).await.problem(401, "invalid_totp");
    let grace = app.register("grace").await;
    let hers = set_up(app, &grace).await;
    sign_in(app, &hers.recovery_codes[0]).await.problem(401, "invalid_totp");
    sign_in(app, &renewed.recovery_codes[0]).await.expect(200);
}

async fn codes_are_slowed_and_never_locked_out(app: &TestApp) {
    let ada = app.register("ada").await;
    let factor = set_up(app, &ada).await;
    let (one, other) = (app.another(&[("RATE_LIMIT", "1")]).await, app.another(&[("RATE_LIMIT", "1")]).await);
    let wrong = wrong_code(app, &factor);
    for n in 0..3 {
        sign_in(if n == 0 { &one } else { &other }, &wrong).await.problem(401, "invalid_totp");
    }
    // Whatever asks for a code counts with it, by the account.
    for _ in 0..2 {
        remove(&ada.at(&one), &wrong).await.invalid(&["/code"]);
    }
    for refused in [sign_in(&other, &factor.next_code(app)).await, remove(&ada.at(&one), &factor.recovery_codes[0]).await] {
        let wait: i64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        refused.problem(429, "too_many_requests");
    }
    // The password alone is no try.
    by_password(&one).await.problem(401, "totp_required");
    app.clock().advance(TimeDelta::seconds(60));
    sign_in(&one, &factor.next_code(app)).await.expect(200);
    for _ in 0..5 {
        sign_in(&one, &wrong).await.problem(401, "invalid_totp");
    }
    sign_in(&one, &wrong).await.problem(429, "too_many_requests");
    // So is confirming, by which whoever has a session could set up a factor of their own.
    let grace = app.register("grace").await;
    let secret = enrol(&grace).await;
    let at_one = grace.at(&one);
    let guess = if code(app, &secret, 0) == "123456" { "654321" } else { "123456" };
    for _ in 0..5 {
        confirm(&at_one, guess).await.invalid(&["/code"]);
    }
    confirm(&at_one, &code(app, &secret, 0)).await.problem(429, "too_many_requests");
}

async fn it_goes_with_a_code_only(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let factor = set_up(app, &ada).await;
    remove(&ada, &wrong_code(app, &factor)).await.invalid(&["/code"]);
    let shown = factor.next_code(app);
    sign_in(app, &shown).await.expect(200);
    remove(&ada, &shown).await.invalid(&["/code"]);
    assert_eq!(ada.get("/users/me").await.expect(200)["totp_enabled"], true);
    remove(&ada, &factor.next_code(app)).await.expect(204);
    assert_eq!(ada.get("/users/me").await.expect(200)["totp_enabled"], false);
    by_password(app).await.expect(200);
    remove(&ada, &factor.recovery_codes[0]).await.problem(404, "not_found");
    app.run_jobs().await;
    let told = told(&ada).await;
    assert!(told.iter().any(|text| text.starts_with("The second factor of your account was removed from ")), "{told:?}");
    assert_eq!(audited(&root, "account.totp_removed").await[0]["actor"], ada.view());
    let refused = audited(&root, "account.totp_refused").await;
    assert_eq!((refused.len(), &refused[0]["details"]), (2, &json!({"to": "remove"})));
    // An account that is deleted leaves nothing of it.
    set_up(app, &ada).await;
    ada.delete("/users/me").await.expect(204);
    for table in ["second_factors", "recovery_codes"] {
        let left = app.ctx().db.sql(format!("SELECT count(*) FROM {table}")).one::<(i64,)>().await.unwrap();
        assert_eq!(left.0, 0, "{table}");
    }
}

async fn a_new_password_by_mail_leaves_the_second_factor(app: &TestApp) {
    let ada = app.register("ada").await;
    let factor = set_up(app, &ada).await;
    app.post("/auth/password/forgot", json!({"email": ada.email})).await.expect(202);
    app.run_jobs().await;
    let mail = app.mails_to(&ada.email).pop().unwrap();
    let link = mail.link("/reset/");
    let token = link.rsplit('/').next().unwrap();
    let new = "brisk-lantern-9-teak";
    app.post("/auth/password/reset", json!({"token": token, "password": new})).await.expect(204);
    app.post("/auth/login", json!({"email": "ada", "password": new})).await.problem(401, "totp_required");
    let body = json!({"email": "ada", "password": new, "totp": factor.next_code(app)});
    app.post("/auth/login", body).await.expect(200);
}

async fn a_secret_moves_to_the_newest_key(app: &TestApp) {
    let ada = app.register("ada").await;
    let factor = set_up(app, &ada).await;
    let old = app.place().settings(&[]).remove("SECRET_KEY").unwrap();
    let new = "0f1e2d3c4b5a69788796a5b4c3d2e1f0-new";
    let both = app.another(&[("SECRET_KEY", &format!("{new},{old}"))]).await;
    let only_new = app.another(&[("SECRET_KEY", new)]).await;
    sign_in(&both, &factor.next_code(app)).await.expect(200);
    // With the old key gone too early, the app's codes cannot be told; recovery codes can.
    sign_in(&only_new, &factor.next_code(app)).await.problem(500, "internal");
    sign_in(&only_new, &factor.recovery_codes[0]).await.expect(200);
    let rewrap = async |app: &TestApp| {
        enqueue(app.ctx(), [NewJob::new(&RewrapSecrets {})]).await;
        app.run_jobs().await;
    };
    rewrap(&only_new).await;
    sign_in(app, &factor.next_code(app)).await.expect(200);
    for _ in 0..2 {
        rewrap(&both).await;
        sign_in(&both, &factor.next_code(app)).await.expect(200);
    }
    sign_in(&only_new, &factor.next_code(app)).await.expect(200);
}

async fn an_operator_takes_away_what_was_lost(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    set_up(app, &ada).await;
    let admin = async |login: &str| Process::command(app.place(), &["admin", "remove-totp", login], &[]).await;
    assert_eq!(admin("ada@example.org").await.unwrap(), "ada@example.org signs in with the password alone now.\n");
    by_password(app).await.expect(200);
    ada.get("/users/me").await.expect(200);
    assert!(admin("ada").await.unwrap_err().contains("ada has no second factor"));
    assert!(admin("nobody").await.unwrap_err().contains("there is no such user"));
    let entry = audited(&root, "account.totp_removed").await.remove(0);
    assert_eq!((&entry["via"], &entry["target"]["id"]), (&json!("command_line"), &json!(ada.id)));
    app.run_jobs().await;
    let told = told(&ada).await;
    assert!(told.iter().any(|text| text.starts_with("The second factor of your account was removed on ")), "{told:?}");
}
