//! What is not taken in: at once where it shows at once, else with a reason, and nothing half-done.

use reqwest::multipart::Form;
use serde_json::json;

use crate::{
    imports::{board_named, crew, imported, left_out},
    support::{
        TestApp,
        files::{BOMB, part, text_of, zip_of},
        id, stories, trello,
    },
};

stories!(
    what_shows_at_once_is_refused_at_once,
    what_shows_later_fails_with_a_reason,
    the_same_request_again_is_one_import,
    hostile_cards_are_cut_or_left_out_and_said,
);

async fn what_shows_at_once_is_refused_at_once(app: &TestApp) {
    let (ada, grace, _, board) = crew(app).await;
    let stranger = app.register("stranger").await;
    let project = board.project.as_str();
    board.add_again(&ada, &grace, "viewer").await;
    grace.import(project, "trello", "b.json", trello::REAL).await.problem(403, "forbidden");
    stranger.import(project, "trello", "b.json", trello::REAL).await.problem(404, "not_found");
    app.visitor().import(project, "trello", "b.json", trello::REAL).await.problem(401, "unauthenticated");
    ada.import("0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10", "trello", "b.json", trello::REAL).await.problem(404, "not_found");
    ada.import(project, "jira", "b.json", trello::REAL).await.invalid(&["/source"]);
    for (source, content) in [
        ("trello", &b""[..]),
        ("trello", b"title\nHello"),
        ("trello", b"[1]"),
        ("trello", BOMB),
        ("csv", b"{\"lists\": []}"),
        ("csv", BOMB),
        ("csv", b"title\n\0"),
        ("boardwire", b"title\nHello"),
    ] {
        ada.import(project, source, "b", content.to_vec()).await.invalid(&["/file"]);
    }
    let file = || part("b.json", trello::REAL);
    ada.send_import(project, Form::new().part("file", file())).await.invalid(&["/source"]);
    ada.send_import(project, Form::new().text("source", "trello")).await.invalid(&["/file"]);
    ada.send_import(project, Form::new().text("source", "trello").text("source", "csv").part("file", file()))
        .await
        .invalid(&["/source"]);
    ada.send_import(project, Form::new().part("file", file()).text("source", "csv").text("more", "x")).await.invalid(&["/more"]);
    ada.post(&format!("/projects/{project}/imports"), json!({})).await.problem(415, "unsupported_media_type");
    ada.import(project, "csv", "b.csv", text_of(25_000_001)).await.problem(413, "too_large");
    // What it was written by may be said after it.
    ada.send_import(project, Form::new().part("file", file()).text("source", "trello")).await.expect(202);
    app.run_jobs().await;
    board_named(&ada, project, "Project 100").await;
    let kept = std::fs::read_dir(app.place().folder().join("files/imports")).map_or(0, Iterator::count);
    assert_eq!(kept, 0, "no file of an import is kept");
}

async fn what_shows_later_fails_with_a_reason(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let whole = trello::board(20).to_string();
    let many = format!("title\n{}", "x\n".repeat(20_001));
    let deep = format!("{{\"lists\": {}, \"cards\": []}}", "[".repeat(100_000));
    let nested = format!("{{\"lists\": [], \"cards\": [], \"x\": {}1{}}}", "[".repeat(40), "]".repeat(40));
    let large = zip_of("project.json", &vec![b' '; 25_000_001]);
    let before = ada.get(&format!("/projects/{}/boards", board.project)).await.expect(200);
    for (source, content, why) in [
        ("trello", whole[..whole.len() / 2].to_owned().into_bytes(), "ends too early"),
        ("trello", b"{\"lists\": [}".to_vec(), "not JSON: line 1"),
        ("trello", b"{\"boards\": []}".to_vec(), "no board of Trello"),
        ("trello", deep.into_bytes(), "not JSON"),
        ("trello", nested.into_bytes(), "more than 32 deep"),
        ("trello", b"{\"lists\": [], \"cards\": {\"a\": 1}}".to_vec(), "no board of Trello"),
        ("csv", many.into_bytes(), "more than 20000 cards"),
        ("csv", b"name of nothing,b\n1,2\n".to_vec(), "names no column"),
        ("boardwire", b"{\"format\": \"other\"}".to_vec(), "not given out by this program"),
        ("boardwire", b"{\"format\": \"boardwire\", \"version\": 2}".to_vec(), "version 1"),
        ("boardwire", b"{\"format\": \"boardwire\", \"version\": 1}".to_vec(), "not as this program writes it"),
        ("boardwire", BOMB.to_vec(), "project.json"),
        ("boardwire", large, "more than 25000000 bytes"),
        ("boardwire", BOMB[..BOMB.len() / 2].to_vec(), "not whole"),
    ] {
        let import = imported(app, &ada, &board.project, source, content).await;
        assert_eq!(import["state"], "failed", "{why}: {import:#}");
        assert!(import["reason"].as_str().unwrap().contains(why), "{why}: {import:#}");
        assert_eq!(import["report"]["created"], 0);
    }
    assert_eq!(ada.get(&format!("/projects/{}/boards", board.project)).await.expect(200), before);
}

