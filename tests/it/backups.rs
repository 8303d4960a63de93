//! A backup is made while people work, and all of the instance comes back from it, on either engine.

use std::{
    collections::BTreeMap,
    os::unix::fs::PermissionsExt,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::{
    domain::JobState,
    store::{Db, Schema, connect, schema},
};
use uuid::Uuid;

use crate::support::{
    Board, Client, Engine, PASSWORD, Person, TestApp,
    backups::{admin, backup, checked, manifest, new_file, restored, text},
    factor::{Factor, set_up},
    files::PICTURE,
    id,
    jobs::{enqueue, errand, row, until},
    stories,
};

stories![
    an_instance_comes_back_on_either_engine,
    a_backup_is_of_one_moment_while_others_write,
    what_waited_to_be_done_is_done_after_and_nothing_twice,
    the_way_to_the_other_engine_and_back_changes_nothing,
    files_may_be_left_out,
];

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

struct Cast {
    ada: Person,
    grace: Person,
    board: Board,
    file: String,
    factor: Factor,
}

/// Two people, one of them with a second factor, and a bit of everything.
async fn cast(app: &TestApp) -> Cast {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let project = format!("/projects/{}", board.project);
    let due = app.clock().now() + TimeDelta::days(3);
    let card = ada.card_with(&board.todo, json!({"title": "Crème brûlée \u{1f370} \"a\\b\"", "due": due.to_rfc3339()})).await;
    let all_day = json!({"title": "Tax", "description": "line\nline\ttab", "due": "2031-02-28", "priority": "high"});
    ada.card_with(&board.done, all_day).await;
    let card_path = format!("/cards/{}", id(&card));
    ada.assign(&card, &grace).await;
    let label = ada.post(&format!("{project}/labels"), json!({"name": "bug", "color": "#aa0000"})).await.expect(201);
    ada.put(&format!("{card_path}/labels/{}", id(&label)), json!({})).await.expect(201);
    ada.post(&format!("{card_path}/comments"), json!({"body": "Müsli, @grace?"})).await.expect(201);
    let item = ada.post(&format!("{card_path}/checklist"), json!({"text": "Sugar"})).await.expect(201);
    ada.patch(&format!("/checklist-items/{}", id(&item)), json!({"done": true})).await.expect(200);
    ada.post(&format!("{project}/messages"), json!({"text": "Hello"})).await.expect(201);
    let file = id(&ada.upload(&card_path, "picture.png", PICTURE).await.expect(201));
    app.run_jobs().await;
    let factor = set_up(app, &grace).await;
    app.run_jobs().await;
    Cast { ada, grace, board, file, factor }
}

/// What someone reads of it.
async fn answers(reader: &Client, board: &Board, file: &str, base: &str) -> BTreeMap<String, Value> {
    let project = &board.project;
    let mut answers = BTreeMap::new();
    for path in [
        "/users/me".to_owned(),
        "/teams".to_owned(),
        "/projects".to_owned(),
        "/notifications".to_owned(),
        "/cards?q=creme".to_owned(),
        "/cards?q=musli".to_owned(),
        "/cards?sort=due_at&limit=50".to_owned(),
        format!("/projects/{project}"),
        format!("/projects/{project}/labels"),
        format!("/projects/{project}/messages"),
        format!("/projects/{project}/activity"),
        format!("/boards/{}/snapshot", board.id),
        format!("/boards/{}/activity?after_seq=0", board.id),
        format!("/files/{file}"),
    ] {
        let answer = reader.get(&path).await.expect(200);
        // Links lead to wherever the instance is.
        let answer = answer.to_string().replace(base.rsplit(':').next().expect("a port"), "PORT");
        answers.insert(path, serde_json::from_str(&answer).expect("JSON"));
    }
    answers
}

async fn count(db: &Db, text: &str) -> i64 {
    db.sql(text.to_owned()).one::<(i64,)>().await.expect(text).0
}

async fn an_instance_comes_back_on_either_engine(app: &TestApp) {
    let Cast { ada, grace, board, file, factor } = cast(app).await;
    let mut before = Vec::new();
    for reader in [&ada, &grace] {
        before.push(answers(reader, &board, &file, app.base()).await);
    }
    assert_eq!(before[0]["/cards?q=creme"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(before[0]["/cards?q=musli"]["items"].as_array().unwrap().len(), 1, "by its comment");
    assert!(!before[1]["/notifications"]["items"].as_array().unwrap().is_empty());
    let mut socket = ada.socket(&format!("/ws/boards/{}", board.id)).await;
    let hello = socket.expect("hello").await;
    drop(socket);

    let file_of_all = new_file(app.place());
    let said = admin(app.place(), &["backup", text(&file_of_all)]).await.unwrap();
    assert!(said.contains("2 contents of files") && said.contains("SECRET_KEY is not in it"), "{said}");
    let mode = std::fs::metadata(&file_of_all).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "only its owner reads it");
    let said = admin(app.place(), &["check-backup", text(&file_of_all)]).await.unwrap();
    assert!(said.starts_with("The backup is whole: "), "{said}");

    for engine in ENGINES {
        let place = restored(engine, &file_of_all).await;
        let there = TestApp::start_at(place.clone()).await;
        for (reader, before) in [&ada, &grace].into_iter().zip(&before) {
            let now = answers(&reader.at(&there), &board, &file, there.base()).await;
            for (path, answer) in &now {
                assert_eq!(answer, &before[path], "{path} on {engine:?}");
            }
        }
        for (what, size) in [("content", Some(PICTURE.len())), ("thumbnail", None)] {
            let path = format!("/files/{file}/{what}");
            let (here, now) = (ada.get(&path).await.body, ada.at(&there).get(&path).await.body);
            assert!(here == now && size.is_none_or(|size| size == now.len()), "{path}");
        }
        let sign_in = json!({"email": "grace", "password": PASSWORD});
        there.post("/auth/login", sign_in.clone()).await.problem(401, "totp_required");
        there.clock().advance(TimeDelta::seconds(60));
        let mut with_code = sign_in;
        with_code["totp"] = json!(factor.code_at(&there, 0));
        there.post("/auth/login", with_code).await.expect(200);

        // Streams go on, under another epoch: whoever listened before begins anew.
        let (seq, epoch) = (&hello["seq"], hello["epoch"].as_str().unwrap());
        let mut socket = ada.at(&there).socket(&format!("/ws/boards/{}?since={seq}&epoch={epoch}", board.id)).await;
        let again = socket.expect("hello").await;
        assert!(again["seq"] == *seq && again["epoch"] != *epoch, "{again}");
        socket.expect("resync").await;
        socket.expect("snapshot").await;
        let card = ada.at(&there).post(&format!("/columns/{}/cards", board.todo), json!({"title": "After"})).await.expect(201);
        assert_eq!(card["key"], "WEB-3");
        let event = socket.event("card.created").await;
        assert_eq!(event["seq"].as_i64(), seq.as_i64().map(|seq| seq + 1));
        let found = ada.at(&there).get("/cards?q=after").await.expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1);

        let audit = ada.at(&there).get("/admin/audit?action=instance.restored").await.expect(200);
        assert_eq!(audit["items"][0]["details"]["from"], "backup");
        there.finish().await;
        there.clear().await;
    }
    let audit = ada.get("/admin/audit?action=instance.backed_up").await.expect(200);
    assert_eq!(audit["items"][0]["via"], "command_line");
}

async fn a_backup_is_of_one_moment_while_others_write(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let (stop, made) = (AtomicBool::new(false), AtomicU64::new(0));
    let writing = async || {
        while !stop.load(Ordering::Relaxed) {
            let card = ada.card(&board.todo, "Busy").await;
            ada.post(&format!("/cards/{}/comments", id(&card)), json!({"body": "Now"})).await.expect(201);
            made.fetch_add(1, Ordering::Relaxed);
        }
    };
    let saving = async {
        until("some are made", async || made.load(Ordering::Relaxed) >= 10).await;
        let file = backup(app.place()).await;
        let by_then = made.load(Ordering::Relaxed);
        until("more are made", async || made.load(Ordering::Relaxed) >= by_then + 5).await;
        stop.store(true, Ordering::Relaxed);
        file
    };
    let (file, ..) = tokio::join!(saving, writing(), writing(), writing());
    let all = i64::try_from(made.load(Ordering::Relaxed)).unwrap();
    let place = restored(app.place().engine, &file).await;
    let there = TestApp::start_at(place).await;
    let db = &there.ctx().db;
    let cards = count(db, "SELECT count(*) FROM cards").await;
    assert!((10..all).contains(&cards), "made while others wrote: {cards} of {all}");
    for (what, text) in [
        (
            "cards without what happened",
            "SELECT count(*) FROM cards c WHERE NOT EXISTS \
             (SELECT 1 FROM events e WHERE e.card_id = c.id AND e.name = 'card.created')",
        ),
        (
            "cards that count other comments than there are",
            "SELECT count(*) FROM cards c WHERE c.comments_count <> (SELECT count(*) FROM comments m WHERE m.card_id = c.id)",
        ),
        (
            "streams whose head is not their last event",
            "SELECT count(*) FROM streams s JOIN boards b ON b.id = s.id \
             WHERE s.seq <> (SELECT max(board_seq) FROM events e WHERE e.board_id = b.id)",
        ),
        (
            "projects that would give a number twice",
            "SELECT count(*) FROM projects p WHERE p.next_card_number <> \
             (SELECT coalesce(max(number), 0) + 1 FROM cards c WHERE c.project_id = p.id)",
        ),
    ] {
        assert_eq!(count(db, text).await, 0, "{what}");
    }
    there.finish().await;
    there.clear().await;
}

async fn what_waited_to_be_done_is_done_after_and_nothing_twice(app: &TestApp) {
    app.jobs_may_stay();
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.clock().advance(TimeDelta::minutes(3));
    app.run_jobs().await;
    let sent = app.mails_to(&grace.email).len();
    assert!(sent > 0, "she was told that she is in the project");
    let card = ada.card(&board.todo, "Fix it").await;
    ada.assign(&card, &grace).await;
    let later = app.clock().now() + TimeDelta::days(1);
    let [running, planned] = enqueue(app.ctx(), [errand(1), errand(2).at(later)]).await[..] else { unreachable!() };
    // As a worker has it that holds it at this moment.
    let text = "UPDATE jobs SET state = 'running', lease_token = 7, dispatched_at = run_at WHERE id = $1";
    app.ctx().db.write(text).bind(running).run().await.unwrap();
    let file = backup(app.place()).await;
    for engine in ENGINES {
        let there = TestApp::start_at(restored(engine, &file).await).await;
        there.jobs_may_stay();
        there.clock().advance(TimeDelta::hours(2));
        let found = row(there.ctx(), running).await;
        assert_eq!((found.state, found.is_pushed, found.losses), (JobState::Ready, false, 0));
        assert!(found.due_at.is_some_and(|due| due <= there.clock().now()), "nobody waits for a lease that nobody holds");
        assert_eq!(row(there.ctx(), planned).await.due_at, Some(later), "it keeps its time");
        there.run_jobs().await;
        let mails = there.mails_to(&grace.email);
        assert_eq!(mails.len(), 1, "what was sent before the backup is not sent again: {mails:#?}");
        assert!(mails[0].subject.contains("assigned"), "{}", mails[0].subject);
        there.clear().await;
    }
}

async fn the_way_to_the_other_engine_and_back_changes_nothing(app: &TestApp) {
    cast(app).await;
    let file = backup(app.place()).await;
    let other = if app.place().engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite };
    let there = restored(other, &file).await;
    let back = restored(app.place().engine, &backup(&there).await).await;
    let last = backup(&back).await;
    let (first, last) = (manifest(&file), manifest(&last));
    assert_eq!(first.schema, schema::newest());
    assert!(first.tables.len() > 30 && first.tables.len() == last.tables.len());
    for (before, after) in first.tables.iter().zip(&last.tables) {
        match &*before.name {
            "audit" => assert_eq!(after.rows, before.rows + 2, "it was restored twice"),
            "meta" => assert!(after.checksum != before.checksum, "it has another epoch"),
            // Jobs are given back: their next look is at another time.
            "jobs" => assert_eq!(after.rows, before.rows),
            name => assert_eq!((&after.checksum, after.rows), (&before.checksum, before.rows), "{name}"),
        }
    }
    // Times to the microsecond, and on SQLite, which compares them as texts, in the same letters.
    let db = connect(back.config(&[]).database_url().expose(), 2, Schema::Keep).await.unwrap();
    let text = "SELECT id, created_at, CAST(created_at AS TEXT) FROM events ORDER BY id";
    let here = app.ctx().db.sql(text).all::<(Uuid, DateTime<Utc>, String)>().await.unwrap();
    assert_eq!(here, db.sql(text).all::<(Uuid, DateTime<Utc>, String)>().await.unwrap());
    assert!(here.iter().any(|(_, at, _)| at.timestamp_subsec_micros() % 1_000 != 0), "{here:?}");
    db.close().await;
    there.clear().await;
    back.clear().await;
}

async fn files_may_be_left_out(app: &TestApp) {
    let Cast { ada, file, .. } = cast(app).await;
    let path = new_file(app.place());
    let said = admin(app.place(), &["backup", text(&path), "--without-files"]).await.unwrap();
    assert!(said.contains("no contents of files"), "{said}");
    checked(&path).unwrap();
    let there = TestApp::start_at(restored(app.place().engine, &path).await).await;
    assert_eq!(ada.at(&there).get(&format!("/files/{file}")).await.expect(200)["name"], "picture.png");
    assert_eq!(there.stored(), 0);
    there.clear().await;
}
