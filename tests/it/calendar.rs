//! The private calendar of what one has to do, as a calendar program reads it.

use std::future::IntoFuture;

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Client, Person, TestApp, id, stories};

stories![
    a_calendar_shows_what_is_due,
    a_calendar_is_read_again_only_when_it_changed,
    an_address_ends_with_the_next_or_with_the_account,
    a_calendar_shows_what_its_person_may_see_at_the_time,
    nasty_texts_stay_within_their_entry,
    only_who_is_signed_in_makes_an_address,
];

/// The path of a new address.
async fn subscribe(person: &Person) -> String {
    let made = person.request(Method::POST, "/users/me/calendar").await.expect(201);
    let url = made["url"].as_str().expect("an address");
    let path = url.strip_prefix("http://localhost").and_then(|rest| rest.find('/').map(|at| rest[at..].to_owned()));
    path.unwrap_or_else(|| panic!("below the address that people use: {url}"))
}

async fn read(visitor: &Client, path: &str) -> Answer {
    visitor.outside(Method::GET, path).await
}

/// The lines of an iCalendar text, unfolded (RFC 5545, 3.1), which must keep to the form that the standard gives it.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"), "{text:?}");
    let folded: Vec<&str> = text.split_terminator("\r\n").collect();
    for line in &folded {
        assert!(line.len() <= 75 && !line.chars().any(|c| c.is_control() && c != '\t'), "{line:?}");
    }
    let mut lines: Vec<String> = Vec::new();
    for line in folded {
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line to go on").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    assert_eq!((lines[0].as_str(), lines.last().unwrap().as_str()), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    lines
}

/// The entries, each with its properties.
async fn entries(visitor: &Client, path: &str) -> Vec<Vec<(String, String)>> {
    let answer = read(visitor, path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut entries = Vec::new();
    for line in lines(&String::from_utf8(answer.unpacked()).expect("UTF-8")) {
        let (name, value) = line.split_once(':').expect("a property");
        match (name, value) {
            ("BEGIN", "VEVENT") => entries.push(Vec::new()),
            _ => entries.last_mut().into_iter().for_each(|entry: &mut Vec<_>| entry.push((name.to_owned(), value.to_owned()))),
        }
    }
    entries
}

fn property<'a>(entry: &'a [(String, String)], name: &str) -> &'a str {
    entry.iter().find(|(this, _)| this == name).map_or("", |(_, value)| value)
}

async fn summaries(visitor: &Client, path: &str) -> Vec<String> {
    let mut found: Vec<_> = entries(visitor, path).await.iter().map(|entry| property(entry, "SUMMARY").to_owned()).collect();
    found.sort();
    found
}

