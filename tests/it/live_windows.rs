//! From how far back one can go on: everybody else begins anew, and misses nothing either.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{
    domain::{BoardId, EventId, ProjectId},
    jobs::{NewJob, PruneEvents},
    store::{Batch, append, events::NewEvent},
};

use crate::support::{Board, Client, Socket, TestApp, live::cast, stories};

stories![
    one_goes_on_from_the_latest_ten_thousand_events,
    one_goes_on_from_events_of_thirty_days,
    what_nobody_goes_on_from_is_forgotten_and_stays_in_the_list,
];

/// Many things happen on a board.
async fn happen(app: &TestApp, board: &Board, count: usize) {
    let made_at = app.clock().now();
    let event = |_| NewEvent {
        id: EventId::new(),
        name: "board.updated",
        actor_id: None,
        team_id: None,
        project_id: Some(ProjectId(board.project.parse().unwrap())),
        in_project_stream: false,
        board_id: Some(BoardId(board.id.parse().unwrap())),
        in_board_stream: true,
        card_id: None,
        data: r#"{"board":{}}"#.to_owned(),
        created_at: made_at,
    };
    let events: Vec<NewEvent> = (0..count).map(event).collect();
    let mut tx = app.ctx().db.begin().await.unwrap();
    append(&mut tx, Batch::default(), events, Vec::new(), made_at).await.unwrap();
    tx.commit().await.unwrap();
}

/// Comes back to a stream, and gives its epoch, head and the frame after hello.
async fn back(who: &Client, path: &str, since: i64, epoch: &str) -> (Socket, Value) {
    let mut socket = who.socket(&format!("{path}?since={since}&epoch={epoch}")).await;
    socket.expect("hello").await;
    let next = socket.skip_to(|frame| frame["type"] != "presence").await;
    (socket, next)
}

async fn hello(who: &Client, path: &str) -> (i64, String) {
    let hello = who.socket(path).await.expect("hello").await;
    (hello["seq"].as_i64().unwrap(), hello["epoch"].as_str().unwrap().to_owned())
}

async fn one_goes_on_from_the_latest_ten_thousand_events(app: &TestApp) {
    let (_, grace, board) = cast(app).await;
    let path = format!("/ws/boards/{}", board.id);
    happen(app, &board, 10_010).await;
    let (head, epoch) = hello(&grace, &path).await;
    let (mut socket, mut frame) = back(&grace, &path, head - 10_000, &epoch).await;
    for seq in head - 9_999..=head {
        assert_eq!((&frame["type"], &frame["seq"]), (&json!("event"), &json!(seq)));
        if seq < head {
            frame = socket.skip_to(|frame| frame["type"] != "presence").await;
        }
    }
    let (mut socket, frame) = back(&grace, &path, head - 10_001, &epoch).await;
    assert_eq!(frame["type"], "resync");
    assert_eq!(socket.expect("snapshot").await["seq"], head);
    // The activity is whole all the same.
    let activity = grace.get(&format!("/boards/{}/activity?after_seq=0&limit=2", board.id)).await.expect(200);
    assert_eq!(activity["items"][0]["seq"], 1);
}

async fn one_goes_on_from_events_of_thirty_days(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let path = format!("/ws/boards/{}", board.id);
    let (start, epoch) = hello(&grace, &path).await;
    ada.card(&board.todo, "Long ago").await;
    app.clock().advance(TimeDelta::days(16));
    let (ada, grace) = (ada.sign_in_again().await, grace.sign_in_again().await);
    ada.card(&board.todo, "Not so long ago").await;
    let (_, frame) = back(&grace, &path, start, &epoch).await;
    assert_eq!((&frame["type"], &frame["seq"]), (&json!("event"), &json!(start + 1)));
    app.clock().advance(TimeDelta::days(15));
    let grace = grace.sign_in_again().await;
    let (mut socket, frame) = back(&grace, &path, start, &epoch).await;
    assert_eq!(frame["type"], "resync");
    assert_eq!(socket.expect("snapshot").await["data"]["cards"].as_array().unwrap().len(), 2);
    let (_, frame) = back(&grace, &path, start + 1, &epoch).await;
    assert_eq!(frame["data"]["card"]["title"], "Not so long ago");
}

async fn what_nobody_goes_on_from_is_forgotten_and_stays_in_the_list(app: &TestApp) {
    const PATH: &str = "/ws/notifications";
    let (ada, grace, board) = cast(app).await;
    let (start, epoch) = hello(&grace, PATH).await;
    for title in ["First", "Second"] {
        ada.assign(&ada.card(&board.todo, title).await, &grace).await;
    }
    app.run_jobs().await;
    app.clock().advance(TimeDelta::days(31));
    let (ada, grace) = (ada.sign_in_again().await, grace.sign_in_again().await);
    app.run_jobs().await;
    let told = grace.get("/notifications").await.expect(200)["items"].as_array().unwrap().len();
    let (before, _) = hello(&grace, PATH).await;
    ada.assign(&ada.card(&board.todo, "Third").await, &grace).await;
    let mut work = app.ctx().begin_unattended().await.unwrap();
    work.enqueue_new(NewJob::new(&PruneEvents {}));
    work.commit().await.unwrap();
    app.run_jobs().await;
    let kept = shared::store::streams::list_oldest_of_user(&app.ctx().db, grace.id.parse().unwrap(), 100).await.unwrap();
    assert!(kept.first().is_some_and(|(seq, _)| *seq > start + 2), "{kept:?}");
    let (mut socket, frame) = back(&grace, PATH, start, &epoch).await;
    assert_eq!(frame["type"], "resync");
    assert_eq!(socket.expect("snapshot").await["data"]["notifications"].as_array().unwrap().len(), told + 1);
    let (_, frame) = back(&grace, PATH, before, &epoch).await;
    assert_eq!((&frame["type"], &frame["seq"]), (&json!("notification"), &json!(before + 1)));
    assert_eq!(grace.get("/notifications").await.expect(200)["items"].as_array().unwrap().len(), told + 1);
}
