//! What mails say, kind by kind, and that nothing in a name or title can forge any of it.

mod examples;

use std::collections::BTreeSet;

use shared::{
    app::notifications::{Scope, read_token},
    config::{Config, Secret},
    domain::{BoardId, CardId, MailPurpose, NotificationKind, UserId},
    keys::Keyring,
    store::mails::{Item, Mail},
};

use self::examples::{changes, commented, digest, every_kind, id, invitation, item, mail, moved, of_account};
use super::{Letter, Links, Message, Rendered, render};

const TRACE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn config() -> Config {
    let settings = [
        ("CONFIG_FILE", "/dev/null"),
        ("BASE_URL", "https://boards.example.org"),
        ("MAIL_FROM", "Boardwire <boards@example.org>"),
    ];
    Config::load(settings.map(|(name, value)| (name.to_owned(), value.to_owned()))).unwrap()
}

fn keys() -> Keyring {
    Keyring::new(vec![Secret::new("a-key-for-tests-only-0123456789abcdefghij")])
}

fn letter(mail: &Mail) -> Letter {
    Letter::new(mail, Links { config: &config(), keys: &keys() })
}

fn rendered(mail: &Mail) -> Rendered {
    render(&letter(mail)).unwrap()
}

fn message(mail: &Mail) -> Message {
    Message::write(mail, Links { config: &config(), keys: &keys() }, Some(TRACE)).unwrap()
}

fn head(mail: &Mail) -> String {
    let written = String::from_utf8(message(mail).bytes).unwrap();
    written.split("\r\n\r\n").next().unwrap().replace("\r\n", "\n")
}

fn all() -> Vec<(&'static str, Mail)> {
    let mut all = every_kind();
    let nobody = Mail { user_id: None, user_name: String::new(), invitation: Some(invitation()), ..mail(Vec::new()) };
    let to_address = Mail { purpose: MailPurpose::Invite, ..nobody };
    all.extend([("changes", changes()), ("digest", digest()), ("invited_by_address", to_address)]);
    all.extend(of_account());
    all
}

#[test]
fn every_kind_has_its_words() {
    for (name, mail) in all() {
        let rendered = rendered(&mail);
        insta::assert_snapshot!(format!("{name}.txt"), format!("Subject: {}\n\n{}", rendered.subject, rendered.text));
        insta::assert_snapshot!(format!("{name}.html"), rendered.html);
    }
}

#[test]
fn a_message_is_written_the_same_each_time() {
    let mail = mail(vec![item(NotificationKind::Assigned, "Ada Lovelace assigned you to WEB-12 Fix the login page")]);
    let first = message(&mail);
    assert_eq!(first.bytes, message(&mail).bytes);
    let written = String::from_utf8(first.bytes).unwrap();
    assert!(written.is_ascii() && written.lines().all(|line| line.len() <= 998));
    insta::assert_snapshot!("message.head", head(&mail));
}

/// What a reader of the HTML sees, and where its links lead.
fn seen(html: &str) -> String {
    let (_, body) = html.split_once("</div>").unwrap(); // The head and the preview end here.
    let mut seen = String::new();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        if let Some((_, link)) = tag.split_once("href=\"") {
            seen.extend([" ", link.split('"').next().unwrap(), " "]);
        }
        let apart = ["td", "/td", "tr", "/tr", "br", "div", "/div"].contains(&tag.split(' ').next().unwrap());
        seen += if apart { " " } else { "" };
        seen += text;
    }
    for (name, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        seen = seen.replace(name, sign);
    }
    seen
}

/// Without the signs that stand for layout in one form and not in the other.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches([':', ',']));
    words.filter(|word| !["", "--", "-", ">", "##", "No", "more", "mail", "about"].contains(word)).map(str::to_owned).collect()
}

#[test]
fn text_and_html_tell_the_same() {
    for (name, mail) in all() {
        let rendered = rendered(&mail);
        let (text, html) = (words(&rendered.text), words(&seen(&rendered.html)));
        let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
        assert_eq!((only(&text, &html), only(&html, &text)), (Vec::new(), Vec::new()), "{name}: only in text, only in HTML");
        let letter = letter(&mail);
        let facts = letter.facts.iter().map(|fact| &fact.value);
        for said in facts.chain([&letter.sentence, &letter.url, &letter.button, &letter.reason, &letter.place, &letter.home]) {
            assert!(rendered.text.contains(said), "the text of {name} lacks {said}");
            assert!(rendered.html.contains(said), "the HTML of {name} lacks {said}");
        }
    }
}

