//! Boards with all that is on them: what everyone sees is what is there now, however often it was asked for before.

use hyper::header;
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, stories};

stories![
    what_no_event_tells_shows_at_once,
    a_snapshot_says_what_its_reader_may_do,
    the_same_snapshot_has_the_same_tag_until_something_changes,
];

async fn snapshot(person: &Person, board: &Board) -> Value {
    person.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)
}

async fn what_no_event_tells_shows_at_once(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card_with(&board.todo, json!({"title": "Write it", "assignees": [grace.id]})).await;
    let shown = async || snapshot(&ada, &board).await["cards"][0].clone();
    assert_eq!(shown().await["watchers_count"], 0);

    let watching = format!("/cards/{}/watchers/{}", id(&card), grace.id);
    grace.put(&watching, json!({})).await.expect(201);
    assert_eq!(shown().await["watchers_count"], 1);
    grace.delete(&watching).await.expect(204);
    assert_eq!(shown().await["watchers_count"], 0);

    grace.patch("/users/me", json!({"name": "Rear Admiral Hopper"})).await.expect(200);
    assert_eq!(shown().await["assignees"][0]["name"], "Rear Admiral Hopper");
    ada.patch("/users/me", json!({"handle": "countess"})).await.expect(200);
    assert_eq!(shown().await["created_by"]["handle"], "countess");
    assert_eq!(snapshot(&ada, &board).await["board"]["created_by"]["handle"], "countess");

    grace.put(&watching, json!({})).await.expect(201);
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    assert_eq!(shown().await["assignees"], json!([]));
    grace.delete("/users/me").await.expect(204);
    assert_eq!(shown().await["watchers_count"], 0);
}

async fn a_snapshot_says_what_its_reader_may_do(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let may = async |person: &Person| snapshot(person, &board).await["board"]["permissions"].clone();
    let owner = may(&ada).await;
    assert_eq!(may(&grace).await, json!(["board_view", "board_comment"]));
    assert_eq!(may(&ada).await, owner);
    board.add_again(&ada, &grace, "member").await;
    assert_eq!(may(&grace).await, json!(["board_view", "board_comment", "board_write"]));
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    grace.get(&format!("/boards/{}/snapshot", board.id)).await.problem(404, "not_found");
}

async fn the_same_snapshot_has_the_same_tag_until_something_changes(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let path = format!("/boards/{}/snapshot", board.id);
    let tag = async || ada.get(&path).await.header(header::ETAG.as_str()).to_owned();
    let before = tag().await;
    assert_eq!(tag().await, before);
    ada.card(&board.todo, "One more").await;
    assert_ne!(tag().await, before);
}
