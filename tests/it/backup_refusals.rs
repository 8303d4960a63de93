//! What is no whole backup, and what is no database to fill, is refused in one line, and nothing of it stays.

use std::{fs, path::Path, sync::Arc};

use serde_json::json;
use shared::store::{Schema, connect, schema};
use tokio::net::TcpListener;

use crate::support::{
    Engine, Place, Process, TestApp,
    backups::{admin, backup, checked, middles, new_file, restored, text, with_byte_changed, with_manifest},
    files::PICTURE,
    jobs::until,
    stories,
};

stories![
    what_is_damaged_is_refused_and_leaves_nothing,
    what_a_newer_program_made_is_refused,
    a_database_with_accounts_is_replaced_only_when_that_is_said,
    a_backup_of_an_older_schema_is_brought_up_to_date,
    what_breaks_half_way_leaves_the_database_as_it_was,
    a_restore_that_is_killed_has_not_happened,
    what_cannot_be_written_leaves_nothing,
];

async fn refused(place: &Place, arguments: &[&str], why: &str) {
    let said = admin(place, arguments).await.expect_err(why);
    assert!(said.contains(why) && said.lines().count() == 1, "{arguments:?}: {said}");
}

async fn accounts(place: &Place) -> i64 {
    let db = connect(place.config(&[]).database_url().expose(), 2, Schema::Migrate).await.unwrap();
    let (count,) = db.sql("SELECT count(*) FROM users").one::<(i64,)>().await.unwrap();
    db.close().await;
    count
}

async fn what_is_damaged_is_refused_and_leaves_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.upload(&format!("/projects/{}", board.project), "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    let file = backup(app.place()).await;
    checked(&file).unwrap();
    let broken = app.place().folder().join("broken.zip");
    let middles = middles(&file);
    assert!(middles.iter().any(|(_, name)| name.starts_with("files/content/")), "{middles:?}");
    assert!(middles.len() > 10, "{middles:?}");
    for (at, name) in &middles {
        with_byte_changed(&file, *at, &broken);
        checked(&broken).expect_err(name);
    }
    let whole = fs::read(&file).unwrap();
    for cut in [0, 1, whole.len() / 3, whole.len() - 1] {
        fs::write(&broken, &whole[..cut]).unwrap();
        checked(&broken).expect_err("it is cut");
    }
    with_manifest(&file, &broken, |manifest| manifest["tables"][3]["rows"] = json!(99));
    checked(&broken).expect_err("a table has fewer rows than it should");
    with_manifest(&file, &broken, |manifest| _ = manifest["tables"].as_array_mut().unwrap().remove(3));
    checked(&broken).expect_err("a table that the manifest does not know");

    let place = Place::new(app.place().engine).await;
    with_byte_changed(&file, middles[middles.len() / 2].0, &broken);
    refused(&place, &["restore", text(&broken)], "the backup is damaged").await;
    refused(&place, &["check-backup", text(&broken)], "the backup is damaged").await;
    fs::write(&broken, &whole[..whole.len() / 2]).unwrap();
    refused(&place, &["restore", text(&broken)], "is no backup, or not a whole one").await;
    refused(&place, &["restore", "/nowhere.zip"], "/nowhere.zip cannot be read").await;
    assert!(!place.folder().join("boardwire.db").exists() && !place.folder().join("files").exists());
    assert_eq!(accounts(&place).await, 0);
    place.clear().await;
}

async fn what_a_newer_program_made_is_refused(app: &TestApp) {
    app.register("ada").await;
    let file = backup(app.place()).await;
    let place = Place::new(app.place().engine).await;
    let newer = app.place().folder().join("newer.zip");
    with_manifest(&file, &newer, |manifest| {
        // It may look otherwise altogether.
        *manifest = json!({"format": 2, "program": "9.1.0", "sheets": []});
    });
    refused(&place, &["restore", text(&newer)], "the backup has format 2").await;
    with_manifest(&file, &newer, |manifest| manifest["schema"] = json!(schema::newest() + 1));
    refused(&place, &["restore", text(&newer)], "the backup is of a newer program").await;
    assert_eq!(accounts(&place).await, 0);
    place.clear().await;
}

