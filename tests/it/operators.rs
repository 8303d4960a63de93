//! What the instance admin sees of jobs, queues and schedules, what they do about them, and who gets to know of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::domain::JobState;

use crate::support::{
    PASSWORD, Person, TestApp, ids,
    jobs::{Worker, count, enqueue, errand, errands, row, until},
    stories,
};

stories![
    only_the_instance_admin_is_an_operator,
    jobs_are_listed_by_state_kind_and_queue,
    pages_of_jobs_hold_each_job_once,
    a_dead_job_is_found_and_run_again,
    a_job_that_runs_or_is_done_is_left_alone,
    a_job_that_waits_can_be_given_up_and_taken_up_again,
    queues_say_what_is_in_them,
    a_schedule_is_run_by_hand_without_moving_its_slot,
    a_retried_job_runs_at_once,
    what_an_operator_does_is_in_the_audit_log,
    sign_ins_are_in_the_audit_log,
    memberships_are_in_the_audit_log,
    the_audit_log_is_read_in_pages_and_by_action_and_actor,
    the_audit_log_cannot_be_changed,
    what_is_refused_is_not_in_the_audit_log,
];

/// The instance admin, and a job that is dead.
async fn admin_and_dead_job(app: &TestApp) -> (Person, String) {
    app.jobs_may_stay();
    let ada = app.register("ada").await;
    let id = enqueue(app.ctx(), [errand(1)]).await[0];
    app.run_jobs().await; // The program knows no errands.
    assert_eq!(row(app.ctx(), id).await.state, JobState::Dead);
    (ada, id.to_string())
}

async fn only_the_instance_admin_is_an_operator(app: &TestApp) {
    let (_ada, id) = admin_and_dead_job(app).await;
    let grace = app.register("grace").await;
    for path in ["/admin/jobs", "/admin/queues", "/admin/schedules", "/admin/audit", &format!("/admin/jobs/{id}")] {
        app.get(path).await.problem(401, "unauthenticated");
        grace.get(path).await.problem(403, "forbidden");
    }
    for path in [format!("/admin/jobs/{id}/retry"), format!("/admin/jobs/{id}/discard"), "/admin/schedules/scan_due/run".into()] {
        app.post(&path, json!({})).await.problem(401, "unauthenticated");
        grace.post(&path, json!({})).await.problem(403, "forbidden");
    }
    assert_eq!(row(app.ctx(), id.parse().unwrap()).await.state, JobState::Dead);
}

async fn jobs_are_listed_by_state_kind_and_queue(app: &TestApp) {
    let (ada, dead) = admin_and_dead_job(app).await;
    let later = app.clock().now() + TimeDelta::hours(1);
    let new = [errand(2), errand(3).at(later)];
    let [ready, scheduled] = enqueue(app.ctx(), new).await[..] else { unreachable!() };
    let (ready, scheduled) = (ready.to_string(), scheduled.to_string());
    let found = async |query: &str| ids(&ada.get(&format!("/admin/jobs{query}")).await.expect(200));
    assert_eq!(found("").await, [&scheduled, &ready, &dead].map(String::clone), "the newest first");
    assert_eq!(found("?state=dead").await, [dead.as_str()]);
    assert_eq!(found("?state=scheduled").await, [scheduled.as_str()]);
    assert_eq!(found("?state=ready&kind=errand").await, [scheduled.clone(), ready.clone()]);
    assert_eq!(found("?state=scheduled&kind=errand&queue=notifications").await, [scheduled]);
    for nothing in ["?state=running", "?state=done", "?state=discarded", "?kind=email", "?queue=mail", "?state=dead&queue=mail"] {
        assert!(found(nothing).await.is_empty(), "{nothing}");
    }
    ada.get("/admin/jobs?state=lost&queue=post").await.invalid(&["/state", "/queue"]);
    ada.get("/admin/jobs?limit=0").await.invalid(&["/limit"]);

    let job = ada.get(&format!("/admin/jobs/{dead}")).await.expect(200);
    assert_eq!((&job["state"], &job["payload"], &job["attempts"]), (&json!("dead"), &json!({"number": 1}), &json!(1)));
    let why = "this version of the program knows no job of the kind “errand”";
    assert_eq!((&job["last_error"], &job["queue"]), (&json!(why), &json!("notifications")));
    assert_eq!(job["lease_until"], Value::Null);
    ada.get(&format!("/admin/jobs/{}", ada.id)).await.problem(404, "not_found");
    ada.get("/admin/jobs/nothing").await.problem(404, "not_found");
}

