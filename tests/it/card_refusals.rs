//! What cards, columns and comments refuse, and that nothing of it is half done; and what lies below something that is
//! deleted or hidden.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{TestApp, id, stories};

stories![
    what_is_no_card_is_refused_and_nothing_is_half_done,
    what_is_no_date_is_refused,
    what_looks_like_code_is_stored_as_typed,
    a_move_that_makes_no_sense_is_refused,
    comments_are_changed_by_their_authors_and_deleted_by_managers_too,
    below_what_is_deleted_or_hidden_there_is_nothing,
];

async fn what_is_no_card_is_refused_and_nothing_is_half_done(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let cards = format!("/columns/{}/cards", board.todo);
    let nobody = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10";
    for (body, pointers) in [
        (json!({"title": "x".repeat(100_000)}), &["/title"][..]),
        (json!({"title": "x".repeat(256)}), &["/title"]),
        (json!({"title": "a\u{0}"}), &["/title"]),
        (json!({"title": "a", "description": "a\u{0}"}), &["/description"]),
        (json!({"title": "a", "priority": "highest"}), &["/priority"]),
        (json!({"title": "a", "priority": 3}), &["/priority"]),
        (json!({"title": "a", "assignees": [nobody, ada.id]}), &["/assignees/0"]),
        (json!({"title": "a", "assignees": vec![nobody; 101]}), &["/assignees"]),
        (json!({"title": "a", "labels": [nobody]}), &["/labels/0"]),
        (json!({"title": "a", "labels": "bug"}), &["/labels"]),
        (json!({"title": "a", "position": "V"}), &["/position"]),
        (json!({"title": {"a": 1}, "description": 5, "due": 5}), &["/title", "/description", "/due"]),
        (json!("title"), &[""]),
    ] {
        ada.post(&cards, body).await.invalid(pointers);
    }
    assert!(board.titles(&ada, &board.todo).await.is_empty());
    let card = ada.card(&board.todo, "First").await;
    assert_eq!(card["key"], "WEB-1", "what was refused used up no number");
    let path = format!("/cards/{}", id(&card));
    for (body, pointers) in [
        (json!({"title": "x".repeat(100_000)}), &["/title"][..]),
        (json!({"title": "Good", "description": "x".repeat(100_001)}), &["/description"]),
        (json!({"title": "Good", "priority": "Urgent"}), &["/priority"]),
        (json!({"title": "Good", "archived": 1}), &["/archived"]),
        (json!({"title": "Good", "due": false}), &["/due"]),
        (json!({"title": "Good", "column_id": board.done}), &["/column_id"]),
        (json!({"title": "Good", "completed_at": null, "assignees": []}), &["/assignees", "/completed_at"]),
    ] {
        ada.patch(&path, body).await.invalid(pointers);
    }
    assert_eq!(ada.get(&path).await.expect(200), card);
    let columns = format!("/boards/{}/columns", board.id);
    for (body, pointers) in [
        (json!({"name": "a"}), &["/kind"][..]),
        (json!({"name": "a", "kind": "doing"}), &["/kind"]),
        (json!({"name": "x".repeat(256), "kind": "todo", "wip_limit": 0}), &["/name", "/wip_limit"]),
        (json!({"name": "a", "kind": "todo", "wip_limit": 10_001}), &["/wip_limit"]),
        (json!({"name": "a", "kind": "todo", "wip_limit": 1.5}), &["/wip_limit"]),
    ] {
        ada.post(&columns, body).await.invalid(pointers);
    }
    for (body, pointers) in [(json!({"body": " \n "}), &["/body"][..]), (json!({"body": "x".repeat(100_001)}), &["/body"])] {
        ada.post(&format!("{path}/comments"), body).await.invalid(pointers);
    }
    let head = ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)["seq"].clone();
    assert_eq!(head, 2);
}

