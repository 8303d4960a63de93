//! How each person wants to see a board.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories};

stories![
    each_sees_a_board_their_own_way,
    what_makes_no_sense_is_refused,
    a_board_that_is_muted_is_muted_wherever_one_looks,
    pinned_boards_come_first,
    what_is_pinned_while_one_reads_on_moves_nothing,
    preferences_outlast_coming_and_going_and_end_with_the_account,
];

const SETTINGS: &str = "/users/me/notification-settings";

fn path(board: &Board) -> String {
    format!("/boards/{}/preferences", board.id)
}

fn untouched() -> Value {
    json!({"color": null, "title": null, "pinned": false, "notifications": true})
}

async fn each_sees_a_board_their_own_way(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let path = path(&board);
    assert_eq!(grace.get(&path).await.expect(200), untouched());
    // Who may change nothing else may change this.
    let set = grace.patch(&path, json!({"color": "#0E8A16", "title": " Was zählt 🌊 ", "pinned": true})).await.expect(200);
    assert_eq!(set, json!({"color": "#0e8a16", "title": "Was zählt 🌊", "pinned": true, "notifications": true}));
    assert_eq!(grace.patch(&path, json!({})).await.expect(200), set);
    let listed = grace.get("/boards").await.expect(200)["items"][0].clone();
    assert_eq!((&listed["preferences"], &listed["name"]), (&set, &json!("Website")), "the board keeps its name");
    assert_eq!(ada.get(&path).await.expect(200), untouched());
    assert_eq!(ada.get("/boards").await.expect(200)["items"][0]["preferences"], untouched());
    assert_eq!(grace.get(&format!("/boards/{}", board.id)).await.expect(200)["version"], 1, "the board itself is as it was");

    let set = grace.patch(&path, json!({"color": null, "notifications": false})).await.expect(200);
    assert_eq!(set, json!({"color": null, "title": "Was zählt 🌊", "pinned": true, "notifications": false}));
    grace.delete(&path).await.expect(204);
    grace.delete(&path).await.expect(204);
    assert_eq!(grace.get(&path).await.expect(200), untouched());
    for answer in [eve.get(&path), eve.patch(&path, json!({"pinned": true})), eve.delete(&path)] {
        answer.await.problem(404, "not_found");
    }
    app.visitor().get(&path).await.problem(401, "unauthenticated");
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    grace.get(&path).await.problem(404, "not_found");
    app.run_jobs().await;
}

async fn what_makes_no_sense_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    for (body, pointer) in [
        (json!({"color": "red"}), "/color"),
        (json!({"color": "#12345"}), "/color"),
        (json!({"color": 123_456}), "/color"),
        (json!({"title": "  "}), "/title"),
        (json!({"title": "x".repeat(256)}), "/title"),
        (json!({"title": "evil\u{202E}gnp"}), "/title"),
        (json!({"pinned": null}), "/pinned"),
        (json!({"pinned": "yes"}), "/pinned"),
        (json!({"notifications": null}), "/notifications"),
        (json!({"user_id": ada.id}), "/user_id"),
    ] {
        ada.patch(&path(&board), body).await.invalid(&[pointer]);
    }
    assert_eq!(ada.get(&path(&board)).await.expect(200), untouched());
}

async fn a_board_that_is_muted_is_muted_wherever_one_looks(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.run_jobs().await;
    let heard = async || {
        let card = ada.card(&board.todo, "For Grace").await;
        let before = grace.get("/notifications").await.expect(200)["unread_count"].as_i64();
        ada.assign(&card, &grace).await;
        app.run_jobs().await;
        grace.get("/notifications").await.expect(200)["unread_count"].as_i64() != before
    };
    assert!(heard().await);
    let wanted = async || grace.get(&path(&board)).await.expect(200)["notifications"].clone();
    let muted = async || grace.get(SETTINGS).await.expect(200)["muted_boards"].clone();
    grace.patch(&path(&board), json!({"notifications": false})).await.expect(200);
    assert_eq!((wanted().await, muted().await), (json!(false), json!([board.id])));
    assert!(!heard().await);
    grace.patch(SETTINGS, json!({"muted_boards": []})).await.expect(200);
    assert_eq!((wanted().await, muted().await), (json!(true), json!([])));
    assert!(heard().await);
    grace.patch(SETTINGS, json!({"muted_boards": [board.id]})).await.expect(200);
    assert_eq!(
        (wanted().await, grace.get("/boards").await.expect(200)["items"][0]["preferences"]["notifications"].clone()),
        (json!(false), json!(false))
    );
    grace.delete(&path(&board)).await.expect(204);
    assert_eq!((wanted().await, muted().await), (json!(true), json!([])));
    // That no mail comes of it is another matter.
    grace.patch(SETTINGS, json!({"unsubscribed_boards": [board.id]})).await.expect(200);
    grace.patch(&path(&board), json!({"notifications": true})).await.expect(200);
    assert_eq!(grace.get(SETTINGS).await.expect(200)["unsubscribed_boards"], json!([board.id]));
}

