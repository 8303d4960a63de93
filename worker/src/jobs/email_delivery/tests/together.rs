//! What is done for several mails at once, or said to the server at once: it comes to the same for each.

use futures_util::future::join_all;
use shared::config::Secret;

use super::Story;
use crate::{
    jobs::JobError,
    smtp_sink::{Behaviour, Offers, SmtpSink},
    testing::{World, on_both_engines},
};

on_both_engines!(
    commands_that_are_said_at_once_are_answered_one_by_one,
    a_connection_that_ended_meanwhile_costs_no_attempt,
    mails_that_go_out_together_fare_each_in_its_own_way,
);

async fn commands_that_are_said_at_once_are_answered_one_by_one(world: World) {
    let sink = SmtpSink::offering(Offers { pipelining: true, ..Offers::default() }).await;
    let url = sink.url();
    let story = Story::begin_at(world, sink, |config| config.smtp_url = Some(Secret::new(url))).await;
    for put_off in [
        Behaviour::AnswerSender("451 4.3.0 Try later"),
        Behaviour::AnswerRecipient("450 4.2.0 Greylisted"),
        Behaviour::AnswerData("452 4.3.1 No room"),
        Behaviour::HangUp,
    ] {
        story.sink.behave_once(put_off.clone());
        let error = story.send().await.unwrap_err();
        assert!(matches!(error, JobError::Retry(_)), "{put_off:?}: {error}");
        assert_eq!(story.state().await, "pending", "{put_off:?}");
    }
    story.sink.behave_once(Behaviour::AnswerRecipient("550 5.1.1 No such user"));
    let refused = story.send().await.unwrap_err();
    assert!(matches!(refused, JobError::Abort(_)) && refused.to_string().contains("5.1.1 No such user"), "{refused}");
    assert!(story.sink.messages().is_empty());
    let before = story.sink.connections();
    story.send().await.unwrap();
    story.world.forget_jobs().await;
    story.another("Second").await;
    story.send().await.unwrap();
    assert_eq!((story.sink.messages().len(), story.sink.connections() - before), (2, 1));
}

async fn a_connection_that_ended_meanwhile_costs_no_attempt(world: World) {
    let story = Story::begin(world).await;
    for gone in [Behaviour::HangUp, Behaviour::AnswerSender("421 4.4.2 Idle for too long")] {
        story.send().await.unwrap();
        story.world.forget_jobs().await;
        story.another("Another").await;
        let before = (story.sink.messages().len(), story.sink.connections());
        story.sink.behave_once(gone);
        story.send().await.unwrap();
        assert_eq!((story.sink.messages().len(), story.sink.connections()), (before.0 + 1, before.1 + 1));
    }
    // Of one that was just made, it says that the server takes nothing now.
    story.world.forget_jobs().await;
    story.another("The last").await;
    story.sink.behave_once(Behaviour::HangUp);
    story.sink.behave_once(Behaviour::HangUp);
    assert!(matches!(story.send().await, Err(JobError::Retry(_))));
}

async fn mails_that_go_out_together_fare_each_in_its_own_way(world: World) {
    let story = Story::begin(world).await;
    for number in 0..5 {
        story.another(&format!("Number {number}")).await;
    }
    let deliveries = story.world.delivery_ids().await;
    // One is over, one is held back, and one no server takes.
    story.world.execute("UPDATE deliveries SET state = 'suppressed' WHERE id = $1", deliveries[0].0).await;
    let later = "UPDATE deliveries SET send_at = '2100-01-01 00:00:00+00:00' WHERE id = $1";
    story.world.execute(later, deliveries[1].0).await;
    let unread = "UPDATE cards SET deleted_at = created_at WHERE id = (SELECT n.card_id FROM notifications n \
                  JOIN delivery_items i ON i.notification_id = n.id WHERE i.delivery_id = $1)";
    story.world.execute(unread, deliveries[2].0).await;
    let ended = join_all(story.world.each_job("email").await).await;
    assert_eq!(ended.iter().filter(|ended| matches!(ended, Err(JobError::NotYet(_)))).count(), 1, "{ended:?}");
    assert_eq!(ended.iter().filter(|ended| ended.is_ok()).count(), 5, "{ended:?}");
    let states: Vec<_> = story.world.deliveries().await.into_iter().map(|(state, _)| state).collect();
    assert_eq!(states, ["suppressed", "pending", "suppressed", "accepted", "accepted", "accepted"]);
    assert_eq!(story.sink.messages().len(), 3);
}
