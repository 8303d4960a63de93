//! When mail comes: changes of a card together, nothing at night, once a day for who wants that, and not of what was
//! muted, read or taken back meanwhile.

use chrono::{DateTime, Days, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde_json::json;

use crate::support::{Board, Mail, Person, TestApp, id, stories};

stories![
    several_changes_to_a_card_become_one_mail,
    what_was_read_or_undone_meanwhile_is_left_out,
    quiet_hours_hold_mail_back_until_they_end,
    quiet_hours_set_meanwhile_hold_what_waits,
    a_digest_comes_once_a_day_at_the_readers_hour,
    a_digest_goes_on_naming_what_is_overdue,
    leaving_digests_brings_what_waited,
    muting_a_board_or_project_silences_it,
    whoever_lost_access_is_left_out_of_what_waits,
];

struct Scene {
    ada: Person,
    grace: Person,
    board: Board,
}

/// Ada, and Grace, who is in her project.
async fn scene(app: &TestApp) -> Scene {
    app.tick().await; // The scheduler has been here before.
    let (ada, grace) = (app.register("ada").await, app.register("grace").await);
    let board = ada.project("Website").await;
    board.add(&ada, &grace, "member").await;
    app.run_jobs().await;
    Scene { ada, grace, board }
}

impl Scene {
    /// As a long time later: access tokens have expired.
    async fn again(self) -> Self {
        Self { ada: self.ada.sign_in_again().await, grace: self.grace.sign_in_again().await, board: self.board }
    }

    /// A card that Grace works on.
    async fn card(&self, app: &TestApp, title: &str) -> String {
        let card = self.ada.card_with(&self.board.todo, json!({"title": title, "assignees": [self.grace.id]})).await;
        app.run_jobs().await;
        format!("/cards/{}", id(&card))
    }

    async fn comment(&self, card: &str, body: &str) {
        self.ada.post(&format!("{card}/comments"), json!({"body": body})).await.expect(201);
    }

    async fn go(&self, card: &str, status: &str) {
        self.ada.post(&format!("{card}/move"), json!({"status": status})).await.expect(200);
    }

    async fn settings(&self, body: serde_json::Value) {
        self.grace.patch("/users/me/notification-settings", body).await.expect(200);
    }

    fn mails(&self, app: &TestApp) -> Vec<Mail> {
        app.mails_to(&self.grace.email)
    }
}

async fn pass(app: &TestApp, time: TimeDelta) {
    app.run_jobs().await;
    app.clock().advance(time);
    app.tick().await;
}

/// Moves the clock to the next time that clocks show this in the zone.
async fn wait_for(app: &TestApp, zone: Tz, hour: u32, minute: u32) -> DateTime<Utc> {
    let now = app.clock().now();
    let today = now.with_timezone(&zone).date_naive();
    let at = |day: chrono::NaiveDate| zone.from_local_datetime(&day.and_hms_opt(hour, minute, 0).unwrap()).earliest();
    let next = [today, today + Days::new(1), today + Days::new(2)].into_iter().filter_map(at).find(|at| *at > now).unwrap();
    app.clock().advance(next.with_timezone(&Utc) - now);
    app.tick().await;
    next.with_timezone(&Utc)
}

async fn several_changes_to_a_card_become_one_mail(app: &TestApp) {
    let scene = scene(app).await;
    let (card, other) = (scene.card(app, "Fix the login page").await, scene.card(app, "Write the guide").await);
    let before = scene.mails(app).len();
    scene.go(&card, "in_progress").await;
    app.run_jobs().await;
    app.clock().advance(TimeDelta::seconds(60));
    scene.comment(&card, "Nearly there").await;
    scene.ada.patch(&card, json!({"due": "2031-05-01"})).await.expect(200);
    scene.comment(&other, "Another card").await;
    app.run_jobs().await;
    assert_eq!(scene.mails(app).len(), before, "nothing goes before the window is over");
    app.clock().advance(TimeDelta::seconds(61));
    app.run_jobs().await;
    let mails = scene.mails(app).split_off(before);
    let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
    for said in [
        "Ada moved WEB-1 from To Do to In Progress",
        "Ada commented on WEB-1",
        "Nearly there",
        "Ada changed the due date of WEB-1 to Thursday, 1 May 2031",
    ] {
        assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
    }
    assert!(!mail.text.contains("Another card"));
    app.clock().advance(TimeDelta::seconds(60));
    app.run_jobs().await;
    assert_eq!(scene.mails(app).len(), before + 2, "the other card has its own");
    // What happens after the mail is another mail.
    scene.comment(&card, "Done now").await;
    pass(app, TimeDelta::minutes(3)).await;
    let last = scene.mails(app).pop().unwrap();
    assert_eq!((scene.mails(app).len(), last.subject.as_str()), (before + 3, "Ada commented on WEB-1 Fix the login page"));
    assert!(last.text.contains("> Done now") && !last.text.contains("Nearly there"), "{}", last.text);
}

async fn what_was_read_or_undone_meanwhile_is_left_out(app: &TestApp) {
    let scene = scene(app).await;
    let card = scene.card(app, "Fix the login page").await;
    let before = scene.mails(app).len();
    scene.comment(&card, "Read in the app").await;
    app.run_jobs().await;
    scene.grace.post("/notifications/read-all", json!({})).await.expect(204);
    let slip = scene.ada.post(&format!("{card}/comments"), json!({"body": "A slip"})).await.expect(201);
    scene.ada.delete(&format!("/comments/{}", id(&slip))).await.expect(204);
    scene.go(&card, "done").await;
    pass(app, TimeDelta::minutes(3)).await;
    let mails = scene.mails(app).split_off(before);
    let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
    assert_eq!(mail.subject, "Ada completed WEB-1 Fix the login page");
    assert!(!mail.text.contains("Read in the app") && !mail.text.contains("A slip"), "{}", mail.text);
    scene.comment(&card, "Read as well").await;
    app.run_jobs().await;
    scene.grace.post("/notifications/read-all", json!({})).await.expect(204);
    pass(app, TimeDelta::minutes(3)).await;
    assert_eq!(scene.mails(app).len(), before + 1);
}

async fn quiet_hours_hold_mail_back_until_they_end(app: &TestApp) {
    let zone = chrono_tz::America::New_York;
    let mut scene = scene(app).await;
    scene.grace.patch("/users/me", json!({"time_zone": zone.name()})).await.expect(200);
    scene.settings(json!({"quiet_hours": {"from": "22:00", "to": "07:00"}})).await;
    wait_for(app, zone, 21, 50).await;
    scene = scene.again().await;
    let before = scene.mails(app).len();
    let card = scene.card(app, "In the evening").await;
    assert_eq!(scene.mails(app).len(), before + 1, "an assignment before ten is mailed at once");
    let reminder = (app.clock().now() + TimeDelta::hours(1)).to_rfc3339();
    scene.grace.post(&format!("{card}/reminders"), json!({"at": reminder})).await.expect(201);
    pass(app, TimeDelta::minutes(12)).await;
    let night = scene.card(app, "At night").await;
    scene.comment(&night, "Still awake").await;
    pass(app, TimeDelta::minutes(10)).await;
    assert_eq!(scene.mails(app).len(), before + 1);
    scene = scene.again().await;
    assert_eq!(scene.grace.get("/notifications?unread=true&limit=2").await.expect(200)["items"][0]["kind"], "commented");
    pass(app, TimeDelta::minutes(40)).await;
    assert_eq!(scene.mails(app).len(), before + 2, "a reminder beats quiet hours");
    assert!(scene.mails(app).pop().unwrap().subject.contains("In the evening"));
    wait_for(app, zone, 6, 59).await;
    assert_eq!(scene.mails(app).len(), before + 2);
    wait_for(app, zone, 7, 0).await;
    let mail = scene.mails(app).into_iter().find(|mail| mail.text.contains("At night")).unwrap();
    assert_eq!(scene.mails(app).len(), before + 3, "what happened to one card at night is one mail in the morning");
    assert!(mail.text.contains("Ada assigned you to WEB-2") && mail.text.contains("Still awake"), "{}", mail.text);
}

async fn quiet_hours_set_meanwhile_hold_what_waits(app: &TestApp) {
    let scene = scene(app).await;
    let card = scene.card(app, "Fix the login page").await;
    let before = scene.mails(app).len();
    scene.comment(&card, "Waiting for its window").await;
    app.run_jobs().await;
    let now = app.clock().now();
    let around = |hours: i64| (now + TimeDelta::hours(hours)).format("%H:%M").to_string();
    scene.settings(json!({"quiet_hours": {"from": around(-1), "to": around(2)}})).await;
    pass(app, TimeDelta::minutes(3)).await;
    assert_eq!(scene.mails(app).len(), before);
    pass(app, TimeDelta::hours(2)).await;
    assert_eq!(scene.mails(app).len(), before + 1);
}

async fn a_digest_comes_once_a_day_at_the_readers_hour(app: &TestApp) {
    let zone = chrono_tz::Asia::Kathmandu; // Three quarters of an hour off.
    let mut scene = scene(app).await;
    scene.grace.patch("/users/me", json!({"time_zone": zone.name()})).await.expect(200);
    scene.settings(json!({"email_mode": "daily", "digest_hour": 9})).await;
    wait_for(app, zone, 10, 0).await;
    scene = scene.again().await;
    let before = scene.mails(app).len();
    let (first, second) = (scene.card(app, "Fix the login page").await, scene.card(app, "Write the guide").await);
    scene.comment(&first, "One").await;
    scene.go(&second, "in_progress").await;
    scene.comment(&second, "@grace, two").await;
    pass(app, TimeDelta::hours(1)).await;
    assert_eq!(scene.mails(app).len(), before);
    wait_for(app, zone, 8, 59).await;
    assert_eq!(scene.mails(app).len(), before);
    wait_for(app, zone, 9, 1).await;
    let mails = scene.mails(app).split_off(before);
    let [mail] = mails.as_slice() else { panic!("{mails:#?}") };
    for said in ["assigned you to WEB-1", "> One", "assigned you to WEB-2", "moved WEB-2", "mentioned you on WEB-2"] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
    pass(app, TimeDelta::minutes(16)).await;
    wait_for(app, zone, 9, 1).await;
    assert_eq!(scene.mails(app).len(), before + 1, "a day without news has no mail");
    scene = scene.again().await;
    scene.comment(&first, "Later that day").await;
    pass(app, TimeDelta::hours(3)).await;
    assert_eq!(scene.mails(app).len(), before + 1, "what comes after the hour is the next day's");
    // Three days without a scheduler: one mail with all of it.
    app.clock().advance(TimeDelta::days(3));
    app.tick().await;
    assert_eq!(scene.mails(app).len(), before + 2);
    assert!(scene.mails(app).pop().unwrap().text.contains("Later that day"));
}

async fn a_digest_goes_on_naming_what_is_overdue(app: &TestApp) {
    let mut scene = scene(app).await;
    scene.settings(json!({"email_mode": "daily", "digest_hour": 8})).await;
    wait_for(app, Tz::UTC, 9, 0).await;
    scene = scene.again().await;
    let card = scene.card(app, "Fix the login page").await;
    let due = (app.clock().now() + TimeDelta::hours(2)).to_rfc3339();
    scene.ada.patch(&card, json!({"due": due})).await.expect(200);
    pass(app, TimeDelta::hours(3)).await;
    let before = scene.mails(app).len();
    for day in 1..=3 {
        wait_for(app, Tz::UTC, 8, 1).await;
        let mails = scene.mails(app).split_off(before);
        assert_eq!(mails.len(), day, "{mails:#?}");
        assert!(mails[day - 1].text.contains("- Was due on"), "{}", mails[day - 1].text);
        assert_eq!(mails[day - 1].text.contains("is overdue: it was due on"), day == 1, "told as news once only");
    }
    scene = scene.again().await;
    scene.go(&card, "done").await;
    scene.grace.post("/notifications/read-all", json!({})).await.expect(204);
    pass(app, TimeDelta::hours(1)).await;
    scene.grace.sign_in_again().await.post("/notifications/read-all", json!({})).await.expect(204);
    wait_for(app, Tz::UTC, 8, 1).await;
    assert_eq!(scene.mails(app).len(), before + 3);
}

async fn leaving_digests_brings_what_waited(app: &TestApp) {
    let scene = scene(app).await;
    scene.settings(json!({"email_mode": "daily", "digest_hour": (app.clock().now() - TimeDelta::hours(2)).format("%-H").to_string().parse::<u32>().unwrap()})).await;
    let before = scene.mails(app).len();
    scene.card(app, "Fix the login page").await;
    pass(app, TimeDelta::minutes(3)).await;
    assert_eq!(scene.mails(app).len(), before);
    scene.settings(json!({"email_mode": "instant"})).await;
    pass(app, TimeDelta::minutes(15)).await;
    assert_eq!(scene.mails(app).len(), before + 1);
    assert!(scene.mails(app).pop().unwrap().text.contains("Fix the login page"));
}

async fn muting_a_board_or_project_silences_it(app: &TestApp) {
    let scene = scene(app).await;
    for (field, place) in [("muted_boards", &scene.board.id), ("muted_projects", &scene.board.project)] {
        scene.settings(json!({field: [place]})).await;
        let before = (scene.grace.get("/notifications").await.expect(200), scene.mails(app).len());
        let card = scene.card(app, "Unheard").await;
        scene.comment(&card, "@grace?").await;
        pass(app, TimeDelta::minutes(3)).await;
        assert_eq!((scene.grace.get("/notifications").await.expect(200), scene.mails(app).len()), before, "{field}");
        // What one asked for oneself is told all the same.
        let at = (app.clock().now() + TimeDelta::minutes(1)).to_rfc3339();
        scene.grace.post(&format!("{card}/reminders"), json!({"at": at})).await.expect(201);
        pass(app, TimeDelta::minutes(2)).await;
        assert_eq!(scene.mails(app).len(), before.1 + 1, "{field}");
        scene.settings(json!({field: []})).await;
        scene.card(app, "Heard again").await;
        assert_eq!(scene.mails(app).len(), before.1 + 2, "{field}: what happened while it was muted stays untold");
    }
    scene.settings(json!({"unsubscribed_boards": [scene.board.id]})).await;
    let before = (scene.grace.get("/notifications").await.expect(200)["unread_count"].as_i64().unwrap(), scene.mails(app).len());
    scene.card(app, "In the app only").await;
    assert_eq!(scene.grace.get("/notifications").await.expect(200)["unread_count"], before.0 + 1);
    assert_eq!(scene.mails(app).len(), before.1);
}

async fn whoever_lost_access_is_left_out_of_what_waits(app: &TestApp) {
    let scene = scene(app).await;
    let card = scene.card(app, "Fix the login page").await;
    let before = scene.mails(app).len();
    scene.comment(&card, "Internal from now on").await;
    app.run_jobs().await;
    let member = format!("/projects/{}/members/{}", scene.board.project, scene.grace.id);
    scene.ada.delete(&member).await.expect(204);
    pass(app, TimeDelta::minutes(3)).await;
    assert_eq!(scene.mails(app).len(), before);
}
