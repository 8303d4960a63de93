//! Cards: their fields, their order, and two people at once.

use serde_json::{Value, json};

use crate::support::{TestApp, id, stories};

stories![
    a_card_has_a_key_and_shows_what_was_set,
    a_day_is_due_when_it_ends_where_its_setter_lives,
    cards_move_within_and_between_columns,
    entering_done_completes_and_leaving_takes_it_back,
    a_full_column_blocks_where_the_board_says_so,
    the_second_of_two_editors_is_told_what_it_is_now,
    a_patch_that_changes_nothing_is_no_change,
    archived_cards_leave_the_board_and_come_back,
    many_movers_end_in_one_order,
    a_busy_board_refuses_nobody,
    the_activity_has_every_seq_of_the_board,
];

async fn a_card_has_a_key_and_shows_what_was_set(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let body = json!({"title": "  Fix it  ", "description": "**now**", "priority": "high", "due": "2026-12-24T18:00:00+01:00"});
    let card = ada.card_with(&board.todo, body).await;
    for (field, value) in [
        ("key", json!("WEB-1")),
        ("title", json!("Fix it")),
        ("description", json!("**now**")),
        ("priority", json!("high")),
        ("status", json!("todo")),
        ("due", json!("2026-12-24T17:00:00Z")),
        ("due_at", json!("2026-12-24T17:00:00Z")),
        ("version", json!(1)),
        ("created_by", ada.view()),
        ("assignees", json!([])),
        ("checklist", json!({"done": 0, "total": 0})),
    ] {
        assert_eq!(card[field], value, "{field}");
    }
    assert_eq!(ada.card(&board.todo, "Next").await["key"], "WEB-2");
    let patched = ada.patch(&format!("/cards/{}", id(&card)), json!({"due": null, "priority": "none"})).await.expect(200);
    assert_eq!((&patched["due"], &patched["due_at"], &patched["priority"]), (&json!(null), &json!(null), &json!("none")));
    assert_eq!((&patched["title"], &patched["version"]), (&json!("Fix it"), &json!(2)));
}

async fn a_day_is_due_when_it_ends_where_its_setter_lives(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.patch("/users/me", json!({"time_zone": "Europe/Berlin"})).await.expect(200);
    let card = ada.card_with(&board.todo, json!({"title": "Advent", "due": "2026-12-24"})).await;
    assert_eq!((&card["due"], &card["due_at"]), (&json!("2026-12-24"), &json!("2026-12-24T23:00:00Z")));
}

async fn cards_move_within_and_between_columns(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut cards = Vec::new();
    for title in ["A", "B", "C"] {
        cards.push(id(&ada.card(&board.todo, title).await));
    }
    let path = |card: usize| format!("/cards/{}/move", cards[card]);
    ada.post(&path(2), json!({"before": cards[0]})).await.expect(200);
    assert_eq!(board.titles(&ada, &board.todo).await, ["C", "A", "B"]);
    ada.post(&path(2), json!({"after": cards[0]})).await.expect(200);
    assert_eq!(board.titles(&ada, &board.todo).await, ["A", "C", "B"]);
    ada.post(&path(1), json!({"position": 0})).await.expect(200);
    assert_eq!(board.titles(&ada, &board.todo).await, ["B", "A", "C"]);
    ada.post(&path(0), json!({"column_id": board.done})).await.expect(200);
    ada.post(&path(1), json!({"status": "done", "position": 0})).await.expect(200);
    assert_eq!(board.titles(&ada, &board.done).await, ["B", "A"]);

    let other = ada.project("Other").await;
    for (body, pointer) in [
        (json!({"before": cards[2]}), "/before"),
        (json!({"column_id": other.todo}), "/column_id"),
        (json!({"before": cards[0], "column_id": board.todo}), "/before"),
        (json!({"before": cards[0], "after": cards[1]}), "/after"),
        (json!({"column_id": board.todo, "status": "done"}), "/status"),
        (json!({"position": -1}), "/position"),
    ] {
        ada.post(&path(2), body).await.invalid(&[pointer]);
    }
    assert_eq!(board.titles(&ada, &board.todo).await, ["C"]);

    let second = ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201);
    let columns = ada.get(&format!("/boards/{}/columns", id(&second))).await.expect(200);
    let target = id(&columns["items"][0]);
    ada.post(&path(2), json!({"column_id": target})).await.invalid(&["/column_id"]);
    let moved = ada.post(&path(2), json!({"column_id": target, "board_id": id(&second)})).await.expect(200);
    assert_eq!((&moved["board_id"], &moved["key"]), (&second["id"], &json!("WEB-3")));
    assert!(board.titles(&ada, &board.todo).await.is_empty());
}

