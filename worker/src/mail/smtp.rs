//! Handing mail to a server over SMTP (RFC 5321), on connections that are kept for the next mail.
//!
//! lettre writes the mails and speaks TLS and the protocol; the order of the commands is here, because three things
//! matter that its transport leaves out: how far a mail got when something failed, a limit on how long each step may
//! take, and that a connection given up in the middle of a mail is never used for another.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use anyhow::{Context, bail};
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Noop, Rcpt},
    extension::{ClientId, Extension, MailParameter},
    response::Severity,
};
use percent_encoding::percent_decode_str;
use shared::config::Secret;
use tokio::time::{Instant, timeout};
use url::Url;

use super::{Message, SendError};

const CONNECT: Duration = Duration::from_secs(30);
/// For everything before the mail itself. With [`CONTENT`] it stays within the time a mail's job may take.
const BEFORE_CONTENT: Duration = Duration::from_mins(4);
/// A server may need this long to answer the final dot (RFC 5321 4.5.3.2.6).
const CONTENT: Duration = Duration::from_mins(10);
/// Servers hang up on idle clients after a few minutes; a connection this old is not used again.
const IDLE: Duration = Duration::from_secs(30);
const MOST_IDLE: usize = 16;
/// Many servers limit how many mails one connection may carry.
const MAILS_PER_CONNECTION: u32 = 100;

#[derive(Debug)]
pub struct Smtp {
    server: Server,
    idle: Arc<Mutex<Vec<Open>>>,
}

#[derive(Debug)]
struct Server {
    host: String,
    port: u16,
    tls: Tls,
    hello: ClientId,
    credentials: Option<Credentials>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    No,
    /// From the first byte.
    Always,
    /// STARTTLS, or no mail.
    Required,
    /// STARTTLS where the server offers it.
    Opportunistic,
}

struct Open {
    connection: AsyncSmtpConnection,
    mails: u32,
    since: Instant,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open").field("mails", &self.mails).finish_non_exhaustive()
    }
}

impl Smtp {
    pub fn new(url: &Secret) -> anyhow::Result<Self> {
        // The error must not show the address: it may hold a password.
        let server = Server::parse(url.expose()).context("SMTP_URL cannot be used")?;
        Ok(Self { server, idle: Arc::default() })
    }

