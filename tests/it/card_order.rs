//! The order of cards and columns: many movers, one order, and ranks that stay short.

use std::future::IntoFuture;

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Board, Person, Replica, TestApp, id, stories};

stories![
    movers_at_once_end_in_one_order_that_everyone_sees,
    a_place_that_is_hot_keeps_short_ranks,
    an_index_counts_the_cards_that_people_see,
    a_card_that_is_there_already_does_not_move,
    columns_keep_short_ranks,
    a_card_on_another_board_is_told_on_both,
];

async fn cards(person: &Person, column: &str, count: usize) -> Vec<String> {
    let mut cards = Vec::new();
    for number in 0..count {
        cards.push(id(&person.card(column, &format!("Card {number}")).await));
    }
    cards
}

/// Numbers that are the same in every run.
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % below
    }
}

/// One after the other: moves, archives, restores, makes, copies and deletes, anywhere.
async fn shuffle(person: &Person, board: &Board, cards: &[String], seed: u64, turns: usize) {
    let mut number = numbers(seed);
    let columns = [&board.todo, &board.in_progress, &board.done];
    for _ in 0..turns {
        let (card, other) = (&cards[number(cards.len())], &cards[number(cards.len())]);
        let column = columns[number(3)];
        let path = format!("/cards/{card}/move");
        let answer = match number(10) {
            0 => person.post(&path, json!({"before": other})),
            1 => person.post(&path, json!({"column_id": column, "after": other})),
            2 | 3 => person.post(&path, json!({"column_id": column, "position": number(4)})),
            4 => person.post(&path, json!({"status": "done"})),
            5 => person.post(&path, json!({"column_id": column})),
            6 => person.patch(&format!("/cards/{card}"), json!({"archived": number(2) == 0})),
            7 => person.post(&format!("/cards/{card}/copy"), json!({"column_id": column})),
            8 => person.post(&format!("/columns/{column}/move"), json!({"position": number(3)})),
            _ => person.post(&format!("/columns/{column}/cards"), json!({"title": "New"})),
        };
        let answer = answer.await;
        // Somebody else was quicker, or the neighbour is in another column by now.
        let status = answer.status.as_u16();
        assert!(answer.status.is_success() || [409, 422].contains(&status), "{}: {}", answer.status, answer.text());
        assert!(!answer.text().contains("taken"), "{}", answer.text());
    }
}

async fn movers_at_once_end_in_one_order_that_everyone_sees(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let mut replica = Replica::of(&grace, &board.id).await;
    let cards = cards(&ada, &board.todo, 12).await;
    let movers = (1..=4).map(|seed| shuffle(if seed % 2 == 0 { &ada } else { &grace }, &board, &cards, seed, 40));
    join_all(movers).await;
    app.run_jobs().await;
    replica.assert_true(&grace).await;
    let snapshot = ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200);
    let seen: Vec<String> = snapshot["cards"].as_array().unwrap().iter().map(id).collect();
    let order: Vec<String> = snapshot["columns"].as_array().unwrap().iter().flat_map(|one| replica.order(&id(one))).collect();
    assert_eq!(seen, order, "the snapshot is in the order that the events tell");
    let different: std::collections::HashSet<_> = seen.iter().collect();
    assert_eq!(different.len(), seen.len(), "nothing is doubled");
    let archived = ada.get(&format!("/boards/{}/cards?archived=true&limit=200", board.id)).await.expect(200);
    let archived: Vec<String> = archived["items"].as_array().unwrap().iter().map(id).collect();
    for card in &cards {
        assert!(seen.contains(card) != archived.contains(card), "nothing is lost: {card}");
    }
    let places: std::collections::HashSet<_> =
        snapshot["cards"].as_array().unwrap().iter().map(|card| format!("{} {}", card["column_id"], card["position"])).collect();
    assert_eq!(places.len(), seen.len(), "no two cards stand in the same place");
}

async fn a_place_that_is_hot_keeps_short_ranks(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let cards = cards(&ada, &board.todo, 8).await;
    let mut replica = Replica::of(&ada, &board.id).await;
    // Each goes to just below the first, again and again, while jobs run and another moves elsewhere.
    let mut wanted = cards.clone();
    let mut reordered = 0;
    for turn in 0..320 {
        let moved = &cards[1 + turn % 4];
        let hot = ada.post(&format!("/cards/{moved}/move"), json!({"after": cards[0]}));
        wanted.retain(|card| card != moved);
        wanted.insert(1, moved.clone());
        if turn % 25 < 24 {
            hot.await.expect(200);
            continue;
        }
        let neighbour = &cards[5 + turn / 25 % 2];
        let cold = ada.post(&format!("/cards/{}/move", cards[7]), json!({"after": neighbour}));
        let (hot, cold, _) = tokio::join!(hot.into_future(), cold.into_future(), app.run_jobs());
        hot.expect(200);
        cold.expect(200);
        wanted.retain(|card| *card != cards[7]);
        let at = wanted.iter().position(|card| card == neighbour).unwrap();
        wanted.insert(at + 1, cards[7].clone());
        replica.catch_up(&ada).await;
        assert!(replica.longest() <= 40, "{}", replica.longest());
    }
    app.run_jobs().await;
    replica.assert_true(&ada).await;
    assert!(replica.longest() <= 32, "{}", replica.longest());
    assert_eq!(replica.order(&board.todo), wanted);
    let mut path = format!("/boards/{}/activity?after_seq=0&limit=200", board.id);
    loop {
        let page = ada.get(&path).await.expect(200);
        for event in page["items"].as_array().unwrap().iter().filter(|event| event["name"] == "column.reordered") {
            reordered += 1;
            assert_eq!((&event["actor"], &event["data"]["column_id"]), (&json!(null), &json!(board.todo)));
        }
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/boards/{}/activity?after_seq=0&limit=200&cursor={cursor}", board.id);
    }
    assert!((1..=10).contains(&reordered), "ranks were made short {reordered} times");
    let versions = ada.get(&format!("/cards/{}", cards[5])).await.expect(200)["version"].clone();
    assert_eq!(versions, 1, "nobody changed this card");
}