async fn entering_done_completes_and_leaving_takes_it_back(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Work").await);
    let to = async |status: &str| ada.post(&format!("/cards/{card}/move"), json!({"status": status})).await.expect(200);
    assert!(to("done").await["completed_at"].is_string());
    assert_eq!(to("in_progress").await["completed_at"], json!(null));
}

async fn a_full_column_blocks_where_the_board_says_so(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.patch(&format!("/columns/{}", board.in_progress), json!({"wip_limit": 1})).await.expect(200);
    ada.card(&board.in_progress, "One").await;
    ada.card(&board.in_progress, "Two, for the board only warns").await;
    ada.patch(&format!("/boards/{}", board.id), json!({"wip_mode": "block"})).await.expect(200);
    let new = json!({"title": "Three"});
    ada.post(&format!("/columns/{}/cards", board.in_progress), new).await.problem(409, "wip_limit");
    let card = id(&ada.card(&board.todo, "Four").await);
    ada.post(&format!("/cards/{card}/move"), json!({"status": "in_progress"})).await.problem(409, "wip_limit");
    ada.patch(&format!("/columns/{}", board.in_progress), json!({"wip_limit": null})).await.expect(200);
    ada.post(&format!("/cards/{card}/move"), json!({"status": "in_progress"})).await.expect(200);
}

async fn the_second_of_two_editors_is_told_what_it_is_now(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "First").await;
    let path = format!("/cards/{}", id(&card));
    let read = ada.get(&path).await;
    let tag = read.header("etag").to_owned();
    ada.get(&path).header("if-none-match", &tag).await.expect(304);

    ada.patch(&path, json!({"title": "Second", "version": 1})).await.expect(200);
    let problem = ada.patch(&path, json!({"title": "Third", "version": 1})).await.problem(409, "version_conflict");
    assert_eq!((&problem["current"]["title"], &problem["current"]["version"]), (&json!("Second"), &json!(2)));
    ada.patch(&path, json!({"title": "Third"})).header("if-match", &tag).await.problem(412, "precondition_failed");
    ada.delete(&path).header("if-match", &tag).await.problem(412, "precondition_failed");
    ada.post(&format!("{path}/move"), json!({"column_id": board.done}))
        .header("if-match", &tag)
        .await
        .problem(412, "precondition_failed");
    let now = ada.get(&path).header("if-none-match", &tag).await;
    let fresh = now.header("etag").to_owned();
    assert_eq!(now.expect(200)["title"], "Second");
    ada.patch(&path, json!({"title": "Third"})).header("if-match", &fresh).await.expect(200);
}

async fn a_patch_that_changes_nothing_is_no_change(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "Same").await;
    let same = ada.patch(&format!("/cards/{}", id(&card)), json!({"title": "Same"})).await.expect(200);
    assert_eq!(same, card);
    let activity = ada.get(&format!("/cards/{}/activity", id(&card))).await.expect(200);
    assert_eq!(activity["items"].as_array().unwrap().len(), 1);
}

async fn archived_cards_leave_the_board_and_come_back(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Old").await);
    let path = format!("/cards/{card}");
    assert!(ada.patch(&path, json!({"archived": true})).await.expect(200)["archived_at"].is_string());
    assert!(board.titles(&ada, &board.todo).await.is_empty());
    let archived = ada.get(&format!("/boards/{}/cards?archived=true", board.id)).await.expect(200);
    assert_eq!(archived["items"][0]["id"], card);
    assert_eq!(ada.patch(&path, json!({"archived": false})).await.expect(200)["archived_at"], json!(null));
    assert_eq!(board.titles(&ada, &board.todo).await, ["Old"]);
}

