//! What mails say, kind by kind, and that nothing in a name or title can forge any of it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    config::Config,
    domain::{
        BoardId, CardId, ColumnKind, DeliveryId, DeliveryState, InstanceRole, NotificationKind, ProjectId, TeamId, UserId,
        Visibility,
    },
    store::{audience::StandingRow, deliveries::Mail},
};
use uuid::Uuid;

use super::{Letter, Message, render};

fn config() -> Config {
    let settings = [
        ("CONFIG_FILE", "/dev/null"),
        ("BASE_URL", "https://boards.example.org"),
        ("MAIL_FROM", "Boardwire <boards@example.org>"),
    ];
    Config::load(settings.map(|(name, value)| (name.to_owned(), value.to_owned()))).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_0000 | n)
}

/// Ben, who lives in Berlin, and a card due on a whole day.
fn mail(kind: NotificationKind, text: &str) -> Mail {
    Mail {
        id: DeliveryId(id(1)),
        state: DeliveryState::Pending,
        created_at: at("2026-11-21T09:30:00.123456Z"),
        kind,
        text: text.to_owned(),
        told_at: at("2026-11-21T09:30:00.123456Z"),
        read_at: None,
        told_due_at: None,
        user_id: UserId(id(2)),
        user_name: "Ben Müller".to_owned(),
        email: "ben@example.org".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        account_in_use: true,
        actor_name: Some("Ada Lovelace".to_owned()),
        team_id: Some(TeamId(id(3))),
        team_name: Some("Acme".to_owned()),
        project_id: Some(ProjectId(id(4))),
        project_name: Some("Website".to_owned()),
        project_key: Some("WEB".to_owned()),
        board_id: Some(BoardId(id(5))),
        board_name: Some("Launch".to_owned()),
        card_id: Some(CardId(id(6))),
        card_number: Some(12),
        card_title: Some("Fix the login page".to_owned()),
        card_priority: Some(3),
        card_due_date: NaiveDate::from_ymd_opt(2026, 11, 24),
        card_due_zone: Some("Europe/Berlin".to_owned()),
        card_due_at: Some(at("2026-11-24T23:00:00Z")),
        card_completed_at: None,
        card_archived_at: None,
        column_name: Some("In Progress".to_owned()),
        column_kind: Some(ColumnKind::InProgress),
        gone: false,
        assigned: true,
        watching: false,
        standing: StandingRow {
            user_role: InstanceRole::Member,
            team_role: None,
            project_role: None,
            visibility: Some(Visibility::Private),
            override_role: None,
            granted: None,
            revoked: None,
        },
    }
}

fn of_project(mut mail: Mail) -> Mail {
    (mail.board_id, mail.board_name) = (None, None);
    (mail.card_id, mail.card_number, mail.card_title, mail.card_priority) = (None, None, None, None);
    (mail.card_due_date, mail.card_due_zone, mail.card_due_at) = (None, None, None);
    (mail.column_name, mail.column_kind, mail.assigned) = (None, None, false);
    mail
}

fn of_team(mail: Mail) -> Mail {
    Mail { project_id: None, project_name: None, project_key: None, ..of_project(mail) }
}

fn every_kind() -> Vec<(&'static str, Mail)> {
    use NotificationKind as Kind;
    let by_the_hour = Mail {
        card_due_date: None,
        card_due_zone: None,
        card_due_at: Some(at("2026-11-22T08:00:00Z")),
        actor_name: None,
        ..mail(Kind::DueSoon, "WEB-12 Fix the login page is due soon: on Sunday, 22 November 2026, 09:00 (Europe/Berlin)")
    };
    let overdue = Mail {
        assigned: false,
        watching: true,
        actor_name: None,
        ..mail(
            Kind::Overdue,
            "WEB-12 Fix the login page is overdue: it was due on Tuesday, 24 November 2026 (this reminder comes late)",
        )
    };
    vec![
        ("assigned", mail(Kind::Assigned, "Ada Lovelace assigned you to WEB-12 Fix the login page")),
        ("unassigned", Mail { assigned: false, ..mail(Kind::Unassigned, "Ada Lovelace took you off WEB-12 Fix the login page") }),
        ("due_soon", by_the_hour),
        ("overdue", overdue),
        ("added_to_project", of_project(mail(Kind::AddedToProject, "Ada Lovelace added you to the project Website"))),
        ("added_to_team", of_team(mail(Kind::AddedToTeam, "Ada Lovelace added you to the team Acme"))),
        ("notice", mail(Kind::Moved, "Ada Lovelace moved WEB-12 Fix the login page to Done")),
    ]
}

