//! The words that notifications and mails have in common: when something is due, where it is.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::{BoardId, CardId, NotificationKind, ProjectId, TeamId};

/// The page of the narrowest thing that is known.
#[must_use]
pub fn path(card: Option<CardId>, board: Option<BoardId>, project: Option<ProjectId>, team: Option<TeamId>) -> String {
    match (card, board, project, team) {
        (Some(id), ..) => format!("/cards/{id}"),
        (_, Some(id), ..) => format!("/boards/{id}"),
        (_, _, Some(id), _) => format!("/projects/{id}"),
        (.., Some(id)) => format!("/teams/{id}"),
        _ => "/".to_owned(),
    }
}

/// An instant on the reader's clock, with the name of their zone: “Saturday, 21 November 2026, 18:00 (Europe/Berlin)”.
#[must_use]
pub fn instant(at: DateTime<Utc>, reader: Tz) -> String {
    format!("{} ({reader})", at.with_timezone(&reader).format("%A, %-d %B %Y, %H:%M"))
}

/// When a card is due. A whole day is named as it was set, with the setter's zone where the reader lives in another.
#[must_use]
pub fn due(due_date: Option<NaiveDate>, due_zone: Option<&str>, due_at: DateTime<Utc>, reader: Tz) -> String {
    let Some(day) = due_date else { return instant(due_at, reader) };
    let day = day.format("%A, %-d %B %Y");
    match due_zone.filter(|zone| *zone != reader.name()) {
        Some(zone) => format!("{day} (in {zone})"),
        None => day.to_string(),
    }
}

/// What mails of a kind are about, as it stands after “mail about”.
#[must_use]
pub fn kind(kind: NotificationKind) -> &'static str {
    use NotificationKind as Kind;
    match kind {
        Kind::Assigned => "being assigned",
        Kind::Unassigned => "being taken off cards",
        Kind::Mentioned => "mentions",
        Kind::Commented => "comments",
        Kind::DueSoon => "cards that are due soon",
        Kind::Overdue => "overdue cards",
        Kind::DueChanged => "changed due dates",
        Kind::Completed => "completed cards",
        Kind::Moved => "moved cards",
        Kind::AddedToTeam => "being added to teams",
        Kind::AddedToProject => "being added to projects",
        Kind::AddedToBoard => "being added to boards",
        Kind::Invited => "invitations",
        Kind::ChatMentioned => "mentions in chats",
        Kind::Reminder => "reminders",
        Kind::Security => "the safety of your account",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_instant_is_told_on_the_readers_clock_on_both_sides_of_a_clock_change() {
        let berlin = chrono_tz::Europe::Berlin;
        assert_eq!(instant(at("2026-10-24T22:30:00Z"), berlin), "Sunday, 25 October 2026, 00:30 (Europe/Berlin)");
        assert_eq!(instant(at("2026-10-25T01:30:00Z"), berlin), "Sunday, 25 October 2026, 02:30 (Europe/Berlin)");
        assert_eq!(instant(at("2026-10-25T17:00:00Z"), Tz::UTC), "Sunday, 25 October 2026, 17:00 (UTC)");
    }

    #[test]
    fn a_whole_day_names_the_zone_where_the_reader_lives_elsewhere() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21);
        let ends = at("2026-11-21T23:00:00Z");
        assert_eq!(due(day, Some("Europe/Berlin"), ends, chrono_tz::Europe::Berlin), "Saturday, 21 November 2026");
        assert_eq!(
            due(day, Some("Europe/Berlin"), ends, chrono_tz::America::New_York),
            "Saturday, 21 November 2026 (in Europe/Berlin)"
        );
    }

    #[test]
    fn a_link_goes_to_the_narrowest_page() {
        let (card, board) = (CardId::new(), BoardId::new());
        assert_eq!(path(Some(card), Some(board), None, None), format!("/cards/{card}"));
        assert_eq!(path(None, Some(board), None, None), format!("/boards/{board}"));
        assert_eq!(path(None, None, None, None), "/");
    }
}
