//! Who is on a board, and who writes: over all processes, right soon after one is killed.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::{
    domain::UserId,
    events::Hint,
    store::{Db, Schema, connect},
};
use uuid::Uuid;

use crate::support::{
    Engine, Place, Process, Socket, TestApp, block_on,
    live::{cast, on_board, on_project},
    stories,
};

stories![
    everyone_on_a_board_is_there_once_however_many_tabs_they_have,
    who_is_on_a_board_is_for_those_who_see_it,
    people_on_several_processes_see_each_other,
    a_process_that_ends_takes_its_people_along,
    who_writes_is_told_to_the_others_and_not_too_often,
    who_is_gone_does_not_hold_up_what_others_hear,
];

fn names(online: &Value) -> Vec<&str> {
    online.as_array().expect("a list").iter().map(|person| person["name"].as_str().expect("a name")).collect()
}

/// Waits until a socket is told that just these are there.
async fn told(socket: &mut Socket, wanted: &[&str]) {
    socket
        .skip_to_within(Duration::from_secs(15), |frame| frame["type"] == "presence" && names(&frame["online"]) == wanted)
        .await;
}

async fn everyone_on_a_board_is_there_once_however_many_tabs_they_have(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let online = || async { ada.get(&format!("/boards/{}/online", board.id)).await.expect(200)["items"].clone() };
    assert_eq!(online().await, json!([]));
    let mut socket = on_board(&ada, &board).await;
    let mut tabs = Vec::new();
    for _ in 0..3 {
        tabs.push(on_board(&grace, &board).await);
    }
    told(&mut socket, &["Ada", "Grace"]).await;
    assert_eq!(online().await, json!([ada.view(), grace.view()]));
    tabs.truncate(1);
    let phone = on_board(&grace.sign_in_again().await.at(app), &board).await;
    phone.leave().await;
    // Who comes is written down after those who left before.
    tabs.push(on_board(&grace, &board).await);
    assert_eq!(names(&online().await), ["Ada", "Grace"], "others of hers are left");
    drop(tabs);
    told(&mut socket, &["Ada"]).await;
    assert_eq!(online().await, json!([ada.view()]));
    // A project's is its own list.
    let mut project = grace.socket(&format!("/ws/projects/{}", board.project)).await;
    project.expect("hello").await;
    assert_eq!(names(&project.expect("snapshot").await["data"]["online"]), ["Grace"]);
    assert_eq!(online().await, json!([ada.view()]));
}

async fn who_is_on_a_board_is_for_those_who_see_it(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let eve = app.register("eve").await;
    let path = format!("/boards/{}/online", board.id);
    assert_eq!(grace.get(&path).await.expect(200), json!({"items": []}));
    eve.get(&path).await.problem(404, "not_found");
    app.get(&path).await.problem(401, "unauthenticated");
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    ada.get(&path).await.problem(404, "not_found");
}

