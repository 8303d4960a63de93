//! What mails say, kind by kind, and that nothing in a name or title can forge any of it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    config::Config,
    domain::{
        BoardId, CardId, ColumnKind, CommentId, DeliveryId, DeliveryState, InstanceRole, MailPurpose, NotificationId,
        NotificationKind, ProjectId, TeamId, UserId, Visibility,
    },
    store::{
        audience::StandingRow,
        digests::OverdueCard,
        mails::{Item, Mail},
        notification_settings::WishesRow,
    },
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

/// Ben, who lives in Berlin.
fn mail(items: Vec<Item>) -> Mail {
    Mail {
        id: DeliveryId(id(1)),
        purpose: MailPurpose::News,
        state: DeliveryState::Pending,
        send_at: at("2026-11-21T09:30:00.123456Z"),
        created_at: at("2026-11-21T09:30:00.123456Z"),
        user_id: UserId(id(2)),
        user_name: "Ben Müller".to_owned(),
        email: "ben@example.org".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        account_in_use: true,
        wishes: WishesRow::default(),
        items,
        overdue: Vec::new(),
    }
}

/// News of a card that is due on a whole day.
fn item(kind: NotificationKind, text: &str) -> Item {
    Item {
        notification_id: NotificationId(id(10)),
        kind,
        text: text.to_owned(),
        told_at: at("2026-11-21T09:30:00.123456Z"),
        read_at: None,
        told_due_at: None,
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
        comment_id: None,
        comment: None,
        gone: false,
        assigned: true,
        watching: false,
        muted: false,
        standing: standing(),
    }
}

fn standing() -> StandingRow {
    StandingRow {
        user_role: InstanceRole::Member,
        team_role: None,
        project_role: None,
        visibility: Some(Visibility::Private),
        override_role: None,
        granted: None,
        revoked: None,
    }
}

fn of_project(mut item: Item) -> Item {
    (item.board_id, item.board_name) = (None, None);
    (item.card_id, item.card_number, item.card_title, item.card_priority) = (None, None, None, None);
    (item.card_due_date, item.card_due_zone, item.card_due_at) = (None, None, None);
    (item.column_name, item.column_kind, item.assigned) = (None, None, false);
    item
}

fn of_team(item: Item) -> Item {
    Item { project_id: None, project_name: None, project_key: None, ..of_project(item) }
}

fn every_kind() -> Vec<(&'static str, Mail)> {
    use NotificationKind as Kind;
    let by_the_hour = Item {
        card_due_date: None,
        card_due_zone: None,
        card_due_at: Some(at("2026-11-22T08:00:00Z")),
        actor_name: None,
        ..item(Kind::DueSoon, "WEB-12 Fix the login page is due soon: on Sunday, 22 November 2026, 09:00 (Europe/Berlin)")
    };
    let overdue = Item {
        assigned: false,
        watching: true,
        actor_name: None,
        ..item(
            Kind::Overdue,
            "WEB-12 Fix the login page is overdue: it was due on Tuesday, 24 November 2026 (this reminder comes late)",
        )
    };
    let moved = || item(Kind::Moved, "Ada Lovelace moved WEB-12 Fix the login page from To Do to In Progress");
    let commented = || Item {
        comment_id: Some(CommentId(id(11))),
        comment: Some("Works for me.\n\nOn <Firefox>, too?".to_owned()),
        ..item(Kind::Commented, "Ada Lovelace commented on WEB-12 Fix the login page")
    };
    let late = OverdueCard {
        card_id: CardId(id(7)),
        number: 3,
        title: "Write the guide".to_owned(),
        due_at: at("2026-11-19T23:00:00Z"),
        due_date: NaiveDate::from_ymd_opt(2026, 11, 19),
        due_zone: Some("Europe/Berlin".to_owned()),
        board_id: BoardId(id(5)),
        board_name: "Launch".to_owned(),
        project_id: ProjectId(id(4)),
        project_name: "Website".to_owned(),
        project_key: "WEB".to_owned(),
        standing: standing(),
    };
    let one = |item| mail(vec![item]);
    vec![
        ("assigned", one(item(Kind::Assigned, "Ada Lovelace assigned you to WEB-12 Fix the login page"))),
        (
            "unassigned",
            one(Item { assigned: false, ..item(Kind::Unassigned, "Ada Lovelace took you off WEB-12 Fix the login page") }),
        ),
        ("due_soon", one(by_the_hour)),
        ("overdue", one(overdue)),
        ("added_to_project", one(of_project(item(Kind::AddedToProject, "Ada Lovelace added you to the project Website")))),
        ("added_to_team", one(of_team(item(Kind::AddedToTeam, "Ada Lovelace added you to the team Acme")))),
        ("commented", one(commented())),
        ("notice", one(moved())),
        ("changes", mail(vec![moved(), commented()])),
        ("digest", Mail { purpose: MailPurpose::Digest, overdue: vec![late], ..mail(vec![moved(), commented()]) }),
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
    let mail = mail(vec![item(NotificationKind::Assigned, "Ada Lovelace assigned you to WEB-12 Fix the login page")]);
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
        let lines = letter.sections.iter().flat_map(|section| &section.lines).flat_map(|line| [&line.text, &line.url]);
        let facts = facts.chain(lines).chain(letter.sections.iter().map(|section| &section.title));
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
    let mail = mail(vec![Item { card_title: Some(title.to_owned()), ..item(NotificationKind::Assigned, &text) }]);
    let rendered = render(&Letter::new(&mail, &config())).unwrap();
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
    let item = Item {
        actor_name: Some(evil.to_owned()),
        card_title: Some(evil.to_owned()),
        project_name: Some(evil.to_owned()),
        ..item(NotificationKind::Assigned, evil)
    };
    let mail = Mail { user_name: evil.to_owned(), ..mail(vec![item]) };
    let message = Message::write(&mail, &config()).unwrap();
    let written = String::from_utf8(message.bytes).unwrap();
    let head = written.split("\r\n\r\n").next().unwrap();
    assert!(head.lines().all(|line| !line.starts_with("Bcc")), "{head}");
    assert!(head.contains("Content-Type: multipart/alternative"), "{head}");
    assert_eq!(message.envelope.to().len(), 1);
    let text = render(&Letter::new(&mail, &config())).unwrap().text;
    assert!(text.lines().all(|line| !line.starts_with("Bcc") && line != "Hello"), "{text}");
}
