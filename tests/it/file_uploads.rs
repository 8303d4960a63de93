//! Sending files: what is taken, what is refused, and that nothing is left of what is not.

use std::{io::Write, net::TcpStream, time::Duration};

use futures_util::{StreamExt, future::join_all, stream};
use reqwest::{Body, Method, multipart::Form};
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    files::{BOMB, DOCX, ODS, PICTURE, part, text_of},
    id, ids, stories,
};

stories![
    a_file_is_added_read_and_deleted,
    a_project_has_files_of_its_own,
    a_file_is_what_its_content_says,
    a_file_that_lies_about_its_type_is_refused,
    names_are_kept_and_lead_nowhere,
    a_form_that_is_none_is_refused,
    a_file_over_the_limit_is_cut_off,
    an_upload_that_breaks_off_leaves_nothing,
    files_that_come_at_once_are_all_counted,
    a_card_has_at_most_a_hundred_files,
];

/// Waits until so much is stored.
async fn until_stored(app: &TestApp, count: usize) {
    for _ in 0..500 {
        if app.stored() == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{} and not {count} are stored", app.stored());
}

async fn a_file_is_added_read_and_deleted(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "Plan").await;
    let path = format!("/cards/{}", id(&card));
    let answer = ada.upload(&path, "Plan für 2027.txt", "Hello").await;
    let location = answer.header("location").to_owned();
    let file = answer.expect(201);
    assert_eq!(location, format!("/api/v1/files/{}", id(&file)));
    assert_eq!(
        (&file["name"], &file["media_type"], &file["size"], &file["card_id"], &file["project_id"], &file["thumbnail_url"]),
        (&json!("Plan für 2027.txt"), &json!("text/plain"), &json!(5), &card["id"], &json!(board.project), &Value::Null)
    );
    assert_eq!(file["sha256"], "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969");
    assert_eq!(file["created_by"], json!({"id": ada.id, "name": "Ada", "handle": "ada"}));
    let link = format!("/files/{}", id(&file));
    assert_eq!(ada.get(&link).await.expect(200), file);
    assert_eq!(ada.get(&format!("{link}/content")).await.body, b"Hello");
    assert_eq!(ada.get(&format!("{path}/files")).await.expect(200)["items"], json!([file]));
    let seen = ada.get(&path).await.expect(200);
    assert_eq!((&seen["files_count"], &seen["version"]), (&json!(1), &card["version"]));
    assert_eq!(ada.get(&format!("/boards/{}/snapshot", board.id)).await.expect(200)["cards"][0]["files_count"], 1);

    ada.delete(&link).await.expect(204);
    ada.delete(&link).await.problem(404, "not_found");
    for gone in [&link, &format!("{link}/content"), &format!("{link}/thumbnail")] {
        ada.get(gone).await.problem(404, "not_found");
    }
    assert_eq!(ada.get(&path).await.expect(200)["files_count"], 0);
    assert_eq!(app.stored(), 1, "the content goes with a job");
    app.run_jobs().await;
    assert_eq!(app.stored(), 0);
    let told = ada.get(&format!("{path}/activity")).await.expect(200);
    let told: Vec<_> = told["items"].as_array().unwrap().iter().map(|event| event["text"].as_str().unwrap()).collect();
    assert!(told.contains(&"Ada added Plan für 2027.txt to WEB-1 Plan"), "{told:?}");
    assert!(told.contains(&"Ada removed Plan für 2027.txt from WEB-1 Plan"), "{told:?}");
}

