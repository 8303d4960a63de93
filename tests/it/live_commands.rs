//! What can be done by a socket: the same as over HTTP, refused alike, and once for each id.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{
    Socket, TestApp, id,
    live::{cast, on_board},
    stories,
};

stories![
    cards_are_made_changed_moved_and_deleted,
    what_is_refused_over_http_is_refused_alike,
    a_stale_version_is_answered_with_the_card_as_it_is,
    a_command_sent_again_is_done_once_on_any_process,
    a_board_changes_its_own_cards_only,
    chat_is_said_once_and_not_too_often,
    commands_count_as_changes_do_over_http,
    commands_that_cannot_be_read_are_told_so,
];

async fn done(socket: &mut Socket, name: &str, id: &str, data: Value) -> Value {
    let ack = socket.command(name, id, data).await;
    assert_eq!(ack["ok"], true, "{ack:#}");
    ack["data"].clone()
}

async fn cards_are_made_changed_moved_and_deleted(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let mut socket = on_board(&grace, &board).await;
    let data = json!({"column_id": board.todo, "title": "By socket", "priority": "high", "assignees": [ada.id]});
    let made = done(&mut socket, "card.create", "c-1", data).await;
    let card = id(&made);
    assert_eq!(made, ada.get(&format!("/cards/{card}")).await.expect(200));
    assert_eq!(
        (&made["priority"], &made["assignees"][0]["id"], &made["created_by"]),
        (&json!("high"), &json!(ada.id), &grace.view())
    );
    app.run_jobs().await;
    let told = ada.get("/notifications").await.expect(200)["items"].to_string();
    assert!(told.contains("\"assigned\""), "who is assigned by a socket is told as well: {told}");
    let changed =
        done(&mut socket, "card.update", "c-2", json!({"card_id": card, "title": "Changed", "due": "2027-01-01"})).await;
    assert_eq!((&changed["title"], &changed["due"], &changed["version"]), (&json!("Changed"), &json!("2027-01-01"), &json!(2)));
    let moved = done(&mut socket, "card.move", "c-3", json!({"card_id": card, "status": "done", "position": 0})).await;
    assert_eq!((&moved["column_id"], &moved["status"]), (&json!(board.done), &json!("done")));
    assert_eq!(done(&mut socket, "card.delete", "c-4", json!({"card_id": card})).await, json!({}));
    ada.get(&format!("/cards/{card}")).await.problem(404, "not_found");
    let heard = ada.get(&format!("/boards/{}/activity?after_seq=0", board.id)).await.expect(200);
    let names: Vec<_> = heard["items"].as_array().unwrap().iter().map(|event| event["name"].as_str().unwrap()).collect();
    let expected = ["board.created", "card.created", "card.assigned", "card.updated", "card.moved", "card.deleted"];
    assert_eq!(names, expected);
}

async fn what_is_refused_over_http_is_refused_alike(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let card = id(&ada.card(&board.todo, "There").await);
    let other = ada.project("Other").await;
    let bob = app.register("bob").await;
    board.add(&ada, &bob, "viewer").await;
    let no_card = uuid::Uuid::now_v7();
    let with = |path: &str, data: &Value| {
        let mut data = data.clone();
        data[path] = Value::Null;
        data.as_object_mut().unwrap().remove(path);
        data
    };
    let cases = [
        ("card.create", json!({"column_id": board.todo})),
        ("card.create", json!({"column_id": board.todo, "title": "", "color": "red", "assignees": "all"})),
        ("card.create", json!({"column_id": board.todo, "title": "x", "due": "soon", "labels": [no_card]})),
        ("card.create", json!({"column_id": other.todo, "title": "Elsewhere", "assignees": [no_card]})),
        ("card.update", json!({"card_id": card, "title": null, "priority": "huge"})),
        ("card.update", json!({"card_id": no_card, "title": "x"})),
        ("card.move", json!({"card_id": card, "before": card})),
        ("card.move", json!({"card_id": card, "column_id": other.todo})),
        ("card.move", json!({"card_id": card, "column_id": board.done, "status": "done"})),
        ("card.delete", json!({"card_id": no_card})),
    ];
    for who in [&grace, &bob] {
        let mut socket = on_board(who, &board).await;
        for (number, (name, data)) in cases.iter().enumerate() {
            let ack = socket.command(name, &format!("c-{number}"), data.clone()).await;
            let text = |name: &str| data[name].as_str().unwrap().to_owned();
            let answer = match *name {
                "card.create" => who.post(&format!("/columns/{}/cards", text("column_id")), with("column_id", data)).await,
                "card.update" => who.patch(&format!("/cards/{}", text("card_id")), with("card_id", data)).await,
                "card.move" => who.post(&format!("/cards/{}/move", text("card_id")), with("card_id", data)).await,
                _ => who.delete(&format!("/cards/{}", text("card_id"))).await,
            };
            let mut problem = answer.json();
            problem.as_object_mut().unwrap().remove("request_id");
            if data["column_id"] == other.todo && *name == "card.create" {
                // There the path names it, and here it is no column of this board, which comes first.
                assert_eq!(ack["problem"]["status"], 404, "{ack:#}");
                continue;
            }
            assert_eq!(ack["problem"], problem, "{name} {data:#}");
        }
    }
    assert_eq!(grace.get(&format!("/boards/{}/cards", board.id)).await.expect(200)["items"].as_array().unwrap().len(), 1);
}

