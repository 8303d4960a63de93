//! The mails that were sent, read by a parser that is not the program's own.

use std::{fs, path::Path};

use mail_parser::MessageParser;

#[derive(Debug)]
pub struct Mail {
    pub to: String,
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The whole message as it was sent.
    pub raw: String,
}

impl Mail {
    /// The mails in a folder of `.eml` files, in the order they were written.
    pub fn all_in(folder: &Path) -> Vec<Self> {
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let mut files: Vec<_> =
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "eml")).collect();
        files.sort();
        files.iter().map(|file| Self::parse(&fs::read(file).unwrap())).collect()
    }

    pub fn parse(raw: &[u8]) -> Self {
        let message = MessageParser::default().parse(raw).expect("a mail can be parsed");
        let address = |list: Option<&mail_parser::Address>| {
            list.and_then(|list| list.first()).and_then(|one| one.address()).unwrap_or_default().to_owned()
        };
        Self {
            to: address(message.to()),
            from: address(message.from()),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            raw: String::from_utf8_lossy(raw).into_owned(),
        }
    }

    /// A header as it was sent, unfolded; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let message = MessageParser::default().parse(self.raw.as_bytes()).expect("a mail can be parsed");
        message.header_raw(name).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first link in the text that contains `part`.
    #[track_caller]
    pub fn link(&self, part: &str) -> &str {
        let mut links = self.text.split_whitespace().filter(|word| word.starts_with("http"));
        links.find(|word| word.contains(part)).unwrap_or_else(|| panic!("no link with {part} in:\n{}", self.text))
    }
}
