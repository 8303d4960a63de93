//! A provider that lies, stalls or is played by somebody else lets nobody in.

use std::time::Duration;

use chrono::TimeDelta;
use reqwest::Url;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};

use crate::support::{
    Answer, TestApp,
    hostile::{Answering, Hostile, Script, Signer, public_bytes},
    oidc::Browser,
    stories,
};

stories![
    a_token_that_is_not_what_it_should_be_lets_nobody_in,
    an_answer_that_is_too_long_or_leads_elsewhere_is_not_followed,
    a_provider_that_stalls_holds_up_nobody_else,
    an_answer_must_be_by_the_issuer_that_was_asked,
    a_new_key_is_fetched_but_not_for_every_forged_token,
];

const SECRET: &str = "a-secret-that-only-the-tests-and-this-provider-have";

/// Starts to sign in; gives the state and the nonce that the provider is told.
async fn begin(browser: &Browser) -> (String, String) {
    let address = Url::parse(&browser.begin("/").await).unwrap();
    let find = |name: &str| address.query_pairs().find(|(given, _)| given == name).unwrap().1.into_owned();
    (find("state"), find("nonce"))
}

fn claims(app: &TestApp, issuer: &str, nonce: &str) -> Value {
    let now = app.clock().now().timestamp();
    json!({
        "iss": issuer, "sub": "m-1", "aud": "boards", "iat": now, "exp": now + 300, "nonce": nonce,
        "email": "mallory@example.org", "email_verified": true,
    })
}

/// There and back, to a provider that does as `play` says.
async fn attempt(app: &TestApp, provider: &Hostile, play: impl FnOnce(&mut Script)) -> (Browser, Answer) {
    let browser = Browser::of(app);
    let (state, nonce) = begin(&browser).await;
    provider.play(|script| {
        script.claims = claims(app, &provider.issuer, &nonce);
        (script.signer, script.answering, script.user_info) = (Signer::Key(1, "one"), Answering::Well, json!({}));
        "access".clone_into(&mut script.access_token);
        play(script);
    });
    let answer = browser.go(&format!("/api/v1/auth/oidc/company/callback?code=c&state={state}")).await;
    (browser, answer)
}

/// What the provider does wrong, and how.
type Mischief = (&'static str, Box<dyn FnOnce(&mut Script)>);

fn played(what: &'static str, how: impl FnOnce(&mut Script) + 'static) -> Mischief {
    (what, Box::new(how))
}

async fn a_token_that_is_not_what_it_should_be_lets_nobody_in(app: &TestApp) {
    let ada = app.register("ada").await;
    let provider = Hostile::start().await;
    let app = app.knowing(&provider.issuer, &[("VERIFY_EMAIL", "on")]).await;
    let now = app.clock().now().timestamp();
    let claim = |name: &'static str, value: Value| played(name, move |script| script.claims[name] = value);
    let signed = |what, signer: Signer| played(what, move |script| script.signer = signer);
    let mischief = [
        claim("nonce", json!("another")),
        claim("nonce", Value::Null),
        claim("aud", json!("another")),
        claim("aud", json!(["boards", "another"])),
        claim("azp", json!("another")),
        claim("exp", json!(now - 1)),
        claim("iss", json!("https://another.example")),
        claim("iss", json!(format!("{}/", provider.issuer))),
        claim("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        claim("sub", json!("")),
        claim("sub", json!("a\u{0}b")),
        signed("no signature", Signer::Nobody),
        signed("HMAC by the public key", Signer::Secret(public_bytes(1))),
        signed("HMAC by the client's secret", Signer::Secret(SECRET.as_bytes().to_vec())),
        signed("another key by that name", Signer::Key(2, "one")),
        signed("an unknown key", Signer::Key(2, "two")),
        played("somebody else's user info", |script| {
            script.claims.as_object_mut().unwrap().remove("email");
            script.user_info = json!({"sub": "m-2", "email": "mallory@example.org", "email_verified": true});
        }),
        played("an access token that is two headers", |script| {
            script.claims.as_object_mut().unwrap().remove("email");
            "a\r\nx: y".clone_into(&mut script.access_token);
        }),
        played("an error", |script| script.answering = Answering::Error("invalid_grant")),
    ];
    for (what, play) in mischief {
        let (browser, page) = attempt(&app, &provider, play).await;
        assert!(page.status == 502 && !browser.is_signed_in().await, "{what}: {} {}", page.status, page.text());
        assert!(page.text().contains("The Company did not answer as it should"), "{}", page.text());
        assert!(!page.text().contains("nonce") && !page.text().contains(&provider.issuer), "{}", page.text());
    }
    let accounts = ada.get("/users").await.expect(200);
    assert_eq!(accounts["items"].as_array().unwrap().len(), 1);

    // And with nothing wrong, it does.
    let (browser, landed) = attempt(&app, &provider, |_| {}).await;
    assert!(landed.status == 303 && browser.is_signed_in().await, "{}", landed.text());
    let in_user_info = |script: &mut Script| {
        script.claims.as_object_mut().unwrap().remove("email");
        script.claims["sub"] = json!("n-1");
        script.user_info = json!({"sub": "n-1", "email": "nora@example.org", "email_verified": false});
    };
    let (browser, _) = attempt(&app, &provider, in_user_info).await;
    let me = browser.me().await;
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("nora@example.org"), &json!(false)));
    app.run_jobs().await;
}