async fn what_is_no_date_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card_with(&board.todo, json!({"title": "Due", "due": "2026-12-24"})).await;
    let path = format!("/cards/{}", id(&card));
    for due in [
        "",
        "soon",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "0000-01-01T00:00:00Z",
        "10000-01-01",
        "10000-01-01T00:00:00Z",
        "+10000-01-01",
        "-2026-01-01",
        "9999-12-31",
        "2026-12-24T25:00:00Z",
        "2026-12-24T10:00:00",
        "2026-12-24 ",
        "24.12.2026",
        "1795000000",
        "2026-12-24\u{0}",
    ] {
        ada.patch(&path, json!({"due": due, "title": "Other"})).await.invalid(&["/due"]);
        ada.post(&format!("/columns/{}/cards", board.todo), json!({"title": "Other", "due": due})).await.invalid(&["/due"]);
    }
    assert_eq!(ada.get(&path).await.expect(200), card);
    for (due, due_at) in [
        ("2028-02-29", "2028-03-01T00:00:00Z"),
        ("0001-01-01", "0001-01-02T00:00:00Z"),
        ("9998-12-30", "9998-12-31T00:00:00Z"),
        ("2026-12-24T18:00:00.123456789+05:30", "2026-12-24T12:30:00.123456Z"),
    ] {
        assert_eq!(ada.patch(&path, json!({"due": due})).await.expect(200)["due_at"], due_at, "{due}");
        assert_eq!(ada.get(&path).await.expect(200)["due_at"], due_at, "{due}");
    }
    app.run_jobs().await;
}

async fn what_looks_like_code_is_stored_as_typed(app: &TestApp) {
    let ada = app.register("ada").await;
    let code = "<script>alert('1')</script> \"&amp;\" {{7*7}} '; DROP TABLE cards; -- ${x} %s 👩‍💻";
    let project = ada.post("/projects", json!({"name": code, "key": "WEB", "description": code})).await.expect(201);
    assert_eq!((&project["name"], &project["description"]), (&json!(code), &json!(code)));
    let board = ada.project("Website").await;
    let made =
        ada.post(&format!("/projects/{}/boards", board.project), json!({"name": code, "description": code})).await.expect(201);
    assert_eq!((&made["name"], &made["description"]), (&json!(code), &json!(code)));
    let new = json!({"name": code, "kind": "todo"});
    assert_eq!(ada.post(&format!("/boards/{}/columns", board.id), new).await.expect(201)["name"], code);
    let long = format!("{code}\r\n\t{}", "[x](javascript:alert(1)) ".repeat(100));
    let card = ada.card_with(&board.todo, json!({"title": code, "description": long})).await;
    let path = format!("/cards/{}", id(&card));
    let read = ada.get(&path).await;
    assert_eq!(read.header("content-type"), "application/json");
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    let read = read.expect(200);
    assert_eq!((&read["title"], &read["description"]), (&json!(code), &json!(long)));
    ada.post(&format!("{path}/comments"), json!({"body": long})).await.expect(201);
    assert_eq!(ada.get(&format!("{path}/comments")).await.expect(200)["items"][0]["body"], long);
    let page = app.outside(Method::GET, &format!("/cards/{}", id(&card))).await;
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
    app.run_jobs().await;
}

async fn a_move_that_makes_no_sense_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let second = id(&ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201));
    let there = id(&ada.get(&format!("/boards/{second}/columns")).await.expect(200)["items"][0]);
    let (a, b) = (id(&ada.card(&board.todo, "A").await), id(&ada.card(&board.in_progress, "B").await));
    let far = id(&ada.card(&there, "Far").await);
    let nobody = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10";
    for (body, pointer) in [
        (json!({"before": a}), "/before"),
        (json!({"after": a}), "/after"),
        (json!({"after": b}), "/after"),
        (json!({"column_id": board.done, "after": b}), "/after"),
        (json!({"before": far}), "/before"),
        (json!({"before": nobody}), "/before"),
        (json!({"before": b, "after": b}), "/after"),
        (json!({"before": b, "position": 0}), "/position"),
        (json!({"after": b, "position": 0}), "/after"),
        (json!({"column_id": there}), "/column_id"),
        (json!({"column_id": nobody}), "/column_id"),
        (json!({"board_id": second}), "/column_id"),
        (json!({"board_id": second, "column_id": board.done}), "/column_id"),
        (json!({"column_id": board.done, "status": "done"}), "/status"),
        (json!({"status": "finished"}), "/status"),
        (json!({"position": "0"}), "/position"),
        (json!({"position": 4_294_967_296_i64}), "/position"),
        (json!({"position": null}), "/position"),
        (json!({"rank": "V"}), "/rank"),
    ] {
        ada.post(&format!("/cards/{a}/move"), body).await.invalid(&[pointer]);
    }
    ada.post(&format!("/cards/{a}/move"), json!({"board_id": nobody, "status": "todo"})).await.problem(404, "not_found");
    for (body, pointer) in [
        (json!({"before": board.todo}), "/before"),
        (json!({"after": there}), "/after"),
        (json!({"after": board.done, "before": board.done}), "/after"),
    ] {
        ada.post(&format!("/columns/{}/move", board.todo), body).await.invalid(&[pointer]);
    }
    // A board without such a column has no place for it.
    ada.delete(&format!("/columns/{}", board.done)).await.expect(204);
    ada.post(&format!("/cards/{a}/move"), json!({"status": "done"})).await.invalid(&["/status"]);
    let card = ada.get(&format!("/cards/{a}")).await.expect(200);
    assert_eq!((&card["version"], &card["column_id"]), (&json!(1), &json!(board.todo)));
}

