//! Addresses that keep refusing mail.

use shared::app::{
    accounts,
    operators::{Operator, list_addresses, release_address},
};

use super::Story;
use crate::{
    jobs::JobError,
    smtp_sink::Behaviour,
    testing::{World, on_both_engines},
};

on_both_engines!(an_address_that_keeps_refusing_gets_no_more_mail, only_refusals_in_a_row_of_the_address_itself_count);

const UNKNOWN: Behaviour = Behaviour::AnswerRecipient("550 5.1.1 No such user");

impl Story {
    /// Sends a mail about a new card, which the server refuses.
    async fn refused(&self, title: &str, how: Behaviour) {
        self.world.forget_jobs().await;
        self.another(title).await;
        self.sink.behave_once(how.clone());
        assert!(matches!(self.send().await, Err(JobError::Abort(_))), "{how:?}");
    }

    async fn suppressed(&self) -> bool {
        accounts::me(&self.world.ctx, &self.ben).await.unwrap().email_suppressed.is_some()
    }
}

async fn an_address_that_keeps_refusing_gets_no_more_mail(world: World) {
    let story = Story::begin(world).await;
    for title in ["One", "Two", "Three"] {
        assert!(!story.suppressed().await, "before {title}");
        story.refused(title, UNKNOWN).await;
    }
    let shown = accounts::me(&story.world.ctx, &story.ben).await.unwrap().email_suppressed.unwrap();
    assert!(shown.answer.contains("5.1.1 No such user"), "{shown:?}");
    let operator = Operator::at_the_command_line();
    let listed = list_addresses(&story.world.ctx, &operator).await.unwrap();
    assert_eq!((listed.len(), listed[0].email_key.as_str(), listed[0].refusals), (1, "ben@example.org", 3));

    // Nothing goes out any more, nor is the server asked.
    story.world.forget_jobs().await;
    story.another("Four").await;
    story.send().await.unwrap();
    let (state, reason) = story.world.deliveries().await.pop().unwrap();
    let reason = reason.unwrap();
    assert!(state == "suppressed" && reason.contains("address suppressed") && reason.contains("5.1.1"), "{state}: {reason}");
    assert!(story.sink.messages().is_empty());

    // Whoever runs the instance knows that it works again.
    assert!(release_address(&story.world.ctx, &operator, "Ben@example.org").await.unwrap());
    assert!(!release_address(&story.world.ctx, &operator, "Ben@example.org").await.unwrap());
    assert!(!story.suppressed().await);
    story.world.forget_jobs().await;
    story.another("Five").await;
    story.send().await.unwrap();
    assert_eq!(story.sink.messages().len(), 1);
}

async fn only_refusals_in_a_row_of_the_address_itself_count(world: World) {
    let story = Story::begin(world).await;
    for about_something_else in [
        Behaviour::AnswerSender("550 5.1.8 Bad sender"),
        Behaviour::AnswerRecipient("550 5.7.1 Refused by policy"),
        Behaviour::AnswerRecipient("552 5.2.2 The mailbox is full"),
        Behaviour::AnswerData("554 5.5.1 No valid recipients"),
        Behaviour::AnswerMail("550 5.7.1 Looks like spam"),
        Behaviour::AnswerMail("550 5.1.1 Said too late to mean the address"),
    ] {
        story.refused("About something else", about_something_else).await;
    }
    story.refused("One", UNKNOWN).await;
    story.refused("Two", UNKNOWN).await;
    story.world.forget_jobs().await;
    story.another("Taken").await;
    story.send().await.unwrap();
    story.refused("One again", UNKNOWN).await;
    story.refused("Two again", UNKNOWN).await;
    assert!(!story.suppressed().await);
    story.refused("Three", UNKNOWN).await;
    assert!(story.suppressed().await);
}
