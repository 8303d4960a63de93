//! What one import takes at most, what it leaves alone, and that two runs of one lose nothing.

use std::{
    fs,
    io::{Cursor, Write},
};

use serde_json::{Value, json};
use shared::{
    app::{Trace, imports},
    domain::ImportId,
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    imports::{board_named, imported, left_out},
    support::{Board, Person, TestApp, id, ids, stories},
};

stories!(
    boards_labels_and_columns_beyond_what_a_file_may_hold_are_told,
    a_card_brings_its_newest_comments,
    two_runs_of_one_import_bring_every_file_once,
    a_file_that_is_there_is_not_stored_again,
    a_first_board_that_something_was_done_to_stays,
);

async fn boards_labels_and_columns_beyond_what_a_file_may_hold_are_told(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let names = |from: usize| (from..from + 10).map(|at| format!("l{at}")).collect::<Vec<_>>().join(",");
    let mut rows = vec!["title,board,column,labels".to_owned()];
    rows.extend((0..120).map(|at| format!("Card {at},Board {at},,\"{}\"", names(at * 10))));
    rows.extend((0..105).map(|at| format!("Wide {at},Board 0,Column {at},")));
    let table = rows.join("\n");
    let import = imported(app, &ada, &board.project, "csv", table.clone()).await;
    assert_eq!((&import["state"], &import["progress"]), (&json!("done"), &json!({"done": 199, "total": 199})), "{import:#}");
    assert_eq!((left_out(&import, "row"), left_out(&import, "column")), (20 + 6, 0), "{import:#}");
    let boards = ada.get(&format!("/projects/{}/boards?limit=200", board.project)).await.expect(200);
    assert_eq!(ids(&boards).len(), 101);
    let last = ids(&boards).pop().unwrap();
    assert_eq!(ada.get(&format!("/boards/{last}/cards")).await.expect(200)["items"][0]["title"], "Card 99");
    // The same again, in which everything is found.
    let again = imported(app, &ada, &board.project, "csv", table).await;
    assert_eq!((&again["report"]["created"], &again["report"]["skipped"]), (&json!(0), &json!(199)), "{again:#}");
    assert_eq!(ids(&ada.get(&format!("/projects/{}/boards?limit=200", board.project)).await.expect(200)), ids(&boards));

    let many: Vec<_> = (0..1_003).map(|at| format!("m{at}")).collect();
    let wide: Vec<_> = many.chunks(50).map(|names| format!("T,\"{}\"", names.join(","))).collect();
    let import = imported(app, &ada, &board.project, "csv", format!("title,labels\n{}", wide.join("\n"))).await;
    assert_eq!((&import["report"]["created"], left_out(&import, "label")), (&json!(21), 3), "{import:#}");
}

async fn a_card_brings_its_newest_comments(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let comment =
        |at: usize| json!({"body": format!("word{at}"), "created_at": format!("2026-01-01T{:02}:{:02}:00Z", at / 60, at % 60)});
    let document = json!({
        "format": "boardwire", "version": 1, "project": {},
        "boards": [{"id": "b", "name": "Came", "columns": [{"id": "c", "name": "Here", "kind": "todo"}]}],
        "cards": [{"id": "1", "board_id": "b", "column_id": "c", "title": "Much said of", "comments": (0..1_005).map(comment).collect::<Vec<_>>()}],
    });
    let import = imported(app, &ada, &board.project, "boardwire", document.to_string()).await;
    assert_eq!((&import["report"]["created"], left_out(&import, "comment")), (&json!(1), 5), "{import:#}");
    let came = board_named(&ada, &board.project, "Came").await;
    let card = &came["cards"][0];
    assert_eq!(card["comments_count"], 1_000);
    let said = ada.get(&format!("/cards/{}/comments?limit=200", id(card))).await.expect(200);
    assert!(said["items"][0]["body"].as_str().unwrap().ends_with("word5"), "the oldest five are left out: {}", said["items"][0]);
    // What was said is what the card is found by.
    for word in ["word5", "word1004"] {
        assert_eq!(ids(&ada.get(&format!("/cards?q={word}")).await.expect(200)), [id(card)], "{word}");
    }
}

