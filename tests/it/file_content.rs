//! Reading files: whole, in part, again, and so that a browser runs nothing of them.

use reqwest::Method;
use serde_json::json;

use crate::support::{
    TestApp,
    files::{PICTURE, text_of},
    id, stories,
};

stories![
    what_was_sent_is_what_is_read,
    a_part_of_a_file_can_be_read,
    what_a_reader_has_is_not_sent_again,
    nothing_in_a_file_is_run,
    a_picture_gets_a_thumbnail,
    a_broken_picture_stays_without_one,
];

/// A file's address.
async fn sent(app: &TestApp, name: &str, content: Vec<u8>) -> (crate::support::Person, String) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let file = ada.upload(&format!("/projects/{}", board.project), name, content).await.expect(201);
    (ada, format!("/files/{}", id(&file)))
}

async fn what_was_sent_is_what_is_read(app: &TestApp) {
    let content = text_of(3_000_000);
    let (ada, file) = sent(app, "large.txt", content.clone()).await;
    let read = ada.get(&format!("{file}/content")).await;
    assert_eq!((read.header("content-type"), read.header("content-length")), ("text/plain", "3000000"));
    assert!(read.body == content, "the content came as it was sent");
    app.get(&format!("{file}/content")).await.problem(401, "unauthenticated");
    ada.get(&format!("{file}/content?size=small")).await.invalid(&["/size"]);
}

async fn a_part_of_a_file_can_be_read(app: &TestApp) {
    let (ada, file) = sent(app, "digits.txt", b"0123456789".to_vec()).await;
    let path = format!("{file}/content");
    let ask = |range: &str| ada.get(&path).header("range", range);
    for (range, part, said) in [
        ("bytes=0-3", "0123", "bytes 0-3/10"),
        ("bytes=8-", "89", "bytes 8-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=5-500", "56789", "bytes 5-9/10"),
    ] {
        let answer = ask(range).await;
        assert_eq!((answer.status.as_u16(), &*answer.text(), answer.header("content-range")), (206, part, said), "{range}");
        assert_eq!(answer.header("content-length"), part.len().to_string());
    }
    let beyond = ask("bytes=10-").await;
    assert_eq!(beyond.header("content-range"), "bytes */10");
    beyond.problem(416, "range_not_satisfiable");
    // What is not understood is passed over.
    for range in ["bytes=3-1", "bytes=0-1,4-5", "pages=1-2", "bytes"] {
        let answer = ask(range).await;
        assert_eq!((answer.status.as_u16(), answer.body.len(), answer.header("accept-ranges")), (200, 10, "bytes"), "{range}");
    }
    let tag = ada.get(&path).await.header("etag").to_owned();
    assert_eq!(ask("bytes=0-3").header("if-range", &tag).await.status.as_u16(), 206);
    assert_eq!(ask("bytes=0-3").header("if-range", "\"another\"").await.status.as_u16(), 200);
    let head = ada.request(Method::HEAD, &path).header("range", "bytes=0-3").await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.body.len()), (200, "10", 0));
}

async fn what_a_reader_has_is_not_sent_again(app: &TestApp) {
    let (ada, file) = sent(app, "a.txt", b"Hello".to_vec()).await;
    let path = format!("{file}/content");
    let tag = ada.get(&path).await.header("etag").to_owned();
    assert_eq!(tag, "\"185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969\"");
    for asked in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let again = ada.get(&path).header("if-none-match", &asked).await;
        assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, &*tag), "{asked}");
    }
    assert_eq!(ada.get(&path).header("if-none-match", &tag).header("range", "bytes=0-1").await.status.as_u16(), 304);
    assert_eq!(ada.get(&path).header("if-none-match", "\"x\"").await.status.as_u16(), 200);
    assert_eq!(ada.request(Method::HEAD, &path).header("if-none-match", &tag).await.status.as_u16(), 304);
}

async fn nothing_in_a_file_is_run(app: &TestApp) {
    let (ada, file) = sent(app, "“both”; x.gif", b"GIF89a=1;alert(1)/*".to_vec()).await;
    app.run_jobs().await;
    let answer = ada.get(&format!("{file}/content")).await;
    assert_eq!(answer.header("content-type"), "image/gif");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let named = "filename=\"_both__ x.gif\"; filename*=UTF-8''%E2%80%9Cboth%E2%80%9D%3B%20x.gif";
    assert_eq!(answer.header("content-disposition"), format!("attachment; {named}"));
    let shown = ada.get(&format!("{file}/content?inline=true")).await;
    assert_eq!(shown.header("content-disposition"), format!("inline; {named}"));
    assert!(shown.header("content-security-policy").starts_with("sandbox; default-src 'none'"));

    // Only pictures are shown.
    let board = ada.project("Other").await;
    let to = format!("/projects/{}", board.project);
    for (name, content) in [("a.txt", &b"Hello"[..]), ("a.pdf", b"%PDF-1.7")] {
        let file = id(&ada.upload(&to, name, content).await.expect(201));
        let answer = ada.get(&format!("/files/{file}/content?inline=true")).await;
        assert!(answer.header("content-disposition").starts_with("attachment; "), "{name}");
    }
}

async fn a_picture_gets_a_thumbnail(app: &TestApp) {
    let (ada, file) = sent(app, "picture.png", PICTURE.to_vec()).await;
    assert_eq!(ada.get(&file).await.expect(200)["thumbnail_url"], json!(null));
    ada.get(&format!("{file}/thumbnail")).await.problem(404, "not_found");
    app.run_jobs().await;
    let url = ada.get(&file).await.expect(200)["thumbnail_url"].as_str().unwrap().to_owned();
    assert!(url.ends_with(&format!("/api/v1{file}/thumbnail")), "{url}");
    let small = ada.get(&format!("{file}/thumbnail")).await;
    assert_eq!(small.header("content-type"), "image/jpeg");
    assert!(small.header("content-disposition").starts_with("inline; "));
    assert!(small.body.starts_with(b"\xFF\xD8\xFF"));
    let tag = small.header("etag").to_owned();
    assert_eq!(ada.get(&format!("{file}/thumbnail")).header("if-none-match", &tag).await.status.as_u16(), 304);
    assert_ne!(ada.get(&format!("{file}/content")).await.header("etag"), tag);
    assert_eq!(app.stored(), 2);
    ada.delete(&file).await.expect(204);
    app.run_jobs().await;
    assert_eq!(app.stored(), 0);
}

async fn a_broken_picture_stays_without_one(app: &TestApp) {
    let (ada, file) = sent(app, "cut.png", PICTURE[..PICTURE.len() / 2].to_vec()).await;
    app.run_jobs().await;
    assert_eq!(ada.get(&file).await.expect(200)["thumbnail_url"], json!(null));
    assert_eq!(ada.get(&format!("{file}/content")).await.body.len(), PICTURE.len() / 2);
}