async fn a_calendar_shows_what_is_due(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let day = json!({"title": "All day", "due": "2027-03-28", "assignees": [grace.id], "priority": "high", "description": "Why,\nhow?"});
    let day = ada.card_with(&board.todo, day).await;
    let hour = json!({"title": "At six", "due": "2027-03-28T18:00:00+02:00", "assignees": [grace.id]});
    let hour = ada.card_with(&board.in_progress, hour).await;
    ada.card_with(&board.todo, json!({"title": "No day", "assignees": [grace.id]})).await;
    ada.card_with(&board.todo, json!({"title": "Ada's", "due": "2027-03-28", "assignees": [ada.id]})).await;
    let done = json!({"title": "Done", "due": "2027-03-28", "assignees": [grace.id]});
    ada.card_with(&board.done, done).await;

    let path = subscribe(&grace).await;
    let answer = read(app.visitor(), &path).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let all = lines(&answer.text());
    for line in ["VERSION:2.0", "CALSCALE:GREGORIAN", "X-WR-CALNAME:Boardwire: Grace"] {
        assert!(all.contains(&line.to_owned()), "{all:#?}");
    }
    let found = entries(app.visitor(), &path).await;
    assert_eq!(found.len(), 2, "{found:#?}");
    let of = |card: &serde_json::Value| {
        found.iter().find(|entry| property(entry, "UID") == format!("{}@boardwire", id(card))).expect("its entry")
    };
    let entry = of(&day);
    for (name, value) in [
        ("SUMMARY", "WEB-1 All day"),
        ("DESCRIPTION", "Why\\,\\nhow?"),
        ("DTSTART;VALUE=DATE", "20270328"),
        ("DTEND;VALUE=DATE", "20270329"),
        ("SEQUENCE", "1"),
        ("PRIORITY", "3"),
        ("STATUS", "CONFIRMED"),
    ] {
        assert_eq!(property(entry, name), value, "{entry:#?}");
    }
    assert!(property(entry, "URL").ends_with(&format!("/cards/{}", id(&day))));
    let stamp = property(entry, "DTSTAMP");
    assert_eq!((stamp.len(), stamp.ends_with('Z'), stamp), (16, true, property(entry, "LAST-MODIFIED")));
    let entry = of(&hour);
    assert_eq!((property(entry, "DTSTART"), property(entry, "DTEND;VALUE=DATE")), ("20270328T160000Z", ""));

    // A change is the same entry, once more in sequence.
    ada.patch(&format!("/cards/{}", id(&day)), json!({"title": "Later", "due": "2027-04-01"})).await.expect(200);
    ada.post(&format!("/cards/{}/move", id(&hour)), json!({"status": "done"})).await.expect(200);
    let found = entries(app.visitor(), &path).await;
    assert_eq!(found.len(), 1);
    let shown = (property(&found[0], "SUMMARY"), property(&found[0], "SEQUENCE"), property(&found[0], "DTSTART;VALUE=DATE"));
    assert_eq!(shown, ("WEB-1 Later", "2", "20270401"));
    assert_eq!(property(&found[0], "UID"), format!("{}@boardwire", id(&day)));
    let now = app.clock().now().timestamp();
    let stamp = chrono::NaiveDateTime::parse_from_str(property(&found[0], "DTSTAMP"), "%Y%m%dT%H%M%SZ").unwrap();
    assert!((now - stamp.and_utc().timestamp()).abs() < 60);
    let head = app.visitor().outside(Method::HEAD, &path).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
}

async fn a_calendar_is_read_again_only_when_it_changed(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = id(&ada.card_with(&board.todo, json!({"title": "A", "due": "2027-03-28", "assignees": [ada.id]})).await);
    let path = subscribe(&ada).await;
    let tag = read(app.visitor(), &path).await.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    app.clock().advance(chrono::TimeDelta::minutes(5));
    let again = app.visitor().outside(Method::GET, &path).header("if-none-match", &tag);
    let again = again.await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    ada.patch(&format!("/cards/{card}"), json!({"title": "B"})).await.expect(200);
    let again = app.visitor().outside(Method::GET, &path).header("if-none-match", &tag).await;
    assert_eq!(again.status, 200);
    assert_ne!(again.header("etag"), tag);
}

async fn an_address_ends_with_the_next_or_with_the_account(app: &TestApp) {
    let (root, ada) = (app.register("root").await, app.register("ada").await);
    let first = subscribe(&ada).await;
    assert_eq!(read(app.visitor(), &first).await.status, 200);
    let second = subscribe(&ada).await;
    assert_ne!(first, second);
    assert_eq!(read(app.visitor(), &first).await.status, 404);
    assert_eq!(read(app.visitor(), &second).await.status, 200);
    // The database does not know the address, only whether it is the one.
    let token = second.rsplit('/').next().unwrap().trim_end_matches(".ics");
    assert!(token.len() >= 43, "{token}");
    let text = "SELECT count(*) FROM calendar_feeds WHERE token_hash LIKE $1";
    let known = app.ctx().db.sql(text).bind(format!("%{token}%")).one::<(i64,)>().await.unwrap();
    assert_eq!(known, (0,));
    for path in [format!("/calendar/{token}"), format!("/calendar/{token}.ics.ics"), "/calendar/.ics".to_owned()] {
        assert_eq!(read(app.visitor(), &path).await.status, 404, "{path}");
    }
    // Its making is in the audit log, and Ada is told of it.
    app.run_jobs().await;
    let audited = root.get("/admin/audit?action=calendar.created").await.expect(200);
    assert_eq!(audited["items"].as_array().unwrap().len(), 2);
    assert!(!audited.to_string().contains(token));
    let told = ada.get("/notifications").await.expect(200)["items"][0].clone();
    assert_eq!(told["kind"], "security");

    root.patch(&format!("/users/{}", ada.id), json!({"disabled": true})).await.expect(200);
    assert_eq!(read(app.visitor(), &second).await.status, 404);
    // Someone who had got in may have made it: it does not come back by itself.
    root.patch(&format!("/users/{}", ada.id), json!({"disabled": false})).await.expect(200);
    assert_eq!(read(app.visitor(), &second).await.status, 404);
    let ada = ada.sign_in_again().await;
    let third = subscribe(&ada).await;
    assert_eq!(read(app.visitor(), &third).await.status, 200);
    ada.delete("/users/me").await.expect(204);
    assert_eq!(read(app.visitor(), &third).await.status, 404);
}

