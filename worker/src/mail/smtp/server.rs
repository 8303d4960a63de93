//! Where the mail server is, and how a connection to it begins.
//!
//! With TLS asked for, nothing of a mail and no password goes out before the server has shown a certificate for its
//! name: one from the system's authorities, or from those in `SMTP_CA_FILE`. A server that cannot do that gets no mail
//! rather than mail in the clear.

use std::{fmt, fs, path::Path};

use anyhow::{Context, bail};
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, Certificate, TlsParameters},
    commands::Ehlo,
    extension::ClientId,
};
use percent_encoding::percent_decode_str;
use shared::limits::SMTP_CONNECT_WITHIN;
use url::Url;

pub struct Server {
    host: String,
    port: u16,
    tls: Tls,
    hello: ClientId,
    credentials: Option<Credentials>,
    /// What is trusted; made once, since reading the system's authorities takes a while.
    trust: Option<TlsParameters>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, tls, .. } = self;
        f.debug_struct("Server").field("host", host).field("port", port).field("tls", tls).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    No,
    /// From the first byte.
    Always,
    /// STARTTLS, or no mail.
    Required,
    /// STARTTLS where the server offers it. A password goes out under TLS or not at all.
    Opportunistic,
}

impl Server {
    /// Reads the address as lettre does: `smtp` or `smtps`, the port by the kind of encryption, the path as the name
    /// to say hello with.
    pub fn parse(url: &str, ca_file: Option<&Path>) -> anyhow::Result<Self> {
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
        let host = host.trim_matches(['[', ']']).to_owned();
        let path = url.path().trim_matches('/');
        let hello = if path.is_empty() { ClientId::default() } else { ClientId::Domain(path.to_owned()) };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (_, None) => bail!("it names a user and no password"),
            (user, Some(password)) => Some(Credentials::new(decoded(user)?, decoded(password)?)),
        };
        let trust = if tls == Tls::No { None } else { Some(trust(&host, ca_file)?) };
        if tls == Tls::No && credentials.is_some() && host != "localhost" && !host.starts_with("127.") && host != "::1" {
            tracing::warn!("SMTP_URL has a password and no TLS: it goes out in the clear; add ?tls=required");
        }
        Ok(Self { host, port: url.port().unwrap_or(port), tls, hello, credentials, trust })
    }

    /// A connection that is encrypted and signed in as the settings say, and whether it takes several commands at once; or
    /// why there is none.
    pub async fn connect(&self) -> Result<(AsyncSmtpConnection, bool), String> {
        let address = (self.host.as_str(), self.port);
        let at_once = self.trust.clone().filter(|_| self.tls == Tls::Always);
        let mut connection = AsyncSmtpConnection::connect_tokio1(address, Some(SMTP_CONNECT_WITHIN), &self.hello, at_once, None)
            .await
            .map_err(|error| said(&error))?;
        let offered = connection.can_starttls();
        match (&self.trust, self.tls) {
            (_, Tls::No | Tls::Always) | (None, _) => {}
            (Some(trust), _) if offered => {
                connection.starttls(trust.clone(), &self.hello).await.map_err(|error| said(&error))?;
            }
            (_, Tls::Required) => return Err("the mail server offers no STARTTLS, which SMTP_URL requires".to_owned()),
            (_, Tls::Opportunistic) if self.credentials.is_some() => {
                return Err("the mail server offers no STARTTLS, and the password is not sent in the clear".to_owned());
            }
            (_, Tls::Opportunistic) => {}
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await
                .map_err(|error| format!("signing in to the mail server failed: {}", said(&error)))?;
        }
        // lettre asked what the server can do, and keeps of the answer what it uses itself.
        let offers = connection.command(Ehlo::new(self.hello.clone())).await.map_err(|error| said(&error))?;
        let pipelining = offers.message().any(|line| line.eq_ignore_ascii_case("PIPELINING"));
        Ok((connection, pipelining))
    }
}

/// The error and what caused it: TLS tells the cause only there.
fn said(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error).and_then(std::error::Error::source);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

fn trust(host: &str, ca_file: Option<&Path>) -> anyhow::Result<TlsParameters> {
    let mut trust = TlsParameters::builder(host.to_owned());
    if let Some(path) = ca_file {
        let pem = fs::read(path).with_context(|| format!("SMTP_CA_FILE {} cannot be read", path.display()))?;
        let found = Certificate::from_pem(&pem).ok().filter(|_| String::from_utf8_lossy(&pem).contains("BEGIN CERTIFICATE"));
        let Some(certificates) = found else { bail!("SMTP_CA_FILE {} holds no certificate (PEM)", path.display()) };
        trust = trust.add_root_certificate(certificates);
    }
    trust.build().context("the authorities to trust cannot be used")
}

fn decoded(part: &str) -> anyhow::Result<String> {
    Ok(percent_decode_str(part).decode_utf8()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_how_to_reach_the_server() {
        let read = |url: &str| {
            Server::parse(url, None).map(|server| (server.host, server.port, server.tls, server.credentials.is_some()))
        };
        let ok = |host: &str, port, tls, signed_in| Some((host.to_owned(), port, tls, signed_in));
        assert_eq!(read("smtp://localhost").ok(), ok("localhost", 25, Tls::No, false));
        assert_eq!(read("smtp://127.0.0.1:2525").ok(), ok("127.0.0.1", 2525, Tls::No, false));
        assert_eq!(read("smtp://[::1]:2525").ok(), ok("::1", 2525, Tls::No, false));
        assert_eq!(read("smtp://mail.example.org?tls=required").ok(), ok("mail.example.org", 587, Tls::Required, false));
        assert_eq!(
            read("smtp://mail.example.org?tls=opportunistic").ok(),
            ok("mail.example.org", 587, Tls::Opportunistic, false)
        );
        assert_eq!(read("smtps://me:p%40ss@mail.example.org").ok(), ok("mail.example.org", 465, Tls::Always, true));
        for wrong in
            ["mail.example.org", "http://mail.example.org", "smtp://mail.example.org?tls=maybe", "smtp:", "smtp://me@localhost"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_decoded_and_never_shown() {
        let server = Server::parse("smtps://me%2Bmail:p%40s+%26@mail.example.org/boards.example.org", None).unwrap();
        assert_eq!(server.credentials, Some(Credentials::new("me+mail".to_owned(), "p@s+&".to_owned())));
        assert_eq!(server.hello.to_string(), "boards.example.org");
        let shown = format!("{:?} {:?}", server, Server::parse("smtp://me:hush@host?tls=maybe", None).unwrap_err());
        assert!(!shown.contains("p@s") && !shown.contains("hush"), "{shown}");
    }
}
