//! Checklists of cards.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Person, Replica, TestApp, id, ids, stories};

stories![
    items_are_added_ticked_off_moved_and_taken_off,
    the_counts_are_exact_whoever_changes_what_at_once,
    an_item_moved_to_the_same_place_again_and_again_keeps_a_short_rank,
    the_history_tells_what_was_ticked_off,
    who_may_not_write_only_reads_the_checklist,
    a_checklist_has_an_end,
    what_is_no_item_is_refused,
];

async fn item(person: &Person, card: &str, text: &str) -> String {
    id(&person.post(&format!("/cards/{card}/checklist"), json!({"text": text})).await.expect(201))
}

async fn texts(person: &Person, card: &str) -> Vec<String> {
    let list = person.get(&format!("/cards/{card}/checklist")).await.expect(200);
    assert_eq!(list["next_cursor"], Value::Null);
    list["items"].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

async fn items_are_added_ticked_off_moved_and_taken_off(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    let mut replica = Replica::of(&ada, &board.id).await;
    let made = ada.post(&format!("/cards/{card}/checklist"), json!({"text": " Build ", "done": true})).await;
    let address = made.header("location").to_owned();
    let build = made.expect(201);
    assert_eq!(address, format!("/api/v1/checklist-items/{}", id(&build)));
    assert_eq!(
        (&build["text"], &build["done"], &build["version"], &build["card_id"]),
        (&json!("Build"), &json!(true), &json!(1), &json!(card))
    );
    let (test, ship) = (item(&ada, &card, "Test").await, item(&ada, &card, "Ship").await);
    assert_eq!(texts(&ada, &card).await, ["Build", "Test", "Ship"]);
    let counts = async || ada.get(&format!("/cards/{card}")).await.expect(200)["checklist"].clone();
    assert_eq!(counts().await, json!({"done": 1, "total": 3}));

    let path = |item: &str| format!("/checklist-items/{item}");
    let ticked = ada.patch(&path(&test), json!({"done": true})).await.expect(200);
    assert_eq!((&ticked["done"], &ticked["version"]), (&json!(true), &json!(2)));
    assert_eq!(ada.patch(&path(&test), json!({"done": true})).await.expect(200), ticked, "it was so already");
    assert_eq!(counts().await, json!({"done": 2, "total": 3}));
    ada.patch(&path(&ship), json!({"before": id(&build)})).await.expect(200);
    assert_eq!(texts(&ada, &card).await, ["Ship", "Build", "Test"]);
    ada.patch(&path(&ship), json!({"after": id(&build), "text": "Ship it"})).await.expect(200);
    assert_eq!(texts(&ada, &card).await, ["Build", "Ship it", "Test"]);
    ada.patch(&path(&ship), json!({"position": 9})).await.expect(200);
    assert_eq!(texts(&ada, &card).await, ["Build", "Test", "Ship it"]);
    ada.patch(&path(&ship), json!({"position": 0})).await.expect(200);
    assert_eq!(texts(&ada, &card).await, ["Ship it", "Build", "Test"]);
    ada.delete(&path(&id(&build))).await.expect(204);
    ada.delete(&path(&id(&build))).await.problem(404, "not_found");
    assert_eq!(texts(&ada, &card).await, ["Ship it", "Test"]);
    assert_eq!(counts().await, json!({"done": 1, "total": 2}));
    assert_eq!(ada.get(&format!("/cards/{card}")).await.expect(200)["version"], 1);
    replica.assert_true(&ada).await;

    let other = id(&ada.card(&board.todo, "Other").await);
    let elsewhere = item(&ada, &other, "Elsewhere").await;
    for (body, pointer) in [
        (json!({"before": elsewhere}), "/before"),
        (json!({"after": test}), "/after"),
        (json!({"before": ship, "after": ship}), "/after"),
        (json!({"before": ship, "position": 1}), "/position"),
    ] {
        ada.patch(&path(&test), body).await.invalid(&[pointer]);
    }
    assert_eq!(texts(&ada, &card).await, ["Ship it", "Test"]);
}

async fn the_counts_are_exact_whoever_changes_what_at_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    let mut replica = Replica::of(&ada, &board.id).await;
    let mut items = Vec::new();
    for number in 0..12 {
        items.push(item(&ada, &card, &format!("Step {number}")).await);
    }
    let mut asked = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let path = format!("/checklist-items/{item}");
        asked.push(ada.patch(&path, json!({"done": true})));
        asked.push(ada.post(&format!("/cards/{card}/checklist"), json!({"text": format!("More {i}"), "done": i % 2 == 0})));
        match i % 3 {
            0 => asked.push(ada.patch(&path, json!({"position": 0}))),
            1 => asked.push(ada.delete(&path)),
            _ => asked.push(ada.patch(&format!("/cards/{card}"), json!({"title": format!("Release {i}")}))),
        }
    }
    for answer in join_all(asked.into_iter().map(std::future::IntoFuture::into_future)).await {
        assert!(answer.status.is_success() || answer.status == 404, "{}", answer.text());
    }
    let list = ada.get(&format!("/cards/{card}/checklist")).await.expect(200);
    let done = list["items"].as_array().unwrap().iter().filter(|item| item["done"] == true).count();
    let total = ids(&list).len();
    assert_eq!((done, total), (14, 20));
    assert_eq!(ada.get(&format!("/cards/{card}")).await.expect(200)["checklist"], json!({"done": done, "total": total}));
    let ranks: std::collections::HashSet<_> =
        list["items"].as_array().unwrap().iter().map(|item| item["position"].to_string()).collect();
    assert_eq!(ranks.len(), total);
    replica.assert_true(&ada).await;
}

