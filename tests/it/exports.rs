//! Giving a project out, and taking it in elsewhere.

use std::{
    collections::HashMap,
    io::{Cursor, Write},
    time::Duration,
};

use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    app::{Actor, Credential, Trace},
    domain::{ExportFormat, InstanceRole, ProjectId, UserId},
};
use tokio::time::timeout;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    imports::{board_named, imported, left_out},
    support::{
        Board, Engine, Person, TestApp, block_on, databases,
        files::{PICTURE, text_of},
        id, ids, stories,
    },
};

stories!(
    a_project_is_the_same_elsewhere,
    what_one_may_not_see_is_not_given_out,
    without_files_the_rest_comes_over,
    a_project_with_many_comments_is_read_in_small_pages,
    who_reads_slowly_keeps_only_themselves_waiting,
    the_head_of_an_export_is_told_without_reading_it,
);

#[test]
fn a_project_goes_from_one_engine_to_the_other() {
    block_on(async {
        let (one, other) = (TestApp::start(Engine::Sqlite).await, TestApp::start(Engine::Postgres).await);
        goes_over(&one, &other).await;
        one.finish().await;
        other.finish().await;
        one.clear().await;
        other.clear().await;
    });
}

/// The people who are in the project, in any instance.
async fn people(app: &TestApp) -> [Person; 3] {
    [app.register("ada").await, app.register("grace").await, app.register("linus").await]
}

async fn project(by: &Person, others: [&Person; 2]) -> Board {
    let board = by.project("Website").await;
    for other in others {
        board.add(by, other, "member").await;
    }
    board
}

/// A project with everything that there is.
async fn everything([ada, grace, linus]: &[Person; 3]) -> Board {
    let board = project(ada, [grace, linus]).await;
    let path = format!("/projects/{}", board.project);
    ada.patch(&path, json!({"description": "All of **it**", "status": "in_progress", "deadline": "2027-05-06"}))
        .await
        .expect(200);
    let mut labels = Vec::new();
    for (name, color) in [("bug", "#d73a4a"), ("<b>idea</b>", "#0e8a16"), ("a, \"b\"", "#123456")] {
        labels.push(id(&ada.post(&format!("{path}/labels"), json!({"name": name, "color": color})).await.expect(201)));
    }
    ada.patch(&format!("/boards/{}", board.id), json!({"description": "The first", "wip_mode": "block"})).await.expect(200);
    ada.patch(&format!("/columns/{}", board.in_progress), json!({"wip_limit": 7, "name": "Doing it"})).await.expect(200);
    let second = id(&ada.post(&format!("{path}/boards"), json!({"name": "Ideas"})).await.expect(201));
    let third = ids(&ada.get(&format!("/boards/{second}/columns")).await.expect(200)).remove(2);

    let gone = ada.card(&board.todo, "Gone").await;
    let one = ada
        .card_with(
            &board.todo,
            json!({"title": "One <script>", "description": "# Text\n\n@grace 🎉\r\n", "priority": "urgent", "due": "2027-03-04",
                "labels": labels, "assignees": [linus.id, grace.id]}),
        )
        .await;
    let two = grace.card_with(&board.in_progress, json!({"title": "Two", "due": "2027-03-04T05:06:07.000008Z"})).await;
    grace.card(&board.done, "Three").await;
    let four = ada.card(&third, "Four").await;
    ada.post(
        &format!("/cards/{}/move", id(&ada.card(&board.todo, "First").await)),
        json!({"column_id": board.todo, "position": 0}),
    )
    .await
    .expect(200);
    ada.delete(&format!("/cards/{}", id(&gone))).await.expect(204);
    ada.patch(&format!("/cards/{}", id(&four)), json!({"archived": true})).await.expect(200);
    for (text, done) in [("draw it", true), ("build it", false), ("ship it", false)] {
        ada.post(&format!("/cards/{}/checklist", id(&one)), json!({"text": text, "done": done})).await.expect(201);
    }
    for (who, body) in [(grace, "Why?"), (ada, "Because, @grace.\n\n> so"), (linus, "**Hm**")] {
        who.post(&format!("/cards/{}/comments", id(&one)), json!({"body": body})).await.expect(201);
    }
    linus.put(&format!("/cards/{}/watchers/{}", id(&two), linus.id), json!({})).await.expect(201);
    grace.upload(&format!("/cards/{}", id(&one)), "picture.png", PICTURE).await.expect(201);
    ada.upload(&format!("/cards/{}", id(&two)), "Pläne: \"1\".txt", "Nothing yet").await.expect(201);
    ada.upload(&path, "notes.txt", "Ours").await.expect(201);
    board
}

