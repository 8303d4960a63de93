//! Servers that go and come back while people work: what they are told meanwhile, and that it goes on by itself.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::clock::Clock;

use crate::processes::register;
use crate::support::{
    Engine, Place, Process, block_on, id,
    jobs::until,
    own_servers::Postgres,
    proxy::{Proxy, behind, target},
    redis_url,
    smtp_sink::SmtpSink,
};

async fn readyz(process: &Process) -> u16 {
    process.operator().outside(reqwest::Method::GET, "/readyz").await.status.as_u16()
}

#[test]
fn a_postgres_that_dies_and_comes_back_is_told_and_taken_up_again() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let postgres = Postgres::start(false);
        let url = postgres.url();
        let settings = [("DATABASE_URL", url.as_str())];
        let mut process = Process::spawn(&place, "all", &settings);
        process.wait_until_ready().await;
        let ada = register(&process, "ada").await;
        let path = format!("/projects/{}", id(&ada.post("/projects", json!({"name": "Website"})).await.expect(201)));
        postgres.crash();
        for _ in 0..3 {
            let answer = ada.get(&path).await;
            assert_eq!(answer.header("retry-after"), "2");
            answer.problem(503, "unavailable");
            ada.post("/projects", json!({"name": "Office"})).await.problem(503, "unavailable");
        }
        until("/readyz says no", async || readyz(&process).await == 503).await;
        postgres.up();
        until("/readyz says yes", async || readyz(&process).await == 200).await;
        assert_eq!(ada.get(&path).await.expect(200)["name"], "Website");
        ada.patch(&path, json!({"name": "Websites"})).await.expect(200);
        assert!(process.terminate().await.success(), "{}", process.log());
    });
}

#[test]
fn without_redis_people_work_and_what_waits_is_done_when_it_is_back() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        let smtp = sink.url();
        let mut redis = redis_url();
        let proxy = Proxy::start(target(&redis, 6379), true).await;
        behind(&mut redis, &proxy);
        let settings = [("REDIS_URL", redis.as_str()), ("SMTP_URL", smtp.as_str()), ("RATE_LIMIT", "0.1"), ("MAIL_WINDOW", "0")];
        let process = Process::start(&place, "all", &settings).await;
        let (ada, grace) = (register(&process, "ada").await, register(&process, "grace").await);
        proxy.cut();
        let website = ada.project("Website").await;
        website.add(&ada, &grace, "member").await;
        let card = ada.card(&website.todo, "Fix it").await;
        ada.assign(&card, &grace).await;
        assert_eq!(grace.get(&format!("/cards/{}", id(&card))).await.expect(200)["title"], "Fix it");
        assert!(ada.get("/users/me").await.header("ratelimit").starts_with("\"requests\";"), "requests are counted all the same");
        let rename = async || ada.patch("/users/me", json!({"name": "Ada B."})).await.status.as_u16();
        let mut answers = Vec::new();
        for _ in 0..8 {
            answers.push(rename().await);
        }
        assert!(answers.contains(&429) && answers.iter().all(|status| [200, 429].contains(status)), "{answers:?}");
        proxy.mend();
        sink.wait_for(|mail| mail.data.contains("assigned you to WEB-1")).await;
        drop(process);
        place.clear().await;
    });
}

/// Processes go by the database's clock, so that it does not matter what a machine takes the time to be.
#[test]
fn a_process_whose_clock_is_an_hour_fast_agrees_with_the_others() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        let smtp = sink.url();
        let library = std::env::var("TEST_FAKETIME").expect(
            "TEST_FAKETIME is not set: it names libfaketimeMT.so.1. `tools/with-services` finds it, or says what to install",
        );
        let settings = [("SMTP_URL", smtp.as_str()), ("MAIL_WINDOW", "0")];
        let fast = [format!("LD_PRELOAD={library}"), "FAKETIME=+1h".to_owned(), "FAKETIME_DONT_FAKE_MONOTONIC=1".to_owned()];
        let way: Vec<&str> = ["env"].into_iter().chain(fast.iter().map(String::as_str)).collect();
        let right = Process::start(&place, "api", &settings).await;
        let mut early = Process::spawn_by(&way, &place, "all", &settings);
        early.wait_until_ready().await;
        assert!(early.log().contains("this machine's clock is off"), "{}", early.log());

        // A token of either is good at the other, and for as long as it says.
        let (ada, grace) = (register(&early, "ada").await, register(&right, "grace").await);
        ada.asking(right.base()).get("/users/me").await.expect(200);
        grace.asking(early.base()).get("/users/me").await.expect(200);
        let made: DateTime<Utc> = ada.get("/users/me").await.expect(200)["created_at"].as_str().unwrap().parse().unwrap();
        let age = Clock::default().now() - made;
        assert!(age.abs() < TimeDelta::minutes(1), "{age}");

        // What the fast one asks for is done at once, and what is due in half an hour is not overdue, by its scheduler, too.
        let website = ada.project("Website").await;
        website.add(&ada, &grace, "member").await;
        let due = (Clock::default().now() + TimeDelta::minutes(30)).to_rfc3339();
        let card = ada.card_with(&website.todo, json!({"title": "Fix it", "due": due})).await;
        ada.assign(&card, &grace).await;
        sink.wait_for(|mail| mail.data.contains("Subject: ada assigned you")).await;
        sink.wait_for(|mail| mail.data.contains("Subject: Due soon")).await;
        assert!(!sink.messages().iter().any(|mail| mail.data.contains("Subject: Overdue")));
        assert!(early.terminate().await.success(), "{}", early.log());
        place.clear().await;
    });
}
