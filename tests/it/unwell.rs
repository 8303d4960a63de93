//! Servers that go and come back while people work: what they are told meanwhile, and that it goes on by itself.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::clock::Clock;
use tokio::time::timeout;

use crate::processes::register;
use crate::support::{
    Engine, Place, Process, block_on, id,
    jobs::until,
    live::begun,
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

/// A process on a PostgreSQL of its own, over a way that can be cut or fall silent.
struct Apart {
    place: Place,
    _postgres: Postgres,
    way: Proxy,
    url: String,
}

impl Apart {
    async fn new() -> Self {
        let (place, postgres) = (Place::new(Engine::Sqlite).await, Postgres::start(false));
        let way = Proxy::start(postgres.socket(), true).await;
        let url = Postgres::url_at(way.address().port());
        Self { place, _postgres: postgres, way, url }
    }

    async fn start(&self, role: &str) -> Process {
        let settings = [("DATABASE_URL", self.url.as_str()), ("RUST_LOG", "info,api::sockets=debug")];
        let mut process = Process::spawn(&self.place, role, &settings);
        process.wait_until_ready().await;
        process
    }
}

/// Connections that wait for an answer which never comes are given up with the process.
#[test]
fn a_process_ends_although_its_database_has_fallen_silent() {
    block_on(async {
        let apart = Apart::new().await;
        let mut processes = [apart.start("api").await, apart.start("worker").await, apart.start("scheduler").await];
        apart.way.fall_silent();
        for process in &processes {
            until("/readyz says no", async || readyz(process).await == 503).await;
            process.ask_to_end();
        }
        for process in &mut processes {
            assert!(process.wait().await.success(), "{}", process.log());
        }
    });
}

/// Sockets wait for the database as everything else does: ended, they would all come back at once, to no avail.
#[test]
fn sockets_outlive_a_moment_without_the_database() {
    block_on(async {
        let apart = Apart::new().await;
        let process = apart.start("all").await;
        let (ada, grace) = (register(&process, "ada").await, register(&process, "grace").await);
        let board = ada.project("Website").await;
        board.add(&ada, &grace, "member").await;
        let paths =
            [format!("/ws/boards/{}", board.id), format!("/ws/projects/{}", board.project), "/ws/notifications".to_owned()];
        let mut sockets = Vec::new();
        for path in &paths {
            sockets.push(begun(&grace, path).await);
        }
        apart.way.cut();
        let looked = || process.log().matches("a socket cannot look").count();
        until("each of the sockets has looked in vain", async || looked() >= 3 * paths.len()).await;
        apart.way.mend();
        until("/readyz says yes", async || readyz(&process).await == 200).await;
        let card = ada.card(&board.todo, "Fix it").await;
        ada.assign(&card, &grace).await;
        ada.patch(&format!("/projects/{}", board.project), json!({"status": "in_progress"})).await.expect(200);
        sockets[0].event("card.created").await;
        sockets[1].event("project.updated").await;
        let told = |frame: &serde_json::Value| frame["type"] == "notification" && frame["data"]["kind"] == "assigned";
        sockets[2].skip_to(told).await;
    });
}

#[test]
fn who_goes_before_the_answer_is_in_the_log() {
    block_on(async {
        let apart = Apart::new().await;
        let process = apart.start("api").await;
        let ada = register(&process, "ada").await;
        apart.way.fall_silent();
        let asked = async { ada.get("/teams/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0").header("x-request-id", "gave-up").await };
        assert!(timeout(Duration::from_millis(500), asked).await.is_err());
        let line = || process.log().lines().find(|line| line.contains("gave-up")).map(str::to_owned);
        until("it is told", async || line().is_some()).await;
        let line = line().unwrap();
        assert!(line.contains("status=499") && line.contains("/api/v1/teams/{team_id}") && line.contains("GET"), "{line}");
        let metrics = process.operator().outside(reqwest::Method::GET, "/metrics").await.text();
        let counted =
            r#"boardwire_http_request_duration_seconds_count{method="GET",route="/api/v1/teams/{team_id}",status="499"} 1"#;
        assert!(metrics.contains(counted), "{metrics}");
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
