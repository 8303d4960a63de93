//! Cutting texts of others to what fits here. What is cut is noted; nothing is changed in silence but for what nobody sees:
//! blanks at the ends, and control characters in a line.

use super::parcel::LeftOut;
use crate::domain::{
    ColumnKind,
    text::{BODY_MAX, ITEM_MAX, NAME_MAX},
};

/// A title or name; `None` where nothing is left of it.
pub fn title(text: &str, what: &str, left_out: &mut LeftOut) -> Option<String> {
    line(text, NAME_MAX, what, left_out)
}

/// A line of a checklist.
pub fn item(text: &str, left_out: &mut LeftOut) -> Option<String> {
    line(text, ITEM_MAX, "checklist item", left_out)
}

fn line(text: &str, most: usize, what: &str, left_out: &mut LeftOut) -> Option<String> {
    let hides = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text: String = text.chars().filter(|c| !hides(*c)).map(|c| if breaks(c) { ' ' } else { c }).collect();
    let text = text.trim();
    let cut: String = text.chars().take(most).collect();
    if cut.len() < text.len() {
        left_out.one(what, text, format!("is longer than {most} characters: the rest was cut off"));
    }
    let cut = cut.trim_end();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// A description or comment of the thing called `name`.
pub fn body(text: &str, what: &str, name: &str, left_out: &mut LeftOut) -> String {
    let text = if text.contains('\0') { text.replace('\0', "") } else { text.to_owned() };
    if text.len() <= BODY_MAX || text.chars().count() <= BODY_MAX {
        return text;
    }
    left_out.one(what, name, format!("is longer than {BODY_MAX} characters: the rest was cut off"));
    text.chars().take(BODY_MAX).collect()
}

/// What being in a column of this name means, as people mostly name them.
pub fn kind(name: &str) -> ColumnKind {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |word: &str| words.contains(&word);
    if (has("done") || has("complete") || has("completed")) && !has("not") {
        ColumnKind::Done
    } else if has("doing") || name.contains("in progress") || name.contains("in-progress") {
        ColumnKind::InProgress
    } else {
        ColumnKind::Todo
    }
}

/// What a card's status means, in the words that people mostly have for it.
pub fn status(word: &str) -> Option<ColumnKind> {
    Some(match word.trim().to_lowercase().replace([' ', '-'], "_").as_str() {
        "todo" | "to_do" | "open" | "new" | "backlog" => ColumnKind::Todo,
        "in_progress" | "doing" | "started" => ColumnKind::InProgress,
        "done" | "closed" | "complete" | "completed" | "resolved" => ColumnKind::Done,
        _ => return None,
    })
}

/// A foreign id as a key of ours: short, and without what one engine cannot store.
pub fn foreign(id: &str) -> String {
    use sha2::{Digest, Sha256};
    if id.len() <= 100 && !id.contains('\0') { id.to_owned() } else { crate::keys::hex(&Sha256::digest(id)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_guessed_by_name() {
        for (name, wanted) in [
            ("Done", ColumnKind::Done),
            ("Completed 🎉", ColumnKind::Done),
            ("Not done", ColumnKind::Todo),
            ("Doing", ColumnKind::InProgress),
            ("In Progress", ColumnKind::InProgress),
            ("Backlog", ColumnKind::Todo),
            ("Condone", ColumnKind::Todo),
        ] {
            assert_eq!(kind(name), wanted, "{name}");
        }
    }

    #[test]
    fn what_a_status_means_is_known_however_it_is_written() {
        for (word, wanted) in [
            ("in_progress", Some(ColumnKind::InProgress)),
            (" In Progress", Some(ColumnKind::InProgress)),
            ("to-do", Some(ColumnKind::Todo)),
            ("DONE", Some(ColumnKind::Done)),
            ("not done", None),
            ("", None),
        ] {
            assert_eq!(status(word), wanted, "{word}");
        }
    }

    #[test]
    fn long_lines_are_cut_and_said_and_what_hides_is_taken_out() {
        let mut left = LeftOut::default();
        assert_eq!(title("  a\r\nb\u{202E}c ", "card", &mut left).as_deref(), Some("a  bc"));
        assert_eq!(title(" \0 ", "card", &mut left), None);
        assert!(left.clone().into_entries().is_empty());
        assert_eq!(title(&"é".repeat(300), "card", &mut left).unwrap().chars().count(), NAME_MAX);
        assert_eq!(left.into_entries().len(), 1);
    }
}
