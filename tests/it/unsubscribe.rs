//! Turning mail off from a mail, as people and their mail programs do.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Mail, Person, TestApp, id, stories};

stories![
    one_click_turns_mail_off_for_one_card,
    each_link_turns_off_what_it_says,
    looking_at_the_page_changes_nothing,
    a_link_that_was_tampered_with_does_nothing,
];

const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// What a mail provider does: no cookie, no token, an origin of its own.
async fn click(app: &TestApp, url: &str) -> Answer {
    let path = path(url);
    let request = app.outside(Method::POST, &path).header("origin", "https://mail.example.net");
    request.body("application/x-www-form-urlencoded", ONE_CLICK.to_owned()).await
}

fn path(url: &str) -> String {
    let at = url.find("/api/").expect("the link leads to the API");
    url[at..].trim_end_matches('>').to_owned()
}

/// Ada assigns Grace to a new card; the mails that Grace gets for it.
async fn assigned(app: &TestApp, ada: &Person, grace: &Person, column: &str, title: &str) -> (String, Vec<Mail>) {
    let before = app.mails_to(&grace.email).len();
    let card = ada.card_with(column, json!({"title": title, "assignees": [grace.id]})).await;
    app.run_jobs().await;
    (id(&card), app.mails_to(&grace.email).split_off(before))
}

async fn one_click_turns_mail_off_for_one_card(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let (card, mails) = assigned(app, &ada, &grace, &board.todo, "First").await;
    let mail = mails.last().unwrap();
    assert_eq!(mail.header("List-Unsubscribe-Post"), ONE_CLICK);
    let done = click(app, &mail.header("List-Unsubscribe")).await;
    assert_eq!(done.status, 200);
    assert!(done.text().contains("this card"), "{}", done.text());
    assert_eq!(click(app, &mail.header("List-Unsubscribe")).await.status, 200, "again");

    // Of this card no more mail comes, though the app tells; of another it does.
    let before = app.mails_to(&grace.email).len();
    let told = || async { grace.get("/notifications").await.expect(200)["items"].as_array().unwrap().len() };
    let told_before = told().await;
    ada.post(&format!("/cards/{card}/comments"), json!({"body": "@grace look"})).await.expect(201);
    app.run_jobs().await;
    assert_eq!((app.mails_to(&grace.email).len(), told().await), (before, told_before + 1));
    assert_eq!(assigned(app, &ada, &grace, &board.todo, "Second").await.1.len(), 1);
    // She sees it in her settings, and can turn it on again there.
    let settings = grace.get("/users/me/notification-settings").await.expect(200);
    assert_eq!(settings["unsubscribed_cards"], json!([card]));
}

async fn each_link_turns_off_what_it_says(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let (_, mails) = assigned(app, &ada, &grace, &board.todo, "First").await;
    let text = &mails.last().unwrap().text;
    let link = |what: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("No more mail about {what}: ")));
        line.unwrap_or_else(|| panic!("nothing turns off {what} in:\n{text}")).rsplit(' ').next().unwrap().to_owned()
    };
    assert_eq!(click(app, &link("being assigned")).await.status, 200);
    let settings = grace.get("/users/me/notification-settings").await.expect(200);
    assert_eq!(settings["kinds"]["assigned"], json!({"in_app": true, "email": false}));
    assert_eq!(settings["kinds"]["mentioned"], json!({"in_app": true, "email": true}));
    assert!(assigned(app, &ada, &grace, &board.todo, "Second").await.1.is_empty());
    assert_eq!(click(app, &link("this board")).await.status, 200);
    let settings = grace.get("/users/me/notification-settings").await.expect(200);
    assert_eq!(settings["unsubscribed_boards"], json!([board.id]));
    assert_eq!(settings["unsubscribed_cards"], json!([]));
}

async fn looking_at_the_page_changes_nothing(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let (_, mails) = assigned(app, &ada, &grace, &board.todo, "A secret title").await;
    let path = path(&mails.last().unwrap().header("List-Unsubscribe"));
    let page = app.outside(Method::GET, &path).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("<button>") && text.contains("this card") && !text.contains("secret"), "{text}");
    assert_eq!(app.outside(Method::HEAD, &path).await.status, 200);
    let settings = grace.get("/users/me/notification-settings").await.expect(200);
    assert_eq!(settings["unsubscribed_cards"], json!([]));
    assert_eq!(assigned(app, &ada, &grace, &board.todo, "Second").await.1.len(), 1);
}

async fn a_link_that_was_tampered_with_does_nothing(app: &TestApp) {
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    let (_, mails) = assigned(app, &ada, &grace, &board.todo, "First").await;
    let url = mails.last().unwrap().header("List-Unsubscribe");
    // The letter that says “a card” is in the 17th byte.
    let at = path(&url).rfind('/').unwrap() + 1 + 22;
    let mut forged = path(&url);
    let other = if forged.as_bytes()[at] == b'x' { "y" } else { "x" };
    forged.replace_range(at..=at, other);
    for wrong in
        [forged.as_str(), "/api/v1/email/unsubscribe/x", "/api/v1/email/unsubscribe/%00", &path(&url)[..path(&url).len() - 4]]
    {
        assert_eq!(app.outside(Method::POST, wrong).await.status, 404, "{wrong}");
        assert_eq!(app.outside(Method::GET, wrong).await.status, 404, "{wrong}");
    }
    let settings = grace.get("/users/me/notification-settings").await.expect(200);
    assert_eq!((&settings["unsubscribed_cards"], &settings["unsubscribed_boards"]), (&json!([]), &json!([])));
    assert_eq!(settings["kinds"]["assigned"]["email"], json!(true));
}
