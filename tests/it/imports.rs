//! Bringing boards of Trello in: what comes over, what is said of the rest, and that nothing comes twice.

use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, stories, trello};

stories!(
    a_real_board_of_trello_comes_over,
    a_board_with_everything_comes_over_once,
    comments_of_others_are_put_in_their_name_by_managers_only,
    what_is_deleted_comes_again_and_what_was_changed_stays,
    an_import_of_somebody_who_may_not_write_any_more_fails,
    what_nobody_ends_is_swept,
    what_waits_for_a_worker_is_not_swept,
    whoever_waits_is_told_when_the_last_attempt_is_lost,
);

/// Sends a file, waits for its end, and gives what is said of it.
pub async fn imported(app: &TestApp, who: &Person, project: &str, source: &str, content: impl Into<reqwest::Body>) -> Value {
    let begun = who.import(project, source, "board.json", content).await;
    let location = begun.header("location").to_owned();
    let begun = begun.expect(202);
    assert_eq!(begun["state"], "queued");
    assert_eq!(location, format!("/api/v1/imports/{}", id(&begun)));
    app.run_jobs().await;
    who.get(&format!("/imports/{}", id(&begun))).await.expect(200)
}

/// How many of these were left out, and under how many names.
pub fn left_out(import: &Value, what: &str) -> i64 {
    let entries = import["report"]["left_out"].as_array().expect("a list");
    let of = entries.iter().filter(|entry| entry["what"] == what);
    of.map(|entry| entry["count"].as_i64().expect("a count")).sum()
}

/// The board of this name, as the snapshot shows it.
pub async fn board_named(who: &Person, project: &str, name: &str) -> Value {
    let boards = who.get(&format!("/projects/{project}/boards")).await.expect(200);
    let named: Vec<_> = boards["items"].as_array().unwrap().iter().filter(|board| board["name"] == name).collect();
    assert_eq!(named.len(), 1, "one board is called {name}: {boards:#}");
    who.get(&format!("/boards/{}/snapshot", id(named[0]))).await.expect(200)
}

/// All archived cards of a board.
async fn archived(who: &Person, board: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let mut path = format!("/boards/{}/cards?archived=true&limit=200", id(&board["board"]));
    loop {
        let page = who.get(&path).await.expect(200);
        found.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else { return found };
        path = format!("/boards/{}/cards?archived=true&limit=200&cursor={cursor}", id(&board["board"]));
    }
}

fn titles(board: &Value, column: &Value) -> Vec<String> {
    let cards = board["cards"].as_array().unwrap().iter().filter(|card| card["column_id"] == column["id"]);
    cards.map(|card| card["title"].as_str().unwrap().to_owned()).collect()
}

async fn a_real_board_of_trello_comes_over(app: &TestApp) {
    let (ada, tester) = (app.register("ada").await, app.register("test_user").await);
    let board = ada.project("Website").await;
    board.add(&ada, &tester, "member").await;
    app.run_jobs().await;
    let before = (tester.get("/notifications").await.expect(200), app.mails().len());
    let import = imported(app, &ada, &board.project, "trello", trello::REAL).await;
    assert_eq!((&import["state"], &import["reason"]), (&json!("done"), &Value::Null));
    assert_eq!(import["progress"], json!({"done": 3, "total": 3}));
    assert_eq!((&import["report"]["created"], &import["report"]["skipped"]), (&json!(3), &json!(0)));
    assert_eq!((left_out(&import, "custom field"), left_out(&import, "custom field value")), (5, 8));

    let made = board_named(&ada, &board.project, "Project 100").await;
    let columns: Vec<_> = made["columns"].as_array().unwrap().iter().map(|one| (&one["name"], &one["kind"])).collect();
    let (todo, doing, done) = (json!("Todo"), json!("In Progress"), json!("Done"));
    assert_eq!(columns, [(&todo, &json!("todo")), (&doing, &json!("in_progress")), (&done, &json!("done"))]);
    assert_eq!(titles(&made, &made["columns"][0]), ["Write code", "Review code"]);
    assert_eq!(titles(&made, &made["columns"][1]), ["Visualize code"]);
    for card in made["cards"].as_array().unwrap() {
        assert_eq!(card["assignees"][0]["id"], tester.id.as_str());
        assert_eq!(card["created_by"], ada.view());
    }
    // Nobody is told, but it is in the board's activity.
    assert_eq!((tester.get("/notifications").await.expect(200), app.mails().len()), before);
    let activity = ada.get(&format!("/boards/{}/activity", id(&made["board"]))).await.expect(200).to_string();
    assert_eq!(activity.matches("\"card.created\"").count(), 3);

    let again = imported(app, &tester, &board.project, "trello", trello::REAL).await;
    assert_eq!((&again["report"]["created"], &again["report"]["skipped"]), (&json!(0), &json!(3)));
    assert_eq!(board_named(&ada, &board.project, "Project 100").await["cards"], made["cards"]);
    let labels = ada.get(&format!("/projects/{}/labels", board.project)).await.expect(200);
    assert_eq!(labels["items"].as_array().map(Vec::len), Some(6), "{labels:#}");
}