async fn a_stale_version_is_answered_with_the_card_as_it_is(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let card = id(&ada.card(&board.todo, "There").await);
    let now = ada.patch(&format!("/cards/{card}"), json!({"title": "Changed meanwhile"})).await.expect(200);
    let mut socket = on_board(&grace, &board).await;
    let commands = [
        ("card.update", json!({"card_id": card, "title": "Mine", "version": 1})),
        ("card.move", json!({"card_id": card, "column_id": board.done, "version": 1})),
    ];
    for (name, data) in commands {
        let ack = socket.command(name, name, data.clone()).await;
        let problem = &ack["problem"];
        assert_eq!((&problem["status"], &problem["code"], &problem["current"]), (&json!(409), &json!("version_conflict"), &now));
        // What was refused took no id: the same one, on what it is now, is done.
        let mut again = data;
        again["version"] = json!(2);
        if name == "card.update" {
            continue; // It would make the other one stale.
        }
        assert_eq!(done(&mut socket, name, name, again).await["version"], 3);
    }
}

async fn a_command_sent_again_is_done_once_on_any_process(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = app.another(&[]).await;
    let (mut here, mut there) = (on_board(&grace, &board).await, on_board(&grace.at(&other), &board).await);
    let data = json!({"column_id": board.todo, "title": "Once"});
    let first = done(&mut here, "card.create", "c-1", data.clone()).await;
    app.clock().advance(TimeDelta::seconds(121));
    assert_eq!(done(&mut there, "card.create", "c-1", data.clone()).await, first);
    assert_eq!(done(&mut here, "card.create", "c-1", data.clone()).await, first);
    let tries = futures_util::future::join_all((0..8).map(|number| {
        let (who, data, board) = (if number % 2 == 0 { grace.at(&other) } else { grace.at(app) }, data.clone(), &board);
        async move { done(&mut on_board(&who, board).await, "card.create", "c-2", data).await }
    }));
    let answers = tries.await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    assert_eq!(board.titles(&ada, &board.todo).await, ["Once", "Once"]);
    let again = here.command("card.create", "c-1", json!({"column_id": board.todo, "title": "Another"})).await;
    assert_eq!(again["problem"]["code"], "idempotency_key_reused", "{again:#}");
    // An id belongs to its person and to its kind of command.
    let theirs = done(&mut on_board(&ada, &board).await, "card.create", "c-1", data).await;
    assert_ne!(theirs["id"], first["id"]);
    let card = json!({"card_id": first["id"]});
    for socket in [&mut here, &mut there] {
        assert_eq!(done(socket, "card.delete", "c-1", card.clone()).await, json!({}), "it is gone, and that is what was asked");
    }
    app.clock().advance(TimeDelta::minutes(11));
    let refused = on_board(&grace.sign_in_again().await.at(app), &board).await.command("card.delete", "c-9", card).await;
    assert_eq!(refused["problem"]["status"], 404);
    other.shut_down().await;
}

async fn a_board_changes_its_own_cards_only(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let second = ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201);
    let columns = ada.get(&format!("/boards/{}/columns", id(&second))).await.expect(200);
    let theirs = columns["items"][0]["id"].as_str().unwrap();
    let card = id(&grace.card(theirs, "On the other board").await);
    let mut socket = on_board(&grace, &board).await;
    let commands = [
        ("card.create", json!({"column_id": theirs, "title": "x"})),
        ("card.update", json!({"card_id": card, "title": "x"})),
        ("card.move", json!({"card_id": card, "position": 0})),
        ("card.delete", json!({"card_id": card})),
        ("card.typing", json!({"card_id": card})),
    ];
    for (name, data) in commands {
        assert_eq!(socket.command(name, "c-1", data).await["problem"]["status"], 404, "{name}");
    }
    assert_eq!(grace.get(&format!("/cards/{card}")).await.expect(200)["title"], "On the other board");
    // To another board of the project one moves a card as over HTTP.
    let mine = id(&grace.card(&board.todo, "Mine").await);
    let data = json!({"card_id": mine, "board_id": id(&second), "column_id": theirs});
    assert_eq!(done(&mut socket, "card.move", "c-2", data.clone()).await["board_id"], second["id"]);
    assert_eq!(done(&mut socket, "card.move", "c-2", data).await["board_id"], second["id"], "and again, though it is not here");
}

