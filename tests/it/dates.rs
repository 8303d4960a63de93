//! Dates at the ends of what there is: what an engine, a program or a text could not carry is refused where it comes in, and
//! what is there from before comes along in every copy.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::store::{Db, Schema, connect};
use uuid::Uuid;

use crate::{
    imports::{board_named, imported, left_out},
    support::{
        Engine, Place, TestApp,
        backups::{admin, backup, checked, manifest, restored, text},
        id, stories, trello,
    },
};

stories![
    what_not_everyone_can_keep_is_refused_by_its_pointer,
    an_instant_is_the_same_wherever_it_was_kept,
    a_reminder_before_the_first_year_is_over,
    an_imported_date_that_cannot_be_kept_is_left_out_alone,
    what_is_there_from_before_comes_back_on_either_engine,
];

async fn what_not_everyone_can_keep_is_refused_by_its_pointer(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Tax").await));
    // The first is what many mean by never; in UTC it is of the year 10000.
    for at in ["9999-12-31T23:59:59-05:00", "9999-12-31T23:59:60Z", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01"] {
        let token = json!({"name": "CI", "scope": "read", "expires_at": at});
        ada.post("/users/me/tokens", token).await.invalid(&["/expires_at"]);
        ada.post(&format!("{card}/reminders"), json!({"at": at})).await.invalid(&["/at"]);
        ada.patch(&card, json!({"due": at})).await.invalid(&["/due"]);
    }
    ada.patch(&card, json!({"due": "0000-12-31"})).await.invalid(&["/due"]);
    let project = format!("/projects/{}", board.project);
    let said = ada.patch(&project, json!({"deadline": "0000-12-31"})).await.invalid(&["/deadline"]);
    assert!(said.to_string().contains("years 1 to 9999"), "{said}");
    ada.post("/projects", json!({"name": "Rome", "deadline": "0000-01-01"})).await.invalid(&["/deadline"]);
    for last in ["0001-01-01", "9999-12-31"] {
        assert_eq!(ada.patch(&project, json!({"deadline": last})).await.expect(200)["deadline"], last);
    }
    let token = json!({"name": "CI", "scope": "read", "expires_at": "9999-12-31T23:59:59Z"});
    let token = ada.post("/users/me/tokens", token).await.expect(201);
    let program = app.visitor().with_token(token["token"].as_str().unwrap());
    assert_eq!(program.get("/users/me").await.expect(200)["handle"], "ada");
}

async fn an_instant_is_the_same_wherever_it_was_kept(app: &TestApp) {
    let ada = app.register("ada").await;
    for (given, kept) in [
        ("2300-01-01T00:00:00.123456789Z", "2300-01-01T00:00:00.123456Z"),
        // A leap second is the one after it to PostgreSQL.
        ("2400-06-30T23:59:60Z", "2400-07-01T00:00:00Z"),
    ] {
        let token = json!({"name": given, "scope": "read", "expires_at": given});
        let made = ada.post("/users/me/tokens", token).await.expect(201);
        let tokens = ada.get("/users/me/tokens").await.expect(200);
        let listed = tokens["items"].as_array().unwrap().iter().find(|token| token["id"] == made["id"]).unwrap();
        assert_eq!((&made["expires_at"], &listed["expires_at"]), (&json!(kept), &json!(kept)));
    }
}

async fn a_reminder_before_the_first_year_is_over(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let due = app.clock().now() + TimeDelta::days(1_000);
    let card = ada.card_with(&board.todo, json!({"title": "Tax", "due": due.to_rfc3339()})).await;
    let card = format!("/cards/{}", id(&card));
    ada.post(&format!("{card}/reminders"), json!({"before_due": "P366D"})).await.expect(201);
    ada.patch(&card, json!({"due": "0001-01-01"})).await.expect(200);
    let reminders = ada.get(&format!("{card}/reminders")).await.expect(200);
    let reminder = &reminders["items"][0];
    assert_eq!((&reminder["done"], &reminder["remind_at"]), (&json!(true), &json!("0001-01-01T00:00:00Z")));
}

