//! The edge: what a client is told when it asks wrongly, and what every answer carries.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{PASSWORD, TestApp, id, stories};

const JSON: &str = "application/json";

stories![
    bad_bodies_are_told_what_to_change,
    bad_queries_and_paths_are_told_what_to_change,
    what_is_not_there_is_a_problem_too,
    a_body_may_be_large_but_not_too_large,
    a_change_of_what_has_changed_meanwhile_is_refused,
    what_one_has_already_is_not_sent_again,
    head_is_get_without_the_body,
    a_page_links_to_the_next,
    a_request_id_is_kept_and_told,
    only_allowed_origins_read_answers_and_act_by_cookie,
    cookies_sign_a_browser_in_and_out,
    the_examples_of_the_documentation_work_as_they_stand,
];

async fn bad_bodies_are_told_what_to_change(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Fix it").await));
    let cards = format!("/columns/{}/cards", board.todo);

    for (body, pointers) in [
        (json!({}), &["/title"][..]),
        (json!([]), &[""]),
        (json!({"title": 5}), &["/title"]),
        (json!({"title": true, "priority": "huge"}), &["/title", "/priority"]),
        (json!({"title": "a\u{0}b"}), &["/title"]),
        (json!({"title": "  "}), &["/title"]),
        (json!({"title": "A", "id": "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10"}), &["/id"]),
        (json!({"title": "A", "due": "tomorrow"}), &["/due"]),
        (json!({"title": "A", "assignees": ["nobody", 3]}), &["/assignees/0", "/assignees/1"]),
        (json!({"title": "A", "a/b": 1}), &["/a~1b"]),
    ] {
        ada.post(&cards, body).await.invalid(pointers);
    }
    for (body, pointers) in [
        (json!({"title": null}), &["/title"][..]),
        (json!({"archived": "true"}), &["/archived"]),
        (json!({"version": "1"}), &["/version"]),
        (json!({"version": 1.5}), &["/version"]),
        (json!({"created_at": "2026-01-01T00:00:00Z", "key": "WEB-9"}), &["/created_at", "/key"]),
    ] {
        ada.patch(&card, body).await.invalid(pointers);
    }
    ada.post(&format!("{card}/move"), json!({"position": -1})).await.invalid(&["/position"]);
    ada.patch(&card, json!({"due": null, "title": "Fixed"})).await.expect(200);

    let sent = |media_type: &'static str, body: &'static [u8]| ada.request(Method::POST, &cards).body(media_type, body);
    sent(JSON, b"{\"title\":").await.problem(400, "bad_json");
    sent(JSON, b"").await.problem(400, "bad_json");
    sent(JSON, b"{\"title\":\"\xff\"}").await.problem(400, "bad_json");
    sent("text/plain", b"{\"title\":\"A\"}").await.problem(415, "unsupported_media_type");
    sent("application/json; charset=latin1", b"{\"title\":\"A\"}").await.problem(415, "unsupported_media_type");
    ada.request(Method::POST, &cards).await.problem(415, "unsupported_media_type");
    sent("application/json; charset=utf-8", b"{\"title\":\"A\"}").await.expect(201);
    let packed = sent(JSON, b"{}").header("content-encoding", "gzip").await;
    assert_eq!(packed.header("accept-encoding"), "identity");
    packed.problem(415, "unsupported_encoding");
}

async fn bad_queries_and_paths_are_told_what_to_change(app: &TestApp) {
    let ada = app.register("ada").await;
    for (path, pointers) in [
        ("/projects?limit=0", &["/limit"][..]),
        ("/projects?limit=201", &["/limit"]),
        ("/projects?limit=ten", &["/limit"]),
        ("/projects?limit=%2B5", &["/limit"]),
        ("/projects?limit=1&limit=2", &["/limit"]),
        ("/projects?status=open", &["/status"]),
        ("/projects?team_id=5", &["/team_id"]),
        ("/projects?cursor=x", &["/cursor"]),
        ("/projects?q=%00", &["/q"]),
        ("/projects?all=yes&colour=red", &["/all", "/colour"]),
        ("/notifications?unread=1", &["/unread"]),
    ] {
        ada.get(path).await.invalid(pointers);
    }
    for path in
        ["/cards/5", "/cards/%ff", "/cards/0198c2a47b7e7cc0a4f30f9c1f6f2a10", "/cards/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10"]
    {
        ada.get(path).await.problem(404, "not_found");
    }
}

