//! A board, live: what happens on it comes at once, in order, once, to everyone who may see it, on whichever process they
//! are connected to.

use serde_json::{Value, json};

use crate::support::{Board, Client, Socket, TestApp, id, live::cast, stories};

stories![
    a_new_reader_gets_the_whole_board_and_then_what_comes,
    who_comes_back_gets_what_they_missed_once_and_in_order,
    who_was_away_too_long_starts_over,
    everyone_hears_the_same_on_every_process,
    a_project_tells_of_its_boards_members_and_chat,
    what_a_hidden_board_tells_keeps_its_number_and_loses_its_content,
    who_joins_amid_changes_misses_and_repeats_nothing,
    a_ticket_opens_the_board_or_project_it_is_for,
    what_is_hidden_or_not_there_is_4404,
    without_redis_a_board_is_told_a_second_later,
    a_board_of_many_cards_comes_in_one_snapshot,
];

fn path(board: &Board) -> String {
    format!("/ws/boards/{}", board.id)
}

fn project_path(board: &Board) -> String {
    format!("/ws/projects/{}", board.project)
}

/// Past hello and the snapshot. Gives the snapshot and the epoch.
async fn begin(socket: &mut Socket) -> (Value, String) {
    let hello = socket.expect("hello").await;
    (socket.expect("snapshot").await, hello["epoch"].as_str().unwrap().to_owned())
}

async fn event(socket: &mut Socket) -> Value {
    socket.skip_to(|frame| frame["type"] == "event").await
}

async fn a_new_reader_gets_the_whole_board_and_then_what_comes(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let first = ada.card(&board.todo, "First").await;
    let mut socket = grace.socket(&path(&board)).await;
    let hello = socket.expect("hello").await;
    assert_eq!(hello["heartbeat_s"], 25);
    let snapshot = socket.expect("snapshot").await;
    assert_eq!(snapshot["seq"], hello["seq"]);
    let read = grace.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200);
    for part in ["board", "columns", "cards"] {
        assert_eq!(snapshot["data"][part], read[part], "{part}");
    }
    assert_eq!(snapshot["data"]["online"], json!([{"id": grace.id, "name": grace.name}]));
    let moved = ada.post(&format!("/cards/{}/move", id(&first)), json!({"column_id": board.done})).await.expect(200);
    let frame = event(&mut socket).await;
    assert_eq!((&frame["name"], &frame["seq"]), (&json!("card.moved"), &json!(hello["seq"].as_i64().unwrap() + 1)));
    assert_eq!(frame["actor"], json!({"id": ada.id, "name": ada.name}));
    assert_eq!(frame["data"]["card"], moved);
    let told = grace.get(&format!("/boards/{}/activity?limit=1", board.id)).await.expect(200);
    assert_eq!((&told["items"][0]["data"], &told["items"][0]["at"]), (&frame["data"], &frame["at"]));
}

async fn who_comes_back_gets_what_they_missed_once_and_in_order(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let mut socket = grace.socket(&path(&board)).await;
    let (snapshot, epoch) = begin(&mut socket).await;
    let start = snapshot["seq"].as_i64().unwrap();
    drop(socket);
    for title in ["A", "B", "C"] {
        ada.card(&board.todo, title).await;
    }
    let mut socket = grace.socket(&format!("{}?since={}&epoch={epoch}", path(&board), start + 1)).await;
    assert_eq!(socket.expect("hello").await["seq"], start + 3);
    for (seq, title) in [(2, "B"), (3, "C")] {
        let frame = socket.expect("event").await;
        assert_eq!((&frame["seq"], &frame["data"]["card"]["title"]), (&json!(start + seq), &json!(title)));
    }
    ada.card(&board.todo, "D").await;
    assert_eq!(event(&mut socket).await["seq"], start + 4);
    // Who comes back hears who is there without a snapshot.
    let mut again = grace.socket(&format!("{}?since={}&epoch={epoch}", path(&board), start + 4)).await;
    again.expect("hello").await;
    // It may be told of a moment ago first, when her first socket had just gone.
    let her = json!([{"id": grace.id, "name": grace.name}]);
    while again.expect("presence").await["online"] != her {}
}

