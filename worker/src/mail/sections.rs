//! Mails that tell several things: what stands under which heading.

use chrono_tz::Tz;
use shared::{
    app::notifications::wording,
    config::Config,
    domain::text,
    store::mails::{Item, Mail},
};

use super::letter::{Line, Section, one_line};

/// No more than this of a comment is quoted, in characters.
const QUOTED: usize = 500;

/// The beginning of a comment.
pub fn quote(comment: &str) -> String {
    let mut quoted: String = comment.trim().chars().take(QUOTED).collect();
    if quoted.len() < comment.trim().len() {
        quoted.push('…');
    }
    quoted
}

/// The changes of one card, in the order they happened.
pub fn changes(mail: &Mail, config: &Config) -> Section {
    Section { title: String::new(), lines: mail.items.iter().map(|item| line(item, config)).collect() }
}

/// A day's news by project, and at the end what is overdue.
pub fn digest(mail: &Mail, config: &Config) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for item in &mail.items {
        let title = item.project_name.as_deref().or(item.team_name.as_deref()).map_or_else(String::new, one_line);
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.lines.push(line(item, config)),
            None => sections.push(Section { title, lines: vec![line(item, config)] }),
        }
    }
    if !mail.overdue.is_empty() {
        let zone = mail.time_zone.parse().unwrap_or(Tz::UTC);
        let lines = mail.overdue.iter().map(|card| Line {
            text: format!(
                "{} {}: was due on {}",
                text::card_key(&card.project_key, card.number),
                one_line(&card.title),
                wording::due(card.due_date, card.due_zone.as_deref(), card.due_at, zone)
            ),
            quote: None,
            url: config.link(&wording::path(Some(card.card_id), None, None, None)),
        });
        sections.push(Section { title: "Overdue".to_owned(), lines: lines.collect() });
    }
    sections
}

fn line(item: &Item, config: &Config) -> Line {
    Line {
        text: one_line(&item.text),
        quote: item.comment.as_deref().map(quote),
        url: config.link(&wording::path(item.card_id, item.board_id, item.project_id, item.team_id)),
    }
}
