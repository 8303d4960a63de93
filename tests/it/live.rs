//! A person's own stream: what is told comes at once, in order, once, on whichever process one is connected to.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Board, Client, Person, TestApp, live, stories};

const PATH: &str = "/ws/notifications";

stories![
    a_new_reader_gets_a_snapshot_and_then_what_comes,
    who_comes_back_gets_what_they_missed_once_and_in_order,
    who_was_away_too_long_starts_over,
    a_ticket_opens_one_socket_once,
    a_ticket_is_looked_at_before_it_is_used_up,
    a_database_is_asked_once_which_it_is,
    who_is_not_signed_in_is_told_so_by_the_close_code,
    a_socket_ends_with_its_session_and_its_token,
    another_process_tells_as_well,
    without_redis_news_comes_a_second_later,
    commands_are_answered,
    sockets_close_when_the_server_stops,
];

/// Two people, and a board of the first on which the second works.
async fn cast(app: &TestApp) -> (Person, Person, Board) {
    let people = live::cast(app).await;
    app.run_jobs().await;
    people
}

/// Grace is told of a new card.
async fn tell(app: &TestApp, ada: &Person, grace: &Person, board: &Board, title: &str) {
    let card = ada.card(&board.todo, title).await;
    ada.assign(&card, grace).await;
    app.run_jobs().await;
}

async fn ticket(of: &Client) -> String {
    let made = of.post("/ws/tickets", json!({"scope": "notifications"})).await.expect(201);
    assert_eq!(made["expires_in"], 30);
    made["ticket"].as_str().unwrap().to_owned()
}

async fn a_new_reader_gets_a_snapshot_and_then_what_comes(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    tell(app, &ada, &grace, &board, "First").await;
    let mut socket = grace.socket(PATH).await;
    let hello = socket.expect("hello").await;
    assert_eq!((&hello["seq"], &hello["heartbeat_s"]), (&json!(2), &json!(25)));
    assert!(hello["epoch"].is_string() && hello["connection_id"].is_string());
    let snapshot = socket.expect("snapshot").await;
    assert_eq!((&snapshot["seq"], &snapshot["data"]["unread_count"]), (&json!(2), &json!(2)));
    let latest: Vec<&Value> = snapshot["data"]["notifications"].as_array().unwrap().iter().map(|told| &told["kind"]).collect();
    assert_eq!(latest, ["assigned", "added_to_project"]);
    tell(app, &ada, &grace, &board, "Second").await;
    let frame = socket.expect("notification").await;
    assert_eq!((&frame["seq"], &frame["unread_count"], &frame["data"]["seq"]), (&json!(3), &json!(3), &json!(3)));
    assert_eq!(frame["data"], grace.get("/notifications?limit=1").await.expect(200)["items"][0]);
}

async fn who_comes_back_gets_what_they_missed_once_and_in_order(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let epoch = grace.socket(PATH).await.expect("hello").await["epoch"].as_str().unwrap().to_owned();
    for title in ["A", "B", "C"] {
        tell(app, &ada, &grace, &board, title).await;
    }
    let mut socket = grace.socket(&format!("{PATH}?since=2&epoch={epoch}")).await;
    assert_eq!(socket.expect("hello").await["seq"], 4);
    for seq in [3, 4] {
        assert_eq!(socket.expect("notification").await["seq"], seq);
    }
    tell(app, &ada, &grace, &board, "D").await;
    assert_eq!(socket.expect("notification").await["seq"], 5);
    let mut current = grace.socket(&format!("{PATH}?since=5&epoch={epoch}")).await;
    current.expect("hello").await;
    tell(app, &ada, &grace, &board, "E").await;
    assert_eq!(current.expect("notification").await["seq"], 6);
}

async fn who_was_away_too_long_starts_over(app: &TestApp) {
    let (_, grace, _) = cast(app).await;
    let epoch = grace.socket(PATH).await.expect("hello").await["epoch"].as_str().unwrap().to_owned();
    for query in ["since=0&epoch=another".to_owned(), "since=0".to_owned(), format!("since=99&epoch={epoch}")] {
        let mut socket = grace.socket(&format!("{PATH}?{query}")).await;
        for kind in ["hello", "resync", "snapshot"] {
            socket.expect(kind).await;
        }
    }
    let mut tx = app.ctx().db.begin().await.unwrap();
    shared::store::Runs::sql(&mut tx, "DELETE FROM user_events").run().await.unwrap();
    tx.commit().await.unwrap();
    let mut socket = grace.socket(&format!("{PATH}?since=0&epoch={epoch}")).await;
    for kind in ["hello", "resync", "snapshot"] {
        socket.expect(kind).await;
    }
}

async fn a_ticket_opens_one_socket_once(app: &TestApp) {
    let (_, grace, board) = cast(app).await;
    let path = format!("{PATH}?ticket={}", ticket(&grace).await);
    let tries = (0..50).map(|_| async {
        let mut socket = app.socket(&path).await;
        socket.first().await["type"] == "hello"
    });
    let opened = futures_util::future::join_all(tries).await.into_iter().filter(|opened| *opened).count();
    assert_eq!(opened, 1);
    let late = format!("{PATH}?ticket={}", ticket(&grace).await);
    app.clock().advance(TimeDelta::seconds(31));
    assert_eq!(app.socket(&late).await.closed().await, 4401);
    let of_board = grace.post("/ws/tickets", json!({"scope": "board", "board_id": board.id})).await.expect(201);
    let other = format!("{PATH}?ticket={}", of_board["ticket"].as_str().unwrap());
    grace.post("/ws/tickets", json!({"scope": "board"})).await.invalid(&["/board_id"]);
    grace.post("/ws/tickets", json!({"scope": "notifications", "board_id": board.id})).await.invalid(&["/board_id"]);
    let eve = app.register("eve").await;
    eve.post("/ws/tickets", json!({"scope": "board", "board_id": board.id})).await.problem(404, "not_found");
    assert_eq!(app.socket(&other).await.closed().await, 4403);
}