async fn a_calendar_shows_what_its_person_may_see_at_the_time(app: &TestApp) {
    app.register("root").await;
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let (board, office) = (ada.project("Website").await, ada.project("Office").await);
    for place in [&board, &office] {
        place.add(&ada, &grace, "member").await;
    }
    let due = |title: &str| json!({"title": title, "due": "2027-03-28", "assignees": [grace.id]});
    let fix = id(&ada.card_with(&board.todo, due("Fix")).await);
    ada.card_with(&office.todo, due("Move")).await;
    let path = subscribe(&grace).await;
    assert_eq!(summaries(app.visitor(), &path).await, ["OFF-1 Move", "WEB-1 Fix"]);
    let hide =
        |revoke: serde_json::Value| ada.patch(&format!("/boards/{}/members/{}", board.id, grace.id), json!({"revoke": revoke}));
    hide(json!(["board_view"])).await.expect(200);
    assert_eq!(summaries(app.visitor(), &path).await, ["OFF-1 Move"]);
    hide(json!([])).await.expect(200);
    ada.delete(&format!("/projects/{}/members/{}", office.project, grace.id)).await.expect(204);
    assert_eq!(summaries(app.visitor(), &path).await, ["WEB-1 Fix"]);
    ada.patch(&format!("/cards/{fix}"), json!({"archived": true})).await.expect(200);
    assert!(summaries(app.visitor(), &path).await.is_empty());
    ada.patch(&format!("/cards/{fix}"), json!({"archived": false})).await.expect(200);
    assert_eq!(summaries(app.visitor(), &path).await, ["WEB-1 Fix"]);
    ada.delete(&format!("/boards/{}", board.id)).await.expect(204);
    assert!(summaries(app.visitor(), &path).await.is_empty());
}

async fn nasty_texts_stay_within_their_entry(app: &TestApp) {
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let title = format!("a;b,c\\d \"e\" {}", "👩‍💻ü".repeat(40));
    let description = format!("one\r\nEND:VEVENT\nBEGIN:VALARM\rtwo\u{7}\u{1b}[31m\u{b}\t{}", "x".repeat(5_000));
    let card = json!({"title": title, "description": description, "due": "2027-03-28", "assignees": [ada.id]});
    ada.card_with(&board.todo, card).await;
    let path = subscribe(&ada).await;
    let found = entries(app.visitor(), &path).await;
    assert_eq!(found.len(), 1);
    let written = format!("WEB-1 {}", title.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,"));
    assert_eq!(property(&found[0], "SUMMARY"), written);
    let text = property(&found[0], "DESCRIPTION");
    assert!(text.starts_with("one\\nEND:VEVENT\\nBEGIN:VALARM\\ntwo[31m\txxx"), "{text}");
    assert!((1_900..=2_000).contains(&text.matches('x').count()), "it is cut: {}", text.len());
}

async fn only_who_is_signed_in_makes_an_address(app: &TestApp) {
    let ada = app.register("ada").await;
    app.request(Method::POST, "/users/me/calendar").await.problem(401, "unauthenticated");
    let token = ada.post("/users/me/tokens", json!({"name": "Export", "scope": "write"})).await.expect(201);
    let program = app.with_token(token["token"].as_str().unwrap());
    program.request(Method::POST, "/users/me/calendar").await.problem(403, "forbidden");
    // Asking again is asking for another one, whatever key comes along.
    let asked = || ada.request(Method::POST, "/users/me/calendar").header("idempotency-key", "one").into_future();
    let (one, two) = (asked().await.expect(201), asked().await.expect(201));
    assert_ne!(one["url"], two["url"]);
}
