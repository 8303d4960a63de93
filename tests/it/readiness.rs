//! What a worker's `/readyz` and `/metrics` say, of real processes whose servers come and go.

use std::time::Duration;

use serde_json::{Value, json};

use crate::processes::register;
use crate::support::{
    Engine, Place, Process, block_on, database_url,
    jobs::until,
    proxy::{Proxy, behind, target},
    redis_url,
    smtp_sink::{Behaviour, SmtpSink},
};

/// The status and body of a process's `/readyz`.
async fn readyz(process: &Process) -> (u16, Value) {
    let answer = process.operator().outside(reqwest::Method::GET, "/readyz").await;
    (answer.status.as_u16(), answer.json())
}

async fn becomes(process: &Process, status: u16, word: &str) -> Value {
    until(&format!("/readyz says {status} {word}"), async || {
        let (found, body) = readyz(process).await;
        found == status && body["status"] == word
    })
    .await;
    readyz(process).await.1
}

/// The value of a metric's line that begins so, of the whole line up to the blank.
async fn metric(process: &Process, name: &str) -> Option<u32> {
    let text = process.operator().outside(reqwest::Method::GET, "/metrics").await.text();
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

#[test]
fn a_worker_without_its_database_is_not_ready_and_says_why() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let settings = place.settings(&[]);
        let mut url: url::Url = settings["DATABASE_URL"].parse().unwrap();
        let proxy = Proxy::start(target(&database_url(), 5432), true).await;
        behind(&mut url, &proxy);
        let worker = Process::start(&place, "worker", &[("DATABASE_URL", url.as_str())]).await;
        assert_eq!(becomes(&worker, 200, "ok").await["problems"], json!([]));
        proxy.cut();
        let body = becomes(&worker, 503, "unavailable").await;
        assert_eq!(body["problems"], json!(["the database does not answer"]));
        proxy.mend();
        becomes(&worker, 200, "ok").await;
        drop(worker);
        place.clear().await;
    });
}

#[test]
fn a_worker_without_redis_is_degraded_and_says_why() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let mut url = redis_url();
        let proxy = Proxy::start(target(&redis_url(), 6379), true).await;
        behind(&mut url, &proxy);
        let worker = Process::start(&place, "worker", &[("REDIS_URL", url.as_str())]).await;
        becomes(&worker, 200, "ok").await;
        proxy.cut();
        let body = becomes(&worker, 200, "degraded").await;
        assert!(body["problems"][0].as_str().unwrap().starts_with("Redis does not answer"), "{body}");
        proxy.mend();
        becomes(&worker, 200, "ok").await;
        drop(worker);
        place.clear().await;
    });
}

#[test]
fn a_worker_that_drains_is_not_ready_until_its_jobs_are_over() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        sink.behave_once(Behaviour::StallAfterMail(Duration::from_secs(5)));
        let smtp = sink.url();
        let settings = [("SMTP_URL", smtp.as_str())];
        let api = Process::start(&place, "api", &[]).await;
        let mut worker = Process::start(&place, "worker", &settings).await;
        let (ada, grace) = (register(&api, "ada").await, register(&api, "grace").await);
        ada.project("Website").await.add(&ada, &grace, "member").await;
        sink.wait_for(|mail| mail.data.contains("Subject:")).await;
        worker.ask_to_end();
        let body = becomes(&worker, 503, "draining").await;
        assert!(body["problems"][0].as_str().unwrap().contains("stopping"), "{body}");
        assert!(worker.wait().await.success(), "{}", worker.log());
        place.clear().await;
    });
}

#[test]
fn metrics_tell_of_the_whole_instance_and_of_who_lives() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let sink = SmtpSink::start().await;
        let smtp = sink.url();
        let settings = [("SMTP_URL", smtp.as_str())];
        let api = Process::start(&place, "api", &settings).await;
        let mut worker = Process::start(&place, "worker", &settings).await;
        let other = Process::start(&place, "worker", &[("WORKER_QUEUES", "mail"), settings[0]]).await;
        let (ada, grace) = (register(&api, "ada").await, register(&api, "grace").await);
        ada.project("Website").await.add(&ada, &grace, "member").await;
        sink.wait_for(|mail| mail.data.contains("Subject:")).await;
        until("the API's metrics know both workers", async || {
            metric(&api, "boardwire_workers_alive ").await == Some(2)
                && metric(&api, r#"boardwire_queue_workers{queue="mail"} "#).await == Some(2)
                && metric(&api, r#"boardwire_queue_workers{queue="notifications"} "#).await == Some(1)
        })
        .await;
        assert_eq!(metric(&api, r#"boardwire_queue_jobs{queue="mail",state="dead"} "#).await, Some(0));
        assert_eq!(metric(&api, "boardwire_instance_metrics_fresh ").await, Some(1));
        until("the mail is counted", async || {
            let accepted = r#"boardwire_mails_total{outcome="accepted"} "#;
            metric(&worker, accepted).await.unwrap_or(0) + metric(&other, accepted).await.unwrap_or(0) == 1
        })
        .await;
        until("the notify job is counted", async || {
            metric(&worker, r#"boardwire_job_attempts_sum{kind="notify"} "#).await == Some(1)
        })
        .await;
        assert_eq!(metric(&worker, r#"boardwire_job_duration_seconds_count{kind="notify"} "#).await, Some(1));
        assert_eq!(metric(&other, r#"boardwire_job_duration_seconds_count{kind="notify"} "#).await, None, "it serves mail only");
        worker.kill();
        let begun = std::time::Instant::now();
        until("the one that was killed is missed", async || metric(&api, "boardwire_workers_alive ").await == Some(1)).await;
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        drop((api, other));
        place.clear().await;
    });
}
