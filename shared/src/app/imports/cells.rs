//! What people write into a cell of a table: lists of names, somebody, the lines of a checklist.

use super::{
    fit,
    parcel::{ItemIn, LeftOut, PersonIn},
};
use crate::app::checklists::ITEMS_MAX;

/// The most names that are read of one cell.
const NAMES_MAX: usize = 500;

/// The names in a cell, as far as they are read.
pub fn names(cell: &str, what: &str, left_out: &mut LeftOut) -> Vec<String> {
    let mut names = list(cell);
    if names.len() > NAMES_MAX {
        names.truncate(NAMES_MAX);
        left_out.some(what, 1, format!("comes after the {NAMES_MAX} names that are read of one cell"));
    }
    names
}

/// The names in a cell, which is itself a line of CSV, with blanks where people put them: `bug, "one, with a comma"`. One
/// more than are read at most.
fn list(cell: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = cell.trim_start();
    while !rest.is_empty() && names.len() <= NAMES_MAX {
        let mut name = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            while let Some((before, after)) = quoted.split_once('"') {
                name.push_str(before);
                quoted = after;
                match quoted.strip_prefix('"') {
                    Some(more) => {
                        name.push('"');
                        quoted = more;
                    }
                    None => break,
                }
            }
            rest = quoted;
        }
        let (before, after) = rest.split_once([',', '\n']).unwrap_or((rest, ""));
        name.push_str(before);
        rest = after.trim_start();
        if !name.trim().is_empty() {
            names.push(name.trim().to_owned());
        }
    }
    names
}

/// Somebody by their handle or address.
pub fn named(name: &str) -> PersonIn {
    let key = name.trim_start_matches('@').to_lowercase();
    if key.contains('@') {
        PersonIn { name: name.to_owned(), handle: String::new(), email: Some(key) }
    } else {
        PersonIn { name: name.to_owned(), handle: key, email: None }
    }
}

/// Lines such as `[x] done` and `[ ] to do`; others are to do.
pub fn checklist(cell: &str, left_out: &mut LeftOut) -> Vec<ItemIn> {
    let mut items = Vec::new();
    for line in cell.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.trim();
        let (text, done) = match (line.strip_prefix("[x]").or(line.strip_prefix("[X]")), line.strip_prefix("[ ]")) {
            (Some(text), _) => (text, true),
            (None, Some(text)) => (text, false),
            (None, None) => (line, false),
        };
        match fit::item(text, left_out) {
            Some(text) if items.len() < ITEMS_MAX => items.push(ItemIn { text, done }),
            Some(_) => left_out.some("checklist item", 1, format!("a card has at most {ITEMS_MAX}")),
            None => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_a_cell_are_read_as_people_write_them() {
        for (cell, names) in [
            ("", &[][..]),
            ("bug", &["bug"]),
            (" bug ,ui,, ", &["bug", "ui"]),
            ("bug, \"a, b\" ,\"say \"\"hi\"\"\"", &["bug", "a, b", "say \"hi\""]),
            ("\"never closed, a", &["never closed", "a"]),
            ("it\"s", &["it\"s"]),
        ] {
            assert_eq!(list(cell), names, "{cell}");
        }
    }
}
