//! Writing calendars (iCalendar, RFC 5545) of things that are due.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate, Utc};

/// When something takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// All of a day, wherever the reader is.
    Day(NaiveDate),
    At(DateTime<Utc>),
}

/// An entry of a calendar. It changes its `sequence` and `updated_at` whenever anything in it changes.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Stays the same for as long as the entry is the same.
    pub uid: String,
    pub sequence: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub taking: Taking,
    pub summary: String,
    /// Left out where it is empty.
    pub description: String,
    pub url: String,
    /// 1 is the highest, 9 the lowest (RFC 5545, 3.8.1.9).
    pub priority: Option<u8>,
}

/// A calendar of these entries. The same entries make the same text.
#[must_use]
pub fn calendar(name: &str, entries: &[Entry]) -> String {
    let mut out = Lines::default();
    out.raw("BEGIN:VCALENDAR");
    out.raw("VERSION:2.0");
    out.raw("PRODID:-//Boardwire//Due dates//EN");
    out.raw("CALSCALE:GREGORIAN");
    // RFC 7986 for the name and how often to look again, and what older programs know instead.
    out.text("NAME", name);
    out.text("X-WR-CALNAME", name);
    out.raw("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    out.raw("X-PUBLISHED-TTL:PT1H");
    for entry in entries {
        out.entry(entry);
    }
    out.raw("END:VCALENDAR");
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn entry(&mut self, entry: &Entry) {
        self.raw("BEGIN:VEVENT");
        self.text("UID", &entry.uid);
        // Without a METHOD it is when the entry was revised last (RFC 5545, 3.8.7.2).
        self.raw(&format!("DTSTAMP:{}", instant(entry.updated_at)));
        self.raw(&format!("CREATED:{}", instant(entry.created_at)));
        self.raw(&format!("LAST-MODIFIED:{}", instant(entry.updated_at)));
        self.raw(&format!("SEQUENCE:{}", entry.sequence));
        match entry.taking {
            Taking::Day(day) => {
                self.raw(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")));
                let next = day.succ_opt().unwrap_or(day);
                self.raw(&format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")));
            }
            // Without an end it is a moment (RFC 5545, 3.6.1).
            Taking::At(at) => self.raw(&format!("DTSTART:{}", instant(at))),
        }
        self.text("SUMMARY", &entry.summary);
        if !entry.description.is_empty() {
            self.text("DESCRIPTION", &entry.description);
        }
        self.raw(&format!("URL:{}", entry.url));
        if let Some(priority) = entry.priority {
            self.raw(&format!("PRIORITY:{priority}"));
        }
        self.raw("STATUS:CONFIRMED");
        // What is due takes no time out of the day.
        self.raw("TRANSP:TRANSPARENT");
        self.raw("END:VEVENT");
    }

    /// A property whose value is any text (RFC 5545, 3.3.11). Control characters have no way to be written.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        let mut signs = value.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' | ';' | ',' => {
                    line.push('\\');
                    line.push(sign);
                }
                '\r' if signs.peek() == Some(&'\n') => {}
                '\n' | '\r' => line.push_str("\\n"),
                sign if sign.is_control() && sign != '\t' => {}
                sign => line.push(sign),
            }
        }
        self.raw(&line);
    }

    /// A line, folded so that none is longer than 75 octets (RFC 5545, 3.1), never within a character.
    fn raw(&mut self, line: &str) {
        let mut rest = line;
        let mut room = 75;
        while rest.len() > room {
            let (now, later) = rest.split_at(rest.floor_char_boundary(room));
            let _ = write!(self.0, "{now}\r\n ");
            rest = later;
            room = 74; // The blank that folds counts, too.
        }
        let _ = write!(self.0, "{rest}\r\n");
    }
}

fn instant(at: DateTime<Utc>) -> impl std::fmt::Display {
    at.format("%Y%m%dT%H%M%SZ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(summary: &str, taking: Taking) -> Entry {
        Entry {
            uid: "1@boardwire".to_owned(),
            sequence: 3,
            created_at: "2026-11-01T08:00:00.5Z".parse().unwrap(),
            updated_at: "2026-11-02T09:30:00Z".parse().unwrap(),
            taking,
            summary: summary.to_owned(),
            description: String::new(),
            url: "https://boards.example.org/cards/1".to_owned(),
            priority: None,
        }
    }

    #[test]
    fn a_day_and_a_moment_are_written_as_the_standard_says() {
        let day = calendar("Ada", &[entry("A", Taking::Day("2026-12-31".parse().unwrap()))]);
        assert!(day.contains("\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{day}");
        let moment = calendar("Ada", &[entry("A", Taking::At("2026-12-24T18:00:00Z".parse().unwrap()))]);
        assert!(moment.contains("\r\nDTSTART:20261224T180000Z\r\nSUMMARY:A\r\n"), "{moment}");
        assert!(moment.contains("\r\nCREATED:20261101T080000Z\r\n"), "{moment}");
    }

    #[test]
    fn no_text_ends_its_line() {
        let nasty = "a\\b;c,d\r\nEND:VEVENT\ne\rf\u{7}\u{b}g\th";
        let text = calendar("x", &[entry(nasty, Taking::Day("2026-12-31".parse().unwrap()))]);
        assert!(text.contains("SUMMARY:a\\\\b\\;c\\,d\\nEND:VEVENT\\ne\\nfg\th\r\n"), "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for title in ["x".repeat(300), "ü".repeat(200), "👩‍💻".repeat(60), "x".repeat(67), "x".repeat(68)] {
            let text = calendar("x", &[entry(&title, Taking::Day("2026-12-31".parse().unwrap()))]);
            assert!(text.ends_with("END:VCALENDAR\r\n"));
            assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
            assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{title}\r\n")));
        }
    }
}