async fn who_was_away_too_long_starts_over(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let (_, epoch) = begin(&mut grace.socket(&path(&board)).await).await;
    ada.card(&board.todo, "A").await;
    for query in ["since=0&epoch=another".to_owned(), "since=0".to_owned(), format!("since=99&epoch={epoch}")] {
        for path in [path(&board), project_path(&board)] {
            let mut socket = grace.socket(&format!("{path}?{query}")).await;
            for kind in ["hello", "resync", "snapshot"] {
                socket.expect(kind).await;
            }
        }
    }
    let mut tx = app.ctx().db.begin().await.unwrap();
    let old = "UPDATE events SET board_seq = NULL WHERE board_seq IS NOT NULL AND board_seq < 2";
    shared::store::Runs::sql(&mut tx, old).run().await.unwrap();
    tx.commit().await.unwrap();
    let mut socket = grace.socket(&format!("{}?since=0&epoch={epoch}", path(&board))).await;
    for kind in ["hello", "resync", "snapshot"] {
        socket.expect(kind).await;
    }
}

async fn everyone_hears_the_same_on_every_process(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = app.another(&[]).await;
    let mut sockets =
        [ada.socket(&path(&board)).await, grace.socket(&path(&board)).await, grace.at(&other).socket(&path(&board)).await];
    for socket in &mut sockets {
        begin(socket).await;
    }
    let card = ada.card(&board.todo, "Seen everywhere").await;
    grace.at(&other).patch(&format!("/cards/{}", id(&card)), json!({"title": "Changed"})).await.expect(200);
    let mut heard = Vec::new();
    for socket in &mut sockets {
        heard.push([event(socket).await, event(socket).await]);
    }
    assert_eq!(heard[0][0]["name"], "card.created");
    assert_eq!(heard[0][1]["name"], "card.updated");
    assert!(heard[1] == heard[0] && heard[2] == heard[0], "{heard:#?}");
    other.shut_down().await;
}

async fn a_project_tells_of_its_boards_members_and_chat(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let mut socket = grace.socket(&project_path(&board)).await;
    let (snapshot, _) = begin(&mut socket).await;
    let project = grace.get(&format!("/projects/{}", board.project)).await.expect(200);
    let boards = grace.get(&format!("/projects/{}/boards", board.project)).await.expect(200);
    assert_eq!((&snapshot["data"]["project"], &snapshot["data"]["boards"]), (&project, &boards["items"]));
    assert_eq!(snapshot["data"]["online"], json!([{"id": grace.id, "name": grace.name}]));
    let second = id(&ada.post(&format!("/projects/{}/boards", board.project), json!({"name": "Second"})).await.expect(201));
    ada.patch(&format!("/boards/{second}"), json!({"name": "Renamed"})).await.expect(200);
    let said = ada.post(&format!("/projects/{}/messages", board.project), json!({"text": "Hello"})).await.expect(201);
    let bob = app.register("bob").await;
    board.add(&ada, &bob, "viewer").await;
    ada.patch(&format!("/projects/{}", board.project), json!({"name": "Website 2"})).await.expect(200);
    ada.delete(&format!("/boards/{second}")).await.expect(204);
    let names = ["board.created", "board.updated", "chat.message.created", "member.changed", "project.updated", "board.deleted"];
    let mut seq = snapshot["seq"].as_i64().unwrap();
    for name in names {
        seq += 1;
        let frame = socket.event(name).await;
        assert_eq!(frame["seq"], seq);
        if name == "chat.message.created" {
            assert_eq!(frame["data"]["message"], said);
        }
        assert!(frame["data"]["hidden"].is_null(), "{frame:#}");
    }
}

