//! Text as it is compared when people look for something: without case, accents, and the several ways to write one letter.
//!
//! The two engines fold differently, or not at all; so what is stored to be found and what is asked for both go through
//! [`fold`], and the engines compare plain text.

use unicode_normalization::UnicodeNormalization;

/// Changes when [`fold`], or what [`super::search`] makes of it, does: what is stored is then made anew.
pub const VERSION: &str = "1";

/// Folding what is folded changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !says_nothing(*c)).flat_map(char::to_lowercase) {
        match spelled_out(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    // What is left of the marks makes letters of their own: が is not か.
    plain.nfc().collect()
}

/// Letters that are no base with an accent in Unicode, and that people who lack them on the keyboard spell otherwise.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ŋ' => "n",
        'ĸ' => "k",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents, vowel points, and what nobody sees.
fn says_nothing(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        // Hebrew
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        // Arabic
        | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}'
        // Hyphens that may be, joiners, selectors of variants
        | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn letters_are_compared_without_case_and_accents() {
        for (text, folded) in [
            ("Crème BRÛLÉE", "creme brulee"),
            ("Ærøskøbing", "aeroskobing"),
            ("STRASSE Straße STRAẞE", "strasse strasse strasse"),
            ("Łódź, Đorđe", "lodz, dorde"),
            ("İstanbul ISPARTA ışık", "istanbul isparta isik"),
            ("ΟΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("ＡＢＣ ﬁne №2 x²", "abc fine no2 x2"),
            ("e\u{301}té été", "ete ete"),
            ("мой Ёж", "мои еж"),
            ("שָׁלוֹם مَكتَبة", "שלום مكتبة"),
            ("が か ガ", "が か ガ"),
            ("한국어", "한국어"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        let every = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        for c in every {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }
}
