//! What may stand in a text field. Lengths are in characters (Unicode scalar values).

/// What is wrong with a text, as a sentence for the person who typed it.
pub type Complaint = String;

pub const NAME_MAX: usize = 255;
pub const BODY_MAX: usize = 100_000;
pub const MESSAGE_MAX: usize = 4_000;
pub const ITEM_MAX: usize = 1_000;

/// A name or title on one line: 1 to 255 characters after trimming, nothing that hides or reorders text.
pub fn line(text: &str) -> Result<String, Complaint> {
    one_line(text, NAME_MAX)
}

/// A line of a checklist: as [`line`], up to 1,000 characters.
pub fn item(text: &str) -> Result<String, Complaint> {
    one_line(text, ITEM_MAX)
}

fn one_line(text: &str, most: usize) -> Result<String, Complaint> {
    let text = text.trim();
    if text.is_empty() {
        return Err("must not be empty".into());
    }
    at_most(text, most)?;
    if text.chars().any(|c| c.is_control() || reorders(c)) {
        return Err("must not contain control characters or bidirectional overrides".into());
    }
    Ok(text.to_owned())
}

/// The name of a file: the last part of the path that some senders give, as a line of text. It is never used as the name
/// of anything on our side.
pub fn file_name(text: &str) -> Result<String, Complaint> {
    let name = line(text.rsplit(['/', '\\']).next().unwrap_or_default())?;
    if name.chars().all(|c| c == '.') { Err("must have a name that is more than dots".into()) } else { Ok(name) }
}

/// A description or comment: Markdown, up to 100,000 characters. Line ends and tabs are fine; NUL is not.
pub fn body(text: &str) -> Result<String, Complaint> {
    at_most(text, BODY_MAX)?;
    no_nul(text)?;
    Ok(text.to_owned())
}

/// A chat message: up to 4,000 characters that are not all blank.
pub fn message(text: &str) -> Result<String, Complaint> {
    if text.trim().is_empty() {
        return Err("must not be empty".into());
    }
    at_most(text, MESSAGE_MAX)?;
    no_nul(text)?;
    Ok(text.to_owned())
}

/// PostgreSQL cannot store a NUL, so neither engine is given one.
pub fn no_nul(text: &str) -> Result<(), Complaint> {
    if text.contains('\0') { Err("must not contain the NUL character".into()) } else { Ok(()) }
}

/// 2 to 39 of `a-z0-9_-`.
pub fn handle(text: &str) -> Result<String, Complaint> {
    let fits = (2..=39).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'));
    if fits { Ok(text.to_owned()) } else { Err("must be 2 to 39 characters of a-z, 0-9, _ and -".into()) }
}

/// An address that mail can be sent to: one `@`, no blanks or control characters, a host with a letter or digit, and
/// no longer than SMTP carries (RFC 5321 4.5.3.1).
pub fn email(text: &str) -> Result<String, Complaint> {
    let text = text.trim();
    let wrong = || Err("must be an e-mail address such as ada@example.org".to_owned());
    let Some((local, host)) = text.rsplit_once('@') else { return wrong() };
    let local_fits = (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let host_fits = (1..=253).contains(&host.len())
        && host.split('.').all(|part| {
            (1..=63).contains(&part.len())
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    if local_fits && host_fits && text.len() <= 254 { Ok(text.to_owned()) } else { wrong() }
}

/// The prefix of card keys: 2 to 10 of `A-Z0-9`, beginning with a letter.
pub fn project_key(text: &str) -> Result<String, Complaint> {
    let key = text.to_ascii_uppercase();
    let fits = (2..=10).contains(&key.len())
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if fits { Ok(key) } else { Err("must be 2 to 10 letters or digits and begin with a letter".into()) }
}

/// What people call a card: its project's key and its number there, such as `WEB-12`.
#[must_use]
pub fn card_key(project_key: &str, number: i64) -> String {
    format!("{project_key}-{number}")
}

/// A color as `#rrggbb`, kept in small letters.
pub fn color(text: &str) -> Result<String, Complaint> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
    digits.map(|_| text.to_ascii_lowercase()).ok_or_else(|| "must be a color such as #0e8a16".into())
}

fn at_most(text: &str, most: usize) -> Result<(), Complaint> {
    if text.len() > most && text.chars().count() > most {
        return Err(format!("must be at most {most} characters long"));
    }
    Ok(())
}

/// Marks that change the direction of what follows, or that nobody sees (Trojan Source, CVE-2021-42574). The joiner
/// that emoji are made with stays.
fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_world_are_kept() {
        for name in ["Ada", "  Ada  ", "محمد", "👩‍💻 Zoë", "O'Brien <3", "山田太郎"] {
            assert_eq!(line(name).unwrap(), name.trim());
        }
    }

    #[test]
    fn names_that_hide_are_refused() {
        for name in ["", "   ", "a\u{0}b", "a\r\nb", "evil\u{202E}gnp.exe", &"x".repeat(256)] {
            assert!(line(name).is_err(), "{name:?}");
        }
        assert!(line(&"é".repeat(255)).is_ok());
    }

    #[test]
    fn a_files_name_is_the_last_part_of_a_path() {
        for (given, kept) in [("plan.pdf", "plan.pdf"), ("../../etc/passwd", "passwd"), ("C:\\tmp\\plän.pdf", "plän.pdf")] {
            assert_eq!(file_name(given).unwrap(), kept);
        }
        for bad in ["", "..", "../", "a\0b", "a\r\nSet-Cookie: x", "evil\u{202E}fdp.exe", &"x".repeat(300)] {
            assert!(file_name(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn addresses() {
        for good in ["ada@example.org", "a+b@localhost", "o'brien@example.co.uk", "grüße@exämple.de"] {
            assert!(email(good).is_ok(), "{good}");
        }
        for bad in
            ["", "ada", "@example.org", "ada@", "a b@example.org", "ada@example.org\r\nBcc: x@y", "a@b@c", "ada@-x.org", "a..b@c"]
        {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn colors() {
        assert_eq!(color("#0E8a16").unwrap(), "#0e8a16");
        for bad in ["", "0e8a16", "#0e8a1", "#0e8a166", "#0e8a1g", "red", " #0e8a16", "#+12345"] {
            assert!(color(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn handles_and_keys() {
        assert!(handle("ada_l-1").is_ok() && handle("a").is_err() && handle("Ada").is_err());
        assert_eq!(project_key("web").unwrap(), "WEB");
        assert!(project_key("1WEB").is_err() && project_key("W").is_err());
    }
}
