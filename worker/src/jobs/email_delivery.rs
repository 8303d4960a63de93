//! Hands one mail to the mail server.
//!
//! Running it again is safe: what is accepted or suppressed is left alone. Only a crash between the server's
//! last answer and our note of it sends a mail twice, and then under the same Message-ID.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use shared::{
    app::{
        Ctx,
        notifications::{self, Opened, Turn},
    },
    domain::DeliveryId,
    jobs::EmailDelivery,
    store::mails::Mail,
    traces::{Side, Step},
};
use tokio::{sync::OnceCell, time::Instant};

use super::{JobError, Running};
use crate::{
    engine::Batcher,
    mail::{Links, Mailer, Message, SendError},
    metrics,
};

/// How long a mail is tried (RFC 5321 4.5.4.1 asks for 4 to 5 days at most, and at least a few hours).
const KEEP_TRYING: TimeDelta = TimeDelta::hours(72);

/// How many mails are opened, or noted as accepted, together at most.
const TOGETHER: usize = 64;

/// What all of these jobs share: the mailer, for the connections it keeps, and what gathers mails that are opened or noted
/// while others are, so that they wait for the disk together. What cannot be done together is done one by one.
struct Post {
    mailer: Mailer,
    opens: Batcher<DeliveryId, Option<Opened>>,
    notes: Batcher<(DeliveryId, String, String), bool>,
}

impl Post {
    fn open(ctx: &Ctx) -> anyhow::Result<Self> {
        let (opening, noting) = (ctx.clone(), ctx.clone());
        Ok(Self {
            mailer: Mailer::new(&ctx.config)?,
            opens: Batcher::start(TOGETHER, move |ids| open_together(opening.clone(), ids)),
            notes: Batcher::start(TOGETHER, move |mails| note_together(noting.clone(), mails)),
        })
    }
}

/// The handler, with what its jobs share.
pub fn handler() -> impl Fn(Ctx, Arc<Running>, EmailDelivery) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync {
    let post = Arc::new(OnceCell::new());
    move |ctx, job, payload| {
        let post = post.clone();
        Box::pin(async move {
            let post = post.get_or_try_init(async || Post::open(&ctx)).await?;
            run(&ctx, post, payload.delivery_id, &job).await
        })
    }
}

async fn run(ctx: &Ctx, post: &Post, id: DeliveryId, job: &Running) -> Result<(), JobError> {
    let opened = match post.opens.ask(id).await.flatten() {
        Some(opened) => opened,
        None => notifications::open_mail(ctx, id).await?,
    };
    let Some(mut mail) = reason_to_send(ctx, id, opened).await? else { return Ok(()) };
    if wait_for_turn(ctx, id).await? {
        // Much may have happened meanwhile.
        let opened = notifications::open_mail(ctx, id).await?;
        let Some(anew) = reason_to_send(ctx, id, opened).await? else { return Ok(()) };
        mail = anew;
    }
    let mailer = &post.mailer;
    let links = Links { config: &ctx.config, keys: &ctx.keys };
    let message = match Message::write(&mail, links, Some(&job.at.to_string())) {
        Ok(message) => message,
        Err(why) => return give_up(ctx, id, &why.to_string()).await,
    };
    let step = Step::begin(Side::Client, job.at.child(), Some(job.at), ctx.clock.now());
    let began = Instant::now();
    let sent = mailer.send(&message, &job.lease).await;
    if let Some(step) = step {
        let step = step.named("deliver mail".to_owned()).failed(sent.is_err());
        step.with("network.protocol.name", mailer.protocol()).with("boardwire.mail.outcome", outcome(&sent)).end(began.elapsed());
    }
    match sent {
        Ok(answer) => note_accepted(ctx, post, &mail, &answer).await,
        Err(SendError::Refused(why)) => give_up(ctx, id, &why).await,
        Err(SendError::NoMailbox(why)) => {
            notifications::address_refused(ctx, &mail.email, &why).await?;
            give_up(ctx, id, &why).await
        }
        // Nothing is noted: whoever has the job now does that.
        Err(error @ SendError::NotOurs) => Err(JobError::retry(error)),
        Err(error) if ctx.clock.now() - mail.created_at > KEEP_TRYING => {
            give_up(ctx, id, &format!("not taken within {} hours: {error}", KEEP_TRYING.num_hours())).await
        }
        Err(SendError::Later(why)) => {
            metrics::mail("put off");
            notifications::postponed(ctx, id, &why).await?;
            Err(JobError::retry(why))
        }
        Err(SendError::Unsure(why)) => {
            metrics::mail("unsure");
            Err(JobError::retry(why))
        }
    }
}

