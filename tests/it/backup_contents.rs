//! The contents of files in a backup: each as it was stored and under its own name, and none is lost without a word.

use std::fs;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::{
    Person, Place, Process, TestApp,
    backups::{admin, backup, checked, names, new_file, text, with_bit_changed, without_table},
    files::PICTURE,
    id, stories,
};

stories![
    a_content_that_is_lost_is_named_and_the_backup_fails,
    a_content_of_another_length_is_named,
    a_file_that_is_deleted_meanwhile_is_not_missed,
    a_content_keeps_its_name,
    a_backup_without_one_of_its_tables_is_refused,
];

/// Somebody with a file, whose id is given.
async fn picture(app: &TestApp) -> (Person, String) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let file = ada.upload(&format!("/projects/{}", board.project), "picture.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    (ada, id(&file))
}

fn content(app: &TestApp, file: &str) -> std::path::PathBuf {
    app.place().folder().join("files/content").join(file)
}

async fn a_content_that_is_lost_is_named_and_the_backup_fails(app: &TestApp) {
    let (_, file) = picture(app).await;
    fs::remove_file(content(app, &file)).unwrap();
    let path = new_file(app.place());
    let said = admin(app.place(), &["backup", text(&path)]).await.unwrap_err();
    assert!(said.contains(&file) && said.contains("is not in the storage") && said.contains("--lost-ok"), "{said}");
    // What there is, is there: a backup of the rows is better than none.
    checked(&path).unwrap();
    let path = new_file(app.place());
    let said = admin(app.place(), &["backup", text(&path), "--lost-ok"]).await.unwrap();
    assert!(said.contains("1 contents of files (1 were lost)"), "{said}");
    let said = admin(app.place(), &["check-backup", text(&path)]).await.unwrap();
    assert!(said.contains("(1 were lost)"), "{said}");
}

async fn a_content_of_another_length_is_named(app: &TestApp) {
    let (_, file) = picture(app).await;
    fs::write(content(app, &file), &PICTURE[..PICTURE.len() - 1]).unwrap();
    let said = admin(app.place(), &["backup", text(&new_file(app.place()))]).await.unwrap_err();
    assert!(said.contains(&file) && said.contains(&format!("not {}", PICTURE.len())), "{said}");
}

/// Answers one request after the other: there is nothing here.
async fn answer_nothing(storage: &TcpListener, mut before: impl AsyncFnMut()) {
    loop {
        let (mut socket, _) = storage.accept().await.unwrap();
        let (mut head, mut piece) = (Vec::new(), [0; 1024]);
        while !head.windows(4).any(|four| four == b"\r\n\r\n") {
            let read = socket.read(&mut piece).await.unwrap();
            head.extend_from_slice(&piece[..read]);
        }
        before().await;
        let answer = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        socket.write_all(answer).await.unwrap();
    }
}

async fn a_file_that_is_deleted_meanwhile_is_not_missed(app: &TestApp) {
    let (ada, file) = picture(app).await;
    let storage = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", storage.local_addr().unwrap());
    let settings = [
        ("STORAGE_URL", "s3://bucket"),
        ("AWS_ENDPOINT", &*endpoint),
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
    ];
    let path = new_file(app.place());
    let arguments = ["admin", "backup", text(&path)];
    // Its row is of before; when its content is asked for, it is gone.
    let mut deleted = false;
    let delete = async || {
        if !std::mem::replace(&mut deleted, true) {
            ada.delete(&format!("/files/{file}")).await.expect_status(204);
        }
    };
    let said = tokio::select! {
        said = Process::command(app.place(), &arguments, &settings) => said.unwrap(),
        () = answer_nothing(&storage, delete) => unreachable!(),
    };
    assert!(said.contains("0 contents of files,"), "{said}");
    checked(&path).unwrap();
    app.run_jobs().await;

    // In a storage that is not the instance's there is nothing of what it has.
    let board = ada.project("Other").await;
    ada.upload(&format!("/projects/{}", board.project), "other.png", PICTURE).await.expect(201);
    app.run_jobs().await;
    let path = new_file(app.place());
    let arguments = ["admin", "backup", text(&path)];
    let said = tokio::select! {
        said = Process::command(app.place(), &arguments, &settings) => said.unwrap_err(),
        () = answer_nothing(&storage, async || ()) => unreachable!(),
    };
    assert!(said.contains("is not in the storage") && said.contains("STORAGE_URL"), "{said}");
}

async fn a_content_keeps_its_name(app: &TestApp) {
    picture(app).await;
    let file = backup(app.place()).await;
    let broken = app.place().folder().join("broken.zip");
    let names = names(&file);
    let contents = names.iter().filter(|(_, name)| name.starts_with("files/")).count();
    assert_eq!(contents, 2, "a picture and its small one: {names:?}");
    for (at, name) in names.iter().filter(|(_, name)| name.starts_with("files/")) {
        for offset in 0..name.len() {
            with_bit_changed(&file, at + offset, &broken);
            checked(&broken).expect_err(&format!("{name} at {offset}"));
        }
    }
}

async fn a_backup_without_one_of_its_tables_is_refused(app: &TestApp) {
    app.register("ada").await;
    let file = backup(app.place()).await;
    let broken = app.place().folder().join("broken.zip");
    without_table(&file, "comments", &broken);
    let place = Place::new(app.place().engine).await;
    let said = admin(&place, &["restore", text(&broken)]).await.unwrap_err();
    assert!(said.contains("comments") && said.lines().count() == 1, "{said}");
    place.clear().await;
}