async fn many_movers_end_in_one_order(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut cards = Vec::new();
    for number in 0..8 {
        cards.push(id(&ada.card(&board.todo, &format!("Card {number}")).await));
    }
    let moves = (0..32_usize).map(|i| {
        let path = format!("/cards/{}/move", cards[i * 5 % 8]);
        let column = if i % 3 == 0 { &board.in_progress } else { &board.todo };
        ada.post(&path, json!({"column_id": column, "position": i % 4}))
    });
    for answer in futures_util::future::join_all(moves.map(std::future::IntoFuture::into_future)).await {
        answer.expect(200);
    }
    let snapshot = ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200);
    let places: Vec<(Value, Value)> =
        snapshot["cards"].as_array().unwrap().iter().map(|card| (card["column_id"].clone(), card["position"].clone())).collect();
    assert_eq!(places.len(), 8);
    let different: std::collections::HashSet<_> = places.iter().map(|(column, rank)| format!("{column} {rank}")).collect();
    assert_eq!(different.len(), 8, "no two cards stand in the same place: {places:?}");
}

/// Making, moving and changing cards, columns and the board at once takes many rows, which no two may take crosswise.
async fn a_busy_board_refuses_nobody(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut cards = Vec::new();
    for number in 0..4 {
        cards.push(id(&ada.card(&board.todo, &format!("Card {number}")).await));
    }
    let mut asked = Vec::new();
    for i in 0..16_usize {
        let (card, kind) = (&cards[i % 4], if i % 2 == 0 { "todo" } else { "done" });
        asked.push(ada.post(&format!("/columns/{}/cards", board.todo), json!({"title": format!("New {i}")})));
        asked.push(ada.post(&format!("/columns/{}/move", board.todo), json!({"position": i % 3})));
        asked.push(ada.patch(&format!("/boards/{}", board.id), json!({"name": format!("Name {i}")})));
        asked.push(ada.patch(&format!("/columns/{}", board.todo), json!({"kind": kind})));
        asked.push(ada.post(&format!("/cards/{card}/move"), json!({"column_id": board.todo, "position": i % 4})));
        asked.push(ada.patch(&format!("/cards/{card}"), json!({"title": format!("Title {i}")})));
    }
    for answer in futures_util::future::join_all(asked.into_iter().map(std::future::IntoFuture::into_future)).await {
        assert!(answer.status.is_success(), "{}: {}", answer.status, answer.text());
    }
    assert_eq!(board.titles(&ada, &board.todo).await.len(), 20);
}

async fn the_activity_has_every_seq_of_the_board(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Work").await);
    ada.patch(&format!("/cards/{card}"), json!({"title": "Better work"})).await.expect(200);
    ada.post(&format!("/cards/{card}/move"), json!({"status": "done"})).await.expect(200);
    ada.delete(&format!("/cards/{card}")).await.expect(204);
    let path = format!("/boards/{}/activity", board.id);
    let items = ada.get(&format!("{path}?after_seq=0")).await.expect(200)["items"].clone();
    let seen: Vec<_> =
        items.as_array().unwrap().iter().map(|item| (item["seq"].as_i64().unwrap(), item["name"].as_str().unwrap())).collect();
    assert_eq!(seen, [(1, "board.created"), (2, "card.created"), (3, "card.updated"), (4, "card.moved"), (5, "card.deleted")]);
    let texts: Vec<_> = items.as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap()).collect();
    assert_eq!(texts[3], "Ada moved WEB-1 Better work from To Do to Done");
    let head = ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)["seq"].as_i64();
    assert_eq!(head, Some(5));
    let newest = ada.get(&format!("{path}?limit=2")).await.expect(200);
    assert_eq!((&newest["items"][0]["seq"], &newest["items"][1]["seq"]), (&json!(5), &json!(4)));
    let next = ada.get(&format!("{path}?limit=2&cursor={}", newest["next_cursor"].as_str().unwrap())).await.expect(200);
    assert_eq!(next["items"][0]["seq"], 3);
}
