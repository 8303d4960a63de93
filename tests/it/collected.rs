//! What a collector of traces (OpenTelemetry) sees of a request and of all that follows from it, and that nothing depends on
//! it.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    processes::register,
    support::{
        Engine, Place, Process, block_on,
        collector::{Collector, Seen},
        free_port, id,
        jobs::until,
        smtp_sink::{Behaviour, SmtpSink},
    },
};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const UNWANTED: &str = "5bf92f3577b34da6a3ce929d0e0e4736";
const SPAN: &str = "00f067aa0ba902b7";
const SERVER: i32 = 2;
const CLIENT: i32 = 3;
const CONSUMER: i32 = 5;

fn says(step: &Seen, name: &str) -> String {
    step.said.iter().find(|(said, _)| said == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

#[test]
fn a_request_its_jobs_and_its_mail_are_the_steps_of_one_trace() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let (collector, sink) = (Collector::start().await, SmtpSink::start().await);
        let (url, smtp) = (collector.url(), sink.url());
        let settings = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()),
            ("OTEL_SERVICE_NAME", "boards"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("SMTP_URL", &smtp),
            ("MAIL_WINDOW", "0"),
        ];
        let api = Process::start(&place, "api", &settings).await;
        let worker = Process::start(&place, "worker", &settings).await;
        let (ada, grace) = (register(&api, "ada").await, register(&api, "grace").await);
        let board = ada.project("Website").await;
        board.add(&ada, &grace, "member").await;
        let card = ada.card(&board.todo, "Traced").await;
        let invite = "a-token-that-nobody-is-to-see";
        ada.get(&format!("/invites/{invite}")).await.expect_status(404);
        sink.wait_for(|mail| mail.data.contains("added you")).await;

        sink.behave_once(Behaviour::AnswerSender("451 4.3.0 Try later"));
        let path = format!("/cards/{}/assignees/{}", id(&card), grace.id);
        let unwanted = format!("00-{UNWANTED}-{SPAN}-00");
        ada.with("traceparent", &unwanted).get("/users/me").await.expect(200);
        ada.with("traceparent", &format!("00-{TRACE}-{SPAN}-01")).put(&path, json!({})).await.expect(201);
        let of = |name: &str| collector.trace(TRACE).into_iter().filter(|step| step.name == name).collect::<Vec<_>>();
        until("both tries at the mail are told", async || of("deliver mail").len() == 2).await;
        until("both attempts of its job are told", async || of("process mail").len() == 2).await;
        let route = "PUT /api/v1/cards/{card_id}/assignees/{user_id}";
        let steps = collector.trace(TRACE);
        assert_eq!(steps.len(), 6, "{steps:#?}");
        assert_eq!(steps.iter().map(|step| &step.id).collect::<BTreeSet<_>>().len(), 6, "each is a step of its own: {steps:#?}");
        let request = &of(route)[0];
        assert_eq!((&*request.parent, request.kind, request.failed), (SPAN, SERVER, false));
        assert_eq!(
            (says(request, "http.request.method"), says(request, "http.response.status_code")),
            ("PUT".into(), "201".into())
        );
        let notify = &of("process notifications")[0];
        assert_eq!((&notify.parent, notify.kind, &*says(notify, "boardwire.job.kind")), (&request.id, CONSUMER, "notify"));
        for (number, (attempt, delivery)) in of("process mail").iter().zip(&of("deliver mail")).enumerate() {
            assert_eq!((&attempt.parent, &delivery.parent), (&notify.id, &attempt.id), "each attempt is a step of its own");
            assert_eq!((attempt.failed, delivery.failed, delivery.kind), (number == 0, number == 0, CLIENT));
            assert_eq!(says(attempt, "boardwire.job.attempt"), (number + 1).to_string());
            let became = says(delivery, "boardwire.mail.outcome");
            assert_eq!((&*became, &*says(delivery, "network.protocol.name")), (["put off", "accepted"][number], "smtp"));
        }
        assert!(collector.services().iter().all(|name| name == "boards"));
        assert!(collector.trace(UNWANTED).is_empty(), "who does not want it recorded is not");
        assert!(collector.all().iter().any(|step| step.name == "GET /api/v1/invites/{invite}"));
        for secret in [invite, "grace@example.org", "Traced", &id(&card), "4.3.0"] {
            assert!(!collector.heard(secret), "{secret} is in what was sent");
        }
        drop((api, worker));
        place.clear().await;
    });
}

#[test]
fn what_waits_is_sent_when_the_process_ends() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let collector = Collector::start().await;
        let hour = "3600000"; // In milliseconds: nothing is sent before the end.
        let settings = [("OTEL_EXPORTER_OTLP_ENDPOINT", &*collector.url()), ("OTEL_BSP_SCHEDULE_DELAY", hour)];
        let mut process = Process::start(&place, "all", &settings).await;
        let ada = register(&process, "ada").await;
        ada.with("traceparent", &format!("00-{TRACE}-{SPAN}-01")).get("/users/me").await.expect(200);
        assert!(collector.all().is_empty());
        assert!(process.terminate().await.success(), "{}", process.log());
        assert_eq!(collector.trace(TRACE).len(), 1);
        assert!(collector.services().iter().all(|name| name == "boardwire"));
    });
}

#[test]
fn without_its_collector_everything_goes_on() {
    block_on(async {
        let place = Place::new(Engine::Sqlite).await;
        let nobody = format!("http://127.0.0.1:{}", free_port());
        let settings = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", nobody.as_str()),
            ("OTEL_BSP_SCHEDULE_DELAY", "10"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "8"),
            ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8"),
        ];
        let mut process = Process::start(&place, "all", &settings).await;
        let ada = register(&process, "ada").await;
        for _ in 0..100 {
            ada.get("/users/me").await.expect(200);
        }
        let complaints = || process.log().lines().filter(|line| line.contains("OTEL_EXPORTER_OTLP_ENDPOINT")).count();
        until("it says that nobody takes them", async || complaints() > 0).await;
        ada.get("/users/me").await.expect(200);
        assert_eq!(complaints(), 1, "it says so once");
        let asked = Instant::now();
        assert!(process.terminate().await.success(), "{}", process.log());
        assert!(asked.elapsed() < Duration::from_secs(10), "it ended after {:?}", asked.elapsed());
    });
}
