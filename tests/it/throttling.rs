//! How often passwords may be tried: counted for all processes together, whatever becomes of a try.

use std::future::IntoFuture;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::{PASSWORD, Request, TestApp, stories};

stories![
    an_account_is_slowed_and_never_locked_out,
    tries_at_once_and_over_processes_are_counted_exactly,
    tries_from_one_place_are_counted_whatever_the_accounts,
    the_limit_is_multiplied_and_turned_off,
];

const WRONG: &str = "wrong-otter-3-quarry";

fn sign_in(app: &TestApp, login: &str, password: &str) -> Request {
    app.post("/auth/login", json!({"email": login, "password": password}))
}

async fn an_account_is_slowed_and_never_locked_out(app: &TestApp) {
    let ada = app.register("ada").await;
    let app = app.another(&[("RATE_LIMIT", "1")]).await;
    // Of an account by both its names, and of nobody's in the same way.
    for logins in [["ada", ada.email.as_str()], ["nobody@example.org", "Nobody@example.org"]] {
        for n in 0..10 {
            sign_in(&app, logins[n % 2], WRONG).await.problem(401, "invalid_credentials");
        }
        for login in logins {
            let refused = sign_in(&app, login, PASSWORD).await;
            let wait: i64 = refused.header("retry-after").parse().unwrap();
            assert!((25..=30).contains(&wait), "{wait}");
            refused.problem(429, "too_many_requests");
        }
    }
    // Not the whole of the time: one more try is there as soon as its share has passed, and the right password clears it.
    app.clock().advance(TimeDelta::seconds(30));
    sign_in(&app, "ada", PASSWORD).await.expect(200);
    for _ in 0..10 {
        sign_in(&app, "ada", WRONG).await.problem(401, "invalid_credentials");
    }
    // Passwords that are asked for again count with it, by the account.
    let ada = ada.at(&app);
    let change = json!({"current_password": WRONG, "new_password": "brisk-lantern-9-teak"});
    for _ in 0..10 {
        ada.post("/users/me/password", change.clone()).await.invalid(&["/current_password"]);
    }
    ada.post("/users/me/password", change).await.problem(429, "too_many_requests");
}

async fn tries_at_once_and_over_processes_are_counted_exactly(app: &TestApp) {
    app.register("ada").await;
    let (one, other) = (app.another(&[("RATE_LIMIT", "1")]).await, app.another(&[("RATE_LIMIT", "1")]).await);
    let tries = (0..24).map(|n| sign_in(if n % 2 == 0 { &one } else { &other }, "ada", WRONG).into_future());
    let mut statuses: Vec<_> = join_all(tries).await.into_iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    let counted = statuses.iter().filter(|status| **status == 401).count();
    // Real time passes while they are counted: a share of it may come free.
    assert!((10..=11).contains(&counted), "{statuses:?}");
    assert!(statuses[counted..].iter().all(|status| *status == 429), "{statuses:?}");
}

async fn tries_from_one_place_are_counted_whatever_the_accounts(app: &TestApp) {
    let strict = app.another(&[("RATE_LIMIT", "0.1")]).await;
    for n in 0..10 {
        sign_in(&strict, &format!("person{n}"), WRONG).await.problem(401, "invalid_credentials");
    }
    sign_in(&strict, "person10", WRONG).await.problem(429, "too_many_requests");
    let form = format!("username=person11&password={WRONG}");
    let by_form = strict.request(reqwest::Method::POST, "/auth/token").body("application/x-www-form-urlencoded", form);
    by_form.await.problem(429, "too_many_requests");
}

async fn the_limit_is_multiplied_and_turned_off(app: &TestApp) {
    app.register("ada").await;
    let twice = app.another(&[("RATE_LIMIT", "2")]).await;
    for _ in 0..20 {
        sign_in(&twice, "ada", WRONG).await.problem(401, "invalid_credentials");
    }
    sign_in(&twice, "ada", WRONG).await.problem(429, "too_many_requests");
    sign_in(app, "ada", PASSWORD).await.expect(200);
}
