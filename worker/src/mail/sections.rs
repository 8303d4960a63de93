//! Mails that tell several things: what stands under which heading.

use chrono_tz::Tz;
use shared::{
    app::notifications::wording,
    domain::{CardId, text},
    store::mails::{Item, Mail},
};

use super::{
    Links,
    letter::{Group, Line, Section, one_line},
};

/// No more than this of a comment is quoted, in characters.
const QUOTED: usize = 500;

/// The beginning of a comment. It keeps its lines; every other control character becomes a blank.
pub fn quote(comment: &str) -> String {
    let comment = comment.replace("\r\n", "\n");
    let mut characters = comment.trim().chars().map(|c| if c == '\n' { c } else { blank(c) });
    let mut quoted: String = characters.by_ref().take(QUOTED).collect();
    if characters.next().is_some() {
        quoted.truncate(quoted.trim_end().len());
        quoted.push('…');
    }
    quoted
}

fn blank(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }
}

/// The changes of one card, in the order they happened.
pub fn changes(mail: &Mail) -> Section {
    let group = Group { title: String::new(), lines: mail.items.iter().map(line).collect(), url: String::new() };
    Section { title: String::new(), groups: vec![group] }
}

/// A day's news by project and card, and at the end what is overdue.
pub fn digest(mail: &Mail, links: Links<'_>) -> Vec<Section> {
    let mut sections: Vec<(Section, Vec<Option<CardId>>)> = Vec::new();
    for item in &mail.items {
        let title = item.project_name.as_deref().or(item.team_name.as_deref()).map_or_else(String::new, one_line);
        let at = sections.iter().position(|(section, _)| section.title == title).unwrap_or_else(|| {
            sections.push((Section { title, groups: Vec::new() }, Vec::new()));
            sections.len() - 1
        });
        let (section, cards) = &mut sections[at];
        if let Some(card) = cards.iter().position(|card| card.is_some() && *card == item.card_id) {
            section.groups[card].lines.push(line(item));
        } else {
            section.groups.push(group(item, links));
            cards.push(item.card_id);
        }
    }
    let mut sections: Vec<Section> = sections.into_iter().map(|(section, _)| section).collect();
    if !mail.overdue.is_empty() {
        let zone = mail.time_zone.parse().unwrap_or(Tz::UTC);
        let groups = mail.overdue.iter().map(|card| Group {
            title: format!("{} {}", text::card_key(&card.project_key, card.number), one_line(&card.title)),
            lines: vec![Line {
                text: format!("Was due on {}", wording::due(card.due_date, card.due_zone.as_deref(), card.due_at, zone)),
                quote: None,
            }],
            url: links.to(&wording::path(Some(card.card_id), None, None, None)),
        });
        sections.push(Section { title: "Overdue".to_owned(), groups: groups.collect() });
    }
    sections
}

fn group(item: &Item, links: Links<'_>) -> Group {
    let title = match (item.card_key(), &item.card_title) {
        (Some(key), Some(title)) => format!("{key} {}", one_line(title)),
        _ => String::new(),
    };
    let url = match &item.invitation {
        Some(invitation) => invitation.url.clone(),
        None => links.to(&wording::path(item.card_id, item.board_id, item.project_id, item.team_id)),
    };
    Group { title, lines: vec![line(item)], url }
}

/// What happened. The card's title stands above, so its key is enough here.
fn line(item: &Item) -> Line {
    let mut text = one_line(&item.text);
    if let (Some(key), Some(title)) = (item.card_key(), &item.card_title) {
        text = text.replace(&format!("{key} {}", one_line(title)), &key);
    }
    Line { text, quote: item.comment.as_deref().map(quote) }
}