async fn boards(ada: &Person, count: usize) -> Vec<Board> {
    let mut boards = Vec::new();
    for number in 0..count {
        boards.push(ada.project(&format!("Project {number}")).await);
    }
    boards
}

async fn pin(who: &Person, board: &Board, pinned: bool) {
    who.patch(&path(board), json!({"pinned": pinned})).await.expect(200);
}

/// The ids in the order of a list that is read in pages of this size, with something done between two pages.
async fn read(who: &Person, limit: usize, between: impl AsyncFn(usize)) -> Vec<String> {
    let (mut seen, mut query) = (Vec::new(), format!("/boards?limit={limit}"));
    for page in 0.. {
        let read = who.get(&query).await.expect(200);
        seen.extend(ids(&read));
        let Some(cursor) = read["next_cursor"].as_str() else { break };
        query = format!("/boards?limit={limit}&cursor={cursor}");
        between(page).await;
    }
    seen
}

async fn pinned_boards_come_first(app: &TestApp) {
    let ada = app.register("ada").await;
    let all = boards(&ada, 6).await;
    let order = |numbers: [usize; 6]| numbers.map(|number| all[number].id.clone());
    let quiet = async |_| {};
    assert_eq!(read(&ada, 50, quiet).await, order([0, 1, 2, 3, 4, 5]));
    pin(&ada, &all[4], true).await;
    pin(&ada, &all[1], true).await;
    for limit in [1, 2, 3, 50] {
        assert_eq!(read(&ada, limit, quiet).await, order([1, 4, 0, 2, 3, 5]), "in pages of {limit}");
    }
    pin(&ada, &all[1], false).await;
    assert_eq!(read(&ada, 2, quiet).await, order([4, 0, 1, 2, 3, 5]));
    // A project's own list goes by age for everyone.
    let more = id(&ada.post(&format!("/projects/{}/boards", all[0].project), json!({"name": "More"})).await.expect(201));
    ada.patch(&format!("/boards/{more}/preferences"), json!({"pinned": true})).await.expect(200);
    let listed = ada.get(&format!("/projects/{}/boards", all[0].project)).await.expect(200);
    assert_eq!(ids(&listed), [all[0].id.clone(), more]);
    assert!(listed["items"][0].get("preferences").is_none());
    let of_cards = ada.get(&format!("/boards/{}/cards?limit=1", all[0].id)).await.expect(200);
    assert_eq!(of_cards["next_cursor"], json!(null));
    for cursor in ["nonsense", "AAAA"] {
        ada.get(&format!("/boards?cursor={cursor}")).await.invalid(&["/cursor"]);
    }
}

async fn what_is_pinned_while_one_reads_on_moves_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let all = boards(&ada, 6).await;
    pin(&ada, &all[3], true).await;
    let seen = read(&ada, 2, async |page| {
        app.clock().advance(TimeDelta::seconds(1));
        match page {
            // Seen already: the first. Still to come: the last. And a new one is made.
            0 => {
                pin(&ada, &all[3], false).await;
                pin(&ada, &all[5], true).await;
                ada.project("Later").await;
            }
            _ => _ = ada.delete(&path(&all[5])).await.expect(204),
        }
    })
    .await;
    for board in &all {
        assert_eq!(seen.iter().filter(|other| **other == board.id).count(), 1, "{} in {seen:?}", board.id);
    }
    assert_eq!(seen[0], all[3].id);
}

async fn preferences_outlast_coming_and_going_and_end_with_the_account(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let set = grace.patch(&path(&board), json!({"title": "Mine", "pinned": true, "notifications": false})).await.expect(200);
    let out = format!("/projects/{}/members/{}", board.project, grace.id);
    ada.delete(&out).await.expect(204);
    grace.get(&path(&board)).await.problem(404, "not_found");
    grace.patch(&path(&board), json!({"pinned": false})).await.problem(404, "not_found");
    assert_eq!(grace.get("/boards").await.expect(200)["items"], json!([]));
    board.add(&ada, &grace, "viewer").await;
    assert_eq!(grace.get(&path(&board)).await.expect(200), set);

    grace.delete("/users/me").await.expect(204);
    for table in ["board_preferences", "mutes"] {
        let text = format!("SELECT count(*) FROM {table}");
        assert_eq!(app.ctx().db.sql(text).one::<(i64,)>().await.unwrap().0, 0, "{table}");
    }
}
