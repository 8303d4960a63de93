//! Labels: of a project, on its cards.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Board, Person, Replica, TestApp, id, ids, stories};

stories![
    a_project_has_labels_that_people_make_change_and_delete,
    a_card_wears_labels_of_its_project,
    a_deleted_label_is_on_no_card_any_more,
    fifty_labels_fit_on_a_card,
    of_many_who_make_the_same_label_one_does,
    who_may_not_write_changes_no_labels,
    the_history_tells_of_labels,
    what_is_no_label_is_refused,
];

async fn label(person: &Person, board: &Board, name: &str) -> String {
    id(&person.post(&format!("/projects/{}/labels", board.project), json!({"name": name, "color": "#d73a4a"})).await.expect(201))
}

fn names(card: &Value) -> Vec<&str> {
    card["labels"].as_array().unwrap().iter().map(|label| label["name"].as_str().unwrap()).collect()
}

async fn a_project_has_labels_that_people_make_change_and_delete(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let path = format!("/projects/{}/labels", board.project);
    let made = ada.post(&path, json!({"name": " Bug ", "color": "#D73A4A"})).await;
    let address = made.header("location").to_owned();
    let bug = made.expect(201);
    assert_eq!(address, format!("/api/v1/labels/{}", id(&bug)));
    assert_eq!(
        (&bug["name"], &bug["color"], &bug["version"], &bug["project_id"]),
        (&json!("Bug"), &json!("#d73a4a"), &json!(1), &json!(board.project))
    );
    let docs = label(&ada, &board, "docs").await;
    ada.post(&path, json!({"name": "BUG", "color": "#000000"})).await.problem(409, "label_taken");
    ada.patch(&format!("/labels/{docs}"), json!({"name": "bUg"})).await.problem(409, "label_taken");
    // Another project may have the same, and so may this one once it is gone.
    let other = ada.project("Other").await;
    label(&ada, &other, "Bug").await;
    let changed = ada.patch(&format!("/labels/{}", id(&bug)), json!({"name": "bug", "color": "#B60205"})).await.expect(200);
    assert_eq!((&changed["name"], &changed["color"], &changed["version"]), (&json!("bug"), &json!("#b60205"), &json!(2)));
    let same = ada.patch(&format!("/labels/{}", id(&bug)), json!({"name": "bug"})).await.expect(200);
    assert_eq!(same, changed, "what changes nothing is no change");
    assert_eq!(ids(&ada.get(&path).await.expect(200)), [id(&bug), docs.clone()]);
    let page = ada.get(&format!("{path}?limit=1")).await.expect(200);
    assert_eq!(ids(&page), [id(&bug)]);
    let page = ada.get(&format!("{path}?limit=1&cursor={}", page["next_cursor"].as_str().unwrap())).await.expect(200);
    assert_eq!((ids(&page), &page["next_cursor"]), (vec![docs.clone()], &Value::Null));
    ada.delete(&format!("/labels/{}", id(&bug))).await.expect(204);
    assert_eq!(ids(&ada.get(&path).await.expect(200)), [docs]);
    ada.delete(&format!("/labels/{}", id(&bug))).await.problem(404, "not_found");
    label(&ada, &board, "Bug").await;
}

async fn a_card_wears_labels_of_its_project(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let (bug, docs) = (label(&ada, &board, "bug").await, label(&ada, &board, "API docs").await);
    let card = ada.card_with(&board.todo, json!({"title": "Fix it", "labels": [bug, bug]})).await;
    assert_eq!(names(&card), ["bug"]);
    let on = |label: &str| format!("/cards/{}/labels/{label}", id(&card));
    let put = ada.put(&on(&docs), json!({})).await.expect(201);
    assert_eq!(put, json!({"id": docs, "name": "API docs", "color": "#d73a4a"}));
    assert_eq!(ada.put(&on(&docs), json!({})).await.expect(200), put);
    let path = format!("/cards/{}", id(&card));
    let read = ada.get(&path).await;
    let tag = read.header("etag").to_owned();
    let shown = read.expect(200);
    assert_eq!(names(&shown), ["API docs", "bug"]);
    assert_eq!(shown["version"], 1, "labels are what a card shows, not a change of its own fields");
    let found = ada.get(&format!("/boards/{}/cards?label={docs}", board.id)).await.expect(200);
    assert_eq!(ids(&found), [id(&card)]);

    ada.delete(&on(&bug)).await.expect(204);
    ada.delete(&on(&bug)).await.expect(204);
    let now = ada.get(&path).header("if-none-match", &tag).await.expect(200);
    assert_eq!(names(&now), ["API docs"]);

    let other = ada.project("Other").await;
    let foreign = label(&ada, &other, "bug").await;
    ada.put(&on(&foreign), json!({})).await.invalid(&["/label_id"]);
    let wrong = json!({"title": "No", "labels": [docs, foreign, "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10"]});
    ada.post(&format!("/columns/{}/cards", board.todo), wrong).await.invalid(&["/labels/1", "/labels/2"]);
    ada.put(&on("0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10"), json!({})).await.problem(404, "not_found");
    ada.put(&on(&bug), json!({})).await.expect(201);
    ada.delete(&format!("/labels/{bug}")).await.expect(204);
    ada.put(&on(&bug), json!({})).await.problem(404, "not_found");
    assert_eq!(board.titles(&ada, &board.todo).await, ["Fix it"], "what was refused was not half done");
}