/// Anybody can send tickets: one that is none takes no turn at writing, and what opens no socket uses none up.
async fn a_ticket_is_looked_at_before_it_is_used_up(app: &TestApp) {
    let (_, grace, _) = cast(app).await;
    let path = format!("{PATH}?ticket={}", ticket(&grace).await);
    app.outside(reqwest::Method::GET, &path).await.problem(426, "upgrade_required");
    app.socket(&path).await.expect("hello").await;
    let writing = app.ctx().db.begin().await.unwrap();
    assert_eq!(app.socket(&format!("{PATH}?ticket=nonsense")).await.closed().await, 4401);
    assert_eq!(app.socket(&path).await.closed().await, 4401, "used up");
    drop(writing);
}

/// It cannot become another one while a process runs: restoring and moving refuse as long as one does.
async fn a_database_is_asked_once_which_it_is(app: &TestApp) {
    let (_, grace, _) = cast(app).await;
    let first = grace.socket(PATH).await.expect("hello").await;
    app.ctx().db.write("UPDATE meta SET value = 'another' WHERE key = 'epoch'").run().await.unwrap();
    assert_eq!(grace.socket(PATH).await.expect("hello").await["epoch"], first["epoch"]);
}

async fn who_is_not_signed_in_is_told_so_by_the_close_code(app: &TestApp) {
    assert_eq!(app.socket(PATH).await.closed().await, 4401);
    assert_eq!(app.with_token("nonsense").socket(PATH).await.closed().await, 4401);
    assert_eq!(app.socket(&format!("{PATH}?ticket=nonsense")).await.closed().await, 4401);
    app.outside(reqwest::Method::GET, PATH).await.problem(426, "upgrade_required");
    app.outside(reqwest::Method::GET, &format!("{PATH}?since=x")).await.invalid(&["/since"]);
}

async fn a_socket_ends_with_its_session_and_its_token(app: &TestApp) {
    let (_, grace, _) = cast(app).await;
    let phone = grace.sign_in_again().await;
    let (mut here, mut there) = (grace.socket(PATH).await, phone.socket(PATH).await);
    here.expect("hello").await;
    there.expect("hello").await;
    phone.post("/auth/logout", json!({})).await.expect(204);
    let asked = std::time::Instant::now();
    assert_eq!(there.closed().await, 4401);
    assert!(asked.elapsed().as_millis() < 1000);
    app.clock().advance(TimeDelta::minutes(16));
    assert_eq!(here.closed().await, 4401);
}

async fn another_process_tells_as_well(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = app.another(&[]).await;
    let mut socket = grace.at(&other).socket(PATH).await;
    socket.expect("hello").await;
    socket.expect("snapshot").await;
    tell(app, &ada, &grace, &board, "Seen elsewhere").await;
    assert_eq!(socket.expect("notification").await["seq"], 2);
    grace.post("/auth/logout", json!({})).await.expect(204);
    assert_eq!(socket.closed().await, 4401);
    other.shut_down().await;
}

async fn without_redis_news_comes_a_second_later(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let deaf = app.another(&[("REDIS_URL", "redis://127.0.0.1:1")]).await;
    let mut socket = grace.at(&deaf).socket(PATH).await;
    socket.expect("hello").await;
    socket.expect("snapshot").await;
    let told = std::time::Instant::now();
    tell(app, &ada, &grace, &board, "Heard all the same").await;
    assert_eq!(socket.expect("notification").await["seq"], 2);
    assert!(told.elapsed().as_secs() < 4, "{:?}", told.elapsed());
    grace.post("/auth/logout", json!({})).await.expect(204);
    assert_eq!(socket.closed().await, 4401);
    let ready = deaf.outside(reqwest::Method::GET, "/readyz").await.expect(200);
    assert_eq!(ready["status"], "degraded", "{ready:#}");
    deaf.shut_down().await;
}

async fn commands_are_answered(app: &TestApp) {
    let ada = app.register("ada").await;
    let mut socket = ada.socket(PATH).await;
    assert_eq!(socket.command("ping", "c-1", json!({})).await["ok"], true);
    let refused = socket.command("card.move", "c-2", json!({})).await;
    assert_eq!((&refused["ok"], &refused["problem"]["errors"][0]["pointer"]), (&json!(false), &json!("/type")));
    socket.send_text("nonsense").await;
    assert_eq!(socket.expect("ack").await["problem"]["code"], "bad_json");
    socket.send_text(&format!("\"{}\"", "x".repeat(70_000))).await;
    assert_eq!(socket.closed().await, 1009);
}

async fn sockets_close_when_the_server_stops(app: &TestApp) {
    let ada = app.register("ada").await;
    let other = app.another(&[]).await;
    let mut socket = ada.at(&other).socket(PATH).await;
    socket.expect("hello").await;
    let stopping = tokio::spawn(async move { other.shut_down().await });
    assert_eq!(socket.closed().await, 1001);
    stopping.await.unwrap();
}
