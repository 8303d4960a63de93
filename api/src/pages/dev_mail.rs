//! `/dev/mail`: the mails that were kept as files because no mail server is set.
//!
//! They hold links that sign people in, so it answers only where the person at this machine asks for them: no mail
//! server, an instance on localhost, a connection from loopback, for a loopback host, that no proxy forwarded.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use mail_parser::{MessageParser, MimeHeaders};
use poem::{
    Request, Response,
    http::{StatusCode, header},
};
use shared::config::{self, Config};

use super::{
    Pages,
    html::{Escaped, missing, page},
};
use crate::edge::{caller::ctx, client::Client};

/// How many are listed, the latest first.
const MOST: usize = 200;

pub fn add(pages: &mut Pages) {
    pages.get("/dev/mail", |request| async move { Ok(list(&request).await) });
    pages.get("/dev/mail/{name}", |request| async move { Ok(show(&request).await) });
    pages.get("/dev/mail/{name}/raw", |request| async move { Ok(raw(&request).await) });
}

fn allowed(request: &Request) -> bool {
    let config = &ctx(request).config;
    let local_peer = request.data::<Client>().is_some_and(|client| client.local_peer);
    let host = request.header(header::HOST).or(request.uri().authority().map(poem::http::uri::Authority::as_str));
    config.smtp_url.is_none() && config.on_localhost() && local_peer && host.is_some_and(is_loopback)
}

/// Whether a `Host` names this machine: a page elsewhere whose name was pointed at 127.0.0.1 (DNS rebinding) does not.
fn is_loopback(host: &str) -> bool {
    url::Url::parse(&format!("http://{host}/")).is_ok_and(|url| config::is_loopback(&url))
}

fn folder(config: &Config) -> PathBuf {
    config.data_dir.join("mail")
}

/// The names of the files, the latest first: they begin with the time.
async fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    if let Ok(mut entries) = tokio::fs::read_dir(folder).await {
        while let Ok(Some(entry)) = entries.next_entry().await {
            names.extend(entry.file_name().into_string().ok().filter(|name| is_name(name)));
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    names.truncate(MOST);
    names
}

/// A plain file name: no way out of the folder.
fn is_name(name: &str) -> bool {
    let stem = name.strip_suffix(".eml").unwrap_or_default();
    !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

async fn list(request: &Request) -> Response {
    if !allowed(request) {
        return missing();
    }
    let folder = folder(&ctx(request).config);
    let mut rows = String::new();
    for name in names(&folder).await {
        let Ok(bytes) = tokio::fs::read(folder.join(&name)).await else { continue };
        let mail = Mail::read(&bytes);
        let _ = writeln!(
            rows,
            "<tr><td><a href=\"/dev/mail/{name}\">{}</a><br><span class=\"quiet\">to {}, {}</span></td></tr>",
            Escaped(&mail.subject),
            Escaped(&mail.to),
            Escaped(&mail.date),
        );
    }
    let shown = if rows.is_empty() { "<p>No mail yet.</p>".to_owned() } else { format!("<table>\n{rows}</table>") };
    let intro = "<p class=\"quiet\">No mail server is set (SMTP_URL), so mails are kept in files and shown here, to this machine only.</p>";
    page(StatusCode::OK, "Mail", format_args!("<h1>Mail</h1>\n{intro}\n{shown}"))
}

async fn show(request: &Request) -> Response {
    let Some((name, bytes)) = asked(request).await else { return missing() };
    let mail = Mail::read(&bytes);
    // The mail's own HTML runs no script and reaches nothing: an empty sandbox but for opening its links.
    let html = mail.html.map_or_else(String::new, |html| {
        let content = format!("<base target=\"_blank\">{html}");
        format!(
            "<h2>HTML</h2>\n<iframe title=\"The mail as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" \
             srcdoc=\"{}\"></iframe>\n",
            Escaped(content)
        )
    });
    page(
        StatusCode::OK,
        &mail.subject,
        format_args!(
            "<p><a href=\"/dev/mail\">All mail</a></p>\n<h1>{}</h1>\n<dl><dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd>\
             <dt>Date</dt><dd>{}</dd></dl>\n<h2>Text</h2>\n<pre>{}</pre>\n{html}<p><a href=\"/dev/mail/{name}/raw\">Source</a></p>",
            Escaped(&mail.subject),
            Escaped(&mail.from),
            Escaped(&mail.to),
            Escaped(&mail.date),
            Linked(&mail.text),
        ),
    )
}

async fn raw(request: &Request) -> Response {
    let Some((_, bytes)) = asked(request).await else { return missing() };
    Response::builder().content_type("text/plain; charset=utf-8").body(bytes)
}

async fn asked(request: &Request) -> Option<(String, Vec<u8>)> {
    if !allowed(request) {
        return None;
    }
    let name = request.raw_path_param("param0").filter(|name| is_name(name))?;
    let bytes = tokio::fs::read(folder(&ctx(request).config).join(name)).await.ok()?;
    Some((name.to_owned(), bytes))
}

/// What is shown of a mail.
struct Mail {
    from: String,
    to: String,
    subject: String,
    date: String,
    text: String,
    html: Option<String>,
}

impl Mail {
    fn read(bytes: &[u8]) -> Self {
        let Some(mail) = MessageParser::default().parse(bytes) else {
            let unreadable = || "?".to_owned();
            return Self {
                from: unreadable(),
                to: unreadable(),
                subject: unreadable(),
                date: unreadable(),
                text: String::new(),
                html: None,
            };
        };
        let people = |list: Option<&mail_parser::Address>| {
            let shown = list.into_iter().flat_map(mail_parser::Address::iter).map(|one| match (one.name(), one.address()) {
                (Some(name), Some(address)) => format!("{name} <{address}>"),
                (_, address) => address.unwrap_or("?").to_owned(),
            });
            shown.collect::<Vec<_>>().join(", ")
        };
        let has_html = mail.html_bodies().any(|part| part.is_content_type("text", "html"));
        Self {
            from: people(mail.from()),
            to: people(mail.to()),
            subject: mail.subject().unwrap_or("(no subject)").to_owned(),
            date: mail.date().map_or_else(|| "?".to_owned(), mail_parser::DateTime::to_rfc822),
            text: mail.body_text(0).unwrap_or_default().into_owned(),
            html: has_html.then(|| mail.body_html(0).unwrap_or_default().into_owned()),
        }
    }
}

/// A text whose web addresses can be clicked.
struct Linked<'a>(&'a str);

impl std::fmt::Display for Linked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for word in self.0.split_inclusive(char::is_whitespace) {
            let address = word.trim_end();
            if address.starts_with("http://") || address.starts_with("https://") {
                write!(f, "<a href=\"{0}\">{0}</a>{1}", Escaped(address), &word[address.len()..])?;
            } else {
                write!(f, "{}", Escaped(word))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_of_this_machine_are_loopback() {
        for host in ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "boards.localhost"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["example.org", "localhost.example.org", "127.0.0.1.example.org", "10.0.0.1", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn names_stay_in_the_folder() {
        assert!(is_name("20261121T064237968Z-01a1fcd7-b711-741b-8291-7163e98520be.eml"));
        for name in ["", ".eml", "..eml", "../secret.eml", "a/b.eml", "secret.key", "a%2f.eml"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