/// A project with so many files of its own, as a zip.
fn files(count: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let file = |at: usize| json!({"id": format!("file {at}"), "name": format!("{at}.txt"), "path": format!("files/{at}")});
    let document = json!({"format": "boardwire", "version": 1, "project": {}, "boards": [], "cards": [],
        "files": (0..count).map(file).collect::<Vec<_>>()});
    let mut put = |name: String, content: String| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    put("project.json".to_owned(), document.to_string());
    for at in 0..count {
        put(format!("files/{at}"), format!("This is file {at}"));
    }
    zip.finish().unwrap().into_inner()
}

async fn two_runs_of_one_import_bring_every_file_once(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let begun = id(&ada.import(&board.project, "boardwire", "p.zip", files(30)).await.expect(202));
    let import = ImportId(begun.parse().unwrap());
    // As when a worker that was taken for dead comes to again. One of the two may find that the other has ended it.
    let trace = Trace::default();
    let _ = tokio::join!(imports::run(app.ctx(), import, &trace), imports::run(app.ctx(), import, &trace));
    app.run_jobs().await;
    let import = ada.get(&format!("/imports/{begun}")).await.expect(200);
    assert_eq!((&import["state"], &import["progress"]), (&json!("done"), &json!({"done": 30, "total": 30})), "{import:#}");
    let there = ada.get(&format!("/projects/{}/files?limit=200", board.project)).await.expect(200);
    let mut names: Vec<_> = there["items"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    names.sort_by_key(|name| name.trim_end_matches(".txt").parse::<usize>().unwrap());
    assert_eq!(names, (0..30).map(|at| format!("{at}.txt")).collect::<Vec<_>>());
    assert_eq!(app.stored(), 30, "what was stored for nothing is gone");
}

async fn a_file_that_is_there_is_not_stored_again(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    imported(app, &ada, &board.project, "boardwire", files(3)).await;
    assert_eq!(app.stored(), 3);
    // From now on nothing can be stored.
    let folder = app.place().folder().join("files/content");
    let aside = folder.with_extension("aside");
    fs::rename(&folder, &aside).unwrap();
    fs::write(&folder, "").unwrap();
    let again = imported(app, &ada, &board.project, "boardwire", files(3)).await;
    assert_eq!((&again["state"], &again["progress"]), (&json!("done"), &json!({"done": 3, "total": 3})), "{again:#}");
    fs::remove_file(&folder).unwrap();
    fs::rename(&aside, &folder).unwrap();
}

/// The names of a project's boards.
async fn boards(who: &Person, board: &Board) -> Vec<String> {
    let boards = who.get(&format!("/projects/{}/boards", board.project)).await.expect(200);
    boards["items"].as_array().unwrap().iter().map(|board| board["name"].as_str().unwrap().to_owned()).collect()
}

async fn a_first_board_that_something_was_done_to_stays(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let document: Value = json!({"format": "boardwire", "version": 1, "project": {"description": "Told"},
        "boards": [{"id": "b", "name": "Came", "columns": []}], "cards": []});
    let bring = async |board: &Board| {
        imported(app, &ada, &board.project, "boardwire", document.to_string()).await;
        boards(&ada, board).await
    };
    assert_eq!(bring(&ada.project("Website").await).await, ["Came"], "as it was made, it makes room");

    let wider = ada.project("Website").await;
    ada.post(&format!("/boards/{}/columns", wider.id), json!({"name": "Ours", "kind": "todo"})).await.expect(201);
    assert_eq!(bring(&wider).await, ["Website", "Came"], "a column was added");
    let narrower = ada.project("Website").await;
    ada.delete(&format!("/columns/{}", narrower.done)).await.expect(204);
    assert_eq!(bring(&narrower).await, ["Website", "Came"], "a column was deleted");
    let invited = ada.project("Website").await;
    ada.post(&format!("/boards/{}/invites", invited.id), json!({"role": "member"})).await.expect(201);
    assert_eq!(bring(&invited).await, ["Website", "Came"], "somebody was invited to it");
    let shared = ada.project("Website").await;
    shared.add(&ada, &grace, "member").await;
    ada.patch(&format!("/boards/{}/members/{}", shared.id, grace.id), json!({"role": "viewer"})).await.expect(200);
    assert_eq!(bring(&shared).await, ["Website", "Came"], "somebody has other rights on it");
    let other = ada.project("Website").await;
    ada.delete(&format!("/boards/{}", other.id)).await.expect(204);
    ada.post(&format!("/projects/{}/boards", other.project), json!({"name": "Mine"})).await.expect(201);
    app.clock().advance(chrono::TimeDelta::seconds(1));
    assert_eq!(bring(&other).await, ["Mine", "Came"], "it is not the one that came with the project");
}
