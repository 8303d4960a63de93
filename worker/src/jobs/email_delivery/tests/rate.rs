//! How fast mail is handed over, and over how many connections.

use std::{collections::BTreeSet, time::Duration};

use chrono::TimeDelta;
use futures_util::future::join_all;
use shared::{
    app::notifications::{Turn, mail_turn},
    config::Secret,
};

use super::Story;
use crate::{
    engine::LeaseWatch,
    jobs::JobError,
    mail::{Links, Mailer, Message},
    smtp_sink::{Behaviour, SmtpSink},
    testing::{World, on_both_engines},
};

on_both_engines!(all_workers_together_keep_the_rate, a_mail_whose_turn_is_far_waits_without_an_attempt);

async fn all_workers_together_keep_the_rate(world: World) {
    let worker = || world.configured(|config| config.smtp_pace = Some(Duration::from_millis(500)));
    let workers = [worker(), worker()];
    let asked = join_all((0..40).map(|i| mail_turn(&workers[i % 2].ctx))).await;
    let given: Vec<_> =
        asked.into_iter().filter_map(|turn| if let Turn::At(at) = turn.unwrap().unwrap() { Some(at) } else { None }).collect();
    let turns: BTreeSet<_> = given.iter().copied().collect();
    assert_eq!((given.len(), turns.len()), (40, 40), "two were given the same turn: {given:#?}");
    let turns: Vec<_> = turns.into_iter().collect();
    assert!(turns.windows(2).all(|pair| pair[1] - pair[0] >= TimeDelta::milliseconds(500)), "{turns:#?}");
    // What would be too far away is not given out, so that no turn is lost by it.
    let rest = join_all((0..100).map(|_| mail_turn(&workers[0].ctx))).await;
    assert!(rest.iter().any(|turn| matches!(turn, Ok(Some(Turn::Later(_))))), "{rest:?}");
    assert_eq!(mail_turn(&world.ctx).await.unwrap(), None);
}

async fn a_mail_whose_turn_is_far_waits_without_an_attempt(world: World) {
    let sink = SmtpSink::start().await;
    let url = sink.url();
    let story = Story::begin_at(world, sink, |config| {
        config.smtp_url = Some(Secret::new(url));
        config.smtp_pace = Some(Duration::from_mins(10));
    })
    .await;
    story.send().await.unwrap();
    story.world.forget_jobs().await;
    story.another("Second").await;
    assert!(matches!(story.send().await, Err(JobError::NotYet(_))));
    assert_eq!(story.world.deliveries().await[1].0, "pending");
    story.world.ctx.clock.advance(TimeDelta::minutes(10));
    story.send().await.unwrap();
    assert_eq!(story.sink.messages().len(), 2);
}

/// 24 mails at once on at most 3 connections, each of which carries many.
#[tokio::test]
async fn no_more_connections_are_made_than_allowed() {
    World::with(shared::store::Engine::Sqlite, async |world: World| {
        let story = Story::begin(world).await;
        story.sink.behave(Behaviour::StallAfterMail(Duration::from_millis(20)));
        let world = story.world.configured(|config| config.smtp_connections = 3);
        let mailer = Mailer::new(&world.ctx.config).unwrap();
        let delivery = world.delivery_ids().await.remove(0);
        let opened = shared::app::notifications::open_mail(&world.ctx, delivery).await.unwrap();
        let shared::app::notifications::Opened::Send(mail) = opened else { panic!("{opened:?}") };
        let links = Links { config: &world.ctx.config, keys: &world.ctx.keys };
        let message = Message::write(&mail, links, None).unwrap();
        let lease = LeaseWatch::for_ever();
        let sent = join_all((0..24).map(|_| mailer.send(&message, &lease))).await;
        assert!(sent.iter().all(Result::is_ok), "{sent:?}");
        assert_eq!((story.sink.messages().len(), story.sink.connections()), (24, 3));
    })
    .await;
}