async fn what_is_not_there_is_a_problem_too(app: &TestApp) {
    app.get("/nothing").await.problem(404, "not_found");
    app.outside(Method::GET, "/nothing").await.problem(404, "not_found");
    let answer = app.request(Method::PUT, "/teams").await;
    assert_eq!(answer.header("allow"), "GET, HEAD, POST");
    answer.problem(405, "method_not_allowed");
    let answer = app.get("/teams").await;
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    answer.problem(401, "unauthenticated");
    app.with("authorization", "Basic YTpi").get("/teams").await.problem(401, "unauthenticated");
    app.with_token("bw_nothing").get("/teams").await.problem(401, "unauthenticated");
    let ada = app.register("ada").await;
    ada.get("/teams/").await.expect(200);
    ada.post("/teams/", json!({"name": "Web"})).await.expect(201);
}

async fn a_body_may_be_large_but_not_too_large(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let cards = format!("/columns/{}/cards", board.todo);
    let body = |length: usize| json!({"title": "A", "description": "x".repeat(length)}).to_string();
    ada.request(Method::POST, &cards).body(JSON, body(100_000)).await.expect(201);
    ada.request(Method::POST, &cards).body(JSON, body(100_001)).await.invalid(&["/description"]);
    ada.request(Method::POST, &cards).body(JSON, body(1_100_000)).await.problem(413, "too_large");
    assert!(in_chunks(app, "/api/v1/auth/login", &body(1_100_000)).await.starts_with("HTTP/1.1 413 "));
    let small = json!({"email": "ada", "password": PASSWORD}).to_string();
    assert!(in_chunks(app, "/api/v1/auth/login", &small).await.starts_with("HTTP/1.1 200 "));
}

