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
        let mut connection = self.server.connect().await.map_err(anyhow::Error::msg)?;
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
        let mut open = timeout(SMTP_WITHIN, async {
            let mut open = self.connection().await?;
            announce(&mut open.connection, message).await.map(|()| open)
        })
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
        let connection = self.server.connect().await.map_err(SendError::Later)?;
        Ok(Open { connection, mails: 0, since: Instant::now() })
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

/// Everything up to the mail itself.
async fn announce(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<(), SendError> {
    let envelope = &message.envelope;
    let mut parameters = Vec::new();
    if !envelope.to().iter().chain(envelope.from()).all(|address| address.to_string().is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(SendError::Refused("the mail server takes no addresses beyond ASCII (RFC 6531)".to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters)).await.map_err(of_mail)?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await.map_err(of_recipient)?;
    }
    connection.command(Data).await.map_err(of_mail)?;
    Ok(())
}