async fn chat_is_said_once_and_not_too_often(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let limited = app.another(&[("RATE_LIMIT", "1")]).await;
    let path = format!("/ws/projects/{}", board.project);
    let mut socket = grace.at(&limited).socket(&path).await;
    let said = done(&mut socket, "chat.message", "m-1", json!({"text": "Hello @ada"})).await;
    assert_eq!(done(&mut socket, "chat.message", "m-1", json!({"text": "Hello @ada"})).await, said);
    assert_eq!(said["author"], grace.view());
    for number in 2..=5 {
        done(&mut socket, "chat.message", &format!("m-{number}"), json!({"text": "More"})).await;
    }
    let refused = socket.command("chat.message", "m-6", json!({"text": "Too much"})).await;
    assert_eq!((&refused["problem"]["status"], &refused["problem"]["code"]), (&json!(429), &json!("too_many_requests")));
    let long = socket.command("chat.message", "m-7", json!({"text": "x".repeat(4_001)})).await;
    assert_eq!(long["problem"]["errors"][0]["pointer"], "/text");
    let listed = ada.get(&format!("/projects/{}/messages", board.project)).await.expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 5);
    app.run_jobs().await;
    assert!(ada.get("/notifications").await.expect(200)["items"].to_string().contains("chat_mentioned"));
    limited.shut_down().await;
}

async fn commands_count_as_changes_do_over_http(app: &TestApp) {
    let (_, grace, board) = cast(app).await;
    let limited = app.another(&[("RATE_LIMIT", "1")]).await;
    let grace = grace.at(&limited);
    let mut socket = on_board(&grace, &board).await;
    let card = id(&done(&mut socket, "card.create", "c-1", json!({"column_id": board.todo, "title": "One"})).await);
    for number in 0..29 {
        done(&mut socket, "card.update", &format!("u-{number}"), json!({"card_id": card, "title": format!("{number}")})).await;
        grace.patch("/users/me", json!({"name": format!("Grace {number}")})).await.expect(200);
    }
    grace.patch("/users/me", json!({"name": "Grace"})).await.expect(200);
    grace.patch("/users/me", json!({"name": "Grace"})).await.problem(429, "too_many_requests");
    let refused = socket.command("card.update", "c-2", json!({"card_id": card, "title": "Too much"})).await;
    assert_eq!(refused["problem"]["status"], 429, "{refused:#}");
    assert_eq!(socket.command("ping", "p-1", json!({})).await["ok"], true);
    limited.shut_down().await;
}

async fn commands_that_cannot_be_read_are_told_so(app: &TestApp) {
    let (_, grace, board) = cast(app).await;
    let mut socket = on_board(&grace, &board).await;
    for (name, data, pointer) in [
        ("card.fly", json!({}), "/type"),
        ("chat.message", json!({"text": "Not here"}), "/type"),
        ("card.delete", json!({}), "/card_id"),
        ("card.delete", json!({"card_id": "nonsense"}), "/card_id"),
        ("card.update", json!([1]), "/data"),
    ] {
        let ack = socket.command(name, "c-1", data).await;
        assert_eq!(
            (&ack["problem"]["status"], &ack["problem"]["errors"][0]["pointer"]),
            (&json!(422), &json!(pointer)),
            "{name}"
        );
    }
    for (frame, pointer) in [
        (json!({"type": "ping"}), "/id"),
        (json!({"type": "ping", "id": ""}), "/id"),
        (json!({"type": "ping", "id": "x".repeat(129)}), "/id"),
        (json!({"id": "c-1"}), "/type"),
        (json!({"type": "ping", "id": "c-1", "more": 1}), "/more"),
        (json!([]), ""),
    ] {
        socket.send(frame.clone()).await;
        let ack = socket.skip_to(|frame| frame["type"] == "ack").await;
        assert_eq!(
            (&ack["problem"]["status"], &ack["problem"]["errors"][0]["pointer"]),
            (&json!(422), &json!(pointer)),
            "{frame}"
        );
    }
    socket.send_text("{\"type\":").await;
    assert_eq!(socket.skip_to(|frame| frame["type"] == "ack").await["problem"]["code"], "bad_json");
}
