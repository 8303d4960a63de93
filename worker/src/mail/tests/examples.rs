//! Mails to look at and to test: one of every kind, a card's changes, a day's digest.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    domain::{
        BoardId, CardId, ColumnKind, CommentId, DeliveryId, DeliveryState, InstanceRole, MailPurpose, NotificationId,
        NotificationKind, ProjectId, TeamId, UserId, Visibility,
    },
    store::{
        audience::StandingRow,
        digests::OverdueCard,
        mails::{AccountMail, Invitation, Item, Mail},
        notification_settings::WishesRow,
    },
};
use uuid::Uuid;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_0000 | n)
}

/// Ben, who lives in Berlin.
pub fn mail(items: Vec<Item>) -> Mail {
    Mail {
        id: DeliveryId(id(1)),
        purpose: MailPurpose::News,
        state: DeliveryState::Pending,
        send_at: at("2026-11-21T09:30:00.123456Z"),
        created_at: at("2026-11-21T09:30:00.123456Z"),
        user_id: Some(UserId(id(2))),
        about: None,
        user_name: "Ben Müller".to_owned(),
        email: "ben@example.org".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        account_in_use: true,
        wishes: WishesRow::default(),
        items,
        overdue: Vec::new(),
        account: None,
        invitation: None,
    }
}

/// News of a card that is due on a whole day.
pub fn item(kind: NotificationKind, text: &str) -> Item {
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
        invite_id: None,
        invitation: None,
        gone: false,
        assigned: true,
        watching: false,
        muted: false,
        standing: standing(),
    }
}

pub fn standing() -> StandingRow {
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

pub fn of_project(mut item: Item) -> Item {
    (item.board_id, item.board_name) = (None, None);
    (item.card_id, item.card_number, item.card_title, item.card_priority) = (None, None, None, None);
    (item.card_due_date, item.card_due_zone, item.card_due_at) = (None, None, None);
    (item.column_name, item.column_kind, item.assigned) = (None, None, false);
    item
}

/// To a board, good for a week.
pub fn invitation() -> Invitation {
    Invitation {
        board: Some(("Launch".to_owned(), "Website".to_owned())),
        team: "Acme".to_owned(),
        role: "member".to_owned(),
        invited_by: "Ada Lovelace".to_owned(),
        url: "https://boards.example.org/invites/a-token".to_owned(),
        expires_at: at("2026-11-28T09:30:00Z"),
    }
}

/// Whoever is invited sees nothing of it yet.
fn of_nothing(item: Item) -> Item {
    Item { team_id: None, team_name: None, ..of_team(item) }
}

pub fn of_team(item: Item) -> Item {
    Item { project_id: None, project_name: None, project_key: None, ..of_project(item) }
}

pub fn of_board(item: Item) -> Item {
    let board = (item.board_id, item.board_name.clone());
    Item { board_id: board.0, board_name: board.1, ..of_project(item) }
}

pub fn commented() -> Item {
    Item {
        comment_id: Some(CommentId(id(11))),
        comment: Some(
            "Works for me.\n\nOn <Firefox>, too? See https://tracker.example.org/browse?id=0123456789&view=all".to_owned(),
        ),
        ..item(NotificationKind::Commented, "Ada Lovelace commented on WEB-12 Fix the login page")
    }
}

pub fn moved() -> Item {
    item(NotificationKind::Moved, "Ada Lovelace moved WEB-12 Fix the login page from To Do to In Progress")
}

/// One mail of every kind there is.
pub fn every_kind() -> Vec<(&'static str, Mail)> {
    NotificationKind::ALL.iter().map(|kind| (kind.as_str(), mail(vec![of_kind(*kind)]))).collect()
}

fn of_kind(kind: NotificationKind) -> Item {
    use NotificationKind as Kind;
    let card = "WEB-12 Fix the login page";
    let said = |text: &str| item(kind, &text.replace("CARD", card));
    let by_itself = |text: &str| Item { actor_name: None, ..said(text) };
    match kind {
        Kind::Assigned => said("Ada Lovelace assigned you to CARD"),
        Kind::Unassigned => Item { assigned: false, ..said("Ada Lovelace took you off CARD") },
        Kind::Mentioned => Item { kind, text: format!("Ada Lovelace mentioned you on {card}"), assigned: false, ..commented() },
        Kind::Commented => commented(),
        Kind::DueSoon => Item {
            card_due_date: None,
            card_due_zone: None,
            card_due_at: Some(at("2026-11-22T08:00:00Z")),
            ..by_itself("CARD is due soon: on Sunday, 22 November 2026, 09:00 (Europe/Berlin)")
        },
        Kind::Overdue => Item {
            assigned: false,
            watching: true,
            ..by_itself("CARD is overdue: it was due on Tuesday, 24 November 2026 (this reminder comes late)")
        },
        Kind::DueChanged => said("Ada Lovelace changed the due date of CARD to Tuesday, 24 November 2026"),
        Kind::Completed => said("Ada Lovelace completed CARD"),
        Kind::Moved => moved(),
        Kind::AddedToTeam => of_team(said("Ada Lovelace added you to the team Acme")),
        Kind::AddedToProject => of_project(said("Ada Lovelace added you to the project Website")),
        Kind::AddedToBoard => of_board(said("Ada Lovelace added you to the board Launch")),
        Kind::Invited => {
            Item { invitation: Some(invitation()), ..of_nothing(said("Ada Lovelace invited you to the board Launch")) }
        }
        Kind::ChatMentioned => Item {
            comment: Some("@ben can you look at this before we ship?".to_owned()),
            ..of_project(said("Ada Lovelace mentioned you in the chat of Website"))
        },
        Kind::Reminder => by_itself("You asked to be reminded of CARD: it is due on Tuesday, 24 November 2026"),
        Kind::Security => Item {
            team_id: None,
            team_name: None,
            ..of_team(by_itself("Someone signed in to your account from Firefox on Linux (203.0.113.9)"))
        },
    }
}

/// Several changes of one card.
pub fn changes() -> Mail {
    mail(vec![moved(), commented(), of_kind(NotificationKind::DueChanged)])
}

/// A day's news of two projects, and a card that is overdue.
pub fn digest() -> Mail {
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
    let other = Item {
        card_id: Some(CardId(id(8))),
        card_number: Some(4),
        card_title: Some("Order Straußenfedern & glue".to_owned()),
        project_name: Some("Carnival".to_owned()),
        project_key: Some("CAR".to_owned()),
        ..item(NotificationKind::Assigned, "Ada Lovelace assigned you to CAR-4 Order Straußenfedern & glue")
    };
    let items = vec![moved(), other, commented(), of_kind(NotificationKind::AddedToProject)];
    Mail { purpose: MailPurpose::Digest, overdue: vec![late], ..mail(items) }
}

/// Those about the account itself.
pub fn of_account() -> [(&'static str, Mail); 3] {
    let (url, until) = ("https://boards.example.org/reset/a-token".to_owned(), at("2026-11-21T10:00:00Z"));
    let to = |purpose, about| Mail { purpose, account: Some(about), ..mail(Vec::new()) };
    [
        ("reset", to(MailPurpose::Reset, AccountMail::Reset { url, until })),
        (
            "verify",
            to(MailPurpose::Verify, AccountMail::Verify { url: "https://boards.example.org/verify/a-token".to_owned(), until }),
        ),
        ("email_changed", to(MailPurpose::EmailChanged, AccountMail::EmailChanged { to: "ben@example.com".to_owned() })),
    ]
}
