//! `boardwire admin …`, the program itself: the same as over HTTP, for whoever has a shell and no password.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use shared::{
    domain::JobState,
    jobs::{EmailDelivery, NewJob},
};

use crate::support::{
    Process, TestApp,
    jobs::{count, enqueue, errand, row},
    stories,
};

stories![
    jobs_are_listed_shown_run_again_and_given_up,
    a_pile_of_dead_jobs_is_run_again_in_batches,
    what_is_postponed_runs_now_and_what_is_planned_stays,
    queues_schedules_and_the_audit_log_are_tables,
    what_cannot_be_done_is_one_line,
];

async fn admin(app: &TestApp, line: &str) -> Result<String, String> {
    let arguments: Vec<&str> = ["admin"].into_iter().chain(line.split_whitespace()).collect();
    Process::command(app.place(), &arguments, &[]).await
}

async fn told(app: &TestApp, line: &str) -> String {
    admin(app, line).await.unwrap_or_else(|why| panic!("{line}: {why}"))
}

async fn jobs_are_listed_shown_run_again_and_given_up(app: &TestApp) {
    app.jobs_may_stay();
    let id = enqueue(app.ctx(), [errand(7)]).await[0];
    app.run_jobs().await;
    let list = told(app, "jobs list --state dead --kind errand --queue notifications --limit 5").await;
    let lines: Vec<_> = list.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("ID ") && lines[1].starts_with(&id.to_string()), "{list}");
    assert!(lines[1].contains("errand") && lines[1].contains("dead") && lines[1].contains("knows no job"), "{list}");
    assert_eq!(told(app, "jobs list --state running").await, "There are no such jobs.\n");
    let listed: Value = serde_json::from_str(&told(app, "jobs list --json").await).unwrap();
    assert_eq!((&listed[0]["id"], &listed[0]["payload"]), (&json!(id), &json!({"number": 7})));
    let shown = told(app, &format!("jobs show {id}")).await;
    assert!(shown.contains(r#"{"number":7}"#) && shown.contains("trace id") && shown.contains("knows no job"), "{shown}");

    assert_eq!(told(app, &format!("jobs retry {id}")).await, format!("{id} (errand) runs again now.\n"));
    assert_eq!(row(app.ctx(), id).await.state, JobState::Ready);
    assert_eq!(told(app, &format!("jobs discard {id}")).await, format!("{id} (errand) is given up.\n"));
    assert_eq!(row(app.ctx(), id).await.state, JobState::Discarded);

    let audit: Value = serde_json::from_str(&told(app, "audit --json").await).unwrap();
    let seen = |entry: &Value| (entry["action"].clone(), entry["via"].clone(), entry["target"]["id"].clone());
    assert_eq!(seen(&audit[0]), (json!("job.discarded"), json!("command_line"), json!(id)));
    assert_eq!(seen(&audit[1]), (json!("job.retried"), json!("command_line"), json!(id)));
    assert_eq!((&audit[0]["actor"], &audit[0]["address"]), (&Value::Null, &Value::Null));
}

async fn a_pile_of_dead_jobs_is_run_again_in_batches(app: &TestApp) {
    app.jobs_may_stay();
    enqueue(app.ctx(), (0..150).map(errand)).await;
    worker::run_due_jobs_with(app.ctx(), worker::jobs::Registry::default()).await.unwrap();
    let mail = NewJob::new(&EmailDelivery { delivery_id: shared::domain::DeliveryId::new() });
    let mail = enqueue(app.ctx(), [mail]).await[0];
    worker::run_due_jobs_with(app.ctx(), worker::jobs::Registry::default()).await.unwrap();
    assert_eq!(count(app.ctx(), JobState::Dead).await, 151);

    assert_eq!(told(app, "jobs retry --kind errand --dead").await, "150 jobs to run again now.\n");
    assert_eq!((count(app.ctx(), JobState::Dead).await, count(app.ctx(), JobState::Ready).await), (1, 150));
    assert_eq!(told(app, "jobs retry --kind errand --dead").await, "0 jobs to run again now.\n");
    assert_eq!(told(app, "jobs discard --queue mail --dead").await, "1 job given up.\n");
    assert_eq!(row(app.ctx(), mail).await.state, JobState::Discarded);
    let audit: Value = serde_json::from_str(&told(app, "audit --action job.retried --json").await).unwrap();
    let counts: Vec<_> = audit.as_array().unwrap().iter().map(|entry| entry["details"]["count"].clone()).collect();
    assert_eq!(counts, [50, 100], "one entry a batch, with the jobs' ids");
    assert_eq!(audit[0]["details"]["jobs"].as_array().unwrap().len(), 50);
}

async fn what_is_postponed_runs_now_and_what_is_planned_stays(app: &TestApp) {
    app.jobs_may_stay();
    let later = app.clock().now() + chrono::TimeDelta::hours(1);
    let [failed, planned] = enqueue(app.ctx(), [errand(1).at(later), errand(2).at(later)]).await[..] else { unreachable!() };
    let text = "UPDATE jobs SET attempts = 3, last_error = 'the server is away' WHERE id = $1";
    app.ctx().db.write(text).bind(failed).run().await.unwrap();
    assert_eq!(told(app, "jobs retry --kind errand --dead").await, "0 jobs to run again now.\n");
    assert_eq!(told(app, "jobs retry --kind errand --postponed").await, "1 job to run again now.\n");
    let (failed, planned) = (row(app.ctx(), failed).await, row(app.ctx(), planned).await);
    assert!(failed.attempts == 0 && failed.run_at < later);
    assert_eq!(planned.run_at, later, "it has not failed: it is for later");
}

async fn queues_schedules_and_the_audit_log_are_tables(app: &TestApp) {
    app.jobs_may_stay();
    let worker = Process::start(app.place(), "worker", &[("WORKER_QUEUES", "mail:3")]).await;
    let queues = loop {
        let queues = told(app, "queues").await;
        if queues.contains("mail:3") {
            break queues;
        }
    };
    let line = |name: &str| queues.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(line("mail"), ["mail", "0", "0", "0", "0", "0.0", "s", "1"]);
    assert_eq!(line("maintenance").last(), Some(&"0"));
    assert!(line("worker").contains(&"running"), "{queues}");
    drop(worker);

    let schedules = told(app, "schedules").await;
    assert!(
        schedules.lines().any(|line| line
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .starts_with("scan_due */20 * * * * * UTC notifications")),
        "{schedules}"
    );
    let said = told(app, "schedules run prune_jobs").await;
    assert!(said.ends_with(" (prune_jobs) is enqueued.\n"), "{said}");
    let audit = told(app, "audit --limit 1").await;
    assert!(audit.contains("schedule.run") && audit.contains("command_line") && audit.contains("schedule prune_jobs"), "{audit}");
}

/// As in `boardwire openapi | head -c 1`: who has read enough is no reason to complain.
#[test]
fn whoever_stops_reading_what_a_command_prints_ends_it_quietly() {
    for line in ["openapi", "frames", "config example", "config reference"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_boardwire"));
        command.args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""), "{line}");
    }
}

async fn what_cannot_be_done_is_one_line(app: &TestApp) {
    for (line, why) in [
        ("jobs show 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0", "there is no such job"),
        ("jobs retry 0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0", "there is no such job"),
        ("jobs retry --dead", "--kind or --queue"),
        ("schedules run nothing", "there is no such schedule"),
    ] {
        let said = admin(app, line).await.unwrap_err();
        assert!(said.contains(why) && said.lines().count() == 1, "{line}: {said}");
    }
    for line in ["jobs retry", "jobs retry --kind email", "jobs list --state lost", "jobs list --queue post", "jobs show x"] {
        assert!(admin(app, line).await.is_err(), "{line}");
    }
    let audit: Value = serde_json::from_str(&told(app, "audit --json").await).unwrap();
    assert_eq!(audit, json!([]));
}