async fn an_imported_date_that_cannot_be_kept_is_left_out_alone(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let comment = |at: &str| json!({"author": "ada", "body": format!("Said at {at}"), "created_at": at});
    let document = json!({"format": "boardwire", "version": 1, "project": {"description": "Old", "deadline": "+12026-01-01"},
        "boards": [{"id": "b", "name": "Came", "columns": [{"id": "c", "name": "To do", "kind": "todo"}]}],
        "cards": [{"id": "k", "board_id": "b", "column_id": "c", "title": "Rome", "due": "0000-12-31", "comments": [
            comment("-5000-01-01T00:00:00Z"), comment("0000-12-31T23:59:59Z"), comment("+12026-01-01T00:00:00Z"),
            comment("0001-01-01T00:00:00Z"), comment("2020-01-01T00:00:00.123456789Z")]}]});
    let import = imported(app, &ada, &board.project, "boardwire", document.to_string()).await;
    assert_eq!((&import["state"], &import["report"]["created"]), (&json!("done"), &json!(1)), "{import:#}");
    for (what, count) in [("comment", 3), ("deadline", 1), ("due date", 1)] {
        assert_eq!(left_out(&import, what), count, "{what}: {import:#}");
    }
    let project = ada.get(&format!("/projects/{}", board.project)).await.expect(200);
    assert_eq!((&project["description"], &project["deadline"]), (&json!("Old"), &Value::Null));
    let came = board_named(&ada, &board.project, "Came").await;
    let said = ada.get(&format!("/cards/{}/comments", id(&came["cards"][0]))).await.expect(200);
    let mut said: Vec<_> = said["items"].as_array().unwrap().iter().map(|one| one["created_at"].as_str().unwrap()).collect();
    said.sort_unstable();
    assert_eq!(said, ["0001-01-01T00:00:00Z", "2020-01-01T00:00:00.123456Z"]);

    let mut document = trello::board(4);
    for (at, date) in ["+12026-01-01T00:00:00.000Z", "-5000-01-01T00:00:00Z"].into_iter().enumerate() {
        document["actions"][at]["date"] = json!(date);
        document["actions"][at]["memberCreator"] = json!({"id": "a", "username": "ada"});
    }
    let import = imported(app, &ada, &board.project, "trello", document.to_string()).await;
    assert_eq!((&import["state"], left_out(&import, "action")), (&json!("done"), 2), "{import:#}");
    checked(&backup(app.place()).await).unwrap();
}

/// Days and instants that were taken in before they were bounded.
async fn put_old_rows(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let instant = |text: &str| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%:z").unwrap().to_utc();
    let mut instants = vec!["+10000-01-01T04:59:59+00:00", "+12026-06-01T00:00:00.5+00:00", "0000-12-31T23:59:59.000001+00:00"];
    instants.extend(["-0001-06-01T00:00:00+00:00", "-4000-01-01T12:00:00+00:00", "2400-01-01T00:00:00.123456789+00:00"]);
    let db = &app.ctx().db;
    for at in instants.iter().copied().map(instant).chain([leap_second()]) {
        let token = json!({"name": "Old", "scope": "read"});
        let token: Uuid = id(&ada.post("/users/me/tokens", token).await.expect(201)).parse().unwrap();
        db.write("UPDATE api_tokens SET expires_at = $1 WHERE id = $2").bind(at).bind(token).run().await.unwrap();
    }
    for (year, month, day) in [(0, 1, 1), (0, 12, 31), (-1, 3, 15), (-44, 3, 15), (10_000, 1, 1), (12_026, 2, 28)] {
        let project: Uuid = ada.project("Old").await.project.parse().unwrap();
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        db.write("UPDATE projects SET deadline = $1 WHERE id = $2").bind(day).bind(project).run().await.unwrap();
    }
    // Such a text is nothing but a text.
    ada.card(&board.todo, "\"+10000-01-01\", \"-0001-01-01\",\"0000-").await;
}

fn leap_second() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2400-06-30T23:59:60.25Z").unwrap().to_utc()
}

async fn old_rows(db: &Db) -> (Vec<(Uuid, DateTime<Utc>)>, Vec<(Uuid, Option<NaiveDate>)>) {
    let instants = db.sql("SELECT id, expires_at FROM api_tokens ORDER BY id").all().await.unwrap();
    (instants, db.sql("SELECT id, deadline FROM projects ORDER BY id").all().await.unwrap())
}

async fn what_is_there_from_before_comes_back_on_either_engine(app: &TestApp) {
    put_old_rows(app).await;
    app.run_jobs().await;
    let (mut instants, days) = old_rows(&app.ctx().db).await;
    for (_, at) in &mut instants {
        *at = DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap();
    }
    let file = backup(app.place()).await;
    checked(&file).unwrap();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let place = restored(engine, &file).await;
        let again = manifest(&backup(&place).await);
        for name in ["api_tokens", "projects", "cards"] {
            let of = |manifest: &shared::app::backup::Manifest| {
                manifest.tables.iter().find(|table| table.name == name).unwrap().checksum.clone()
            };
            assert_eq!(of(&again), of(&manifest(&file)), "{name} on {engine:?}");
        }
        let db = connect(place.config(&[]).database_url().expose(), 2, Schema::Keep).await.unwrap();
        assert_eq!(old_rows(&db).await, (instants.clone(), days.clone()), "{engine:?}");
        db.close().await;
        place.clear().await;
    }
    // One that PostgreSQL does not have at all ends it in one line.
    if app.place().engine == Engine::Sqlite {
        let text_of = "UPDATE api_tokens SET expires_at = '-99999-01-01T00:00:00+00:00'";
        app.ctx().db.write(text_of).run().await.unwrap();
        let file = backup(app.place()).await;
        let place = Place::new(Engine::Postgres).await;
        let said = admin(&place, &["restore", text(&file)]).await.unwrap_err();
        assert!(said.contains("api_tokens") && said.contains("timestamp out of range") && said.lines().count() == 1, "{said}");
        place.clear().await;
    }
}
