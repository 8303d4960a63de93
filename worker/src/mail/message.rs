//! A mail as it is sent (RFC 5322): multipart/alternative with the text first.
//!
//! Writing one again gives the same bytes: its id, its date and the boundary between its parts come from the
//! delivery. So a mail that is sent twice can be recognised as one by whoever gets it.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::{
    Address,
    address::Envelope,
    message::{
        Mailbox, MultiPart, MultiPartKind, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use shared::{
    domain::{DeliveryId, MailPurpose},
    store::mails::Mail,
};

use super::{Letter, Links, letter::one_line, render};

/// A mail that is ready to be handed over.
#[derive(Clone, Debug)]
pub struct Message {
    pub delivery_id: DeliveryId,
    pub created_at: DateTime<Utc>,
    pub subject: String,
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

/// Why no mail can be written: nothing that a later try would change.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error("{0:?} is not an address that mail can be sent to")]
    Address(String),
    #[error("MAIL_FROM is not an address that mail can be sent from")]
    Sender,
    #[error(transparent)]
    Template(#[from] askama::Error),
    #[error(transparent)]
    Format(#[from] lettre::error::Error),
}

impl Message {
    /// `traceparent` is of the request that all began with: it leads from the mail back to the logs.
    pub fn write(mail: &Mail, links: Links<'_>, traceparent: Option<&str>) -> Result<Self, Unwritable> {
        let from: Mailbox = links.config.mail_from.parse().map_err(|_| Unwritable::Sender)?;
        let address = address(&mail.email).ok_or_else(|| Unwritable::Address(mail.email.clone()))?;
        let letter = Letter::new(mail, links);
        let rendered = render(&letter)?;
        let host = links.host();
        // lettre panics on a line end in a display name.
        let name = one_line(&mail.user_name);
        let mut builder = lettre::Message::builder()
            .message_id(Some(format!("<{}@{host}>", mail.id)))
            .date(SystemTime::from(mail.created_at))
            .from(from.clone())
            .to(Mailbox::new(Some(name.trim().to_owned()).filter(|name| !name.is_empty()), address.clone()))
            .subject(rendered.subject.clone())
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"))
            .raw_header(header("List-Id", &format!("<{}.{host}>", list(mail))));
        if let Some(narrowest) = letter.choices.first() {
            // Both, so that a mail program may act without showing a page (RFC 8058).
            builder = builder
                .raw_header(header("List-Unsubscribe", &format!("<{}>", narrowest.url)))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        if let Some(trace) = traceparent.and_then(trace_id) {
            builder = builder.raw_header(header("X-Trace-Id", trace));
        }
        if let Some(card) = mail.thread() {
            let root = format!("<card-{card}@{host}>");
            builder = builder.in_reply_to(root.clone()).references(root);
        }
        let alternatives = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(format!("=_{}", mail.id.0.simple()))
            .singlepart(part(ContentType::TEXT_PLAIN, &rendered.text))
            .singlepart(part(ContentType::TEXT_HTML, &rendered.html));
        let message = builder.multipart(alternatives)?;
        Ok(Self {
            delivery_id: mail.id,
            created_at: mail.created_at,
            subject: rendered.subject,
            envelope: Envelope::new(Some(from.email), vec![address])?,
            bytes: message.formatted(),
        })
    }
}

/// What filters of mail programs go by (RFC 2919): the board, else that it is a notification, a digest or an
/// invitation.
fn list(mail: &Mail) -> String {
    match (mail.purpose, mail.items.first().and_then(|item| item.board_id)) {
        (MailPurpose::News, Some(board)) => format!("board-{board}"),
        (MailPurpose::News, None) => "notifications".to_owned(),
        (MailPurpose::Digest, _) => "digest".to_owned(),
        (MailPurpose::Invite, _) => "invitations".to_owned(),
        (MailPurpose::Reset | MailPurpose::Verify | MailPurpose::EmailChanged, _) => "account".to_owned(),
    }
}

/// The trace's id in a `traceparent` (W3C Trace Context).
fn trace_id(traceparent: &str) -> Option<&str> {
    let id = traceparent.split('-').nth(1)?;
    (id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())).then_some(id)
}

/// Quoted-printable whatever is in it: lines stay short enough for SMTP and readable in a file.
fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(text.to_owned())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The address with its host as the wire has it: names beyond ASCII in their xn-- form (RFC 5890), which every mail
/// server takes.
fn address(email: &str) -> Option<Address> {
    let (local, host) = email.rsplit_once('@')?;
    let host = if host.is_ascii() { host.to_owned() } else { url::Host::parse(host).ok()?.to_string() };
    Address::new(local, host).ok()
}