#[test]
fn nothing_in_a_mail_is_loaded_from_anywhere() {
    for (name, mail) in all() {
        let html = rendered(&mail).html;
        for loads in ["src=", "<img", "<link", "<script", "url(", "@import", "background="] {
            assert!(!html.contains(loads), "{name} has {loads}");
        }
    }
}

#[test]
fn each_mail_can_be_turned_off_but_those_about_the_account() {
    let user = UserId(id(2));
    let scopes = |mail: &Mail| -> Vec<Scope> {
        let tokens = letter(mail).choices.into_iter().map(|choice| choice.url.rsplit('/').next().unwrap().to_owned());
        tokens
            .map(|token| read_token(&keys(), &token).unwrap())
            .inspect(|(who, _)| assert_eq!(*who, user))
            .map(|(_, what)| what)
            .collect()
    };
    let (card, board) = (Scope::Card(CardId(id(6))), Scope::Board(BoardId(id(5))));
    assert_eq!(scopes(&mail(vec![commented()])), [card, board, Scope::Kind(NotificationKind::Commented)]);
    assert_eq!(scopes(&changes()), [card, board]);
    assert_eq!(scopes(&digest()), [Scope::Digest]);
    for (name, mail) in all() {
        let (scopes, head) = (scopes(&mail), head(&mail));
        let one_click = head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        // An address without an account has no settings, and what the account cannot do without has none either.
        let none = name == "security" || mail.user_id.is_none() || mail.account.is_some();
        assert_eq!(one_click, !none, "{name}: {head}");
        assert_eq!(scopes.is_empty(), none);
        if let Some(first) = letter(&mail).choices.first() {
            assert!(head.contains(&format!("List-Unsubscribe: <{}>", first.url)), "{head}");
        }
    }
}

#[test]
fn a_long_comment_is_cut_and_cannot_look_like_ours() {
    let long = format!("First\rDue: never\u{2028}Column: Done\r\n{}", "long ".repeat(200));
    let rendered = rendered(&mail(vec![Item { comment: Some(long), ..commented() }]));
    assert!(rendered.text.contains("> First Due: never Column: Done\n> long long"), "{}", rendered.text);
    assert!(rendered.text.contains("long…\n") && rendered.text.len() < 2500, "{}", rendered.text);
    assert!(rendered.html.contains("long…"));
}

#[test]
fn a_mail_leads_back_to_the_request() {
    let mail = mail(vec![moved()]);
    assert!(head(&mail).contains("X-Trace-Id: 4bf92f3577b34da6a3ce929d0e0e4736"));
    for wrong in ["", "00", "00-xyz-1-01", "00-4bf92f3577b34da6a3ce929d0e0e4736\r\nBcc: a@b.example-1-01"] {
        let written = Message::write(&mail, Links { config: &config(), keys: &keys() }, Some(wrong)).unwrap().bytes;
        assert!(!String::from_utf8(written).unwrap().contains("X-Trace-Id"), "{wrong}");
    }
}

#[test]
fn a_title_is_no_markup() {
    let title = "<script>alert(1)</script> & \"quotes\"";
    let text = format!("Ada assigned you to WEB-12 {title}");
    let mail = mail(vec![Item { card_title: Some(title.to_owned()), ..item(NotificationKind::Assigned, &text) }]);
    let rendered = rendered(&mail);
    assert!(
        !rendered.html.contains("<script>")
            && rendered.html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"),
        "{}",
        rendered.html
    );
    assert!(rendered.subject.ends_with(title) && rendered.text.contains(title));
}

#[test]
fn a_name_cannot_add_a_header() {
    let evil = "Eve\r\nBcc: everyone@example.org\r\n\r\nHello";
    let item = Item {
        actor_name: Some(evil.to_owned()),
        card_title: Some(evil.to_owned()),
        project_name: Some(evil.to_owned()),
        ..item(NotificationKind::Assigned, evil)
    };
    let mail = Mail { user_name: evil.to_owned(), ..mail(vec![item]) };
    let message = message(&mail);
    let written = String::from_utf8(message.bytes).unwrap();
    let head = written.split("\r\n\r\n").next().unwrap();
    assert!(head.lines().all(|line| !line.starts_with("Bcc")), "{head}");
    assert!(head.contains("Content-Type: multipart/alternative"), "{head}");
    assert_eq!(message.envelope.to().len(), 1);
    let text = rendered(&mail).text;
    assert!(text.lines().all(|line| !line.starts_with("Bcc") && line != "Hello"), "{text}");
}
