//! Who a text mentions: `@handle`, outside of code.

use std::collections::BTreeSet;

/// A text may mention this many people; further ones are not told.
const MOST: usize = 50;

/// The handles that a Markdown text mentions, in lower case. An `@` inside a word (an address) or inside code mentions
/// nobody.
#[must_use]
pub fn handles(markdown: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut fenced = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced {
            // Odd parts are inside backticks; a backtick without a partner begins nothing.
            let parts: Vec<&str> = line.split('`').collect();
            let closed = parts.len() % 2 == 1;
            for (i, part) in parts.iter().enumerate() {
                if i % 2 == 0 || (!closed && i == parts.len() - 1) {
                    of_text(part, &mut found);
                }
            }
        }
    }
    found
}

fn of_text(text: &str, found: &mut BTreeSet<String>) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == '@' && !(before.is_alphanumeric() || matches!(before, '_' | '-' | '.' | '@' | '/')) {
            let handle: String = text[at + 1..].chars().take_while(|c| is_of_handle(*c)).collect();
            let handle = handle.trim_end_matches(['-', '_']).to_ascii_lowercase();
            if (2..=39).contains(&handle.len()) && found.len() < MOST {
                found.insert(handle);
            }
        }
        before = c;
    }
}

fn is_of_handle(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_mentioned_by_their_handles() {
        let found = |text| handles(text).into_iter().collect::<Vec<_>>();
        assert_eq!(found("@ada and @Grace-H, look!"), ["ada", "grace-h"]);
        assert_eq!(found("(@ada) **@ben**: @cyd. @dan- \"@eve\""), ["ada", "ben", "cyd", "dan", "eve"]);
        assert_eq!(found("@ada @ada"), ["ada"]);
        assert_eq!(found("äh @ada"), ["ada"]);
    }

    #[test]
    fn addresses_and_code_mention_nobody() {
        for text in ["ada@example.org", "`@ada`", "```\n@ada\n```", "@@ada", "see https://example.org/@ada", "@a", "@", "a.@ada"]
        {
            assert_eq!(handles(text), BTreeSet::new(), "{text}");
        }
        assert_eq!(handles("`x` @ada ` @ben").len(), 2);
    }
}