/// A project with two whom the made board knows.
pub async fn crew(app: &TestApp) -> (Person, Person, Person, Board) {
    let (ada, grace, linus) = (app.register("ada").await, app.register("grace").await, app.register("linus").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    board.add(&ada, &linus, "member").await;
    app.run_jobs().await;
    (ada, grace, linus, board)
}

async fn a_board_with_everything_comes_over_once(app: &TestApp) {
    let (ada, grace, linus, board) = crew(app).await;
    let file = trello::board(500).to_string();
    let import = imported(app, &ada, &board.project, "trello", file.clone()).await;
    assert_eq!((&import["state"], &import["report"]["created"]), (&json!("done"), &json!(500)), "{import:#}");
    look_at_everything(&ada, &grace, &linus, &board).await;
    for (what, count) in [("attachment", 50), ("start date", 10), ("archived list", 2), ("custom field", 1)] {
        assert_eq!(left_out(&import, what), count, "{what}: {import:#}");
    }
    assert!(left_out(&import, "assignee") > 0 && left_out(&import, "completed due date") > 0, "{import:#}");

    // Again, and a newer export of the same board: only what is new comes.
    let again = imported(app, &ada, &board.project, "trello", file).await;
    assert_eq!((&again["report"]["created"], &again["report"]["skipped"]), (&json!(0), &json!(500)));
    look_at_everything(&ada, &grace, &linus, &board).await;
    let newer = imported(app, &ada, &board.project, "trello", trello::board(503).to_string()).await;
    assert_eq!((&newer["report"]["created"], &newer["report"]["skipped"]), (&json!(3), &json!(500)));
}

/// What people see of a made board with 500 cards.
pub async fn look_at_everything(ada: &Person, grace: &Person, linus: &Person, board: &Board) {
    let made = board_named(ada, &board.project, "Made <b>board</b>").await;
    assert_eq!(made["board"]["description"], "# About\n<script>alert(1)</script>");
    let columns = made["columns"].as_array().unwrap();
    let names: Vec<_> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Done", "Doing", "Backlog", "Old ideas"]);
    let kinds: Vec<_> = columns.iter().map(|column| column["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["done", "in_progress", "todo", "todo"]);
    let in_backlog: Vec<_> = (0..500).rev().filter(|n| n % 4 == 0 && n % 7 != 3).map(|n| format!("Card {n}")).collect();
    assert_eq!(titles(&made, &columns[2]), in_backlog);
    assert_eq!(titles(&made, &columns[3]), [""; 0], "what is in an archived list is archived");
    let away = archived(ada, &made).await;
    assert_eq!(away.len(), (0..500).filter(|n| n % 7 == 3 || n % 4 == 2).count());
    assert_eq!(made["cards"].as_array().unwrap().len() + away.len(), 500);

    let card = |title: &str| made["cards"].as_array().unwrap().iter().find(|card| card["title"] == title).cloned().unwrap();
    let zero = card("Card 0");
    assert_eq!(zero["labels"][0]["name"], "green", "a label without a name has its color's");
    assert_eq!((&zero["due"], &zero["assignees"][0]["id"]), (&json!("2027-01-01T10:00:00Z"), &json!(grace.id)));
    assert_eq!((&zero["checklist"], &zero["comments_count"]), (&json!({"done": 2, "total": 4}), &json!(2)));
    assert_eq!(card("Card 7")["status"], "done");
    assert!(card("Card 7")["completed_at"].is_string());
    assert_eq!(card("Card 39")["assignees"][0]["id"], linus.id.as_str(), "known by her address");
    assert_eq!(card("Card 15")["assignees"], json!([]), "a stranger is nobody here");

    let checklist = ada.get(&format!("/cards/{}/checklist", id(&zero))).await.expect(200);
    let told: Vec<_> =
        checklist["items"].as_array().unwrap().iter().map(|one| (one["text"].clone(), one["done"].clone())).collect();
    let wish = |text: &str, done: bool| (json!(text), json!(done));
    let wanted = [("List 0: first", true), ("List 0: second", false), ("List 1: first", true), ("List 1: second", false)];
    assert_eq!(told, wanted.map(|(text, done)| wish(text, done)));
    let said = ada.get(&format!("/cards/{}/comments", id(&zero))).await.expect(200);
    let said: Vec<_> =
        said["items"].as_array().unwrap().iter().map(|one| (one["body"].clone(), one["author"]["id"].clone())).collect();
    assert_eq!(said, [(json!("Said 0 @grace"), json!(grace.id)), (json!("Said 1 @grace"), json!(grace.id))]);
    // Card 8 was spoken of by a stranger: who it was and when stands in the text.
    let said = ada.get(&format!("/cards/{}/comments", id(&card("Card 8")))).await.expect(200);
    assert_eq!(said["items"][0]["body"], "**Some Stranger** wrote on 2026-02-03 at 04:00 UTC:\n\nSaid 0 @grace");
    assert_eq!(said["items"][0]["author"]["id"], ada.id.as_str());
    let unread = grace.get("/notifications?unread=true").await.expect(200);
    assert!(!unread.to_string().contains("Card 0"), "nobody is told: {unread:#}");
}

async fn comments_of_others_are_put_in_their_name_by_managers_only(app: &TestApp) {
    let (ada, grace, linus, board) = crew(app).await;
    imported(app, &linus, &board.project, "trello", trello::board(12).to_string()).await;
    let made = board_named(&ada, &board.project, "Made <b>board</b>").await;
    let cards = made["cards"].as_array().unwrap();
    let said = async |title: &str| {
        let card = cards.iter().find(|card| card["title"] == title).unwrap();
        let said = ada.get(&format!("/cards/{}/comments", id(card))).await.expect(200);
        (said["items"][0]["author"]["handle"].clone(), said["items"][0]["body"].as_str().unwrap().to_owned())
    };
    // Card 0 is spoken of by grace, card 4 by linus himself.
    let (author, text) = said("Card 0").await;
    assert_eq!((author, text.starts_with("**Grace H.** wrote on 2026-02-03")), (json!(linus.handle), true), "{text}");
    assert_eq!(said("Card 4").await, (json!(linus.handle), "Said 0 @grace".to_owned()));
    assert!(!grace.get("/notifications").await.expect(200).to_string().contains("mentioned"));
}

async fn what_is_deleted_comes_again_and_what_was_changed_stays(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    imported(app, &ada, &board.project, "trello", trello::REAL).await;
    let made = board_named(&ada, &board.project, "Project 100").await;
    let [first, second] = [&made["cards"][0], &made["cards"][1]];
    ada.delete(&format!("/cards/{}", id(first))).await.expect(204);
    ada.patch(&format!("/cards/{}", id(second)), json!({"title": "Mine now"})).await.expect(200);
    let again = imported(app, &ada, &board.project, "trello", trello::REAL).await;
    assert_eq!((&again["report"]["created"], &again["report"]["skipped"]), (&json!(1), &json!(2)));
    let then = board_named(&ada, &board.project, "Project 100").await;
    assert_eq!(titles(&then, &then["columns"][0]), ["Mine now", "Write code"]);
    ada.delete(&format!("/boards/{}", id(&made["board"]))).await.expect(204);
    let anew = imported(app, &ada, &board.project, "trello", trello::REAL).await;
    assert_eq!(anew["report"]["created"], 3);
    board_named(&ada, &board.project, "Project 100").await;
}

async fn an_import_of_somebody_who_may_not_write_any_more_fails(app: &TestApp) {
    let (ada, grace, linus, board) = crew(app).await;
    let begun = id(&grace.import(&board.project, "trello", "board.json", trello::REAL).await.expect(202));
    let path = format!("/imports/{begun}");
    linus.get(&path).await.expect(200);
    board.add_again(&ada, &linus, "viewer").await;
    linus.get(&path).await.problem(404, "not_found");
    board.add_again(&ada, &grace, "viewer").await;
    app.run_jobs().await;
    let import = grace.get(&path).await.expect(200);
    assert_eq!(import["state"], "failed");
    assert!(import["reason"].as_str().unwrap().contains("does not let you"), "{import:#}");
    assert_eq!(ada.get(&format!("/projects/{}/boards", board.project)).await.expect(200)["items"].as_array().unwrap().len(), 1);
    // Nobody else knows of it, and of none that is not there.
    let stranger = app.register("stranger").await;
    stranger.get(&path).await.problem(404, "not_found");
    ada.get("/imports/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10").await.problem(404, "not_found");
}

async fn what_nobody_ends_is_swept(app: &TestApp) {
    app.jobs_may_stay();
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let begun = id(&ada.import(&board.project, "trello", "board.json", trello::REAL).await.expect(202));
    app.ctx().db.write("UPDATE jobs SET state = 'dead' WHERE kind = 'import_cards'").run().await.unwrap();
    app.clock().advance(chrono::TimeDelta::days(2));
    shared::app::imports::sweep(app.ctx()).await.unwrap();
    let import = ada.sign_in_again().await.get(&format!("/imports/{begun}")).await.expect(200);
    assert_eq!(import["state"], "failed", "{import:#}");
    let folder = app.place().folder().join("files/imports");
    assert_eq!(std::fs::read_dir(folder).map_or(0, Iterator::count), 0, "the file is gone");
}

async fn what_waits_for_a_worker_is_not_swept(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let begun = id(&ada.import(&board.project, "trello", "board.json", trello::REAL).await.expect(202));
    app.clock().advance(chrono::TimeDelta::days(2));
    shared::app::imports::sweep(app.ctx()).await.unwrap();
    app.run_jobs().await;
    let import = ada.sign_in_again().await.get(&format!("/imports/{begun}")).await.expect(200);
    assert_eq!(import["state"], "done", "{import:#}");
}

async fn whoever_waits_is_told_when_the_last_attempt_is_lost(app: &TestApp) {
    app.jobs_may_stay();
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let begun = id(&ada.import(&board.project, "trello", "board.json", trello::REAL).await.expect(202));
    // As it is when the fifth process that runs it is lost.
    let text = "UPDATE jobs SET state = 'running', losses = 4, lease_token = 7, dispatched_at = run_at, due_at = $1 \
                WHERE kind = 'import_cards'";
    app.ctx().db.write(text).bind(app.clock().now()).run().await.unwrap();
    app.clock().advance(chrono::TimeDelta::minutes(1));
    app.run_jobs().await;
    let import = ada.get(&format!("/imports/{begun}")).await.expect(200);
    assert_eq!(import["state"], "failed", "{import:#}");
    assert!(import["reason"].as_str().unwrap().contains("something went wrong here"), "{import:#}");
    assert_eq!(std::fs::read_dir(app.place().folder().join("files/imports")).map_or(0, Iterator::count), 0);
}
