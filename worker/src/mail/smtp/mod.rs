//! Handing mail to a server over SMTP (RFC 5321), on connections that are kept for the next mail.
//!
//! lettre writes the mails and speaks TLS and the protocol; the order of the commands is here, because three things
//! matter that its transport leaves out: how far a mail got when something failed, a limit on how long each step may
//! take, and that a connection given up in the middle of a mail is never used for another.

mod content;
mod refusal;
mod server;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use anyhow::Context;
use lettre::transport::smtp::{
    Error,
    client::AsyncSmtpConnection,
    commands::{Data, Mail, Noop, Rcpt},
    extension::{Extension, MailParameter},
    response::Severity,
};
use shared::{
    config::{Config, Secret},
    limits::{SMTP_CONNECT_WITHIN, SMTP_CONTENT_WITHIN, SMTP_WITHIN},
};
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout},
};

use self::{
    content::Content,
    refusal::{of_mail, of_recipient},
    server::Server,
};
use super::{Message, SendError};
use crate::engine::LeaseWatch;

/// How long a mail waits for one of the connections. A server that keeps all of them busy for longer is slow: the mail
/// waits elsewhere, without taking a worker's slot.
const TURN: Duration = Duration::from_mins(1);
/// Servers hang up on idle clients after a few minutes; a connection this old is not used again.
const IDLE: Duration = Duration::from_secs(30);
/// A connection that was used less long ago is taken to be alive still. If it is not, another is tried.
const SURE: Duration = Duration::from_secs(1);
/// Many servers limit how many mails one connection may carry.
const MAILS_PER_CONNECTION: u32 = 100;

#[derive(Debug)]
pub struct Smtp {
    server: Server,
    /// One permit for each connection that may be open.
    turns: Semaphore,
    idle: Arc<Mutex<Vec<Open>>>,
}

struct Open {
    connection: AsyncSmtpConnection,
    /// Whether the server takes commands before it has answered those before them (RFC 2920).
    pipelining: bool,
    mails: u32,
    since: Instant,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open").field("mails", &self.mails).finish_non_exhaustive()
    }
}

impl Smtp {
    /// Fails where `SMTP_URL` or `SMTP_CA_FILE` cannot be used.
    pub fn new(url: &Secret, config: &Config) -> anyhow::Result<Self> {
        // The error must not show the address: it may hold a password.
        let server = Server::parse(url.expose(), config.smtp_ca_file.as_deref()).context("SMTP_URL cannot be used")?;
        Ok(Self { server, turns: Semaphore::new(config.smtp_connections), idle: Arc::default() })
    }

    /// Opens a connection, as for a mail, and says goodbye.
    pub async fn check(&self) -> anyhow::Result<()> {
        let (mut connection, _) = self.server.connect().await.map_err(anyhow::Error::msg)?;
        let _ = timeout(SMTP_CONNECT_WITHIN, connection.quit()).await;
        Ok(())
    }