async fn a_deleted_label_is_on_no_card_any_more(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let (bug, docs) = (label(&ada, &board, "bug").await, label(&ada, &board, "docs").await);
    for title in ["One", "Two"] {
        ada.card_with(&board.todo, json!({"title": title, "labels": [bug, docs]})).await;
    }
    let second = id(&ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201));
    let mut replica = Replica::of(&ada, &board.id).await;
    let mut untouched = Replica::of(&ada, &second).await;
    ada.patch(&format!("/labels/{bug}"), json!({"name": "defect"})).await.expect(200);
    replica.assert_true(&ada).await;
    ada.delete(&format!("/labels/{bug}")).await.expect(204);
    replica.assert_true(&ada).await;
    for card in ada.get(&format!("/boards/{}/cards", board.id)).await.expect(200)["items"].as_array().unwrap() {
        assert_eq!((names(card), &card["version"]), (vec!["docs"], &json!(1)));
    }
    let found = ada.get(&format!("/boards/{}/cards?label={bug}", board.id)).await.expect(200);
    assert!(ids(&found).is_empty());
    untouched.assert_true(&ada).await;
    let heard = ada.get(&format!("/boards/{second}/activity?after_seq=0")).await.expect(200);
    assert_eq!(heard["items"].as_array().unwrap().len(), 1, "a board without the label hears nothing of it: {heard:#}");
}

async fn fifty_labels_fit_on_a_card(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let mut labels = Vec::new();
    for number in 0..52 {
        labels.push(label(&ada, &board, &format!("Label {number}")).await);
    }
    let cards = format!("/columns/{}/cards", board.todo);
    ada.post(&cards, json!({"title": "Much", "labels": &labels[..51]})).await.invalid(&["/labels"]);
    let card = id(&ada.card_with(&board.todo, json!({"title": "Much", "labels": &labels[..49]})).await);
    let puts = labels[49..].iter().map(|label| ada.put(&format!("/cards/{card}/labels/{label}"), json!({})));
    let mut answers: Vec<u16> =
        join_all(puts.map(std::future::IntoFuture::into_future)).await.iter().map(|answer| answer.status.as_u16()).collect();
    answers.sort_unstable();
    assert_eq!(answers, [201, 409, 409], "of three at once there is room for one");
    assert_eq!(names(&ada.get(&format!("/cards/{card}")).await.expect(200)).len(), 50);
    // A label that is deleted makes room.
    ada.delete(&format!("/labels/{}", labels[0])).await.expect(204);
    let on = ada.get(&format!("/cards/{card}")).await.expect(200);
    let missing = labels[49..].iter().find(|label| !on["labels"].to_string().contains(*label)).unwrap();
    ada.put(&format!("/cards/{card}/labels/{missing}"), json!({})).await.expect(201);
}

async fn of_many_who_make_the_same_label_one_does(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let path = format!("/projects/{}/labels", board.project);
    let asked = ["bug", "Bug", "BUG", "bug"].map(|name| ada.post(&path, json!({"name": name, "color": "#000000"})));
    let mut answers: Vec<u16> =
        join_all(asked.map(std::future::IntoFuture::into_future)).await.iter().map(|answer| answer.status.as_u16()).collect();
    answers.sort_unstable();
    assert_eq!(answers, [201, 409, 409, 409]);
    assert_eq!(ids(&ada.get(&path).await.expect(200)).len(), 1);
}