async fn document(who: &Person, project: &str) -> Value {
    let answer = who.get(&format!("/projects/{project}/export")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.expect_status(200);
    serde_json::from_slice(&answer.unpacked()).unwrap()
}

async fn zip(who: &Person, project: &str) -> Vec<u8> {
    let answer = who.get(&format!("/projects/{project}/export?format=zip")).await;
    assert_eq!(answer.header("content-type"), "application/zip");
    answer.expect_status(200);
    answer.body
}

/// The document with each id in the place of its turn, and without times.
fn plain(document: &Value) -> Value {
    fn walk(value: &Value, key: &str, seen: &mut HashMap<String, usize>) -> Value {
        match value {
            Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), walk(value, key, seen))).collect(),
            Value::Array(list) => list.iter().map(|value| walk(value, key, seen)).collect(),
            Value::String(text) if key == "id" || key.ends_with("_id") => {
                let next = seen.len();
                json!(format!("id {}", seen.entry(text.clone()).or_insert(next)))
            }
            Value::String(_) if key.ends_with("_at") => json!("a time"),
            other => other.clone(),
        }
    }
    walk(document, "", &mut HashMap::new())
}

async fn a_project_is_the_same_elsewhere(app: &TestApp) {
    let other = TestApp::start(app.place().engine).await;
    goes_over(app, &other).await;
    other.finish().await;
    other.clear().await;
}

async fn goes_over(app: &TestApp, other: &TestApp) {
    let (here, there) = (people(app).await, people(other).await);
    let board = everything(&here).await;
    app.run_jobs().await;
    let given = document(&here[0], &board.project).await;
    let packed = zip(&here[0], &board.project).await;
    let new = project(&there[0], [&there[1], &there[2]]).await;
    other.run_jobs().await;
    let before = other.mails().len();
    let import = imported(other, &there[0], &new.project, "boardwire", packed.clone()).await;
    assert_eq!((&import["state"], &import["report"]["left_out"]), (&json!("done"), &json!([])), "{import:#}");
    assert_eq!((&import["report"]["created"], &import["progress"]), (&json!(5), &json!({"done": 8, "total": 8})));
    assert_eq!(other.mails().len(), before, "nobody is told");
    let came = document(&there[0], &new.project).await;
    assert_eq!(plain(&came), plain(&given));
    // What people see is the same, too: keys, the contents of files, what is archived.
    let keys =
        |document: &Value| document["cards"].as_array().unwrap().iter().map(|card| card["key"].clone()).collect::<Vec<_>>();
    assert_eq!(keys(&came), ["WEB-6", "WEB-2", "WEB-3", "WEB-4", "WEB-5"].map(Value::from));
    let picture = came["cards"][1]["files"][0]["id"].as_str().unwrap();
    assert_eq!(there[1].get(&format!("/files/{picture}/content")).await.body, PICTURE);
    let made = board_named(&there[0], &new.project, "Website").await;
    assert_eq!(made["cards"].as_array().unwrap().len(), 4);
    // Again: nothing is doubled.
    let again = imported(other, &there[0], &new.project, "boardwire", packed).await;
    assert_eq!((&again["report"]["created"], &again["report"]["skipped"]), (&json!(0), &json!(5)));
    assert_eq!(plain(&document(&there[0], &new.project).await), plain(&given));
    other.run_jobs().await;
}

async fn what_one_may_not_see_is_not_given_out(app: &TestApp) {
    let crew = people(app).await;
    let [ada, grace, linus] = &crew;
    let board = everything(&crew).await;
    let stranger = app.register("stranger").await;
    let path = format!("/projects/{}/export", board.project);
    stranger.get(&path).await.problem(404, "not_found");
    app.visitor().get(&path).await.problem(401, "unauthenticated");
    ada.get(&format!("{path}?format=xml")).await.invalid(&["/format"]);
    // A board that is hidden from grace, and one that linus may only look at.
    ada.patch(&format!("/boards/{}/members/{}", board.id, grace.id), json!({"revoke": ["board_view"]})).await.expect(200);
    board.add_again(ada, linus, "viewer").await;
    let hers = document(grace, &board.project).await;
    assert_eq!(hers["boards"].as_array().map(Vec::len), Some(1));
    assert_eq!(hers["cards"].as_array().unwrap().iter().map(|card| card["title"].clone()).collect::<Vec<_>>(), ["Four"]);
    let table = grace.get(&format!("{path}?format=csv")).await;
    assert!(!String::from_utf8(table.unpacked()).unwrap().contains("One <script>"));
    let packed = String::from_utf8_lossy(&zip(grace, &board.project).await).into_owned();
    assert!(!packed.contains("Nothing yet") && packed.contains("Ours"), "only the project's own file is hers to see");
    assert_eq!(document(linus, &board.project).await["cards"].as_array().map(Vec::len), Some(5));
    // Addresses are for the instance admin; secrets for nobody.
    let (all, his) = (document(ada, &board.project).await.to_string(), document(linus, &board.project).await.to_string());
    assert!(all.contains("grace@example.org") && !his.contains("@example.org"));
    assert!(!all.contains("password"));
}