    pub async fn send(&self, message: &Message) -> Result<String, SendError> {
        // A future dropped anywhere in here drops the connection with it.
        let mut open = timeout(BEFORE_CONTENT, async {
            let mut open = self.connection().await?;
            announce(&mut open.connection, message).await.map(|()| open)
        })
        .await
        .map_err(|_| SendError::Later("the mail server took too long to answer".to_owned()))??;
        let answer = match timeout(CONTENT, open.connection.message(&message.bytes)).await {
            Err(_) => return Err(SendError::Unsure("the mail server did not answer to the end of the mail".to_owned())),
            Ok(Err(error)) if error.is_permanent() => return Err(SendError::Refused(error.to_string())),
            Ok(Err(error)) if error.is_transient() => return Err(SendError::Later(error.to_string())),
            Ok(Err(error)) => return Err(SendError::Unsure(error.to_string())),
            Ok(Ok(answer)) => answer,
        };
        if answer.code().severity != Severity::PositiveCompletion {
            return Err(SendError::Unsure(format!("the mail server answered {} to the end of the mail", answer.code())));
        }
        open.mails += 1;
        self.park(open);
        Ok(format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" ")))
    }

    /// One that is open and alive, or a new one.
    async fn connection(&self) -> Result<Open, SendError> {
        loop {
            let Some(mut open) = self.idle().pop() else { break };
            let alive = open.since.elapsed() < IDLE
                && timeout(Duration::from_secs(5), open.connection.command(Noop)).await.is_ok_and(|a| a.is_ok());
            if alive {
                return Ok(open);
            }
        }
        let connection = self.server.connect().await.map_err(|error| SendError::Later(error.to_string()))?;
        Ok(Open { connection, mails: 0, since: Instant::now() })
    }

    /// Keeps a connection for the next mail, for a short while.
    fn park(&self, mut open: Open) {
        if open.mails >= MAILS_PER_CONNECTION {
            tokio::spawn(async move { timeout(CONNECT, open.connection.quit()).await });
            return;
        }
        open.since = Instant::now();
        let mut idle = self.idle();
        if idle.len() < MOST_IDLE {
            idle.push(open);
            tokio::spawn(hang_up_later(Arc::downgrade(&self.idle)));
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Open>> {
        lock(&self.idle)
    }
}

fn lock(idle: &Mutex<Vec<Open>>) -> MutexGuard<'_, Vec<Open>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hangs up on what nobody needed for a while.
async fn hang_up_later(idle: Weak<Mutex<Vec<Open>>>) {
    tokio::time::sleep(IDLE).await;
    let Some(idle) = idle.upgrade() else { return };
    let old: Vec<Open> = lock(&idle).extract_if(.., |open| open.since.elapsed() >= IDLE).collect();
    for mut open in old {
        let _ = timeout(CONNECT, open.connection.quit()).await;
    }
}

/// Everything up to the mail itself. A 5xx to these is about this mail, but for one: 530 asks us to sign in (RFC 4954).
async fn announce(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<(), SendError> {
    let envelope = &message.envelope;
    let mut parameters = Vec::new();
    if !envelope.to().iter().chain(envelope.from()).all(|address| address.to_string().is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(SendError::Refused("the mail server takes no addresses beyond ASCII (RFC 6531)".to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters)).await.map_err(refusal)?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(refusal)?;
    }
    connection.command(Data).await.map_err(refusal)?;
    Ok(())
}

fn refusal(error: Error) -> SendError {
    let unauthenticated = error.status().is_some_and(|code| u16::from(code) == 530);
    if error.is_permanent() && !unauthenticated {
        SendError::Refused(error.to_string())
    } else {
        SendError::Later(error.to_string())
    }
}

impl Server {
    /// Reads the address as lettre does: `smtp` or `smtps`, the port by the kind of encryption, the path as the name
    /// to say hello with.
    fn parse(url: &str) -> anyhow::Result<Self> {
        let Ok(url) = Url::parse(url) else { bail!("it is no address") };
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let (tls, port) = match (url.scheme(), tls.as_deref()) {
            ("smtp", None) => (Tls::No, 25),
            ("smtp", Some("required")) => (Tls::Required, 587),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic, 587),
            ("smtps", _) => (Tls::Always, 465),
            ("smtp", Some(_)) => bail!("tls= must be required or opportunistic"),
            _ => bail!("it must begin with smtp:// or smtps://"),
        };
        let Some(host) = url.host_str() else { bail!("it names no host") };
        let path = url.path().trim_matches('/');
        let hello = if path.is_empty() { ClientId::default() } else { ClientId::Domain(path.to_owned()) };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(decoded(url.username())?, decoded(password)?)),
            None => None,
        };
        Ok(Self { host: host.to_owned(), port: url.port().unwrap_or(port), tls, hello, credentials })
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let tls = || TlsParameters::new(self.host.clone());
        let wrapped = if self.tls == Tls::Always { Some(tls()?) } else { None };
        let host = self.host.trim_matches(['[', ']']);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1((host, self.port), Some(CONNECT), &self.hello, wrapped, None).await?;
        if self.tls == Tls::Required || (self.tls == Tls::Opportunistic && connection.can_starttls()) {
            connection.starttls(tls()?, &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(connection)
    }
}

fn decoded(part: &str) -> anyhow::Result<String> {
    Ok(percent_decode_str(part).decode_utf8()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_how_to_reach_the_server() {
        let read =
            |url: &str| Server::parse(url).map(|server| (server.host, server.port, server.tls, server.credentials.is_some()));
        let ok = |host: &str, port, tls, signed_in| Some((host.to_owned(), port, tls, signed_in));
        assert_eq!(read("smtp://localhost").ok(), ok("localhost", 25, Tls::No, false));
        assert_eq!(read("smtp://127.0.0.1:2525").ok(), ok("127.0.0.1", 2525, Tls::No, false));
        assert_eq!(read("smtp://mail.example.org?tls=required").ok(), ok("mail.example.org", 587, Tls::Required, false));
        assert_eq!(
            read("smtp://mail.example.org?tls=opportunistic").ok(),
            ok("mail.example.org", 587, Tls::Opportunistic, false)
        );
        assert_eq!(read("smtps://me:p%40ss@mail.example.org").ok(), ok("mail.example.org", 465, Tls::Always, true));
        for wrong in ["mail.example.org", "http://mail.example.org", "smtp://mail.example.org?tls=maybe", "smtp:"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_decoded_and_never_shown() {
        let server = Server::parse("smtps://me%2Bmail:p%40s+%26@mail.example.org/boards.example.org").unwrap();
        assert_eq!(server.credentials, Some(Credentials::new("me+mail".to_owned(), "p@s+&".to_owned())));
        assert_eq!(server.hello.to_string(), "boards.example.org");
        let shown = format!("{:?} {:?}", server, Smtp::new(&Secret::new("smtp://me:hush@host?tls=maybe")).unwrap_err());
        assert!(!shown.contains("p@s") && !shown.contains("hush"), "{shown}");
    }
}