/// What became of handing it over, without the words of the server, which repeat addresses.
fn outcome(sent: &Result<String, SendError>) -> &'static str {
    match sent {
        Ok(_) => "accepted",
        Err(SendError::Refused(_) | SendError::NoMailbox(_)) => "refused",
        Err(SendError::Later(_)) => "put off",
        Err(SendError::NotOurs) => "not ours",
        Err(SendError::Unsure(_)) => "unsure",
    }
}

/// The mail, marked as sending, if there is still reason to send it.
async fn reason_to_send(ctx: &Ctx, id: DeliveryId, opened: Opened) -> Result<Option<Box<Mail>>, JobError> {
    match opened {
        Opened::Nothing => Ok(None),
        Opened::Hold(until) => Err(JobError::NotYet(until)),
        Opened::Pointless(why) => {
            notifications::suppressed(ctx, id, &why).await?;
            metrics::mail("suppressed");
            Ok(None)
        }
        Opened::Send(mail) => Ok(Some(mail)),
    }
}

async fn open_together(ctx: Ctx, ids: Vec<DeliveryId>) -> Vec<Option<Opened>> {
    let mut opened = notifications::open_mails(&ctx, &ids).await.unwrap_or_else(|error| {
        tracing::warn!(%error, mails = ids.len(), "mails could not be opened together; they are opened one by one");
        HashMap::new()
    });
    ids.iter().map(|id| opened.remove(id)).collect()
}

async fn note_together(ctx: Ctx, mails: Vec<(DeliveryId, String, String)>) -> Vec<bool> {
    let noted = notifications::accepted_all(&ctx, &mails).await;
    if let Err(error) = &noted {
        tracing::warn!(%error, mails = mails.len(), "accepted mails could not be noted together; they are noted one by one");
    }
    vec![noted.is_ok(); mails.len()]
}

/// Waits as `SMTP_RATE` asks; `true` where that took a while.
async fn wait_for_turn(ctx: &Ctx, id: DeliveryId) -> Result<bool, JobError> {
    match notifications::mail_turn(ctx).await? {
        None => Ok(false),
        Some(Turn::Later(then)) => {
            notifications::postponed(ctx, id, "it waits for its turn (SMTP_RATE)").await?;
            Err(JobError::NotYet(then))
        }
        Some(Turn::At(then)) => {
            let wait = (then - ctx.clock.now()).to_std().unwrap_or_default();
            tokio::time::sleep(wait).await;
            Ok(wait > Duration::from_secs(1))
        }
    }
}

/// The server has it, so what stands between the reader and a second copy is this note: it is tried for a while.
async fn note_accepted(ctx: &Ctx, post: &Post, mail: &Mail, answer: &str) -> Result<(), JobError> {
    metrics::mail("accepted");
    tracing::info!(delivery_id = %mail.id, answer, "the mail was accepted");
    if post.notes.ask((mail.id, mail.email.clone(), answer.to_owned())).await == Some(true) {
        return Ok(());
    }
    let mut wait = Duration::from_millis(100);
    loop {
        match notifications::accepted(ctx, mail.id, &mail.email, answer).await {
            Ok(_) => return Ok(()),
            Err(error) if wait > Duration::from_secs(5) => return Err(error.into()),
            Err(error) => {
                tracing::warn!(%error, delivery_id = %mail.id, "a mail was accepted and could not be marked so; trying again");
            }
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
}

async fn give_up(ctx: &Ctx, id: DeliveryId, why: &str) -> Result<(), JobError> {
    metrics::mail("failed");
    notifications::failed(ctx, id, why).await?;
    Err(JobError::abort(why))
}

#[cfg(test)]
mod tests;