async fn an_item_moved_to_the_same_place_again_and_again_keeps_a_short_rank(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    let mut items = Vec::new();
    for number in 0..4 {
        items.push(item(&ada, &card, &format!("Step {number}")).await);
    }
    let mut longest = 0;
    for turn in 0..250 {
        let moved = &items[2 + turn % 2];
        let now = ada.patch(&format!("/checklist-items/{moved}"), json!({"after": items[0]})).await.expect(200);
        longest = longest.max(now["position"].as_str().unwrap().len());
    }
    assert!((20..=32).contains(&longest), "{longest}");
    assert_eq!(texts(&ada, &card).await, ["Step 0", "Step 3", "Step 2", "Step 1"]);
}

async fn the_history_tells_what_was_ticked_off(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    let build = item(&ada, &card, "Build").await;
    let path = format!("/checklist-items/{build}");
    for change in [json!({"done": true}), json!({"done": false}), json!({"text": "Build it"})] {
        ada.patch(&path, change).await.expect(200);
    }
    ada.delete(&path).await.expect(204);
    let told = ada.get(&format!("/cards/{card}/activity")).await.expect(200);
    let texts: Vec<_> = told["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    let wanted = [
        "Ada took “Build it” off the checklist of WEB-1 Release",
        "Ada changed “Build it” on the checklist of WEB-1 Release",
        "Ada unticked “Build” on WEB-1 Release",
        "Ada ticked off “Build” on WEB-1 Release",
        "Ada added “Build” to the checklist of WEB-1 Release",
        "Ada created WEB-1 Release",
    ];
    assert_eq!(texts, wanted);
    let ticked = &told["items"][3];
    assert_eq!(ticked["data"]["changes"]["checklist"], json!({"from": {"done": 0, "total": 1}, "to": {"done": 1, "total": 1}}));
    assert_eq!(ticked["data"]["checklist"]["item"]["id"], build);
}

async fn who_may_not_write_only_reads_the_checklist(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    let build = item(&ada, &card, "Build").await;
    let (list, one) = (format!("/cards/{card}/checklist"), format!("/checklist-items/{build}"));
    for (who, status, code) in [(&grace, 403, "forbidden"), (&eve, 404, "not_found")] {
        who.post(&list, json!({"text": "Mine"})).await.problem(status, code);
        who.patch(&one, json!({"done": true})).await.problem(status, code);
        who.delete(&one).await.problem(status, code);
    }
    assert_eq!(texts(&grace, &card).await, ["Build"]);
    eve.get(&list).await.problem(404, "not_found");
    // Hidden, then deleted: as if it were not there.
    let member = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&member, json!({"revoke": ["board_view"]})).await.expect(200);
    grace.patch(&one, json!({"done": true})).await.problem(404, "not_found");
    ada.delete(&format!("/cards/{card}")).await.expect(204);
    ada.get(&list).await.problem(404, "not_found");
    ada.patch(&one, json!({"done": true})).await.problem(404, "not_found");
    ada.delete(&one).await.problem(404, "not_found");
    app.run_jobs().await;
}

async fn a_checklist_has_an_end(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Long").await);
    let path = format!("/cards/{card}/checklist");
    for number in 0..200 {
        ada.post(&path, json!({"text": format!("{number}")})).await.expect(201);
    }
    ada.post(&path, json!({"text": "One more"})).await.problem(409, "checklist_full");
    assert_eq!(ids(&ada.get(&path).await.expect(200)).len(), 200);
}

async fn what_is_no_item_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Release").await);
    let path = format!("/cards/{card}/checklist");
    for (body, pointers) in [
        (json!({}), &["/text"][..]),
        (json!({"text": " "}), &["/text"]),
        (json!({"text": "x".repeat(1_001)}), &["/text"]),
        (json!({"text": "a\u{0}b"}), &["/text"]),
        (json!({"text": ["a"], "done": "yes"}), &["/text", "/done"]),
        (json!({"text": "a", "done": null}), &["/done"]),
        (json!({"text": "a", "position": "V"}), &["/position"]),
    ] {
        ada.post(&path, body).await.invalid(pointers);
    }
    let html = "<img src=x onerror=alert(1)> *not* 山田";
    let made = ada.post(&path, json!({"text": html})).await.expect(201);
    assert_eq!(made["text"], html);
    for (body, pointers) in [
        (json!({"text": null}), &["/text"][..]),
        (json!({"done": 1}), &["/done"]),
        (json!({"position": -1}), &["/position"]),
        (json!({"before": "first"}), &["/before"]),
        (json!({"card_id": card}), &["/card_id"]),
    ] {
        ada.patch(&format!("/checklist-items/{}", id(&made)), body).await.invalid(pointers);
    }
    assert_eq!(texts(&ada, &card).await, [html]);
}
