//! Mails on their way, with a mail server that fails in the ways that mail servers do.

mod rate;
mod refusals;
mod tls;
mod together;

use std::time::Duration;

use chrono::TimeDelta;
use shared::{
    app::{Actor, cards, notifications},
    config::{Config, Secret},
    domain::CardId,
};

use crate::{
    jobs::JobError,
    smtp_sink::{Behaviour, SmtpSink},
    testing::{Project, World, on_both_engines},
};

on_both_engines!(
    a_mail_says_what_the_notification_says,
    a_mail_that_nobody_can_take_fails_with_the_servers_answer,
    a_mail_that_the_server_puts_off_waits_and_goes_out,
    a_mail_whose_answer_was_lost_comes_again_under_the_same_id,
    a_mail_is_given_up_after_three_days,
    a_mail_whose_job_is_someone_elses_by_now_is_left_to_them,
    what_was_read_is_not_mailed,
    what_is_no_longer_so_is_not_mailed,
    many_mails_travel_on_one_connection,
    an_address_no_server_takes_fails,
    without_a_mail_server_a_mail_becomes_a_file,
);

/// Ada has assigned Ben to a card: his mail is about to go out.
struct Story {
    world: World,
    sink: SmtpSink,
    ada: Actor,
    ben: Actor,
    project: Project,
    card: CardId,
}

impl Story {
    async fn begin(world: World) -> Self {
        let sink = SmtpSink::start().await;
        let url = sink.url();
        Self::begin_at(world, sink, |config| config.smtp_url = Some(Secret::new(url))).await
    }

    /// With a mail server and settings of its own.
    async fn begin_at(world: World, sink: SmtpSink, settings: impl FnOnce(&mut Config)) -> Self {
        let world = world.configured(settings);
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let card = world.card(&project, "Fix the login page", None).await.id;
        world.assign(&project, card, &ben).await;
        let story = Self { world, sink, ada, ben, project, card };
        story.notify().await;
        story
    }

    /// Tells of what happened, and leaves the mails.
    async fn notify(&self) {
        self.world.try_job("notify").await.unwrap();
        self.world.forget_kind("notify").await;
    }

    async fn send(&self) -> Result<(), JobError> {
        self.world.try_job("email").await
    }

    /// Another card that Ben is assigned to, and its mail.
    async fn another(&self, title: &str) {
        let card = self.world.card(&self.project, title, None).await;
        self.world.assign(&self.project, card.id, &self.ben).await;
        self.notify().await;
    }

    /// The state of the one delivery and why it is in it.
    async fn delivery(&self) -> (String, String) {
        let mut deliveries = self.world.deliveries().await;
        assert_eq!(deliveries.len(), 1, "{deliveries:?}");
        let (state, reason) = deliveries.remove(0);
        (state, reason.unwrap_or_default())
    }

    async fn state(&self) -> String {
        self.delivery().await.0
    }
}

async fn a_mail_says_what_the_notification_says(world: World) {
    let story = Story::begin(world).await;
    story.send().await.unwrap();
    let [mail] = story.sink.messages().try_into().unwrap();
    let delivery = story.world.delivery_ids().await.remove(0);
    assert_eq!((mail.from.as_str(), mail.to.as_slice()), ("boardwire@localhost", ["ben@example.org".to_owned()].as_slice()));
    assert_eq!(mail.header("Subject"), "Ada assigned you to WEB-1 Fix the login page");
    assert_eq!(mail.header("To"), "Ben <ben@example.org>");
    assert_eq!(mail.header("Message-ID"), format!("<{delivery}@boards.example.org>"));
    assert_eq!(mail.header("In-Reply-To"), format!("<card-{}@boards.example.org>", story.card));
    assert_eq!(mail.header("References"), mail.header("In-Reply-To"));
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(!mail.header("Date").is_empty());
    let plain = mail.data.find("text/plain").unwrap();
    assert!(mail.header("Content-Type").starts_with("multipart/alternative") && plain < mail.data.find("text/html").unwrap());
    assert!(mail.data.contains(&format!("https://boards.example.org/cards/{}", story.card)));
    assert_eq!(story.delivery().await, ("accepted".to_owned(), "250 2.0.0 Kept".to_owned()));
    story.send().await.unwrap();
    assert_eq!(story.sink.messages().len(), 1);
}