async fn what_a_hidden_board_tells_keeps_its_number_and_loses_its_content(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let (mut shown, mut hidden) = (ada.socket(&project_path(&board)).await, grace.socket(&project_path(&board)).await);
    let (start, epoch) = begin(&mut shown).await;
    begin(&mut hidden).await;
    let overrides = format!("/boards/{}/members/{}", board.id, grace.id);
    let name = async |name: &str| ada.patch(&format!("/boards/{}", board.id), json!({"name": name})).await.expect(200);
    // What is told goes by the rights of the moment in which it is, so each is waited for before they change again.
    let mut seen = [Vec::new(), Vec::new()];
    let mut hear = async |seen: &mut [Vec<Value>; 2]| {
        seen[0].push(event(&mut shown).await);
        seen[1].push(event(&mut hidden).await);
    };
    ada.patch(&overrides, json!({"revoke": ["board_view"]})).await.expect(200);
    name("Top secret").await;
    hear(&mut seen).await;
    ada.patch(&overrides, json!({"revoke": []})).await.expect(200);
    name("Open again").await;
    hear(&mut seen).await;
    ada.patch(&overrides, json!({"revoke": ["board_view"]})).await.expect(200);
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    hear(&mut seen).await;
    for (clear, dark) in seen[0].iter().zip(&seen[1]) {
        assert_eq!((&clear["seq"], &clear["name"]), (&dark["seq"], &dark["name"]));
        assert!(clear["data"]["board"].is_object(), "{clear:#}");
    }
    for dark in [&seen[1][0], &seen[1][2]] {
        assert_eq!((&dark["data"], &dark["actor"]), (&json!({"hidden": true}), &Value::Null), "{dark:#}");
    }
    assert_eq!(seen[1][1]["data"]["board"]["name"], "Open again");
    // The same to who comes back later, and in the snapshot.
    let since = start["seq"].as_i64().unwrap();
    let mut later = grace.socket(&format!("{}?since={since}&epoch={epoch}", project_path(&board))).await;
    later.expect("hello").await;
    for _ in 0..3 {
        let frame = later.expect("event").await;
        assert_eq!(frame["data"], json!({"hidden": true}), "{frame:#}");
    }
}

async fn who_joins_amid_changes_misses_and_repeats_nothing(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    race(&ada, &grace, &board, 25).await;
}

/// Someone connects at the very moment that something happens, again and again.
pub async fn race(ada: &Client, grace: &Client, board: &Board, rounds: usize) {
    let mut epoch = None::<(String, i64)>;
    for round in 0..rounds {
        let query = match &epoch {
            Some((epoch, since)) if round % 3 != 0 => format!("?since={since}&epoch={epoch}"),
            _ => String::new(),
        };
        let path = format!("/ws/boards/{}{query}", board.id);
        let cards = format!("/columns/{}/cards", board.todo);
        let changes = async {
            for part in 0..3 {
                ada.post(&cards, json!({"title": format!("{round}-{part}")})).await.expect(201);
            }
            ada.get(&format!("/boards/{}/activity?limit=1", board.id)).await.expect(200)["items"][0]["seq"].as_i64().unwrap()
        };
        let (mut socket, last) = tokio::join!(grace.socket(&path), changes);
        let hello = socket.expect("hello").await;
        let first = socket.next().await;
        let mut seq = match first["type"].as_str() {
            Some("snapshot") => first["seq"].as_i64().unwrap(),
            Some("event") => {
                assert_eq!(first["seq"], epoch.as_ref().unwrap().1 + 1);
                first["seq"].as_i64().unwrap()
            }
            _ => epoch.as_ref().unwrap().1,
        };
        while seq < last {
            let frame = event(&mut socket).await;
            assert_eq!(frame["seq"], seq + 1, "round {round}");
            seq += 1;
        }
        assert_eq!(socket.until_now("now").await, Vec::<Value>::new(), "nothing comes twice");
        epoch = Some((hello["epoch"].as_str().unwrap().to_owned(), seq));
    }
}