/// Posts a body whose length is not said beforehand, and gives the start of the answer.
async fn in_chunks(app: &TestApp, path: &str, body: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(app.base().trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for chunk in body.as_bytes().chunks(16 << 10) {
        let size = format!("{:x}\r\n", chunk.len());
        // The server may have answered and hung up already.
        let sent = async {
            stream.write_all(size.as_bytes()).await?;
            stream.write_all(chunk).await?;
            stream.write_all(b"\r\n").await
        };
        if sent.await.is_err() {
            break;
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n").await;
    let mut answer = [0; 64];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

async fn a_change_of_what_has_changed_meanwhile_is_refused(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = format!("/cards/{}", id(&ada.card(&board.todo, "Fix it").await));
    let read = ada.get(&card).await;
    let tag = read.header("etag").to_owned();
    assert!(tag.starts_with("\"1-"), "{tag}");
    let changed = ada.patch(&card, json!({"title": "Fixed"})).header("if-match", &tag).await;
    assert!(changed.header("etag").starts_with("\"2-"));
    changed.expect(200);
    ada.patch(&card, json!({"title": "Again"})).header("if-match", &tag).await.problem(412, "precondition_failed");
    ada.delete(&card).header("if-match", &tag).await.problem(412, "precondition_failed");
    ada.delete(&card).header("if-match", "\"something else\"").await.problem(412, "precondition_failed");
    let conflict = ada.patch(&card, json!({"title": "Again", "version": 1})).await.problem(409, "version_conflict");
    assert_eq!((&conflict["current"]["title"], &conflict["current"]["version"]), (&json!("Fixed"), &json!(2)));
    ada.patch(&card, json!({"title": "Again"})).header("if-match", "*").await.expect(200);
    ada.delete(&card).header("if-match", "W/\"3-x\"").await.expect(204);
}

async fn what_one_has_already_is_not_sent_again(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    for path in [format!("/boards/{}", board.id), format!("/boards/{}/snapshot", board.id), "/teams".to_owned()] {
        let tag = ada.get(&path).await.header("etag").to_owned();
        let again = ada.get(&path).header("if-none-match", format!("\"other\", {tag}")).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        ada.get(&path).header("if-none-match", "\"other\"").await.expect(200);
    }
}

async fn head_is_get_without_the_body(app: &TestApp) {
    let ada = app.register("ada").await;
    let get = ada.get("/users/me").await;
    let head = ada.request(Method::HEAD, "/users/me").await;
    assert_eq!((head.status, head.body.len()), (get.status, 0));
    for name in ["etag", "content-type", "content-length"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    assert_eq!(app.outside(Method::HEAD, "/healthz").await.status, 200);
    assert_eq!(ada.request(Method::HEAD, "/cards/5").await.status, 404);
}

async fn a_page_links_to_the_next(app: &TestApp) {
    let ada = app.register("ada").await;
    for name in ["One", "Two", "Three"] {
        ada.post("/teams", json!({"name": name})).await.expect(201);
    }
    let (mut next, mut seen) = ("/api/v1/teams?limit=2".to_owned(), Vec::new());
    loop {
        let answer = ada.outside(Method::GET, &next).await;
        let link = answer.header("link").to_owned();
        let page = answer.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|team| team["name"].as_str().unwrap().to_owned()));
        assert_eq!(link.is_empty(), page["next_cursor"].is_null());
        let Some(rest) = link.strip_prefix('<') else { break };
        let (address, relation) = rest.split_once('>').unwrap();
        assert_eq!(relation, "; rel=\"next\"");
        assert!(address.contains("limit=2"), "{address}");
        address.clone_into(&mut next);
    }
    assert_eq!(seen, ["Ada", "One", "Two", "Three"]);
}

async fn a_request_id_is_kept_and_told(app: &TestApp) {
    let answer = app.get("/teams").header("x-request-id", "from-the-proxy-1").await;
    assert_eq!(answer.header("x-request-id"), "from-the-proxy-1");
    assert_eq!(answer.problem(401, "unauthenticated")["request_id"], "from-the-proxy-1");
    let answer = app.get("/teams").header("x-request-id", "not sane").await;
    assert_eq!(answer.header("x-request-id").len(), 36);
    for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
        assert_eq!(answer.header(name), value);
    }
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
}

/// The origin that is allowed unless settings say otherwise: that of `BASE_URL`.
fn own_origin(app: &TestApp) -> String {
    app.base().replace("127.0.0.1", "localhost")
}

async fn only_allowed_origins_read_answers_and_act_by_cookie(app: &TestApp) {
    let own = own_origin(app);
    let ada = app.register("ada").await;
    let sign_in = json!({"email": "ada", "password": PASSWORD, "cookie": true});
    let answer = app.post("/auth/login", sign_in.clone()).header("origin", &own).await;
    let cookies = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
    let browser = app.with("cookie", &cookies.collect::<Vec<_>>().join("; "));

    for other in ["null", "https://evil.example", &format!("{own}.evil.example"), &own.to_uppercase(), &format!("{own}0"), ""] {
        let read = browser.get("/users/me").header("origin", other).await;
        assert_eq!(read.header("access-control-allow-origin"), "", "{other}");
        browser.post("/teams", json!({"name": "A"})).header("origin", other).await.problem(403, "origin_not_allowed");
        app.post("/auth/login", sign_in.clone()).header("origin", other).await.problem(403, "origin_not_allowed");
        browser.request(Method::POST, "/auth/refresh").header("origin", other).await.problem(403, "origin_not_allowed");
        assert_eq!(browser.try_socket_from("/ws/notifications", other).await.err().map(|s| s.as_u16()), Some(403), "{other}");
    }
    browser.post("/teams", json!({"name": "A"})).await.problem(403, "origin_not_allowed");
    assert_eq!(browser.try_socket("/ws/notifications").await.err().map(|s| s.as_u16()), Some(403), "no origin");
    browser.try_socket_from("/ws/notifications", &own).await.expect("a page of ours may").expect("hello").await;
    browser.get("/users/me").await.expect(200);
    let read = browser.post("/teams", json!({"name": "A"})).header("origin", &own).await;
    assert_eq!(read.header("access-control-allow-origin"), own);
    assert_eq!(read.header("access-control-allow-credentials"), "true");
    assert!(read.header("access-control-expose-headers").contains("X-Request-Id"));
    read.expect(201);
    // What comes with a token of its own was not sent by the browser alone.
    ada.post("/teams", json!({"name": "B"})).header("origin", "https://evil.example").await.expect(201);
    let asked = |origin: &str| {
        app.request(Method::OPTIONS, "/teams").header("origin", origin).header("access-control-request-method", "POST")
    };
    assert_eq!(asked(&own).await.header("access-control-allow-origin"), own);
    assert_eq!(asked("https://evil.example").await.header("access-control-allow-origin"), "");
}

async fn cookies_sign_a_browser_in_and_out(app: &TestApp) {
    let own = own_origin(app);
    app.register("ada").await;
    let lines = |answer: &crate::support::Answer| -> Vec<String> {
        answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned()).collect()
    };
    let jar = |lines: &[String]| lines.iter().map(|line| line.split(';').next().unwrap()).collect::<Vec<_>>().join("; ");
    let answer =
        app.post("/auth/login", json!({"email": "ada", "password": PASSWORD, "cookie": true})).header("origin", &own).await;
    let set = lines(&answer);
    assert!(set.iter().all(|line| line.contains("HttpOnly") && line.contains("SameSite=Lax") && !line.contains("Secure")));
    assert!(set[0].starts_with("boardwire_access=") && set[0].contains("Path=/;"));
    assert!(set[1].starts_with("boardwire_refresh=") && set[1].contains("Path=/api/v1/auth;"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = answer.expect(200);
    assert!(body.get("access_token").is_none() && body.get("refresh_token").is_none() && body["user"]["handle"] == "ada");

    let browser = app.with("cookie", &jar(&set));
    let refreshed = browser.request(Method::POST, "/auth/refresh").header("origin", &own).await;
    let set = lines(&refreshed);
    assert!(refreshed.expect(200).get("access_token").is_none());
    let browser = app.with("cookie", &jar(&set));
    let out = browser.request(Method::POST, "/auth/logout").header("origin", &own).await;
    assert!(lines(&out).iter().all(|line| line.contains("Max-Age=0")));
    out.expect(204);
    browser.get("/users/me").await.problem(401, "session_ended");
}

/// Sends every JSON body that the documentation shows, to things that exist.
async fn the_examples_of_the_documentation_work_as_they_stand(app: &TestApp) {
    let document = app.outside(Method::GET, "/openapi.json").await.expect(200);
    let example = |name: &str| document["components"]["schemas"][name]["example"].clone();
    let ada = crate::support::Person::of(app, &app.post("/auth/register", example("Register")).await.expect(201));
    app.post("/auth/login", example("Login")).await.expect(200);
    let grace = app.register("grace").await;
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let card = ada.card(&board.todo, "Fix it").await;
    ada.assign(&card, &grace).await;
    app.run_jobs().await;
    let comment = ada.post(&format!("/cards/{}/comments", id(&card)), example("CreateComment")).await.expect(201);
    let team = ada.post("/teams", example("CreateTeam")).await.expect(201);
    let new = json!({"name": "Docs", "color": "#000000"});
    let label = ada.post(&format!("/projects/{}/labels", board.project), new).await.expect(201);
    let item = ada.post(&format!("/cards/{}/checklist", id(&card)), json!({"text": "Build"})).await.expect(201);
    let told = grace.get("/notifications").await.expect(200);

    let mut sent = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let schema = operation.pointer("/requestBody/content/application~1json/schema/$ref").and_then(Value::as_str);
            let Some(name) = schema.and_then(|name| name.rsplit('/').next()) else { continue };
            // The tokens of the last two come by mail, and codes from an app.
            let elsewhere = ["ConfirmTotp", "RemoveTotp", "ResetPassword", "VerifyEmail"];
            if ["Register", "Login", "Refresh"].contains(&name) || elsewhere.contains(&name) {
                continue;
            }
            let path = path
                .replace("{team_id}", &id(&team))
                .replace("{project_id}", &board.project)
                .replace("{board_id}", &board.id)
                .replace("{column_id}", &board.in_progress)
                .replace("{card_id}", &id(&card))
                .replace("{comment_id}", &id(&comment))
                .replace("{label_id}", &id(&label))
                .replace("{item_id}", &id(&item))
                .replace("{user_id}", &grace.id)
                .replace("{notification_id}", &id(&told["items"][0]));
            assert!(!path.contains('{'), "what stands in {path}?");
            let who = if path.contains("/notifications/") { &grace } else { &ada };
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = who.outside(method, &path).json(&example(name)).await;
            assert!(answer.status.is_success(), "{name} {path}: {}", answer.text());
            sent += 1;
        }
    }
    assert!(sent >= 15, "{sent} examples were sent");
}