async fn a_mail_that_nobody_can_take_fails_with_the_servers_answer(world: World) {
    let story = Story::begin(world).await;
    story.sink.behave(Behaviour::AnswerRecipient("550 5.1.1 No such user"));
    let error = story.send().await.unwrap_err();
    assert!(
        matches!(error, JobError::Abort(_)) && error.to_string().contains("550") && error.to_string().contains("No such user"),
        "{error}"
    );
    let (state, reason) = story.delivery().await;
    assert!(state == "failed" && reason.contains("5.1.1 No such user"), "{reason}");
    // An operator who has put things right may have the dead job run again.
    story.sink.behave(Behaviour::Accept);
    story.send().await.unwrap();
    assert_eq!((story.state().await.as_str(), story.sink.messages().len()), ("accepted", 1));
}

async fn a_mail_that_the_server_puts_off_waits_and_goes_out(world: World) {
    let story = Story::begin(world).await;
    let put_off = [
        Behaviour::AnswerSender("451 4.3.0 Try later"),
        Behaviour::AnswerRecipient("450 4.2.0 Greylisted"),
        Behaviour::AnswerData("452 4.3.1 No room"),
        Behaviour::AnswerMail("451 4.3.0 Try later"),
        Behaviour::AnswerSender("530 5.7.0 Sign in first"),
        Behaviour::HangUp,
    ];
    for behaviour in put_off {
        story.sink.behave_once(behaviour.clone());
        let error = story.send().await.unwrap_err();
        assert!(matches!(error, JobError::Retry(_)), "{behaviour:?}: {error}");
        assert_eq!(story.state().await, "pending", "{behaviour:?}");
    }
    story.send().await.unwrap();
    assert_eq!((story.state().await.as_str(), story.sink.messages().len()), ("accepted", 1));
}

async fn a_mail_whose_answer_was_lost_comes_again_under_the_same_id(world: World) {
    let story = Story::begin(world).await;
    story.sink.behave_once(Behaviour::HangUpAfterMail);
    assert!(matches!(story.send().await, Err(JobError::Retry(_))));
    assert_eq!(story.state().await, "sending");
    story.send().await.unwrap();
    let [first, second] = story.sink.messages().try_into().unwrap();
    assert_eq!(first.data, second.data);
    assert_eq!(story.state().await, "accepted");
}

async fn a_mail_whose_job_is_someone_elses_by_now_is_left_to_them(world: World) {
    let story = Story::begin(world).await;
    // A worker that stood still for longer than its lease wakes up with the mail in its hands.
    assert!(matches!(story.world.try_lost_job("email").await, Err(JobError::Retry(_))));
    assert!(story.sink.messages().is_empty());
    assert_eq!(story.state().await, "sending", "what it is now is for whoever has the job to say");
    story.send().await.unwrap();
    assert_eq!((story.state().await.as_str(), story.sink.messages().len()), ("accepted", 1));
}

async fn a_mail_is_given_up_after_three_days(world: World) {
    let story = Story::begin(world).await;
    story.sink.behave(Behaviour::AnswerSender("451 4.3.0 Try later"));
    story.world.ctx.clock.advance(TimeDelta::hours(71));
    assert!(matches!(story.send().await, Err(JobError::Retry(_))));
    story.world.ctx.clock.advance(TimeDelta::hours(2));
    assert!(matches!(story.send().await, Err(JobError::Abort(_))));
    let (state, reason) = story.delivery().await;
    assert!(state == "failed" && reason.contains("72 hours") && reason.contains("4.3.0 Try later"), "{reason}");
}

async fn what_was_read_is_not_mailed(world: World) {
    let story = Story::begin(world).await;
    let told = story.world.told(&story.ben).await.remove(0);
    notifications::set_read(&story.world.ctx, &story.ben, told.id, true).await.unwrap();
    story.send().await.unwrap();
    assert_eq!(story.delivery().await, ("suppressed".to_owned(), "read".to_owned()));
    assert!(story.sink.messages().is_empty());
}