async fn without_files_the_rest_comes_over(app: &TestApp) {
    let crew = people(app).await;
    let [ada, grace, linus] = &crew;
    let board = everything(&crew).await;
    let mut given = document(ada, &board.project).await;
    let other = project(ada, [grace, linus]).await;
    // Into a project that has something in it already, where nothing is taken over.
    ada.card(&other.todo, "Here first").await;
    given["cards"][0]["column_id"] = json!("0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10");
    given["cards"][1]["assignees"] = json!(["nobody"]);
    given["labels"][0]["color"] = json!("red");
    given["boards"][1]["columns"] = json!({"wrong": "type"});
    let import = imported(app, ada, &other.project, "boardwire", given.to_string()).await;
    assert_eq!((&import["state"], &import["report"]["created"]), (&json!("done"), &json!(3)), "{import:#}");
    for (what, count) in [("file", 3), ("card", 2), ("assignee", 1), ("label", 2), ("board", 1)] {
        assert_eq!(left_out(&import, what), count, "{what}: {import:#}");
    }
    let boards = ada.get(&format!("/projects/{}/boards", other.project)).await.expect(200);
    assert_eq!(boards["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(ada.get(&format!("/projects/{}", other.project)).await.expect(200)["description"], "");
    // What calls itself a path is none: it is only looked for in the archive.
    for (to, entry, came) in [
        ("/etc/passwd", "files/other", false),
        ("../../../etc/passwd", "files/other", false),
        ("../../../etc/passwd", "../../../etc/passwd", true),
    ] {
        let into = project(ada, [grace, linus]).await;
        let document = json!({"format": "boardwire", "version": 1, "project": {}, "boards": [], "cards": [],
            "files": [{"id": "f", "name": "passwd.txt", "path": to}]});
        let sent = zip_with(&[("project.json", document.to_string().as_bytes()), (entry, b"in the archive")]);
        let import = imported(app, ada, &into.project, "boardwire", sent).await;
        assert_eq!((&import["state"], left_out(&import, "file")), (&json!("done"), i64::from(!came)), "{to}: {import:#}");
        let files = ada.get(&format!("/projects/{}/files", into.project)).await.expect(200);
        assert_eq!(ids(&files).len(), usize::from(came), "{files:#}");
        for file in ids(&files) {
            assert_eq!(ada.get(&format!("/files/{file}/content")).await.body, b"in the archive");
        }
    }
}

fn zip_with(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

async fn a_project_with_many_comments_is_read_in_small_pages(app: &TestApp) {
    let crew = people(app).await;
    let board = everything(&crew).await;
    let before = document(&crew[0], &board.project).await;
    // As if each card were a page of its own.
    databases::unstamped(&app.ctx().db).await;
    app.ctx().db.write("UPDATE cards SET comments_count = 150").run().await.unwrap();
    let after = document(&crew[0], &board.project).await;
    assert!(before["cards"].as_array().unwrap().len() > 2);
    assert_eq!(before["cards"], after["cards"]);
}

/// As the use cases know them.
fn actor(person: &Person) -> Actor {
    Actor {
        user_id: UserId(person.id.parse().unwrap()),
        by: Credential::CommandLine,
        name: String::new(),
        handle: person.handle.clone(),
        role: InstanceRole::Member,
        time_zone: chrono_tz::UTC,
        trace: Trace::default(),
    }
}

async fn who_reads_slowly_keeps_only_themselves_waiting(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    // More than is on its way to a reader at any time.
    ada.upload(&format!("/projects/{}", board.project), "long.txt", text_of(2_000_000)).await.expect(201);
    let project = ProjectId(board.project.parse().unwrap());
    let zip = async |who: &Person| shared::app::exports::export(app.ctx(), &actor(who), project, ExportFormat::Zip).await;
    let mut unread = vec![zip(&ada).await.unwrap()];
    for other in ["grace", "linus", "mary", "joan", "edsger"] {
        let other = app.register(other).await;
        board.add(&ada, &other, "viewer").await;
        // The contents are read from the storage: nobody who only reads the document waits for them.
        unread.push(zip(&other).await.unwrap_or_else(|error| panic!("{} waits in vain: {error}", other.handle)));
    }
    // Their own next one waits, and is given as soon as they let go of the one before.
    let mut next = Box::pin(zip(&ada));
    assert!(timeout(Duration::from_millis(300), &mut next).await.is_err(), "two at a time");
    drop(unread.remove(0));
    next.await.unwrap();
}

/// How long it would be is not known before its end, so that is not told, and nothing is read to find out.
async fn the_head_of_an_export_is_told_without_reading_it(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.upload(&format!("/projects/{}", board.project), "long.txt", text_of(2_000_000)).await.expect(201);
    for (format, media_type) in [("json", "application/json"), ("zip", "application/zip")] {
        let path = format!("/projects/{}/export?format={format}", board.project);
        let head = ada.request(Method::HEAD, &path).await;
        assert_eq!((head.status.as_u16(), head.header("content-type")), (200, media_type));
        assert!(head.header("content-disposition").contains(&format!("WEB.{format}")), "{:?}", head.headers);
        assert_eq!(head.headers.get("content-length"), None);
    }
    let stranger = app.register("eve").await;
    let refused = stranger.request(Method::HEAD, &format!("/projects/{}/export", board.project)).await;
    assert_eq!(refused.status.as_u16(), 404);
}
