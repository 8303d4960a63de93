//! Reminders that people set for themselves.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Board, Person, TestApp, id, ids, stories};

stories![
    a_reminder_at_a_time_comes_then,
    a_reminder_before_the_due_date_moves_along_with_it,
    late_reminders_come_all_and_say_so,
    closed_cards_remind_nobody,
    what_cannot_be_a_reminder_is_refused,
    reminders_are_their_owners_own,
    due_soon_comes_when_each_reader_wants_it,
    a_whole_day_ends_with_the_day_where_it_was_set,
];

async fn scene(app: &TestApp) -> (Person, Board, String) {
    app.tick().await; // The scheduler has been here before.
    let ada = app.register("ada").await;
    let board = ada.project("Website").await;
    let card = ada.card(&board.todo, "Fix the login page").await;
    (ada, board, format!("/cards/{}", id(&card)))
}

fn in_minutes(app: &TestApp, minutes: i64) -> String {
    (app.clock().now() + TimeDelta::minutes(minutes)).to_rfc3339()
}

async fn pass(app: &TestApp, minutes: i64) {
    app.clock().advance(TimeDelta::minutes(minutes));
    app.tick().await;
}

fn subjects(app: &TestApp, person: &Person) -> Vec<String> {
    app.mails_to(&person.email).into_iter().map(|mail| mail.subject).collect()
}

async fn remind(person: &Person, card: &str, body: Value) -> Value {
    person.post(&format!("{card}/reminders"), body).await.expect(201)
}

async fn a_reminder_at_a_time_comes_then(app: &TestApp) {
    let (ada, _, card) = scene(app).await;
    let first = remind(&ada, &card, json!({"at": in_minutes(app, 5)})).await;
    remind(&ada, &card, json!({"at": in_minutes(app, 10)})).await;
    let gone = remind(&ada, &card, json!({"at": in_minutes(app, 6)})).await;
    assert_eq!((first["before_due"].clone(), first["done"].clone()), (Value::Null, json!(false)));
    assert_eq!(first["at"], first["remind_at"]);
    ada.delete(&format!("/reminders/{}", id(&gone))).await.expect(204);
    pass(app, 4).await;
    assert!(subjects(app, &ada).is_empty());
    pass(app, 2).await;
    pass(app, 1).await;
    assert_eq!(subjects(app, &ada), ["Reminder: WEB-1 Fix the login page"]);
    let told = &ada.get("/notifications").await.expect(200)["items"][0];
    assert_eq!((told["kind"].as_str(), told["text"].as_str()), (Some("reminder"), Some("Reminder: WEB-1 Fix the login page")));
    pass(app, 4).await;
    assert_eq!(subjects(app, &ada).len(), 2);
    let list = ada.get(&format!("{card}/reminders")).await.expect(200);
    assert!(list["items"].as_array().unwrap().iter().all(|one| one["done"] == true), "{list:#}");
}

async fn a_reminder_before_the_due_date_moves_along_with_it(app: &TestApp) {
    let (ada, _, card) = scene(app).await;
    let reminder = remind(&ada, &card, json!({"before_due": "PT30M"})).await;
    assert_eq!((reminder["before_due"].as_str(), &reminder["remind_at"]), (Some("PT30M"), &Value::Null));
    let remind_at =
        async || ada.sign_in_again().await.get(&format!("{card}/reminders")).await.expect(200)["items"][0]["remind_at"].clone();
    let set_due = async |due: Value| _ = ada.sign_in_again().await.patch(&card, json!({"due": due})).await.expect(200);
    set_due(json!(in_minutes(app, 40))).await;
    assert!(remind_at().await.is_string());
    set_due(json!(in_minutes(app, 60))).await;
    pass(app, 20).await;
    assert!(subjects(app, &ada).is_empty(), "the date was moved, and the reminder with it");
    pass(app, 11).await;
    assert_eq!(subjects(app, &ada), ["Reminder: WEB-1 Fix the login page"]);
    assert!(app.mails_to(&ada.email)[0].text.contains("WEB-1 Fix the login page is due on "));
    // Another due date reminds again; none does not; one that is nearer than the reminder neither.
    set_due(Value::Null).await;
    assert_eq!(remind_at().await, Value::Null);
    set_due(json!(in_minutes(app, 10))).await;
    pass(app, 1).await;
    assert_eq!(subjects(app, &ada).len(), 1);
    set_due(json!(in_minutes(app, 50))).await;
    pass(app, 21).await;
    assert_eq!(subjects(app, &ada).len(), 2);
}

async fn late_reminders_come_all_and_say_so(app: &TestApp) {
    let (ada, board, card) = scene(app).await;
    let second = format!("/cards/{}", id(&ada.card(&board.todo, "Write the guide").await));
    for (card, minutes) in [(&card, 10), (&card, 60), (&second, 600)] {
        remind(&ada, card, json!({"at": in_minutes(app, minutes)})).await;
    }
    remind(&ada, &second, json!({"at": in_minutes(app, 2 * 24 * 60 - 1)})).await;
    // Two days without a scheduler.
    pass(app, 2 * 24 * 60).await;
    let texts: Vec<_> = app.mails_to(&ada.email).into_iter().map(|mail| mail.text).collect();
    assert_eq!(texts.len(), 4);
    assert_eq!(texts.iter().filter(|text| text.contains("(this reminder comes late)")).count(), 3, "{texts:#?}");
    pass(app, 1).await;
    assert_eq!(subjects(app, &ada).len(), 4);
}