async fn a_database_with_accounts_is_replaced_only_when_that_is_said(app: &TestApp) {
    let ada = app.register("ada").await;
    let file = backup(app.place()).await;
    let place = Arc::new(Place::new(app.place().engine).await);
    let other = TestApp::start_at(place.clone()).await;
    let grace = other.register("grace").await;
    refused(&place, &["restore", text(&file), "--replace", "--yes"], "has the database open").await;
    grace.get("/users/me").await.expect(200);
    other.ctx().db.close().await;
    other.shut_down().await;

    refused(&place, &["restore", text(&file)], "it has accounts already (1)").await;
    // Nobody is there to type yes.
    let said = admin(&place, &["restore", text(&file), "--replace"]).await.unwrap_err();
    assert!(said.contains("Type yes to go on") && said.contains("nothing was changed"), "{said}");
    admin(&place, &["restore", text(&file), "--replace", "--yes"]).await.unwrap();
    let other = TestApp::start_at(place.clone()).await;
    assert_eq!(ada.at(&other).get("/users/me").await.expect(200)["handle"], "ada");
    grace.at(&other).get("/users/me").await.problem(401, "session_ended");
    other.ctx().db.close().await;
    other.shut_down().await;
    place.clear().await;
}

/// Written as a program of before would have: with the tables and columns that there were then.
async fn a_backup_of_an_older_schema_is_brought_up_to_date(app: &TestApp) {
    let older = schema::newest() - 1;
    let file = app.place().folder().join("older.zip");
    older_backup(&file, older).await;
    checked(&file).unwrap();
    let there = TestApp::start_at(restored(app.place().engine, &file).await).await;
    assert_eq!(schema::find_version(&there.ctx().db).await.unwrap(), Some(schema::newest()));
    there.post("/auth/login", json!({"email": "ada", "password": "no"})).await.problem(401, "invalid_credentials");
    let (handle,) = there.ctx().db.sql("SELECT handle FROM users").one::<(String,)>().await.unwrap();
    assert_eq!(handle, "ada");
    let text = "SELECT count(*) FROM audit WHERE action = 'instance.restored'";
    assert_eq!(there.ctx().db.sql(text).one::<(i64,)>().await.unwrap(), (1,));
    there.clear().await;
}

