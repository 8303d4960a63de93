//! Copies of cards, cards in the archive, and columns that go away under their cards.

use serde_json::{Value, json};

use crate::support::{Replica, TestApp, id, ids, stories};

stories![
    a_copy_has_what_was_to_do_and_not_what_was_said,
    a_copy_goes_where_it_is_told_to_and_may_go,
    what_comes_back_from_the_archive_needs_room,
    a_column_hands_all_its_cards_on_or_keeps_them,
    a_column_with_many_cards_hands_them_on_in_order,
];

async fn a_copy_has_what_was_to_do_and_not_what_was_said(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    ada.patch("/users/me", json!({"time_zone": "Europe/Berlin"})).await.expect(200);
    let label = ada.post(&format!("/projects/{}/labels", board.project), json!({"name": "bug", "color": "#000000"})).await;
    let label = id(&label.expect(201));
    let new = json!({"title": "Release", "description": "**now**", "priority": "urgent", "due": "2026-12-24",
        "assignees": [grace.id], "labels": [label]});
    let card = ada.card_with(&board.todo, new).await;
    let path = format!("/cards/{}", id(&card));
    for (text, done) in [("Build", true), ("Ship", false)] {
        ada.post(&format!("{path}/checklist"), json!({"text": text, "done": done})).await.expect(201);
    }
    ada.post(&format!("{path}/comments"), json!({"body": "Soon"})).await.expect(201);
    ada.put(&format!("{path}/watchers/{}", ada.id), json!({})).await.expect(201);
    ada.post(&format!("{path}/reminders"), json!({"before_due": "PT24H"})).await.expect(201);
    ada.card(&board.todo, "Below").await;
    app.run_jobs().await;
    let mut replica = Replica::of(&ada, &board.id).await;

    // Somebody elsewhere copies it: the day stays due where its setter lives.
    let made = grace.post(&format!("{path}/copy"), json!({})).await;
    let address = made.header("location").to_owned();
    let copy = made.expect(201);
    assert_eq!(address, format!("/api/v1/cards/{}", id(&copy)));
    let card = ada.get(&path).await.expect(200);
    for same in ["title", "description", "priority", "due", "due_at", "column_id", "labels", "checklist", "status"] {
        assert_eq!(copy[same], card[same], "{same}");
    }
    for (field, value) in [
        ("key", json!("WEB-3")),
        ("comments_count", json!(0)),
        ("watchers_count", json!(0)),
        ("version", json!(1)),
        ("created_by", grace.view()),
        ("archived_at", Value::Null),
    ] {
        assert_eq!(copy[field], value, "{field}");
    }
    assert_eq!(copy["assignees"][0]["id"], grace.id);
    assert_eq!(board.titles(&ada, &board.todo).await, ["Release", "Release", "Below"]);
    let lines = |list: Value| -> Vec<(Value, Value)> {
        list["items"].as_array().unwrap().iter().map(|item| (item["text"].clone(), item["done"].clone())).collect()
    };
    let items = ada.get(&format!("/cards/{}/checklist", id(&copy))).await.expect(200);
    assert_eq!(lines(items.clone()), [(json!("Build"), json!(true)), (json!("Ship"), json!(false))]);
    // The two checklists are two.
    ada.patch(&format!("/checklist-items/{}", ids(&items)[1]), json!({"done": true})).await.expect(200);
    assert_eq!(ada.get(&path).await.expect(200)["checklist"], json!({"done": 1, "total": 2}));
    assert!(ids(&ada.get(&format!("/cards/{}/comments", id(&copy))).await.expect(200)).is_empty());
    replica.assert_true(&ada).await;
    app.run_jobs().await;
    let told = grace.get("/notifications").await.expect(200);
    assert_eq!(told["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "assigned").count(), 1, "her own doing");
}

async fn a_copy_goes_where_it_is_told_to_and_may_go(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    ada.card(&board.done, "Old").await;
    let path = format!("/cards/{card}/copy");
    let copy = ada.post(&path, json!({"column_id": board.done, "title": " Again "})).await.expect(201);
    assert_eq!((&copy["title"], &copy["status"], copy["completed_at"].is_string()), (&json!("Again"), &json!("done"), true));
    assert_eq!(board.titles(&ada, &board.done).await, ["Old", "Again"]);
    // What is done is open in a column that is not.
    let back = ada.post(&format!("/cards/{}/copy", id(&copy)), json!({"column_id": board.todo})).await.expect(201);
    assert_eq!(back["completed_at"], Value::Null);

    let second = id(&ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201));
    let there = ids(&ada.get(&format!("/boards/{second}/columns")).await.expect(200)).remove(0);
    let other = ada.project("Other").await;
    for (body, pointer) in [
        (json!({"column_id": there}), "/column_id"),
        (json!({"column_id": other.todo}), "/column_id"),
        (json!({"column_id": "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10"}), "/column_id"),
        (json!({"title": ""}), "/title"),
        (json!({"title": null}), "/title"),
        (json!({"board_id": board.id}), "/board_id"),
    ] {
        ada.post(&path, body).await.invalid(&[pointer]);
    }
    grace.post(&path, json!({})).await.problem(403, "forbidden");
    eve.post(&path, json!({})).await.problem(404, "not_found");
    ada.patch(&format!("/columns/{}", board.todo), json!({"wip_limit": 2})).await.expect(200);
    ada.patch(&format!("/boards/{}", board.id), json!({"wip_mode": "block"})).await.expect(200);
    ada.post(&path, json!({})).await.problem(409, "wip_limit");
    assert_eq!(board.titles(&ada, &board.todo).await.len(), 2);
    // Of an archived card, a copy is a card like any other.
    ada.patch(&format!("/cards/{card}"), json!({"archived": true})).await.expect(200);
    assert_eq!(ada.post(&path, json!({})).await.expect(201)["archived_at"], Value::Null);
    ada.delete(&format!("/cards/{card}")).await.expect(204);
    ada.post(&path, json!({})).await.problem(404, "not_found");
    app.run_jobs().await;
}

async fn what_comes_back_from_the_archive_needs_room(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.patch(&format!("/columns/{}", board.todo), json!({"wip_limit": 1})).await.expect(200);
    ada.patch(&format!("/boards/{}", board.id), json!({"wip_mode": "block"})).await.expect(200);
    let card = id(&ada.card(&board.todo, "Old").await);
    let path = format!("/cards/{card}");
    let mut replica = Replica::of(&ada, &board.id).await;
    ada.patch(&path, json!({"archived": true})).await.expect(200);
    // In the archive it takes no place, and may be put elsewhere.
    let new = id(&ada.card(&board.todo, "New").await);
    assert_eq!(ada.get(&format!("/columns/{}", board.todo)).await.expect(200)["cards_count"], 1);
    ada.patch(&path, json!({"archived": false, "title": "Back"})).await.problem(409, "wip_limit");
    let now = ada.get(&path).await.expect(200);
    assert!(now["archived_at"].is_string() && now["title"] == "Old", "nothing is half done: {now:#}");
    ada.post(&format!("{path}/move"), json!({"before": new})).await.expect(200);
    ada.post(&format!("{path}/move"), json!({"status": "done"})).await.expect(200);
    replica.assert_true(&ada).await;
    assert_eq!(ada.patch(&path, json!({"archived": false})).await.expect(200)["status"], "done");
    assert_eq!(ada.patch(&path, json!({"archived": false})).await.expect(200)["archived_at"], Value::Null);
    replica.assert_true(&ada).await;
    assert_eq!(board.titles(&ada, &board.done).await, ["Old"]);
}

async fn a_column_hands_all_its_cards_on_or_keeps_them(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.patch(&format!("/boards/{}", board.id), json!({"wip_mode": "block"})).await.expect(200);
    ada.patch(&format!("/columns/{}", board.done), json!({"wip_limit": 2})).await.expect(200);
    let mut cards = Vec::new();
    for title in ["A", "B", "C"] {
        cards.push(id(&ada.card(&board.todo, title).await));
    }
    let mut replica = Replica::of(&ada, &board.id).await;
    let other = ada.project("Other").await;
    let path = |to: &str| format!("/columns/{}?move_cards_to={to}", board.todo);
    ada.delete(&path(&board.done)).await.problem(409, "wip_limit");
    ada.delete(&path(&board.todo)).await.invalid(&["/move_cards_to"]);
    ada.delete(&path(&other.todo)).await.invalid(&["/move_cards_to"]);
    ada.delete(&path("0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10")).await.invalid(&["/move_cards_to"]);
    ada.delete(&path("there")).await.invalid(&["/move_cards_to"]);
    assert_eq!(board.titles(&ada, &board.todo).await, ["A", "B", "C"]);
    // One in the archive needs no room, and goes along.
    ada.patch(&format!("/cards/{}", cards[1]), json!({"archived": true})).await.expect(200);
    ada.delete(&path(&board.done)).header("if-match", "\"9\"").await.problem(412, "precondition_failed");
    ada.delete(&path(&board.done)).await.expect(204);
    assert_eq!(board.titles(&ada, &board.done).await, ["A", "C"]);
    let archived = ada.get(&format!("/cards/{}", cards[1])).await.expect(200);
    assert_eq!((&archived["column_id"], archived["completed_at"].is_string()), (&json!(board.done), true));
    replica.assert_true(&ada).await;
    app.run_jobs().await;
}

async fn a_column_with_many_cards_hands_them_on_in_order(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut wanted = vec!["There before".to_owned()];
    ada.card(&board.in_progress, &wanted[0]).await;
    for number in 0..230 {
        wanted.push(format!("Card {number}"));
        ada.card(&board.todo, &wanted[number + 1]).await;
    }
    let mut replica = Replica::of(&ada, &board.id).await;
    ada.delete(&format!("/columns/{}?move_cards_to={}", board.todo, board.in_progress)).await.expect(204);
    assert_eq!(board.titles(&ada, &board.in_progress).await, wanted);
    replica.assert_true(&ada).await;
    let card = id(&ada.get(&format!("/boards/{}/cards?limit=2", board.id)).await.expect(200)["items"][1]);
    let told = ada.get(&format!("/cards/{card}/activity")).await.expect(200);
    assert_eq!(told["items"][0]["text"], "Ada moved WEB-2 Card 0 from To Do to In Progress", "each card knows how it came there");
    app.run_jobs().await;
}
