//! Answers for those who take gzip.

use reqwest::Method;
use serde_json::json;

use crate::support::{TestApp, stories};

stories![long_answers_are_packed_for_whoever_takes_it, a_packed_answer_has_a_tag_that_conditions_take];

async fn long_answers_are_packed_for_whoever_takes_it(app: &TestApp) {
    let ada = app.register("ada").await;
    let long = "A long story. ".repeat(4000);
    let team = ada.post("/teams", json!({"name": "Long", "description": long})).await.expect(201);
    let path = format!("/teams/{}", team["id"].as_str().unwrap());
    let plain = ada.get(&path).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.headers.get_all("vary").iter().any(|value| value == "Accept-Encoding"));
    for (asked, packed) in [("gzip, br", true), ("br", false), ("gzip;q=0", false), ("*", true)] {
        let answer = ada.get(&path).header("accept-encoding", asked).await;
        assert_eq!(answer.header("content-encoding") == "gzip", packed, "{asked}");
    }
    let answer = ada.get(&path).header("accept-encoding", "gzip").await;
    assert_eq!(answer.unpacked(), plain.body);
    assert!(answer.body.len() * 10 < plain.body.len());
    // What is short stays as it is, and HEAD says what GET would.
    let short = ada.get("/users/me").header("accept-encoding", "gzip").await;
    assert_eq!(short.header("content-encoding"), "");
    let head = ada.request(Method::HEAD, &path).header("accept-encoding", "gzip").await;
    assert_eq!(head.header("content-encoding"), "gzip");
    assert_eq!(head.header("content-length"), answer.body.len().to_string());
    assert!(head.body.is_empty());
    // Problems and pages are packed alike; the documentation is text as well.
    let page = app.visitor().outside(Method::GET, "/openapi.json").header("accept-encoding", "gzip").await;
    assert_eq!(page.header("content-encoding"), "gzip");
}

async fn a_packed_answer_has_a_tag_that_conditions_take(app: &TestApp) {
    let ada = app.register("ada").await;
    let description = "x".repeat(5000);
    let team = ada.post("/teams", json!({"name": "Long", "description": description})).await.expect(201);
    let path = format!("/teams/{}", team["id"].as_str().unwrap());
    let packed = ada.get(&path).header("accept-encoding", "gzip").await;
    let tag = packed.header("etag").to_owned();
    assert_eq!(tag, format!("W/{}", ada.get(&path).await.header("etag")));
    let unchanged = ada.get(&path).header("accept-encoding", "gzip").header("if-none-match", &tag).await;
    assert_eq!((unchanged.status.as_u16(), unchanged.header("content-encoding")), (304, ""));
    ada.patch(&path, json!({"name": "Longer"})).header("if-match", &tag).await.expect(200);
    ada.patch(&path, json!({"name": "Longest"})).header("if-match", &tag).await.problem(412, "precondition_failed");
}
