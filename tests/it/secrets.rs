//! What must not be read in the log: whatever lets someone in.

use reqwest::Method;
use serde_json::json;

use crate::{
    processes::register,
    support::{Engine, Mail, PASSWORD, Place, Process, block_on, jobs::until},
};

/// The log of everything at its most talkative, while links are followed whose paths hold tokens.
#[test]
fn tokens_and_passwords_stay_out_of_the_log() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let talkative = "info,boardwire=trace,api=trace,shared=trace,worker=trace,scheduler=trace,poem=debug";
        let all = Process::start(&place, "all", &[("RUST_LOG", talkative), ("LOG_FORMAT", "json"), ("VERIFY_EMAIL", "on")]).await;
        let visitor = all.visitor();
        let (ada, grace) = (register(&all, "ada").await, register(&all, "grace").await);
        let mut secrets = vec![PASSWORD.to_owned(), ada.refresh_token.clone(), grace.refresh_token.clone()];
        let mailed = async |to: &str, part: &str| {
            let mails = || Mail::all_in(&place.folder().join("mail")).into_iter().filter(|mail| mail.to == to);
            until("the mail is there", async || mails().any(|mail| mail.text.contains(part))).await;
            let mail = mails().find(|mail| mail.text.contains(part)).unwrap();
            mail.link(part).rsplit('/').next().unwrap().to_owned()
        };
        visitor.post("/auth/password/forgot", json!({"email": ada.email})).await.expect(202);
        let board = ada.project("Website").await;
        board.add(&ada, &grace, "member").await;
        let invite = board.invite(&ada, json!({"role": "viewer"})).await["token"].as_str().unwrap().to_owned();
        let reset = mailed(&ada.email, "/reset/").await;
        let verify = mailed(&grace.email, "/verify/").await;
        let unsubscribe = mailed(&grace.email, "/email/unsubscribe/").await;
        let ticket = ada.post("/ws/tickets", json!({"scope": "notifications"})).await.expect(201);
        let ticket = ticket["ticket"].as_str().unwrap().to_owned();
        let api_token = ada.post("/users/me/tokens", json!({"name": "Export", "scope": "read"})).await.expect(201);
        let api_token = api_token["token"].as_str().unwrap().to_owned();
        visitor.with_token(&api_token).get("/users/me").await.expect(200);
        visitor.socket(&format!("/ws/notifications?ticket={ticket}")).await.expect("hello").await;
        let calendar = ada.request(Method::POST, "/users/me/calendar").await.expect(201);
        let calendar = calendar["url"].as_str().unwrap().rsplit('/').next().unwrap().trim_end_matches(".ics").to_owned();
        visitor.outside(Method::GET, &format!("/calendar/{calendar}.ics")).await.expect_status(200);
        for path in [
            format!("/calendar/{calendar}.ics"),
            format!("/calendar/{calendar}"),
            format!("/reset/{reset}"),
            format!("/verify/{verify}"),
            format!("/invites/{invite}"),
            format!("/api/v1/invites/{invite}"),
            format!("/api/v1/email/unsubscribe/{unsubscribe}"),
            // Where nothing is, and where something else went wrong.
            format!("/reset/{reset}/more"),
            format!("/api/v1/nothing/{invite}"),
            format!("/api/v1/boards/{invite}"),
            format!("/api/v1/users?q={reset}&cursor={verify}"),
            format!("/sign-in?next=/invites/{invite}"),
        ] {
            for method in [Method::GET, Method::DELETE] {
                let _ = visitor.outside(method, &path).await;
            }
        }
        grace.post(&format!("/invites/{invite}/accept"), json!({})).await.expect(200);
        visitor.post("/auth/email/verify", json!({"token": verify})).await.expect(204);
        visitor.post("/auth/password/reset", json!({"token": reset, "password": "brisk-lantern-9-teak"})).await.expect(204);
        visitor
            .post("/auth/login", json!({"email": "hunter-2-as-a-login", "password": "hunter-2-as-a-password"}))
            .await
            .problem(401, "invalid_credentials");
        let bearer = ada.headers()["authorization"].to_str().unwrap().trim_start_matches("Bearer ").to_owned();
        secrets.extend([calendar, reset, verify, invite, unsubscribe, ticket, api_token, bearer]);
        secrets.extend(["brisk-lantern-9-teak", "hunter-2-as-a-password", "hunter-2-as-a-login"].map(str::to_owned));
        secrets.push(place.settings(&[])["SECRET_KEY"].clone());
        until("the last request is logged", async || all.log().contains("/api/v1/auth/password/reset")).await;
        let log = all.log();
        assert!(
            log.contains("/api/v1/invites/{invite}/accept")
                && log.contains("\"route\":\"/reset/")
                && log.contains("/calendar/{token}.ics"),
            "routes are logged: {log}"
        );
        for secret in &secrets {
            let lines: Vec<_> = log.lines().filter(|line| line.contains(secret.as_str())).collect();
            assert!(lines.is_empty(), "{secret} is in the log: {lines:#?}");
        }
        place.clear().await;
    });
}

#[test]
fn settings_show_no_secret() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let (key, url) = ("0f1e2d3c4b5a69788796a5b4c3d2e1f0-key", "postgres://boards:hunter-2@localhost/boards");
        let config = place.config(&[("SECRET_KEY", key), ("DATABASE_URL", url)]);
        let shown = format!("{:?} {:?}", config.secret_keys, config.database_url());
        assert_eq!(shown, "[[redacted]] [redacted]");
        place.clear().await;
    });
}