async fn people_on_several_processes_see_each_other(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = app.another(&[]).await;
    let mut here = on_board(&ada, &board).await;
    let mut there = on_board(&grace.at(&other), &board).await;
    told(&mut here, &["Ada", "Grace"]).await;
    let items = grace.at(&other).get(&format!("/boards/{}/online", board.id)).await.expect(200);
    assert_eq!(names(&items["items"]), ["Ada", "Grace"]);
    drop(here);
    told(&mut there, &["Grace"]).await;
    let removed = format!("/projects/{}/members/{}", board.project, grace.id);
    ada.delete(&removed).await.expect(204);
    there.ended().await;
    let asked = Instant::now();
    while ada.get(&format!("/boards/{}/online", board.id)).await.expect(200) != json!({"items": []}) {
        assert!(asked.elapsed() < Duration::from_secs(5), "who was removed is not there any more");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    other.shut_down().await;
}

async fn a_process_that_ends_takes_its_people_along(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = app.another(&[]).await;
    let mut here = on_board(&ada, &board).await;
    let mut there = on_board(&grace.at(&other), &board).await;
    told(&mut here, &["Ada", "Grace"]).await;
    let ending = tokio::spawn(async move { other.shut_down().await });
    let (code, why, _) = there.ended().await;
    assert_eq!(code, 1001);
    let wait: u64 = why.trim_end_matches(" ms").rsplit(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{why}"));
    assert!(wait < 5_000, "{why}");
    told(&mut here, &["Ada"]).await;
    ending.await.unwrap();
}

async fn who_writes_is_told_to_the_others_and_not_too_often(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let card = ada.card(&board.todo, "Discuss").await["id"].clone();
    let other = app.another(&[]).await;
    // Typing goes by Redis alone: on SQLite both are on one process.
    let elsewhere = if app.place().engine == Engine::Postgres { grace.at(&other) } else { grace.at(app) };
    let mut others = [on_board(&grace, &board).await, on_board(&elsewhere, &board).await];
    let mut mine = [on_board(&ada, &board).await, on_board(&ada, &board).await];
    for number in 0..5 {
        let ack = mine[0].command("card.typing", &format!("t-{number}"), json!({"card_id": card})).await;
        assert_eq!((&ack["ok"], &ack["data"]), (&json!(true), &json!({})));
    }
    for socket in &mut others {
        let frame = socket.skip_to(|frame| frame["type"] == "typing").await;
        assert_eq!(frame, json!({"type": "typing", "user": {"id": ada.id, "name": ada.name}}));
    }
    ada.card(&board.todo, "A mark").await;
    for socket in others.iter_mut().chain(&mut mine) {
        let mut typing = 0;
        loop {
            let frame = socket.next().await;
            match frame["type"].as_str() {
                Some("typing") => typing += 1,
                Some("event") => break,
                _ => {}
            }
        }
        assert_eq!(typing, 0, "five times in a moment is told once, and never to oneself");
    }
    let (mut reader, mut writer) = (on_project(&grace, &board).await, on_project(&ada, &board).await);
    assert_eq!(writer.command("chat.typing", "t-1", json!({})).await["ok"], true);
    assert_eq!(reader.skip_to(|frame| frame["type"] == "typing").await["user"]["name"], "Ada");
    let viewer = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&viewer, json!({"revoke": ["board_comment"]})).await.expect(200);
    let refused = others[0].command("card.typing", "t-2", json!({"card_id": card})).await;
    assert_eq!(refused["problem"]["status"], 403);
    other.shut_down().await;
}

/// Whoever's account is gone by the time that it is told writes nothing any more, and holds up nobody.
async fn who_is_gone_does_not_hold_up_what_others_hear(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let mut reader = on_board(&grace, &board).await;
    let writes = |user: UserId| app.ctx().bus.publish(Hint::Typing { stream: board.id.parse().unwrap(), user });
    for _ in 0..10 {
        writes(UserId(Uuid::nil()));
        writes(UserId(ada.id.parse().unwrap()));
        let frame = reader.skip_to(|frame| frame["type"] == "typing").await;
        assert_eq!(frame["user"]["id"], ada.id);
    }
}

/// When the process that has been quiet for longest said that it lives.
async fn last_heard_of(database: &Db) -> DateTime<Utc> {
    let (seen,) = database.sql("SELECT min(seen_at) FROM socket_processes").one::<(DateTime<Utc>,)>().await.unwrap();
    seen
}

/// Killed as by a power cut: nobody says goodbye, and ten seconds later nobody is thought to be there.
#[test]
fn people_of_a_killed_process_are_gone_within_ten_seconds() {
    block_on(async {
        let place = Place::new(Engine::Postgres).await;
        let (stays, mut dies) = (Process::start(&place, "api", &[]).await, Process::start(&place, "api", &[]).await);
        let (ada, grace) = (crate::processes::register(&stays, "ada").await, crate::processes::register(&dies, "grace").await);
        let board = ada.project("Website").await;
        board.add(&ada, &grace, "member").await;
        let (mut here, _there) = (on_board(&ada, &board).await, on_board(&grace, &board).await);
        let everyone = |frame: &Value| frame["type"] == "presence" && frame["online"].as_array().unwrap().len() == 2;
        here.skip_to(everyone).await;
        // Nobody is taken for gone who is only quiet: both processes were heard of for longer than it takes to be.
        let database = connect(place.config(&[]).database_url().expose(), 1, Schema::Keep).await.unwrap();
        let (begun, waiting) = (last_heard_of(&database).await, Instant::now());
        while last_heard_of(&database).await < begun + TimeDelta::seconds(7) {
            assert!(waiting.elapsed() < Duration::from_secs(30), "both processes say that they live");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        database.close().await;
        assert_eq!(here.until_now("p-1").await, Vec::<Value>::new());
        let online = || async { ada.get(&format!("/boards/{}/online", board.id)).await.expect(200)["items"].clone() };
        assert_eq!(online().await.as_array().unwrap().len(), 2);
        dies.kill();
        let killed = Instant::now();
        here.skip_to_within(Duration::from_secs(10), |frame| frame["type"] == "presence").await;
        assert!(killed.elapsed() < Duration::from_secs(10));
        assert_eq!(online().await, json!([ada.view()]));
        place.clear().await;
    });
}