async fn older_backup(file: &Path, version: i64) {
    use std::io::Write;

    use futures_util::TryStreamExt;
    use shared::{
        app::backup::{Manifest, Sum, TableEntry},
        clock::Clock,
        store::{Runs, connect_alone, copy},
    };
    use zip::{ZipWriter, write::SimpleFileOptions};

    let place = Place::new(Engine::Sqlite).await;
    let db = connect_alone(place.config(&[]).database_url().expose(), true).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    copy::make_schema(&mut tx, Some(version)).await.unwrap();
    let now = Clock::default().now();
    tx.sql(
        "INSERT INTO users (id, name, handle, email, email_key, role, time_zone, locale, version, created_at, updated_at) \
         VALUES ($1, 'Ada', 'ada', 'ada@example.org', 'ada@example.org', 'admin', 'UTC', 'en', 1, $2, $2)",
    )
    .bind(uuid::Uuid::now_v7())
    .bind(now)
    .run()
    .await
    .unwrap();
    let mut zip = ZipWriter::new(fs::File::create(file).unwrap());
    let mut manifest = Manifest::new(version, now, "0123456789abcdef");
    for table in copy::list_tables(&mut tx, version).await.unwrap() {
        zip.start_file(format!("tables/{}.jsonl", table.name), SimpleFileOptions::default()).unwrap();
        let mut sum = Sum::default();
        let mut rows = copy::read_rows(&mut tx, &table);
        while let Some(line) = rows.try_next().await.unwrap() {
            sum.add(&line);
            writeln!(zip, "{line}").unwrap();
        }
        manifest.tables.push(TableEntry::new(&table, sum));
    }
    zip.start_file("manifest.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(&serde_json::to_vec(&manifest).unwrap()).unwrap();
    zip.finish().unwrap();
    drop(tx);
    db.close().await;
}

/// The rows are good, each by itself, and do not belong together: only the engine can tell.
async fn what_breaks_half_way_leaves_the_database_as_it_was(app: &TestApp) {
    let ada = app.register("ada").await;
    ada.project("Website").await;
    let file = backup(app.place()).await;
    let place = Arc::new(Place::new(app.place().engine).await);
    let other = TestApp::start_at(place.clone()).await;
    let grace = other.register("grace").await;
    other.ctx().db.close().await;
    other.shut_down().await;
    let broken = app.place().folder().join("no-teams.zip");
    with_table_emptied(&file, "teams", &broken);
    checked(&broken).unwrap();
    let said = admin(&place, &["restore", text(&broken), "--replace", "--yes"]).await.unwrap_err();
    assert_eq!(said.lines().count(), 1, "{said}");
    let other = TestApp::start_at(place.clone()).await;
    grace.at(&other).get("/users/me").await.expect(200);
    ada.at(&other).get("/users/me").await.problem(401, "session_ended");
    other.ctx().db.close().await;
    other.shut_down().await;
    place.clear().await;
}

/// The same backup, of an instance whose table had no rows.
fn with_table_emptied(file: &Path, table: &str, into: &Path) {
    use std::io::Write;

    use shared::app::backup::Sum;
    use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

    let name = format!("tables/{table}.jsonl");
    let draft = into.with_added_extension("draft");
    with_manifest(file, &draft, |manifest| {
        let tables = manifest["tables"].as_array_mut().unwrap();
        let entry = tables.iter_mut().find(|entry| entry["name"] == table).unwrap();
        entry["rows"] = json!(0);
        entry["checksum"] = json!(Sum::default().checksum());
    });
    let mut from = ZipArchive::new(fs::File::open(&draft).unwrap()).unwrap();
    let mut zip = ZipWriter::new(fs::File::create(into).unwrap());
    for at in 0..from.len() {
        let entry = from.by_index_raw(at).unwrap();
        if entry.name() == name {
            zip.start_file(&name, SimpleFileOptions::default()).unwrap();
        } else {
            zip.raw_copy_file(entry).unwrap();
        }
    }
    zip.flush().unwrap();
    zip.finish().unwrap();
}

/// A storage elsewhere, as settings.
fn bucket_at(endpoint: &str) -> [(&str, &str); 4] {
    [("STORAGE_URL", "s3://bucket"), ("AWS_ENDPOINT", endpoint), ("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")]
}

async fn a_restore_that_is_killed_has_not_happened(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    ada.upload(&format!("/projects/{}", board.project), "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    let file = backup(app.place()).await;
    let place = Place::new(app.place().engine).await;
    // Contents come last, before the rows count: a storage that never answers holds it there.
    let storage = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", storage.local_addr().unwrap());
    let settings = bucket_at(&endpoint);
    let arguments = ["admin", "restore", text(&file)];
    tokio::select! {
        said = Process::command(&place, &arguments, &settings) => panic!("it did not wait: {said:?}"),
        asked = storage.accept() => drop(asked.unwrap()),
    }
    // What waited is dropped, and the process killed with it.
    assert_eq!(accounts(&place).await, 0);
    until("nobody has it open", async || admin(&place, &["restore", text(&file)]).await.is_ok()).await;
    assert_eq!(accounts(&place).await, 1);
    place.clear().await;
}

async fn what_cannot_be_written_leaves_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let there = backup(app.place()).await;
    refused(app.place(), &["backup", text(&there)], "is there already").await;
    checked(&there).unwrap();
    let nowhere = app.place().folder().join("nowhere/backup.zip");
    refused(app.place(), &["backup", text(&nowhere)], "cannot be written").await;
    let file = new_file(app.place());
    let partial = file.with_added_extension("partial");
    fs::write(&partial, "of another").unwrap();
    refused(app.place(), &["backup", text(&file)], "another backup is being written").await;
    assert_eq!(fs::read_to_string(&partial).unwrap(), "of another");
    fs::remove_file(&partial).unwrap();
    // A storage that is not there, found out after the rows were written.
    let board = ada.project("Website").await;
    ada.upload(&format!("/projects/{}", board.project), "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    let settings = bucket_at("http://127.0.0.1:1");
    let said = Process::command(app.place(), &["admin", "backup", text(&file)], &settings).await.unwrap_err();
    assert!(said.contains("the storage does not answer"), "{said}");
    let left: Vec<_> = fs::read_dir(app.place().folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("partial")), "{left:?}");
    assert!(!file.exists());
}
