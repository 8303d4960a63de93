//! Access tokens (RFC 8725): which are good, and which are not.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{config::Config, config::Secret, keys::Keyring};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::support::{Engine, Person, Place, TestApp, block_on, ids, stories};

stories![
    only_what_this_instance_signed_for_this_session_is_good,
    tokens_are_good_for_what_they_are_for,
    keys_are_changed_without_signing_anyone_out,
];

const TYP: &str = "at+jwt";

/// What stands in a good token of this person's only session.
async fn claims(app: &TestApp, person: &Person) -> Value {
    let session = ids(&person.get("/auth/sessions").await.expect(200)).remove(0);
    let now = app.clock().now();
    json!({"iss": "boardwire", "aud": "boardwire-api", "sub": person.id, "sid": session,
        "iat": now.timestamp(), "exp": (now + TimeDelta::minutes(5)).timestamp()})
}

async fn only_what_this_instance_signed_for_this_session_is_good(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let good = claims(app, &ada).await;
    let sign = |typ: &str, claims: &Value| app.ctx().keys.sign(typ, claims).unwrap();
    let asked = async |token: &str| app.with_token(token).get("/users/me").await.status.as_u16();
    let token = sign(TYP, &good);
    assert_eq!(asked(&token).await, 200, "the others differ from a good one in one thing each");

    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        claims
    };
    let without = |name: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().unwrap().remove(name);
        claims
    };
    let past = (app.clock().now() - TimeDelta::seconds(1)).timestamp();
    let mut bad = vec![
        ("another issuer", sign(TYP, &with("iss", json!("elsewhere")))),
        ("another audience", sign(TYP, &with("aud", json!("elsewhere")))),
        ("expired", sign(TYP, &with("exp", json!(past)))),
        ("another person's session", sign(TYP, &with("sub", json!(grace.id)))),
        ("no such session", sign(TYP, &with("sid", json!(ada.id)))),
        ("another type", sign("rt+jwt", &good)),
        ("no type of ours", sign("JWT", &good)),
        ("a foreign key", Keyring::new(vec![Secret::new("foreign-key-0123456789-0123456789")]).sign(TYP, &good).unwrap()),
    ];
    for name in ["iss", "aud", "sub", "sid", "exp"] {
        bad.push(("something is missing", sign(TYP, &without(name))));
    }
    let parts: Vec<&str> = token.split('.').collect();
    let header: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
    for (name, value) in
        [("alg", "none"), ("alg", "None"), ("alg", "HS384"), ("alg", "RS256"), ("kid", "foreign"), ("typ", "JWT")]
    {
        let mut changed = header.clone();
        changed[name] = json!(value);
        let changed = BASE64_URL_SAFE_NO_PAD.encode(changed.to_string());
        bad.push((value, format!("{changed}.{}.{}", parts[1], parts[2])));
        bad.push((value, format!("{changed}.{}.", parts[1])));
    }
    bad.push(("changed claims", {
        let admin = BASE64_URL_SAFE_NO_PAD.encode(with("sub", json!(grace.id)).to_string());
        format!("{}.{admin}.{}", parts[0], parts[2])
    }));
    let mut let_in = Vec::new();
    for (why, token) in &bad {
        match asked(token).await {
            401 => {}
            other => let_in.push((why, other)),
        }
    }
    assert!(let_in.is_empty(), "{let_in:?}");
    assert_eq!(app.with_token(&token).try_socket("/ws/notifications").await.unwrap().first().await["type"], "hello");
    assert_eq!(app.with_token(&bad[0].1).socket("/ws/notifications").await.closed().await, 4401);
}

async fn tokens_are_good_for_what_they_are_for(app: &TestApp) {
    let ada = app.register("ada").await;
    app.with_token(&ada.refresh_token).get("/users/me").await.problem(401, "unauthenticated");
    let access = app.ctx().keys.sign(TYP, &claims(app, &ada).await).unwrap();
    for other in [access.as_str(), "", "AAAA"] {
        app.post("/auth/refresh", json!({"refresh_token": other})).await.problem(401, "invalid_refresh_token");
    }
    ada.get("/users/me").await.expect(200);
}

async fn keys_are_changed_without_signing_anyone_out(app: &TestApp) {
    let old = app.place().settings(&[])["SECRET_KEY"].clone();
    let new = "a-new-key-0123456789-0123456789-abc";
    let ada = app.register("ada").await;
    let both = app.another(&[("SECRET_KEY", &format!("{new},{old}"))]).await;
    ada.at(&both).get("/users/me").await.expect(200);
    let pair = both.post("/auth/refresh", json!({"refresh_token": ada.refresh_token})).await.expect(200);
    let (access, refresh) = (pair["access_token"].as_str().unwrap(), pair["refresh_token"].as_str().unwrap());
    // The old key is taken off the list: what it signed is over, and what the new one signed is good.
    let after = app.another(&[("SECRET_KEY", new)]).await;
    ada.at(&after).get("/users/me").await.problem(401, "unauthenticated");
    after.with_token(access).get("/users/me").await.expect(200);
    after.post("/auth/refresh", json!({"refresh_token": refresh})).await.expect(200);
    app.with_token(access).get("/users/me").await.problem(401, "unauthenticated");
}

#[test]
fn an_instance_makes_a_key_of_its_own_and_keeps_it_to_itself() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let mut settings = place.settings(&[]);
        settings.remove("SECRET_KEY");
        let load = || Keyring::load(&Config::load(settings.clone()).unwrap());
        let token =
            load().unwrap().sign(TYP, &json!({"iss": "us", "aud": "api", "sub": "ada", "exp": 4_000_000_000_i64})).unwrap();
        assert!(load().unwrap().verify::<Value>(TYP, "us", "api", &token).is_some(), "it is the same after a restart");
        let path = place.folder().join("secret.key");
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
        assert!(std::fs::read_to_string(&path).unwrap().trim().len() >= 43, "256 random bits");
        std::fs::write(&path, "hunter2").unwrap();
        assert!(load().is_err(), "a weak one is refused");
    });
}