async fn closed_cards_remind_nobody(app: &TestApp) {
    let (ada, board, _) = scene(app).await;
    let mut cards = Vec::new();
    for title in ["done", "archived", "deleted"] {
        let card = format!("/cards/{}", id(&ada.card(&board.todo, title).await));
        remind(&ada, &card, json!({"at": in_minutes(app, 5)})).await;
        cards.push(card);
    }
    ada.post(&format!("{}/move", cards[0]), json!({"status": "done"})).await.expect(200);
    ada.patch(&cards[1], json!({"archived": true})).await.expect(200);
    ada.delete(&cards[2]).await.expect(204);
    pass(app, 6).await;
    assert!(subjects(app, &ada).is_empty() && ada.get("/notifications").await.expect(200)["items"] == json!([]));
}

async fn what_cannot_be_a_reminder_is_refused(app: &TestApp) {
    let (ada, _, card) = scene(app).await;
    let path = format!("{card}/reminders");
    ada.post(&path, json!({})).await.invalid(&["/at"]);
    ada.post(&path, json!({"at": in_minutes(app, 5), "before_due": "PT1H"})).await.invalid(&["/before_due"]);
    ada.post(&path, json!({"at": in_minutes(app, -1)})).await.invalid(&["/at"]);
    ada.post(&path, json!({"at": "tomorrow"})).await.invalid(&["/at"]);
    for span in ["1 day", "P1M", "-PT1H", "PT", "P400D"] {
        ada.post(&path, json!({"before_due": span})).await.invalid(&["/before_due"]);
    }
    ada.patch(&card, json!({"due": in_minutes(app, 30)})).await.expect(200);
    ada.post(&path, json!({"before_due": "PT1H"})).await.invalid(&["/before_due"]);
    for n in 0..20 {
        remind(&ada, &card, json!({"at": in_minutes(app, 5 + n)})).await;
    }
    ada.post(&path, json!({"at": in_minutes(app, 60)})).await.problem(409, "too_many_reminders");
}

async fn reminders_are_their_owners_own(app: &TestApp) {
    let (ada, board, card) = scene(app).await;
    let (grace, eve) = (app.register("grace").await, app.register("eve").await);
    board.add(&ada, &grace, "viewer").await;
    app.run_jobs().await;
    let mine = remind(&grace, &card, json!({"at": in_minutes(app, 5)})).await;
    assert_eq!(ids(&ada.get(&format!("{card}/reminders")).await.expect(200)), Vec::<String>::new());
    assert_eq!(ids(&grace.get(&format!("{card}/reminders")).await.expect(200)), [id(&mine)]);
    ada.delete(&format!("/reminders/{}", id(&mine))).await.problem(404, "not_found");
    eve.get(&format!("{card}/reminders")).await.problem(404, "not_found");
    eve.post(&format!("{card}/reminders"), json!({"at": in_minutes(app, 5)})).await.problem(404, "not_found");
    // Whoever may not see the card any more is not reminded.
    ada.delete(&format!("/projects/{}/members/{}", board.project, grace.id)).await.expect(204);
    let before = subjects(app, &grace).len();
    pass(app, 6).await;
    assert_eq!(subjects(app, &grace).len(), before);
}

async fn due_soon_comes_when_each_reader_wants_it(app: &TestApp) {
    let (ada, board, card) = scene(app).await;
    let grace = app.register("grace").await;
    board.add(&ada, &grace, "member").await;
    for person in [&ada, &grace] {
        ada.put(&format!("{card}/watchers/{}", person.id), json!({})).await.expect(201);
    }
    grace.patch("/users/me/notification-settings", json!({"due_soon": "P3D"})).await.expect(200);
    ada.patch("/users/me/notification-settings", json!({"due_soon": "PT10M"})).await.expect(200);
    ada.patch(&card, json!({"due": in_minutes(app, 2 * 24 * 60)})).await.expect(200);
    let soon = |person: &Person| subjects(app, person).iter().filter(|subject| subject.contains("Due soon")).count();
    pass(app, 1).await;
    assert_eq!((soon(&ada), soon(&grace)), (0, 1));
    pass(app, 2 * 24 * 60 - 15).await;
    assert_eq!((soon(&ada), soon(&grace)), (0, 1));
    pass(app, 6).await;
    assert_eq!((soon(&ada), soon(&grace)), (1, 1));
}

async fn a_whole_day_ends_with_the_day_where_it_was_set(app: &TestApp) {
    let (ada, _, card) = scene(app).await;
    // The days on which clocks change, of 23 and of 25 hours.
    for (zone, day, ends) in [
        ("Europe/Berlin", "2031-03-30", "2031-03-30T22:00:00Z"),
        ("Europe/Berlin", "2031-10-26", "2031-10-26T23:00:00Z"),
        ("America/New_York", "2031-03-09", "2031-03-10T04:00:00Z"),
        ("America/New_York", "2031-11-02", "2031-11-03T05:00:00Z"),
    ] {
        ada.patch("/users/me", json!({"time_zone": zone})).await.expect(200);
        let changed = ada.patch(&card, json!({"due": day})).await.expect(200);
        assert_eq!((changed["due"].as_str(), changed["due_at"].as_str()), (Some(day), Some(ends)));
        let reminder = remind(&ada, &card, json!({"before_due": "PT24H"})).await;
        let end: chrono::DateTime<chrono::Utc> = ends.parse().unwrap();
        let at: chrono::DateTime<chrono::Utc> = reminder["remind_at"].as_str().unwrap().parse().unwrap();
        assert_eq!(end - at, TimeDelta::hours(24));
    }
}