async fn a_project_has_files_of_its_own(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card(&board.todo, "Plan").await);
    let project = format!("/projects/{}", board.project);
    let mut own = Vec::new();
    for number in 0..3 {
        own.push(id(&ada.upload(&project, &format!("{number}.csv"), "a,b\n").await.expect(201)));
    }
    ada.upload(&format!("/cards/{card}"), "of the card.txt", "Hello").await.expect(201);
    let first = ada.get(&format!("{project}/files?limit=2")).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = ada.get(&format!("{project}/files?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!([ids(&first), ids(&second)].concat(), own);
    assert_eq!((&first["items"][0]["media_type"], &first["items"][0]["card_id"]), (&json!("text/csv"), &Value::Null));
    ada.delete(&format!("/files/{}", own[0])).await.expect(204);
    assert_eq!(ids(&ada.get(&format!("{project}/files")).await.expect(200)), own[1..]);
    let told = ada.get(&format!("{project}/activity")).await.expect(200).to_string();
    assert!(told.contains("Ada added 0.csv to the project Website"), "{told}");
}

async fn a_file_is_what_its_content_says(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    for (name, content, wanted) in [
        ("picture.png", PICTURE, "image/png"),
        ("no ending", PICTURE, "image/png"),
        ("plan.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("sheet.ods", ODS, "application/vnd.oasis.opendocument.spreadsheet"),
        ("as an archive.zip", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("bomb.zip", BOMB, "application/zip"),
        ("notes.md", b"# Notes\n\n<b>bold</b>", "text/plain"),
        ("of old.csv", b"n\xE4me;1\r\n", "text/csv"),
        ("doc.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\0", "application/pdf"),
        // A picture that is a script, too: nothing runs it, as a picture it is given out.
        ("both.gif", b"GIF89a=1;alert(document.cookie);/*", "image/gif"),
    ] {
        assert_eq!(ada.upload(&to, name, content).await.expect(201)["media_type"], wanted, "{name}");
    }
    app.run_jobs().await;
}

async fn a_file_that_lies_about_its_type_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    let svg = &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..];
    for (name, content) in [
        ("picture.png", &b"Hello"[..]),
        ("picture.jpg", PICTURE),
        ("plan.pdf", PICTURE),
        ("plan.docx", BOMB),
        ("notes.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("notes.txt", b"\xEF\xBB\xBF  <html>"),
        ("picture.png", svg),
        ("picture", svg),
        ("picture.svg", svg),
        ("page.html", b"Hello"),
        ("page.html", b"GIF89a<script>alert(1)</script>"),
        ("program", b"\x7FELF\x02\x01\x01\0\0"),
        ("program.txt", b"MZ\x90\0\x03\0\0\0"),
        ("script.txt", b"#!/bin/sh\n"),
        ("cut.zip", &BOMB[..BOMB.len() - 1]),
        ("movie.mp4", b"\0\0\0\x20ftypisom\0\0"),
    ] {
        ada.upload(&to, name, content).await.problem(415, "unsupported_media_type");
    }
    let said = part("picture.png", PICTURE).mime_str("text/html").unwrap();
    ada.send_form(&to, Form::new().part("file", said)).await.problem(415, "unsupported_media_type");
    assert!(ids(&ada.get(&format!("{to}/files")).await.expect(200)).is_empty());
    until_stored(app, 0).await;
}

async fn names_are_kept_and_lead_nowhere(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    for (name, kept) in [
        ("C:\\Users\\ada\\plan.txt", "plan.txt"),
        ("  <img src=x onerror=alert(1)>.txt ", "<img src=x onerror=alert(1)>.txt"),
        ("計画 👩‍💻.txt", "計画 👩‍💻.txt"),
        (&format!("{}.txt", "n".repeat(251)), &format!("{}.txt", "n".repeat(251))),
    ] {
        assert_eq!(ada.upload(&to, name, "Hello").await.expect(201)["name"], kept);
    }
    let form = |disposition: &str| format!("--b|Content-Disposition: form-data; {disposition}||Hello|--b--|");
    for (name, pointer) in [("..", "/file"), ("x\u{202E}txt.exe", "/file"), (&"n".repeat(300), "/file"), (" ", "/file")] {
        ada.send_raw(&to, &form(&format!("name=\"file\"; filename=\"{name}\""))).await.invalid(&[pointer]);
    }
    let nul = ada.send_raw(&to, &form("name=\"file\"; filename=\"a\0b.txt\"")).await;
    assert!([400, 422].contains(&nul.status.as_u16()), "{}", nul.text());
    let lines = ada.send_raw(&to, &form("name=\"file\"; filename=\"a|Set-Cookie: b.txt\"")).await;
    assert!([400, 422].contains(&lines.status.as_u16()), "{}", lines.text());
    until_stored(app, 4).await;
}

async fn a_form_that_is_none_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    let file = || part("a.txt", "Hello");
    ada.send_form(&to, Form::new().part("attachment", file())).await.invalid(&["/attachment"]);
    ada.send_form(&to, Form::new().part("file", file()).part("file", file())).await.invalid(&["/file"]);
    ada.send_form(&to, Form::new().part("file", file()).text("name", "b")).await.invalid(&["/name"]);
    ada.send_form(&to, Form::new().text("file", "Hello")).await.invalid(&["/file"]);
    ada.upload(&to, "a.txt", "").await.invalid(&["/file"]);
    ada.send_raw(&to, "--b--|").await.invalid(&["/file"]);
    ada.send_raw(&to, "").await.problem(400, "bad_form");
    ada.send_raw(&to, "Hello").await.problem(400, "bad_form");
    ada.send_raw(&to, "--b|Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"||Hello")
        .await
        .problem(400, "bad_form");
    ada.post(&format!("{to}/files"), json!({"file": "Hello"})).await.problem(415, "unsupported_media_type");
    let bare = ada.request(Method::POST, &format!("{to}/files")).body("multipart/form-data", "Hello");
    bare.await.problem(400, "bad_form");
    app.upload(&to, "a.txt", "Hello").await.problem(401, "unauthenticated");
    until_stored(app, 0).await;
}

async fn a_file_over_the_limit_is_cut_off(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    let largest = ada.upload(&to, "largest.txt", text_of(10_000_000)).await.expect(201);
    assert_eq!(largest["size"], 10_000_000);
    ada.upload(&to, "larger.txt", text_of(10_000_001)).await.problem(413, "too_large");
    // Without a length, and with no end in sight.
    let piece = text_of(64 << 10);
    let long = stream::iter(0..400).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
    ada.upload(&to, "long.txt", Body::wrap_stream(long)).await.problem(413, "too_large");
    until_stored(app, 1).await;

    let small = app.another(&[("UPLOAD_LIMIT", "1kB")]).await;
    let there = ada.at(&small);
    there.upload(&to, "a.txt", text_of(1_000)).await.expect(201);
    there.upload(&to, "a.txt", text_of(1_001)).await.problem(413, "too_large");
}

async fn an_upload_that_breaks_off_leaves_nothing(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/projects/{}", board.project);
    let token = ada.headers()["authorization"].to_str().unwrap();
    let mut connection = TcpStream::connect(app.base().trim_start_matches("http://")).unwrap();
    let part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    write!(
        connection,
        "POST /api/v1{to}/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n{part}"
    )
    .unwrap();
    connection.write_all(&text_of(2_000_000)).unwrap();
    until_stored(app, 1).await;
    drop(connection);
    until_stored(app, 0).await;
    assert!(ids(&ada.get(&format!("{to}/files")).await.expect(200)).is_empty());
}

async fn files_that_come_at_once_are_all_counted(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Plan").await));
    let send = async |number: usize| ada.upload(&card, &format!("{number}.txt"), text_of(1_000 + number)).await.expect(201);
    let first = join_all((0..10).map(send)).await;
    let delete = async |file: &Value| ada.delete(&format!("/files/{}", id(file))).await.expect(204);
    let (_, more) = tokio::join!(join_all(first[..5].iter().map(delete)), join_all((10..20).map(send)));
    assert_eq!(more.len(), 10);
    let listed = ids(&ada.get(&format!("{card}/files")).await.expect(200));
    assert_eq!(listed.len(), 15);
    assert_eq!(ada.get(&card).await.expect(200)["files_count"], 15);
    app.run_jobs().await;
    assert_eq!(app.stored(), 15);
}

async fn a_card_has_at_most_a_hundred_files(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Plan").await));
    for number in 0..98 {
        ada.upload(&card, &format!("{number}.txt"), "Hello").await.expect(201);
    }
    let answers = join_all((98..103).map(async |number| ada.upload(&card, &format!("{number}.txt"), "Hello").await.status)).await;
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 2, "{answers:?}");
    ada.upload(&card, "more.txt", "Hello").await.problem(409, "too_many_files");
    assert_eq!(ada.get(&card).await.expect(200)["files_count"], 100);
    until_stored(app, 100).await;
}