async fn an_answer_that_is_too_long_or_leads_elsewhere_is_not_followed(app: &TestApp) {
    app.register("ada").await;
    let provider = Hostile::start().await;
    let app = app.knowing(&provider.issuer, &[]).await;
    for answering in [Answering::Endlessly, Answering::Elsewhere] {
        let within = timeout(Duration::from_secs(5), attempt(&app, &provider, |script| script.answering = answering)).await;
        let (browser, page) = within.expect("it is cut off, and not waited for");
        assert!(page.status == 502 && !browser.is_signed_in().await);
    }
    assert!(!provider.asked().contains(&"/elsewhere".to_owned()), "{:?}", provider.asked());
}

async fn a_provider_that_stalls_holds_up_nobody_else(app: &TestApp) {
    app.register("ada").await;
    let provider = Hostile::start().await;
    let app = app.knowing(&provider.issuer, &[]).await;
    let began = Instant::now();
    let stalled = attempt(&app, &provider, |script| script.answering = Answering::Never);
    let others = async {
        while !provider.asked().contains(&"/token".to_owned()) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // A change, which on SQLite waits for every other.
        let within = timeout(Duration::from_secs(5), app.register("grace")).await;
        within.expect("nothing is locked meanwhile");
    };
    let ((browser, page), ()) = tokio::join!(stalled, others);
    assert!(page.status == 502 && !browser.is_signed_in().await);
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
}

async fn an_answer_must_be_by_the_issuer_that_was_asked(app: &TestApp) {
    app.register("ada").await;
    let provider = Hostile::start().await;
    let knowing = app.knowing(&provider.issuer, &[]).await;
    for (promises, iss, fine) in [
        (false, "", true),
        (true, "", false),
        (true, "&iss=https://another.example", false),
        (false, "&iss=https://another.example", false),
    ] {
        provider.play(|script| script.promises_iss = promises);
        knowing.clock().advance(TimeDelta::hours(2)); // What is known of it is read anew.
        let browser = Browser::of(&knowing);
        let (state, nonce) = begin(&browser).await;
        provider.play(|script| script.claims = claims(&knowing, &provider.issuer, &nonce));
        let page = browser.go(&format!("/api/v1/auth/oidc/company/callback?code=c&state={state}{iss}")).await;
        assert_eq!(page.status, if fine { 303 } else { 502 }, "{promises} {iss}: {}", page.text());
        assert_eq!(browser.is_signed_in().await, fine);
    }
    // One that calls itself another is not asked any further.
    provider.play(|script| script.calls_itself = Some("https://another.example".to_owned()));
    let other = app.knowing(&provider.issuer, &[]).await;
    assert_eq!(Browser::of(&other).go("/api/v1/auth/oidc/company/start").await.status, 502);
}

async fn a_new_key_is_fetched_but_not_for_every_forged_token(app: &TestApp) {
    app.register("ada").await;
    let provider = Hostile::start().await;
    let app = app.knowing(&provider.issuer, &[]).await;
    attempt(&app, &provider, |_| {}).await;
    let fetched = || provider.asked().iter().filter(|path| *path == "/keys").count();
    assert_eq!(fetched(), 1);
    provider.play(|script| script.published = vec![(2, "two")]);
    for _ in 0..3 {
        let (_, page) = attempt(&app, &provider, |script| script.signer = Signer::Key(2, "two")).await;
        assert_eq!(page.status, 502);
    }
    assert_eq!(fetched(), 1, "within a minute it is not asked again");
    app.clock().advance(TimeDelta::minutes(2));
    let (_, page) = attempt(&app, &provider, |script| script.signer = Signer::Key(2, "two")).await;
    assert_eq!((page.status.as_u16(), fetched()), (303, 2), "{}", page.text());
}