async fn what_is_no_longer_so_is_not_mailed(world: World) {
    let story = Story::begin(world).await;
    let ben = story.ben.user_id;
    let assign = async || {
        cards::assign(&story.world.ctx, &story.ada, story.card, ben).await.unwrap();
        story.notify().await;
    };
    let tell = async |expected: &str| {
        let delivery = story.world.delivery_ids().await.pop().unwrap();
        story.send().await.unwrap();
        story.world.forget_jobs().await;
        let last = story.world.deliveries().await.pop().unwrap();
        assert_eq!(last, ("suppressed".to_owned(), Some(expected.to_owned())), "{delivery}");
    };
    cards::unassign(&story.world.ctx, &story.ada, story.card, ben).await.unwrap();
    story.world.forget_kind("notify").await;
    tell("no longer assigned").await;

    assign().await;
    story.world.execute("UPDATE users SET disabled_at = created_at WHERE id = $1", ben.0).await;
    tell("account disabled").await;
    story.world.execute("UPDATE users SET disabled_at = NULL WHERE id = $1", ben.0).await;
    cards::unassign(&story.world.ctx, &story.ada, story.card, ben).await.unwrap();
    story.world.forget_jobs().await;

    assign().await;
    story.world.execute("DELETE FROM project_members WHERE user_id = $1", ben.0).await;
    tell("no access").await;
    assert!(story.sink.messages().is_empty());
}

async fn many_mails_travel_on_one_connection(world: World) {
    let story = Story::begin(world).await;
    for title in ["Second", "Third", "Fourth"] {
        let card = story.world.card(&story.project, title, None).await;
        story.world.assign(&story.project, card.id, &story.ben).await;
    }
    story.world.run_jobs().await;
    assert_eq!((story.sink.messages().len(), story.sink.connections()), (4, 1));
}

async fn an_address_no_server_takes_fails(world: World) {
    let story = Story::begin(world).await;
    // The host has a form in ASCII (RFC 5890); what stands before it has none.
    story.world.execute("UPDATE users SET email = 'ben@exämple.org' WHERE id = $1", story.ben.user_id.0).await;
    story.send().await.unwrap();
    assert_eq!(story.sink.messages()[0].to, ["ben@xn--exmple-cua.org"]);
    story.world.forget_jobs().await;
    story.world.execute("UPDATE users SET email = 'grüße@example.org' WHERE id = $1", story.ben.user_id.0).await;
    let card = story.world.card(&story.project, "Second", None).await;
    story.world.assign(&story.project, card.id, &story.ben).await;
    story.notify().await;
    assert!(matches!(story.send().await, Err(JobError::Abort(_))));
    assert_eq!(story.sink.messages().len(), 1);
}

async fn without_a_mail_server_a_mail_becomes_a_file(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    let card = world.card(&project, "Fix the login page", None).await;
    world.assign(&project, card.id, &ben).await;
    world.run_jobs().await;
    let [mail] = world.mails().try_into().unwrap();
    assert!(mail.contains("Subject: Ada assigned you to WEB-1 Fix the login page\r\n"), "{mail}");
    let (state, path) = world.deliveries().await.remove(0);
    assert_eq!(state, "accepted");
    let name = path.unwrap();
    let delivery = world.delivery_ids().await.remove(0);
    assert!(name.ends_with(&format!("Z-{delivery}.eml")), "{name}");
}

/// A job may be dropped at any await. The connection it used must not carry another mail.
#[tokio::test]
async fn a_mail_dropped_half_way_spoils_no_other() {
    World::with(shared::store::Engine::Sqlite, async |world: World| {
        let story = Story::begin(world).await;
        story.sink.behave_once(Behaviour::StallAfterMail(Duration::from_secs(30)));
        assert!(tokio::time::timeout(Duration::from_millis(500), story.send()).await.is_err());
        assert_eq!(story.state().await, "sending");
        story.sink.behave_once(Behaviour::AnswerMail("554 5.6.0 Looks like spam"));
        assert!(matches!(story.send().await, Err(JobError::Abort(_))));
        assert_eq!(story.sink.connections(), 2);
    })
    .await;
}