#[test]
fn every_kind_has_its_words() {
    for (name, mail) in every_kind() {
        let rendered = render(&Letter::new(&mail, &config())).unwrap();
        insta::assert_snapshot!(format!("{name}.txt"), format!("Subject: {}\n\n{}", rendered.subject, rendered.text));
        insta::assert_snapshot!(format!("{name}.html"), rendered.html);
    }
}

#[test]
fn a_message_is_written_the_same_each_time() {
    let mail = mail(NotificationKind::Assigned, "Ada Lovelace assigned you to WEB-12 Fix the login page");
    let first = Message::write(&mail, &config()).unwrap();
    assert_eq!(first.bytes, Message::write(&mail, &config()).unwrap().bytes);
    let written = String::from_utf8(first.bytes).unwrap();
    assert!(written.is_ascii() && written.lines().all(|line| line.len() <= 998));
    insta::assert_snapshot!("message.head", written.split("\r\n\r\n").next().unwrap().replace("\r\n", "\n"));
}

#[test]
fn text_and_html_tell_the_same() {
    for (name, mail) in every_kind() {
        let letter = Letter::new(&mail, &config());
        let rendered = render(&letter).unwrap();
        let facts = letter.facts.iter().map(|fact| &fact.value);
        for said in facts.chain([&letter.sentence, &letter.url, &letter.button, &letter.reason, &letter.place, &letter.home]) {
            assert!(rendered.text.contains(said), "the text of {name} lacks {said}");
            assert!(rendered.html.contains(said), "the HTML of {name} lacks {said}");
        }
    }
}

#[test]
fn a_title_is_no_markup() {
    let title = "<script>alert(1)</script> & \"quotes\"";
    let text = format!("Ada assigned you to WEB-12 {title}");
    let rendered =
        render(&Letter::new(&Mail { card_title: Some(title.to_owned()), ..mail(NotificationKind::Assigned, &text) }, &config()));
    let rendered = rendered.unwrap();
    assert!(
        !rendered.html.contains("<script>")
            && rendered.html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"),
        "{}",
        rendered.html
    );
    assert!(rendered.subject.ends_with(title) && rendered.text.contains(title));
}

#[test]
fn a_name_cannot_add_a_header() {
    let evil = "Eve\r\nBcc: everyone@example.org\r\n\r\nHello";
    let mail = Mail {
        user_name: evil.to_owned(),
        actor_name: Some(evil.to_owned()),
        card_title: Some(evil.to_owned()),
        project_name: Some(evil.to_owned()),
        ..mail(NotificationKind::Assigned, evil)
    };
    let message = Message::write(&mail, &config()).unwrap();
    let written = String::from_utf8(message.bytes).unwrap();
    let head = written.split("\r\n\r\n").next().unwrap();
    assert!(head.lines().all(|line| !line.starts_with("Bcc")), "{head}");
    assert!(head.contains("Content-Type: multipart/alternative"), "{head}");
    assert_eq!(message.envelope.to().len(), 1);
    let text = render(&Letter::new(&mail, &config())).unwrap().text;
    assert!(text.lines().all(|line| !line.starts_with("Bcc") && line != "Hello"), "{text}");
}