async fn the_same_request_again_is_one_import(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let send = async |content: &'static [u8]| {
        ada.import(&board.project, "trello", "b.json", content).header("idempotency-key", "k").await
    };
    let first = id(&send(trello::REAL).await.expect(202));
    assert_eq!(id(&send(trello::REAL).await.expect(202)), first);
    send(b"{\"lists\": [], \"cards\": []}").await.problem(422, "idempotency_key_reused");
    app.run_jobs().await;
    assert_eq!(board_named(&ada, &board.project, "Project 100").await["cards"].as_array().unwrap().len(), 3);
}

async fn hostile_cards_are_cut_or_left_out_and_said(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let html = "<img src=x onerror=alert(1)>\u{202E} \u{0}'; DROP TABLE cards;--";
    let file = json!({
        "id": 7, "name": "Hostile",
        "lists": [{"id": "l", "name": "x".repeat(100_000), "pos": 1}],
        "cards": [
            {"id": "1", "name": "y".repeat(100_000), "desc": "d".repeat(200_000), "idList": "l", "pos": 1},
            {"id": "2", "name": html, "desc": html, "idList": "l", "pos": 2},
            {"id": "2", "name": "twin", "idList": "l"},
            {"id": "3", "name": "lost", "idList": "nowhere"},
            {"id": "4", "name": ["no", "text"], "idList": "l"},
            {"id": "5", "name": "\u{202E}", "idList": "l"},
            {"id": "6", "name": "due", "idList": "l", "due": "2026-02-30", "idLabels": ["?"], "idMembers": ["?"], "pos": 3},
            "no card",
            null,
        ],
        "checklists": [{"id": "k", "idCard": "gone", "checkItems": [{"name": "x"}]}],
        "actions": [{"type": "commentCard", "data": {"text": "x", "card": {"id": "gone"}}}, 5],
    });
    let import = imported(app, &ada, &board.project, "trello", file.to_string()).await;
    assert_eq!((&import["state"], &import["report"]["created"]), (&json!("done"), &json!(3)), "{import:#}");
    let made = board_named(&ada, &board.project, "Hostile").await;
    let cards = made["cards"].as_array().unwrap();
    assert_eq!(cards[0]["title"].as_str().unwrap().len(), 255);
    assert_eq!(cards[0]["description"].as_str().unwrap().len(), 100_000);
    // As it was typed, but for what hides or cannot be stored.
    assert_eq!(cards[1]["title"], "<img src=x onerror=alert(1)>  '; DROP TABLE cards;--");
    assert_eq!(cards[1]["description"], html.replace('\0', ""));
    assert_eq!(cards[2]["due"], json!(null));
    for (what, count) in
        [("list", 1), ("card", 8), ("due date", 1), ("label", 1), ("assignee", 1), ("checklist item", 1), ("comment", 1)]
    {
        assert_eq!(left_out(&import, what), count, "{what}: {import:#}");
    }
}
