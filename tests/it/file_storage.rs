//! Where contents are kept: in a folder or in S3, when that is away, and what is swept.

use std::{fs, time::Duration};

use chrono::TimeDelta;
use futures_util::TryStreamExt;
use shared::storage::Part;
use uuid::Uuid;

use crate::support::{
    TestApp,
    files::{PICTURE, text_of},
    id,
    proxy::Proxy,
    s3_url, stories,
};

stories![
    files_are_kept_in_s3,
    storage_that_is_away_is_said_and_waited_for_by_nobody,
    what_no_file_has_is_swept_after_a_day,
    files_of_what_was_deleted_are_swept_after_a_month,
];

/// The settings of a storage of one's own in the S3 of the tests, which is reached at `address`.
fn s3_settings(address: &str) -> Vec<(String, String)> {
    let url = s3_url();
    let settings = [
        ("STORAGE_URL", format!("s3://{}/test-{}", url.path().trim_matches('/'), Uuid::now_v7().simple())),
        ("AWS_ENDPOINT", format!("http://{address}")),
        ("AWS_ACCESS_KEY_ID", url.username().to_owned()),
        ("AWS_SECRET_ACCESS_KEY", url.password().unwrap_or_default().to_owned()),
    ];
    settings.map(|(name, value)| (name.to_owned(), value)).into()
}

fn s3_address() -> String {
    let url = s3_url();
    format!("{}:{}", url.host_str().unwrap(), url.port_or_known_default().unwrap())
}

async fn with_s3(app: &TestApp, address: &str) -> TestApp {
    let settings = s3_settings(address);
    let settings: Vec<_> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.another(&settings).await
}

/// How many contents and thumbnails are stored, wherever that is.
async fn stored(app: &TestApp) -> usize {
    let mut count = 0;
    for part in Part::ALL {
        let found = app.ctx().storage.list(part).await.expect("the storage answers");
        count += found.try_collect::<Vec<_>>().await.expect("the storage lists").len();
    }
    count
}

async fn files_are_kept_in_s3(app: &TestApp) {
    let there = with_s3(app, &s3_address()).await;
    let ada = there.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/cards/{}", id(&ada.card(&board.todo, "Plan").await));
    let picture = format!("/files/{}", id(&ada.upload(&to, "picture.png", PICTURE).await.expect(201)));
    // In two parts.
    let content = text_of(9_500_000);
    let large = format!("/files/{}", id(&ada.upload(&to, "large.txt", content.clone()).await.expect(201)));
    there.run_jobs().await;
    assert_eq!(stored(&there).await, 3);
    assert!(ada.get(&format!("{large}/content")).await.body == content);
    let part = ada.get(&format!("{large}/content")).header("range", "bytes=9499990-").await;
    assert_eq!((part.status.as_u16(), &*part.body), (206, &content[9_499_990..]));
    assert_eq!(ada.get(&format!("{picture}/thumbnail")).await.header("content-type"), "image/jpeg");
    assert_eq!(app.stored(), 0, "the folder is not used");

    // What is refused half-way, and what is deleted, goes from there.
    ada.upload(&to, "larger.txt", text_of(10_000_001)).await.problem(413, "too_large");
    ada.upload(&to, "lies.png", text_of(9_000_000)).await.problem(415, "unsupported_media_type");
    for file in [picture, large] {
        ada.delete(&file).await.expect(204);
    }
    there.run_jobs().await;
    assert_eq!(stored(&there).await, 0);
}

async fn storage_that_is_away_is_said_and_waited_for_by_nobody(app: &TestApp) {
    let proxy = Proxy::start(s3_address(), true).await;
    let there = with_s3(app, &proxy.address().to_string()).await;
    let ada = there.register("ada").await;
    let board = ada.project("Website").await;
    let to = format!("/cards/{}", id(&ada.card(&board.todo, "Plan").await));
    let file = format!("/files/{}", id(&ada.upload(&to, "a.txt", "Hello").await.expect(201)));
    proxy.cut();
    let asked = async {
        ada.get(&format!("{file}/content")).await.problem(503, "unavailable");
        ada.upload(&to, "b.txt", "Hello").await.problem(503, "unavailable");
        ada.upload(&to, "large.txt", text_of(9_000_000)).await.problem(503, "unavailable")
    };
    let problem = tokio::time::timeout(Duration::from_mins(1), asked).await.expect("nobody waits for ever");
    assert_eq!(problem["detail"], "the storage of files does not answer; try again in a moment");
    // All else goes on, and so does this once it is back.
    assert_eq!(ada.get(&to).await.expect(200)["files_count"], 1);
    ada.get(&file).await.expect(200);
    assert_eq!(ada.request(reqwest::Method::GET, "/users/me").await.status, 200);
    proxy.mend();
    assert_eq!(ada.get(&format!("{file}/content")).await.body, b"Hello");
    ada.upload(&to, "b.txt", "Hello").await.expect(201);
}

async fn what_no_file_has_is_swept_after_a_day(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let file = format!("/files/{}", id(&ada.upload(&format!("/projects/{}", board.project), "p.png", PICTURE).await.expect(201)));
    app.run_jobs().await;
    // As a process leaves it that dies between the storage and the commit, or while it writes.
    let folder = app.place().folder().join("files");
    for name in ["content", "thumbnails"] {
        fs::write(folder.join(name).join(Uuid::now_v7().to_string()), "left").unwrap();
    }
    fs::write(folder.join("content").join(format!("{}#1", Uuid::now_v7())), "left").unwrap();
    fs::write(folder.join("content").join("README"), "not ours").unwrap();
    app.clock().advance(TimeDelta::hours(23));
    app.tick().await;
    assert_eq!(app.stored(), 6, "what is younger than a day may be an upload");
    app.clock().advance(TimeDelta::hours(25));
    app.tick().await;
    assert_eq!(app.stored(), 3);
    let ada = ada.sign_in_again().await;
    assert_eq!(ada.get(&format!("{file}/content")).await.body, PICTURE);
    ada.get(&format!("{file}/thumbnail")).await.expect_status(200);
}

async fn files_of_what_was_deleted_are_swept_after_a_month(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let kept = format!("/cards/{}", id(&ada.card(&board.todo, "Kept").await));
    let gone = format!("/cards/{}", id(&ada.card(&board.todo, "Gone").await));
    for card in [&kept, &gone] {
        ada.upload(card, "a.txt", "Hello").await.expect(201);
    }
    ada.delete(&gone).await.expect(204);
    app.clock().advance(TimeDelta::days(29));
    app.tick().await;
    assert_eq!(app.stored(), 2);
    app.clock().advance(TimeDelta::days(2));
    app.tick().await;
    assert_eq!(app.stored(), 1);
    let ada = ada.sign_in_again().await;
    let files = ada.get(&format!("{kept}/files")).await.expect(200);
    assert_eq!(ada.get(&format!("/files/{}/content", id(&files["items"][0]))).await.body, b"Hello");
}
