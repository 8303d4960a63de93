//! The way out: a mail server where `SMTP_URL` names one, else files that the captured-mail page shows.

use anyhow::Context;
use lettre::message::Mailbox;
use shared::config::Config;

use super::{Message, files::Files, smtp::Smtp};
use crate::engine::LeaseWatch;

#[derive(Debug)]
pub enum Mailer {
    Smtp(Smtp),
    Files(Files),
}

/// Why a mail was not handed over, by what follows from it.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The server will never take it (5xx).
    #[error("{0}")]
    Refused(String),
    /// The server says that there is no mailbox at the address that takes mail.
    #[error("{0}")]
    NoMailbox(String),
    /// The server does not have it and may take it later: 4xx, or no answer before the mail itself was sent.
    #[error("{0}")]
    Later(String),
    /// The job's lease was gone before the mail itself was sent: it is someone else's to send.
    #[error("the job's lease ran out before the mail was sent")]
    NotOurs,
    /// The whole mail was sent and no answer heard: the server may have it or not.
    #[error("{0}")]
    Unsure(String),
}

impl Mailer {
    /// Fails where `SMTP_URL` or `MAIL_FROM` cannot be understood.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        config.mail_from.parse::<Mailbox>().with_context(|| format!("MAIL_FROM cannot be used: {:?}", config.mail_from))?;
        Ok(match &config.smtp_url {
            Some(url) => Mailer::Smtp(Smtp::new(url, config)?),
            None => Mailer::Files(Files::new(&config.data_dir)),
        })
    }

    /// How mails go out.
    pub fn protocol(&self) -> &'static str {
        match self {
            Mailer::Smtp(_) => "smtp",
            Mailer::Files(_) => "file",
        }
    }

    /// Tries the way out, without a mail, and says in words what came of it.
    ///
    /// # Errors
    /// Where the mail server does not answer, or does not let us in.
    pub async fn check(&self) -> anyhow::Result<String> {
        match self {
            Mailer::Smtp(smtp) => smtp.check().await.map(|()| "answers, and takes us for who we are".to_owned()),
            Mailer::Files(files) => Ok(format!("none is used: mails become files in {}", files.folder().display())),
        }
    }

    /// Hands a mail over and gives the answer to it. What has an answer is no longer ours to send.
    pub async fn send(&self, message: &Message, lease: &LeaseWatch) -> Result<String, SendError> {
        match self {
            Mailer::Smtp(smtp) => smtp.send(message, lease).await,
            Mailer::Files(files) => files.write(message).await,
        }
    }
}