async fn pages_of_jobs_hold_each_job_once(app: &TestApp) {
    app.jobs_may_stay();
    let ada = app.register("ada").await;
    let mut made: Vec<_> = enqueue(app.ctx(), (0..5).map(errand)).await.iter().map(ToString::to_string).collect();
    made.reverse();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = ada.get(&format!("/admin/jobs?limit=2{cursor}")).await.expect(200);
        seen.extend(ids(&page));
        enqueue(app.ctx(), [errand(9)]).await; // What is new meanwhile is on none of the pages to come.
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, made);
    ada.get("/admin/jobs?cursor=x").await.invalid(&["/cursor"]);
}

async fn a_dead_job_is_found_and_run_again(app: &TestApp) {
    let (ada, id) = admin_and_dead_job(app).await;
    let job = ada.post(&format!("/admin/jobs/{id}/retry"), json!({})).await.expect(200);
    assert_eq!((&job["id"], &job["state"], &job["attempts"]), (&json!(id), &json!("ready"), &json!(0)));
    assert_eq!(job["finished_at"], Value::Null);
    assert!(ids(&ada.get("/admin/jobs?state=dead").await.expect(200)).is_empty());
    let numbers = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = numbers.clone();
    let registry = errands(move |_, _, errand| {
        heard.lock().unwrap().push(errand.number);
        async { Ok(()) }
    });
    worker::run_due_jobs_with(app.ctx(), registry).await.unwrap();
    assert_eq!(*numbers.lock().unwrap(), [1]);
    assert_eq!(ada.get(&format!("/admin/jobs/{id}")).await.expect(200)["state"], "done");
}

async fn a_job_that_runs_or_is_done_is_left_alone(app: &TestApp) {
    let ada = app.register("ada").await;
    let go = std::sync::Arc::new(tokio::sync::Notify::new());
    let gate = go.clone();
    let registry = errands(move |_, _, _| {
        let gate = gate.clone();
        async move {
            gate.notified().await;
            Ok(())
        }
    });
    let worker = Worker::start(app.ctx(), registry);
    let id = enqueue(app.ctx(), [errand(1)]).await[0];
    until("it runs", async || row(app.ctx(), id).await.state == JobState::Running).await;
    let job = ada.get(&format!("/admin/jobs/{id}")).await.expect(200);
    assert!(job["lease_until"].is_string(), "{job:#}");
    assert_eq!(ids(&ada.get("/admin/jobs?state=running").await.expect(200)), [id.to_string()]);
    for deed in ["retry", "discard"] {
        let refused = ada.post(&format!("/admin/jobs/{id}/{deed}"), json!({})).await.problem(409, "job_running");
        assert!(refused["detail"].as_str().unwrap().contains("running"), "{refused:#}");
    }
    go.notify_one();
    until("it is done", async || row(app.ctx(), id).await.state == JobState::Done).await;
    worker.stop().await;
    for deed in ["retry", "discard"] {
        ada.post(&format!("/admin/jobs/{id}/{deed}"), json!({})).await.problem(409, "job_done");
    }
    ada.post(&format!("/admin/jobs/{}/retry", ada.id), json!({})).await.problem(404, "not_found");
    assert_eq!(row(app.ctx(), id).await.attempts, 1);
}