async fn who_may_not_write_changes_no_labels(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, eve) = (app.register("ada").await, app.register("grace").await, app.register("eve").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "viewer").await;
    let bug = label(&ada, &board, "bug").await;
    let card = id(&ada.card(&board.todo, "Fix it").await);
    let (all, one, on) =
        (format!("/projects/{}/labels", board.project), format!("/labels/{bug}"), format!("/cards/{card}/labels/{bug}"));
    let new = json!({"name": "mine", "color": "#000000"});
    for (who, status, code) in [(&grace, 403, "forbidden"), (&eve, 404, "not_found")] {
        who.post(&all, new.clone()).await.problem(status, code);
        who.patch(&one, json!({"name": "mine"})).await.problem(status, code);
        who.delete(&one).await.problem(status, code);
        who.put(&on, json!({})).await.problem(status, code);
        who.delete(&on).await.problem(status, code);
    }
    assert_eq!(ids(&grace.get(&all).await.expect(200)), [&*bug]);
    eve.get(&all).await.problem(404, "not_found");
    // A label that one may not see is as one that is not there.
    let hers = eve.project("Hers").await;
    let card = id(&eve.card(&hers.todo, "Hers").await);
    eve.put(&format!("/cards/{card}/labels/{bug}"), json!({})).await.problem(404, "not_found");
    ada.delete(&format!("/projects/{}", board.project)).await.expect(204);
    for answer in [ada.get(&all).await, ada.patch(&one, json!({"name": "x"})).await, ada.delete(&one).await] {
        answer.problem(404, "not_found");
    }
    app.run_jobs().await;
}

async fn the_history_tells_of_labels(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let bug = label(&ada, &board, "bug").await;
    let card = id(&ada.card(&board.todo, "Fix it").await);
    ada.put(&format!("/cards/{card}/labels/{bug}"), json!({})).await.expect(201);
    let told = ada.get(&format!("/cards/{card}/activity")).await.expect(200)["items"][0].clone();
    assert_eq!((&told["name"], &told["text"]), (&json!("card.updated"), &json!("Ada put the label bug on WEB-1 Fix it")));
    assert_eq!(told["data"]["changes"]["labels"]["from"], json!([]));
    assert_eq!(told["data"]["changes"]["labels"]["to"][0]["name"], "bug");
    ada.patch(&format!("/labels/{bug}"), json!({"color": "#ffffff"})).await.expect(200);
    ada.delete(&format!("/labels/{bug}")).await.expect(204);
    let told = ada.get(&format!("/projects/{}/activity", board.project)).await.expect(200);
    let texts: Vec<_> = told["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    for text in
        ["Ada added the label bug", "Ada changed the color of the label bug from #d73a4a to #ffffff", "Ada deleted the label bug"]
    {
        assert!(texts.contains(&text), "{texts:?}");
    }
}

async fn what_is_no_label_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let path = format!("/projects/{}/labels", board.project);
    for (body, pointers) in [
        (json!({}), &["/name", "/color"][..]),
        (json!({"name": "", "color": "red"}), &["/name", "/color"]),
        (json!({"name": "x".repeat(256), "color": "#fff"}), &["/name", "/color"]),
        (json!({"name": "a\nb", "color": "#12345g"}), &["/name", "/color"]),
        (json!({"name": 5, "color": 0}), &["/name", "/color"]),
        (json!({"name": "a\u{0}b", "color": "#000000"}), &["/name"]),
        (json!({"name": "x", "color": null}), &["/color"]),
        (json!({"name": "x", "color": "#000000", "project_id": board.project}), &["/project_id"]),
    ] {
        ada.post(&path, body).await.invalid(pointers);
    }
    let html = "<script>alert('1')</script> & <b>";
    let made = ada.post(&path, json!({"name": html, "color": "#000000"})).await.expect(201);
    assert_eq!(made["name"], html);
    for (body, pointers) in [
        (json!({"name": null}), &["/name"][..]),
        (json!({"color": "blue"}), &["/color"]),
        (json!({"version": "1"}), &["/version"]),
        (json!({"colour": "#000000"}), &["/colour"]),
    ] {
        ada.patch(&format!("/labels/{}", id(&made)), body).await.invalid(pointers);
    }
    assert_eq!(ids(&ada.get(&path).await.expect(200)), [id(&made)]);
}