async fn an_index_counts_the_cards_that_people_see(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let cards = cards(&ada, &board.todo, 5).await;
    for hidden in [0, 2] {
        ada.patch(&format!("/cards/{}", cards[hidden]), json!({"archived": true})).await.expect(200);
    }
    // Seen: 1, 3, 4.
    ada.post(&format!("/cards/{}/move", cards[4]), json!({"position": 1})).await.expect(200);
    assert_eq!(board.titles(&ada, &board.todo).await, ["Card 1", "Card 4", "Card 3"]);
    ada.post(&format!("/cards/{}/move", cards[3]), json!({"position": 0})).await.expect(200);
    assert_eq!(board.titles(&ada, &board.todo).await, ["Card 3", "Card 1", "Card 4"]);
    ada.patch(&format!("/cards/{}", cards[0]), json!({"archived": false})).await.expect(200);
    ada.patch(&format!("/cards/{}", cards[2]), json!({"archived": false})).await.expect(200);
    let order = board.titles(&ada, &board.todo).await;
    assert_eq!(order.len(), 5);
    let at = |title: &str| order.iter().position(|one| one == title).unwrap();
    assert!(at("Card 3") < at("Card 1") && at("Card 1") < at("Card 4") && at("Card 0") < at("Card 1"), "{order:?}");
}

async fn a_card_that_is_there_already_does_not_move(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let cards = cards(&ada, &board.todo, 3).await;
    let before = ada.get(&format!("/cards/{}", cards[1])).await.expect(200);
    for body in [
        json!({"after": cards[0]}),
        json!({"before": cards[2]}),
        json!({"position": 1}),
        json!({"column_id": board.todo, "position": 1}),
        json!({"status": "todo", "after": cards[0]}),
    ] {
        assert_eq!(ada.post(&format!("/cards/{}/move", cards[1]), body).await.expect(200), before);
    }
    let last = ada.get(&format!("/cards/{}", cards[2])).await.expect(200);
    assert_eq!(ada.post(&format!("/cards/{}/move", cards[2]), json!({})).await.expect(200), last);
    let column = ada.get(&format!("/columns/{}", board.done)).await.expect(200);
    assert_eq!(ada.post(&format!("/columns/{}/move", board.done), json!({"position": 2})).await.expect(200), column);
    let head = ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)["seq"].clone();
    assert_eq!(head, 4, "the making of the board and three cards, and nothing else");
}

async fn columns_keep_short_ranks(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let review =
        id(&ada.post(&format!("/boards/{}/columns", board.id), json!({"name": "Review", "kind": "todo"})).await.expect(201));
    let mut replica = Replica::of(&ada, &board.id).await;
    for turn in 0..250 {
        let moved = if turn % 2 == 0 { &review } else { &board.done };
        let now = ada.post(&format!("/columns/{moved}/move"), json!({"after": board.todo})).await.expect(200);
        assert!(now["position"].as_str().unwrap().len() <= 32, "{now:#}");
    }
    replica.assert_true(&ada).await;
    let columns = ada.get(&format!("/boards/{}/columns", board.id)).await.expect(200);
    let names: Vec<_> = columns["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["To Do", "Done", "Review", "In Progress"]);
    let told = ada.get(&format!("/boards/{}/activity?after_seq=0&limit=200", board.id)).await.expect(200);
    let reordered = told["items"].as_array().unwrap().iter().find(|event| event["name"] == "column.reordered").unwrap();
    assert_eq!(reordered["data"]["columns"].as_array().unwrap().len(), 3, "all but the one that was moved");
}

async fn a_card_on_another_board_is_told_on_both(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let second = id(&ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201));
    let cards = cards(&ada, &board.todo, 2).await;
    let (mut here, mut there) = (Replica::of(&ada, &board.id).await, Replica::of(&ada, &second).await);
    let to = |body| ada.post(&format!("/cards/{}/move", cards[0]), body);
    to(json!({"board_id": second})).await.invalid(&["/column_id"]);
    let moved = to(json!({"board_id": second, "status": "done"})).await.expect(200);
    assert_eq!((&moved["board_id"], moved["completed_at"].is_string()), (&json!(second), true));
    here.assert_true(&ada).await;
    there.assert_true(&ada).await;
    // A board of another project is none to move to, whatever the mover may there.
    let other = ada.project("Other").await;
    to(json!({"board_id": other.id, "column_id": other.todo})).await.invalid(&["/board_id"]);
    to(json!({"board_id": other.id, "status": "todo"})).await.invalid(&["/board_id"]);
    there.assert_true(&ada).await;
}