    pub async fn send(&self, message: &Message, lease: &LeaseWatch) -> Result<String, SendError> {
        let Ok(Ok(_turn)) = timeout(TURN, self.turns.acquire()).await else {
            return Err(SendError::Later("every connection to the mail server is busy (SMTP_CONNECTIONS)".to_owned()));
        };
        // Always so: what is written is encoded down to ASCII.
        let Ok(text) = std::str::from_utf8(&message.bytes) else {
            return Err(SendError::Refused("the mail is not text".to_owned()));
        };
        // A future dropped anywhere in here drops the connection with it.
        let mut open = timeout(SMTP_WITHIN, self.announced(message))
            .await
            .map_err(|_| SendError::Later("the mail server took too long to answer".to_owned()))??;
        // The last moment at which it can still be left to whoever has the job by now.
        if !lease.holds() {
            return Err(SendError::NotOurs);
        }
        let answer = match timeout(SMTP_CONTENT_WITHIN, open.connection.command(Content(text))).await {
            Err(_) => return Err(SendError::Unsure("the mail server did not answer to the end of the mail".to_owned())),
            Ok(Err(error)) if error.is_permanent() || error.is_transient() => return Err(of_mail(error)),
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

    /// A connection that waits for the mail itself.
    async fn announced(&self, message: &Message) -> Result<Open, SendError> {
        while let Some(mut open) = self.parked().await {
            match announce(&mut open, message).await {
                Ok(()) => return Ok(open),
                // It had ended meanwhile, and with it what was announced: that says nothing of the mail.
                Err(Undone::Gone(_)) => {}
                Err(Undone::Answered(error)) => return Err(error),
            }
        }
        let (connection, pipelining) = self.server.connect().await.map_err(SendError::Later)?;
        let mut open = Open { connection, pipelining, mails: 0, since: Instant::now() };
        match announce(&mut open, message).await {
            Ok(()) => Ok(open),
            Err(Undone::Gone(why)) => Err(SendError::Later(why)),
            Err(Undone::Answered(error)) => Err(error),
        }
    }

    /// One that was kept, is not too old, and answers, where it has been long enough for that to be a question.
    async fn parked(&self) -> Option<Open> {
        loop {
            let mut open = self.idle().pop()?;
            let idle = open.since.elapsed();
            let alive = idle < SURE
                || idle < IDLE && timeout(Duration::from_secs(5), open.connection.command(Noop)).await.is_ok_and(|a| a.is_ok());
            if alive {
                return Some(open);
            }
        }
    }

    /// Keeps a connection for the next mail, for a short while.
    fn park(&self, mut open: Open) {
        if open.mails >= MAILS_PER_CONNECTION {
            tokio::spawn(async move { timeout(SMTP_CONNECT_WITHIN, open.connection.quit()).await });
            return;
        }
        open.since = Instant::now();
        self.idle().push(open); // Never more of them than there are turns.
        tokio::spawn(hang_up_later(Arc::downgrade(&self.idle)));
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
        let _ = timeout(SMTP_CONNECT_WITHIN, open.connection.quit()).await;
    }
}

/// Why a mail could not be announced.
enum Undone {
    /// The connection ended, or the server is about to end it.
    Gone(String),
    /// The server said no, or is not to be asked.
    Answered(SendError),
}

/// What an answer to one of the commands says.
fn undone(error: Error, answered: fn(Error) -> SendError) -> Undone {
    // 421: the service is closing the channel (RFC 5321 3.8).
    match error.status().map(u16::from) {
        None | Some(421) => Undone::Gone(error.to_string()),
        Some(_) => Undone::Answered(answered(error)),
    }
}

/// Everything up to the mail itself: in one go where the server takes that.
async fn announce(open: &mut Open, message: &Message) -> Result<(), Undone> {
    let (envelope, connection) = (&message.envelope, &mut open.connection);
    let mut parameters = Vec::new();
    if !envelope.to().iter().chain(envelope.from()).all(|address| address.to_string().is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            let why = "the mail server takes no addresses beyond ASCII (RFC 6531)".to_owned();
            return Err(Undone::Answered(SendError::Refused(why)));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    let mail = Mail::new(envelope.from().cloned(), parameters);
    let recipients = envelope.to().iter().map(|to| Rcpt::new(to.clone(), Vec::new()));
    if open.pipelining {
        // An answer that is no leaves others unread, and the server perhaps waiting for a mail: the connection goes.
        let recipients: String = recipients.map(|to| to.to_string()).collect();
        let together = format!("{mail}{recipients}{Data}");
        connection.command(together).await.map_err(|error| undone(error, of_mail))?;
        for _ in envelope.to() {
            connection.read_response().await.map_err(|error| undone(error, of_recipient))?;
        }
        connection.read_response().await.map_err(|error| undone(error, of_mail))?;
        return Ok(());
    }
    connection.command(mail).await.map_err(|error| undone(error, of_mail))?;
    for to in recipients {
        connection.command(to).await.map_err(|error| undone(error, of_recipient))?;
    }
    connection.command(Data).await.map_err(|error| undone(error, of_mail))?;
    Ok(())
}
