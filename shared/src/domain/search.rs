//! What cards are found by: the words of their texts, and the words of what somebody asks for.
//!
//! A word is a run of letters and digits, [folded](super::fold); of scripts that put no blanks between words (Chinese,
//! Japanese) each letter is one. `WEB-12` is also a word as a whole, so that a key finds its card, and those that mention
//! it. Everything asked for must be there, each word at the beginning of one: `rel not` finds “Release notes”.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// Longer words are cut here, where they are stored and where they are asked for.
const WORD_MAX: usize = 64;
/// The bytes of words that one [`Document`] holds; PostgreSQL takes 1 MiB for the two of a card. What comes later is not
/// found.
const DOCUMENT_MAX: usize = 400_000;

/// The different words of some texts, to be stored as one text with blanks between.
#[derive(Debug, Default)]
pub struct Document {
    words: BTreeSet<String>,
    bytes: usize,
}

impl Document {
    /// The document that was stored as this.
    #[must_use]
    pub fn read(stored: &str) -> Self {
        let mut document = Self::default();
        stored.split(' ').filter(|word| !word.is_empty()).for_each(|word| document.put(word.to_owned()));
        document
    }

    pub fn add(&mut self, text: &str) {
        for part in parts(&fold(text)) {
            match part {
                Part::Word(word) => self.put(word),
                Part::Key(key, words) => {
                    self.put(key);
                    words.into_iter().for_each(|word| self.put(word));
                }
            }
        }
    }

    /// Adds the key of a card: as a whole only, so that `web` does not find every card of the project WEB.
    pub fn add_key(&mut self, key: &str) {
        for part in parts(&fold(key)) {
            if let Part::Key(key, _) = part {
                self.put(key);
            }
        }
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes >= DOCUMENT_MAX - 5 * WORD_MAX
    }

    fn put(&mut self, word: String) {
        let bytes = self.bytes + word.len() + 1;
        if bytes <= DOCUMENT_MAX && self.words.insert(word) {
            self.bytes = bytes;
        }
    }

    #[must_use]
    pub fn into_text(self) -> String {
        self.words.into_iter().collect::<Vec<_>>().join(" ")
    }
}

/// A word that a card must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    pub word: String,
    /// Not only the beginning of one.
    pub whole: bool,
}

/// What is asked for, each word once; none where there is no letter and no digit in it.
#[must_use]
pub fn terms(asked: &str) -> Vec<Term> {
    let mut terms = BTreeSet::new();
    for part in parts(&fold(asked)) {
        terms.insert(match part {
            Part::Word(word) => Term { word, whole: false },
            Part::Key(word, _) => Term { word, whole: true },
        });
    }
    terms.into_iter().collect()
}

enum Part {
    Word(String),
    /// What looks like a card's key, with the words that it is made of.
    Key(String, Vec<String>),
}

fn parts(folded: &str) -> Vec<Part> {
    let mut found = Vec::new();
    for run in folded.split(|c| !is_letter(c) && !is_hyphen(c)) {
        let mut rest = run.split(is_hyphen).peekable();
        while let Some(part) = rest.next() {
            let number = rest.peek().filter(|next| is_project_key(part) && is_number(next)).copied();
            match number {
                Some(number) => {
                    rest.next();
                    // The hyphen before it keeps it from being the beginning of what a word asks for.
                    found.push(Part::Key(format!("-{part}-{number}"), vec![part.to_owned(), number.to_owned()]));
                }
                None => words(part, &mut found),
            }
        }
    }
    found
}

/// The words in a run of letters.
fn words(run: &str, found: &mut Vec<Part>) {
    let mut word = String::new();
    for c in run.chars() {
        if stands_alone(c) {
            end(&mut word, found);
            found.push(Part::Word(c.into()));
        } else {
            word.push(c);
        }
    }
    end(&mut word, found);
}

fn end(word: &mut String, found: &mut Vec<Part>) {
    if !word.is_empty() {
        found.push(Part::Word(word.chars().take(WORD_MAX).collect()));
        word.clear();
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}')
}

fn is_project_key(part: &str) -> bool {
    (2..=10).contains(&part.len())
        && part.starts_with(|c: char| c.is_ascii_lowercase())
        && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn is_number(part: &str) -> bool {
    (1..=18).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
}

/// Han, Hiragana, Katakana.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> String {
        let mut document = Document::default();
        document.add(text);
        document.into_text()
    }

    fn asked(q: &str) -> Vec<(String, bool)> {
        terms(q).into_iter().map(|term| (term.word, term.whole)).collect()
    }

    #[test]
    fn a_text_is_the_set_of_its_words() {
        assert_eq!(document("The Crème, the  «brûlée»!\n<b>don't</b> snake_case"), "b brulee case creme don snake t the");
        assert_eq!(document("予定 2026年"), "2026 予 定 年");
        assert_eq!(document("*** — 🚀"), "");
        assert_eq!(document(&"ab".repeat(5_000)), "ab".repeat(32));
    }

    #[test]
    fn a_key_is_a_word_of_its_own() {
        assert_eq!(document("see WEB-12."), "-web-12 12 see web");
        assert_eq!(document("node-18-alpine"), "-node-18 18 alpine node");
        let mut own = Document::default();
        own.add_key("WEB-12");
        assert_eq!(own.into_text(), "-web-12");
        assert_eq!(asked("web-12"), [("-web-12".to_owned(), true)]);
        assert_eq!(asked("Web 12"), [("12".to_owned(), false), ("web".to_owned(), false)]);
        assert_eq!(asked("node-18-alpine"), [("-node-18".to_owned(), true), ("alpine".to_owned(), false)]);
    }

    #[test]
    fn what_is_asked_for_is_found_in_what_it_was_taken_from() {
        for text in ["Fix WEB-12-3 now", "a-1-b-22 C3-PO x-", "Œuvre: naïve—façade 東京タワー", "don't", "-", "e\u{301}-7"]
        {
            let words = format!(" {} ", document(text));
            for term in terms(text) {
                let ending = if term.whole { " " } else { "" };
                assert!(words.contains(&format!(" {}{ending}", term.word)), "{term:?} in {words:?}");
            }
        }
    }

    #[test]
    fn operators_of_search_engines_are_none_here() {
        assert_eq!(asked("\"a*\" | !(b) & c:* NOT NEAR/3 'd' ^e \\"), asked("a b c not near 3 d e"));
        assert!(terms("* & | ! ( ) \" ' : -").is_empty());
    }

    #[test]
    fn a_document_is_bounded_and_can_be_added_to() {
        let many: String = (0..200_000).map(|number| format!("w{number} ")).collect();
        let mut document = Document::default();
        document.add(&many);
        assert!(document.is_full());
        let text = document.into_text();
        assert!(text.len() <= DOCUMENT_MAX && text.len() > DOCUMENT_MAX - 1_000, "{}", text.len());
        let mut again = Document::read("b d");
        again.add("C b a");
        assert_eq!(again.into_text(), "a b c d");
    }
}