async fn a_job_that_waits_can_be_given_up_and_taken_up_again(app: &TestApp) {
    app.jobs_may_stay();
    let ada = app.register("ada").await;
    let later = app.clock().now() + TimeDelta::hours(1);
    let id = enqueue(app.ctx(), [errand(1).at(later)]).await[0];
    let discard = format!("/admin/jobs/{id}/discard");
    assert_eq!(ada.post(&discard, json!({})).await.expect(200)["state"], "discarded");
    assert_eq!(ada.post(&discard, json!({})).await.expect(200)["state"], "discarded", "asking again changes nothing");
    assert_eq!(ids(&ada.get("/admin/jobs?state=discarded").await.expect(200)), [id.to_string()]);
    app.clock().advance(TimeDelta::minutes(10));
    assert_eq!(app.run_jobs().await, 0);
    let job = ada.post(&format!("/admin/jobs/{id}/retry"), json!({})).await.expect(200);
    assert_eq!(job["state"], "ready");
    assert!(job["run_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap() <= app.clock().now());
    assert_eq!(app.run_jobs().await, 1);
}

async fn queues_say_what_is_in_them(app: &TestApp) {
    let (ada, _dead) = admin_and_dead_job(app).await;
    let now = app.clock().now();
    enqueue(app.ctx(), [errand(2).at(now - TimeDelta::seconds(90)), errand(3), errand(4).at(now + TimeDelta::hours(1))]).await;
    let queues = ada.get("/admin/queues").await.expect(200);
    let queue = |name: &str| queues["items"].as_array().unwrap().iter().find(|queue| queue["name"] == name).unwrap().clone();
    let mut notifications = queue("notifications");
    let age = notifications.as_object_mut().unwrap().remove("oldest_age_s").unwrap().as_f64().unwrap();
    assert!((90.0..100.0).contains(&age), "{age}");
    let counts = json!({"name": "notifications", "ready": 2, "running": 0, "scheduled": 1, "dead": 1, "workers": 0});
    assert_eq!(notifications, counts);
    assert_eq!((&queue("mail")["ready"], &queue("mail")["oldest_age_s"]), (&json!(0), &json!(0.0)));

    let serving = app.another(&[("WORKER_QUEUES", "mail:2")]).await;
    let worker = Worker::start(serving.ctx(), errands(|_, _, _| async { Ok(()) }));
    let workers = async |name: &str| {
        let queues = ada.get("/admin/queues").await.expect(200);
        queues["items"].as_array().unwrap().iter().find(|queue| queue["name"] == name).unwrap()["workers"].clone()
    };
    until("the worker is seen", async || workers("mail").await == 1).await;
    assert_eq!(workers("notifications").await, 0);
    worker.stop().await;
    assert_eq!(workers("mail").await, 0, "it said goodbye");
    assert_eq!(count(app.ctx(), JobState::Ready).await, 3, "it was told to leave other queues alone");
}

async fn a_schedule_is_run_by_hand_without_moving_its_slot(app: &TestApp) {
    let ada = app.register("ada").await;
    let unknown = ada.get("/admin/schedules").await.expect(200);
    assert_eq!(unknown["items"][0]["next_run_at"], Value::Null, "no scheduler has run yet");
    app.tick().await;
    let before = ada.get("/admin/schedules").await.expect(200);
    let prune = before["items"].as_array().unwrap().iter().find(|schedule| schedule["name"] == "prune_jobs").unwrap();
    assert_eq!((&prune["kind"], &prune["queue"]), (&json!("prune_jobs"), &json!("maintenance")));
    assert!(prune["next_run_at"].is_string());

    let answer = ada.post("/admin/schedules/prune_jobs/run", json!({})).await;
    let location = answer.header("location").to_owned();
    let job = answer.expect(201);
    assert_eq!(location, format!("/api/v1/admin/jobs/{}", job["id"].as_str().unwrap()));
    assert_eq!((&job["kind"], &job["state"]), (&json!("prune_jobs"), &json!("ready")));
    app.run_jobs().await;
    assert_eq!(ada.get(location.trim_start_matches("/api/v1")).await.expect(200)["state"], "done");
    assert_eq!(ada.get("/admin/schedules").await.expect(200), before);
    ada.post("/admin/schedules/nothing/run", json!({})).await.problem(404, "not_found");
}

async fn a_retried_job_runs_at_once(app: &TestApp) {
    let (ada, id) = admin_and_dead_job(app).await;
    let worker = Worker::start(app.ctx(), errands(|_, _, _| async { Ok(()) }));
    ada.post(&format!("/admin/jobs/{id}/retry"), json!({})).await.expect(200);
    until("it is done", async || row(app.ctx(), id.parse().unwrap()).await.state == JobState::Done).await;
    worker.stop().await;
}

/// The entries of one action, the newest first.
async fn audit(admin: &Person, action: &str) -> Vec<Value> {
    let list = admin.get(&format!("/admin/audit?action={action}")).await.expect(200);
    list["items"].as_array().unwrap().clone()
}

async fn what_an_operator_does_is_in_the_audit_log(app: &TestApp) {
    let (ada, id) = admin_and_dead_job(app).await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let asked = ada.with("x-request-id", "request-1").with("traceparent", &format!("00-{trace}-00f067aa0ba902b7-01"));
    asked.post(&format!("/admin/jobs/{id}/retry"), json!({})).await.expect(200);
    ada.post(&format!("/admin/jobs/{id}/discard"), json!({})).await.expect(200);
    let run = ada.post("/admin/schedules/scan_due/run", json!({})).await.expect(201);

    let [entry] = &audit(&ada, "job.retried").await[..] else { panic!("one entry") };
    assert_eq!((&entry["actor"], &entry["via"]), (&ada.view(), &json!("api")));
    assert_eq!(entry["target"], json!({"kind": "job", "id": id}));
    assert_eq!((&entry["details"]["kind"], &entry["details"]["state"]), (&json!("errand"), &json!("dead")));
    assert_eq!((&entry["request_id"], &entry["trace_id"]), (&json!("request-1"), &json!(trace)));
    assert_eq!(entry["address"], "127.0.0.1");
    assert_eq!(audit(&ada, "job.discarded").await.len(), 1);
    let [entry] = &audit(&ada, "schedule.run").await[..] else { panic!("one entry") };
    assert_eq!((&entry["target"]["id"], &entry["details"]["job_id"]), (&json!("scan_due"), &run["id"]));
}

async fn sign_ins_are_in_the_audit_log(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let created = audit(&ada, "account.created").await;
    assert_eq!((&created[0]["actor"], &created[1]["details"]["role"]), (&grace.view(), &json!("admin")));
    grace.sign_in_again().await;
    let [entry] = &audit(&ada, "account.signed_in").await[..] else { panic!("one entry") };
    assert_eq!((&entry["actor"], &entry["target"]["id"]), (&grace.view(), &json!(grace.id)));

    for (login, password) in [("grace", "wrong-otter-3-quarry"), ("nobody@example.org", PASSWORD), ("my-own-passw0rd", "x")] {
        app.post("/auth/login", json!({"email": login, "password": password})).await.problem(401, "invalid_credentials");
    }
    let failed = audit(&ada, "account.sign_in_failed").await;
    assert_eq!(failed[2]["details"], json!({"why": "wrong password", "handle": "grace"}));
    assert_eq!((&failed[2]["actor"], &failed[2]["target"]["id"]), (&Value::Null, &json!(grace.id)));
    assert_eq!(failed[1]["details"], json!({"why": "no such account", "email": "nobody@example.org"}));
    assert_eq!(failed[0]["details"], json!({"why": "no such account"}), "a password in the wrong field is not kept");
}

async fn memberships_are_in_the_audit_log(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let member = format!("/projects/{}/members/{}", board.project, grace.id);
    ada.put(&member, json!({"role": "member"})).await.expect(201);
    ada.put(&member, json!({"role": "member"})).await.expect(200); // Changes nothing.
    ada.put(&member, json!({"role": "viewer"})).await.expect(200);
    ada.delete(&member).await.expect(204);
    assert_eq!(audit(&ada, "project.member_added").await.len(), 1);
    let [entry] = &audit(&ada, "project.role_changed").await[..] else { panic!("one entry") };
    assert_eq!(entry["details"], json!({"user": grace.view(), "role": {"from": "member", "to": "viewer"}}));
    assert_eq!(entry["target"], json!({"kind": "project", "id": board.project}));
    assert_eq!(audit(&ada, "project.member_removed").await[0]["details"]["role"], json!({"from": "viewer", "to": null}));

    let team = ada.post("/teams", json!({"name": "Web"})).await.expect(201);
    let member = format!("/teams/{}/members/{}", team["id"].as_str().unwrap(), grace.id);
    ada.put(&member, json!({"role": "member"})).await.expect(201);
    ada.put(&member, json!({"role": "admin"})).await.expect(200);
    grace.delete(&member).await.expect(204);
    assert_eq!(audit(&ada, "team.member_added").await.len(), 1);
    assert_eq!(audit(&ada, "team.role_changed").await[0]["details"]["role"], json!({"from": "member", "to": "admin"}));
    assert_eq!(audit(&ada, "team.member_removed").await[0]["actor"], grace.view());
}

async fn the_audit_log_is_read_in_pages_and_by_action_and_actor(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    for _ in 0..3 {
        grace.sign_in_again().await;
    }
    let all = ids(&ada.get("/admin/audit").await.expect(200));
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = ada.get(&format!("/admin/audit?limit=2{cursor}")).await.expect(200);
        seen.extend(ids(&page));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!((seen.len(), &seen), (5, &all));
    let by = async |query: String| ids(&ada.get(&format!("/admin/audit?{query}")).await.expect(200)).len();
    assert_eq!(by(format!("actor={}", grace.id)).await, 4);
    assert_eq!(by(format!("actor={}&action=account.signed_in", grace.id)).await, 3);
    assert_eq!(by(format!("actor={}&action=account.signed_in", ada.id)).await, 0);
    ada.get("/admin/audit?actor=grace&action=nothing").await.invalid(&["/actor", "/action"]);
}

async fn the_audit_log_cannot_be_changed(app: &TestApp) {
    let ada = app.register("ada").await;
    let before = ada.get("/admin/audit").await.expect(200);
    for text in ["UPDATE audit SET actor_name = 'Eve'", "DELETE FROM audit"] {
        let refused = app.ctx().db.write(text).run().await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    assert_eq!(ada.get("/admin/audit").await.expect(200), before);
}

async fn what_is_refused_is_not_in_the_audit_log(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    let before = ada.get("/admin/audit").await.expect(200);
    let member = format!("/projects/{}/members/{}", board.project, grace.id);
    grace.put(&member, json!({"role": "manager"})).await.problem(404, "not_found");
    ada.post(&format!("/admin/jobs/{}/retry", ada.id), json!({})).await.problem(404, "not_found");
    ada.post("/admin/schedules/nothing/run", json!({})).await.problem(404, "not_found");
    assert_eq!(ada.get("/admin/audit").await.expect(200), before);
}