async fn a_ticket_opens_the_board_or_project_it_is_for(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let other = ada.project("Other").await;
    let ticket = async |asked: Value| {
        let made = grace.post("/ws/tickets", asked).await.expect(201);
        format!("?ticket={}", made["ticket"].as_str().unwrap())
    };
    let of_board = async || ticket(json!({"scope": "board", "board_id": board.id})).await;
    let of_project = async || ticket(json!({"scope": "project", "project_id": board.project})).await;
    for (path, query) in [(path(&board), of_board().await), (project_path(&board), of_project().await)] {
        let mut socket = app.socket(&format!("{path}{query}")).await;
        begin(&mut socket).await;
        assert_eq!(app.socket(&format!("{path}{query}")).await.closed().await, 4401, "a ticket is good once");
    }
    let wrong = [
        (path(&board), of_project().await),
        (project_path(&board), of_board().await),
        (path(&other), of_board().await),
        ("/ws/notifications".to_owned(), of_board().await),
    ];
    for (path, query) in wrong {
        assert_eq!(app.socket(&format!("{path}{query}")).await.closed().await, 4403, "{path}");
    }
}

async fn what_is_hidden_or_not_there_is_4404(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let eve = app.register("eve").await;
    let gone = ada.project("Gone").await;
    let ticket = json!({"scope": "board", "board_id": gone.id});
    let ticket = ada.post("/ws/tickets", ticket).await.expect(201)["ticket"].as_str().unwrap().to_owned();
    ada.delete(&format!("/projects/{}", gone.project)).await.expect(204);
    assert_eq!(app.socket(&format!("{}?ticket={ticket}", path(&gone))).await.closed().await, 4404);
    for path in [path(&gone), project_path(&gone)] {
        assert_eq!(ada.socket(&path).await.closed().await, 4404);
    }
    for path in [path(&board), project_path(&board)] {
        assert_eq!(eve.socket(&path).await.closed().await, 4404);
        assert_eq!(app.socket(&path).await.closed().await, 4401);
    }
    for scope in [json!({"scope": "board", "board_id": board.id}), json!({"scope": "project", "project_id": board.project})] {
        eve.post("/ws/tickets", scope).await.problem(404, "not_found");
    }
    let hidden = format!("/boards/{}/members/{}", board.id, grace.id);
    ada.patch(&hidden, json!({"revoke": ["board_view"]})).await.expect(200);
    assert_eq!(grace.socket(&path(&board)).await.closed().await, 4404);
    begin(&mut grace.socket(&project_path(&board)).await).await;
    app.outside(reqwest::Method::GET, "/ws/boards/nonsense").await.problem(404, "not_found");
    app.outside(reqwest::Method::GET, &path(&board)).await.problem(426, "upgrade_required");
}

async fn without_redis_a_board_is_told_a_second_later(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let deaf = app.another(&[("REDIS_URL", "redis://127.0.0.1:1")]).await;
    let mut socket = grace.at(&deaf).socket(&path(&board)).await;
    begin(&mut socket).await;
    let asked = std::time::Instant::now();
    ada.card(&board.todo, "Heard all the same").await;
    assert_eq!(event(&mut socket).await["name"], "card.created");
    assert!(asked.elapsed().as_secs() < 4, "{:?}", asked.elapsed());
    let removed = std::time::Instant::now();
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    assert_eq!(socket.closed().await, 4403);
    assert!(removed.elapsed().as_secs() < 4, "{:?}", removed.elapsed());
    deaf.shut_down().await;
}

async fn a_board_of_many_cards_comes_in_one_snapshot(app: &TestApp) {
    let (ada, grace, board) = cast(app).await;
    let text = "x".repeat(90_000);
    for number in 0..16 {
        ada.card_with(&board.todo, json!({"title": format!("{number}"), "description": text})).await;
    }
    let (snapshot, _) = begin(&mut grace.socket(&path(&board)).await).await;
    assert_eq!(snapshot["data"]["cards"].as_array().unwrap().len(), 16);
    assert!(snapshot.to_string().len() > 1 << 20);
}