async fn comments_are_changed_by_their_authors_and_deleted_by_managers_too(app: &TestApp) {
    app.register("root").await;
    let (ada, grace, ben) = (app.register("ada").await, app.register("grace").await, app.register("ben").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    board.add(&ada, &ben, "viewer").await;
    let card = id(&ada.card(&board.todo, "Fix it").await);
    let said = "My secret is @ada 42";
    let of_ben = ben.post(&format!("/cards/{card}/comments"), json!({"body": said})).await.expect(201);
    let path = format!("/comments/{}", id(&of_ben));
    for who in [&ada, &grace] {
        who.patch(&path, json!({"body": "Mine"})).await.problem(403, "forbidden");
    }
    grace.delete(&path).await.problem(403, "forbidden");
    let changed = ben.patch(&path, json!({"body": format!("{said}!"), "version": 1})).await.expect(200);
    assert_eq!((&changed["version"], &changed["author"]), (&json!(2), &ben.view()));
    app.run_jobs().await;
    let kinds = ada.get("/notifications").await.expect(200);
    assert_eq!(kinds["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "mentioned").count(), 1, "told once");
    assert_eq!(ada.get(&format!("/cards/{card}")).await.expect(200)["comments_count"], 1);
    ada.delete(&path).await.expect(204);
    assert_eq!(ada.get(&format!("/cards/{card}")).await.expect(200)["comments_count"], 0);
    ben.patch(&path, json!({"body": "Back"})).await.problem(404, "not_found");
    for scope in [format!("/cards/{card}"), format!("/boards/{}", board.id), format!("/projects/{}", board.project)] {
        let told = ada.get(&format!("{scope}/activity")).await;
        assert!(!told.text().contains("secret"), "the text of a deleted comment is in no log: {}", told.text());
        let told = told.expect(200);
        assert_eq!(told["items"][0]["text"], "Ada deleted a comment on WEB-1 Fix it");
        assert_eq!(told["items"][1]["text"], "Ben changed a comment on WEB-1 Fix it");
    }
    assert!(!ada.get("/notifications").await.text().contains("secret"));
    app.run_jobs().await;
}

async fn below_what_is_deleted_or_hidden_there_is_nothing(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let (column, card) = (board.todo.clone(), id(&ada.card(&board.todo, "Fix it").await));
    let neighbour = id(&ada.card(&board.todo, "Next").await);
    let comment = id(&grace.post(&format!("/cards/{card}/comments"), json!({"body": "Hm"})).await.expect(201));
    let item = id(&ada.post(&format!("/cards/{card}/checklist"), json!({"text": "Build"})).await.expect(201));
    let new = json!({"name": "bug", "color": "#000000"});
    let label = id(&ada.post(&format!("/projects/{}/labels", board.project), new).await.expect(201));
    let below_card: Vec<(Method, String, Value)> = vec![
        (Method::GET, format!("/cards/{card}"), Value::Null),
        (Method::PATCH, format!("/cards/{card}"), json!({"title": "Mine"})),
        (Method::DELETE, format!("/cards/{card}"), Value::Null),
        (Method::POST, format!("/cards/{card}/move"), json!({"after": neighbour})),
        (Method::POST, format!("/cards/{card}/copy"), json!({})),
        (Method::GET, format!("/cards/{card}/activity"), Value::Null),
        (Method::GET, format!("/cards/{card}/comments"), Value::Null),
        (Method::POST, format!("/cards/{card}/comments"), json!({"body": "Hm"})),
        (Method::PATCH, format!("/comments/{comment}"), json!({"body": "Aha"})),
        (Method::DELETE, format!("/comments/{comment}"), Value::Null),
        (Method::GET, format!("/cards/{card}/checklist"), Value::Null),
        (Method::POST, format!("/cards/{card}/checklist"), json!({"text": "Mine"})),
        (Method::PATCH, format!("/checklist-items/{item}"), json!({"done": true})),
        (Method::DELETE, format!("/checklist-items/{item}"), Value::Null),
        (Method::PUT, format!("/cards/{card}/labels/{label}"), json!({})),
        (Method::DELETE, format!("/cards/{card}/labels/{label}"), Value::Null),
        (Method::PUT, format!("/cards/{card}/assignees/{}", ada.id), json!({})),
        (Method::PUT, format!("/cards/{card}/watchers/{}", grace.id), json!({})),
        (Method::GET, format!("/cards/{card}/reminders"), Value::Null),
    ];
    let below_column: Vec<(Method, String, Value)> = vec![
        (Method::GET, format!("/columns/{column}"), Value::Null),
        (Method::PATCH, format!("/columns/{column}"), json!({"name": "Mine"})),
        (Method::POST, format!("/columns/{column}/move"), json!({"position": 0})),
        (Method::POST, format!("/columns/{column}/cards"), json!({"title": "Mine"})),
        (Method::DELETE, format!("/columns/{column}"), Value::Null),
    ];
    let gone = async |who: &crate::support::Person, list: &[(Method, String, Value)], why: &str| {
        for (method, path, body) in list {
            let request = who.request(method.clone(), path);
            let request = if body.is_null() { request } else { request.json(body) };
            let answer = request.await;
            assert_eq!(answer.status, 404, "{why}: {method} {path}: {}", answer.text());
        }
    };
    let member = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&member, json!({"revoke": ["board_view"]})).await.expect(200);
    gone(&grace, &below_card, "a hidden board").await;
    gone(&grace, &below_column, "a hidden board").await;
    ada.patch(&member, json!({"revoke": []})).await.expect(200);

    // An archived card is there for whoever asks for it; only the board does not show it.
    ada.patch(&format!("/cards/{card}"), json!({"archived": true})).await.expect(200);
    for (method, path, body) in below_card.iter().filter(|(method, ..)| *method == Method::GET || *method == Method::PUT) {
        let request = grace.request(method.clone(), path);
        let answer = if body.is_null() { request.await } else { request.json(body).await };
        assert!(answer.status.is_success(), "{method} {path}: {}", answer.text());
    }
    ada.delete(&format!("/columns/{column}")).await.expect(204);
    gone(&ada, &below_card, "a deleted column").await;
    gone(&ada, &below_column, "a deleted column").await;
    ada.post(&format!("/cards/{neighbour}/move"), json!({"status": "done"})).await.problem(404, "not_found");
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    let below_board: Vec<(Method, String, Value)> = vec![
        (Method::GET, format!("/boards/{}", board.id), Value::Null),
        (Method::GET, format!("/boards/{}/snapshot", board.id), Value::Null),
        (Method::GET, format!("/boards/{}/cards", board.id), Value::Null),
        (Method::GET, format!("/boards/{}/columns", board.id), Value::Null),
        (Method::GET, format!("/boards/{}/activity", board.id), Value::Null),
        (Method::POST, format!("/boards/{}/columns", board.id), json!({"name": "Mine", "kind": "todo"})),
        (Method::PATCH, format!("/boards/{}", board.id), json!({"name": "Mine"})),
        (Method::GET, format!("/columns/{}", board.done), Value::Null),
    ];
    gone(&ada, &below_board, "a deleted board").await;
    app.run_jobs().await;
}
