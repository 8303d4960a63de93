//! That telling is told once to everybody, whatever happens at the same time, and that streams have no gaps.

use chrono::TimeDelta;
use futures_util::future::join_all;
use shared::{
    app::{
        Actor, Trace,
        notifications::{self, Opened, Place, Telling, UserEventBody, tell},
        paging::PageRequest,
    },
    domain::{CardId, NotificationId, NotificationKind, UserId},
    events::Hint,
};

use crate::testing::{Project, World, on_both_engines};

on_both_engines!(
    a_large_audience_is_told_once_however_many_tell_it,
    changes_told_at_the_same_time_become_one_mail,
    what_comes_while_a_mail_is_sent_is_in_the_next,
    what_is_told_stands_in_the_readers_stream,
    the_inbox_is_paged_marked_and_counted,
    nobody_reads_another_ones_notifications,
    names_are_hidden_from_whoever_lost_access,
);

fn telling(project: &Project, subject: &str, recipients: Vec<UserId>) -> Telling {
    let text = format!("News of {subject}");
    Telling {
        kind: NotificationKind::AddedToBoard,
        subject: subject.to_owned(),
        actor: Some(project.owner.user_id),
        place: Place::Board(project.board),
        comment: None,
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients,
    }
}

async fn a_large_audience_is_told_once_however_many_tell_it(world: World) {
    let ada = world.person("Ada").await;
    let mut readers = Vec::new();
    for n in 0..130_u8 {
        let name = format!("Reader {}{}", char::from(b'a' + n / 26), char::from(b'a' + n % 26));
        readers.push(world.person(&name).await);
    }
    let project = world.project(&ada, "Website", &readers.iter().collect::<Vec<_>>()).await;
    let mut ids: Vec<UserId> = readers.iter().map(|reader| reader.user_id).collect();
    ids.push(ada.user_id);
    let written = join_all((0..8).map(async |n| {
        // Two subjects, told from both ends of the audience.
        let mut ids = ids.clone();
        if n % 2 == 0 {
            ids.reverse();
        }
        tell(&world.ctx, &Trace::default(), &[telling(&project, "one", ids.clone()), telling(&project, "two", ids)]).await
    }))
    .await;
    let written: usize = written.into_iter().map(Result::unwrap).sum();
    assert_eq!(written, 2 * readers.len());
    assert_eq!(world.deliveries().await.len(), 2 * readers.len());
    assert!(world.told(&ada).await.is_empty(), "one's own doings are not told");
    for reader in &readers {
        let seqs: Vec<i64> = world.told(reader).await.iter().map(|told| told.seq).collect();
        assert_eq!(seqs, [2, 1], "{}", reader.name);
    }
}

async fn what_is_told_stands_in_the_readers_stream(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    let mut hints = world.ctx.bus.subscribe();
    for subject in ["one", "two", "three"] {
        tell(&world.ctx, &Trace::default(), &[telling(&project, subject, vec![ben.user_id])]).await.unwrap();
    }
    let mut heard = Vec::new();
    while let Ok(hint) = hints.try_recv() {
        heard.push(hint);
    }
    assert!(heard.contains(&Hint::Stream(ben.user_id.0)) && heard.contains(&Hint::Jobs(shared::jobs::Queue::Mail)), "{heard:?}");
    let events = notifications::events_after(&world.ctx, ben.user_id, 1, 10).await.unwrap();
    let texts: Vec<_> = events
        .iter()
        .map(|event| match &event.body {
            UserEventBody::Notification(view) => (event.seq, view.seq, view.text.as_str()),
            UserEventBody::Event { name, .. } => panic!("{name}"),
        })
        .collect();
    assert_eq!(texts, [(2, 2, "News of two"), (3, 3, "News of three")]);
}

async fn page(world: &World, user: &Actor, unread: bool, cursor: Option<String>) -> (Vec<i64>, Option<String>, i64) {
    let request = PageRequest { cursor, limit: Some(2) };
    let found = notifications::list(&world.ctx, user, unread, &request).await.unwrap();
    (found.page.items.iter().map(|told| told.seq).collect(), found.page.next_cursor, found.unread_count)
}

async fn the_inbox_is_paged_marked_and_counted(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    for subject in ["one", "two", "three", "four", "five"] {
        tell(&world.ctx, &Trace::default(), &[telling(&project, subject, vec![ben.user_id])]).await.unwrap();
    }
    let (seqs, cursor, unread) = page(&world, &ben, false, None).await;
    assert_eq!((seqs, unread), (vec![5, 4], 5));
    tell(&world.ctx, &Trace::default(), &[telling(&project, "six", vec![ben.user_id])]).await.unwrap();
    let (seqs, cursor, _) = page(&world, &ben, false, cursor).await;
    assert_eq!(seqs, [3, 2]);
    let (seqs, cursor, _) = page(&world, &ben, false, cursor).await;
    assert_eq!((seqs, cursor), (vec![1], None));

    let third = world.told(&ben).await.remove(3);
    let read = notifications::set_read(&world.ctx, &ben, third.id, true).await.unwrap();
    world.ctx.clock.advance(chrono::TimeDelta::hours(1));
    let again = notifications::set_read(&world.ctx, &ben, third.id, true).await.unwrap();
    assert!(read.read_at.is_some() && read.read_at == again.read_at);
    let (seqs, cursor, unread) = page(&world, &ben, true, None).await;
    assert_eq!((seqs, unread), (vec![6, 5], 5));
    let (seqs, ..) = page(&world, &ben, true, cursor).await;
    assert_eq!(seqs, [4, 2]);
    assert!(notifications::set_read(&world.ctx, &ben, third.id, false).await.unwrap().read_at.is_none());
    notifications::read_all(&world.ctx, &ben).await.unwrap();
    assert_eq!(notifications::unread_count(&world.ctx, &ben).await.unwrap(), 0);
    assert_eq!(page(&world, &ben, true, None).await, (vec![], None, 0));
}

async fn nobody_reads_another_ones_notifications(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    tell(&world.ctx, &Trace::default(), &[telling(&project, "one", vec![ben.user_id])]).await.unwrap();
    let told = world.told(&ben).await.remove(0);
    for id in [told.id, NotificationId::new()] {
        let refused = notifications::set_read(&world.ctx, &ada, id, true).await.unwrap_err();
        assert!(matches!(refused, shared::app::AppError::NotFound("notification")), "{refused}");
    }
    assert!(world.told(&ben).await[0].read_at.is_none());
}

async fn names_are_hidden_from_whoever_lost_access(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    tell(&world.ctx, &Trace::default(), &[telling(&project, "one", vec![ben.user_id])]).await.unwrap();
    assert!(world.told(&ben).await[0].board.is_some());
    world.execute("DELETE FROM project_members WHERE user_id = $1", ben.user_id.0).await;
    let told = world.told(&ben).await.remove(0);
    assert!(told.board.is_none() && told.project.is_none() && told.card.is_none());
    assert_eq!(told.text, "News of one");
}

/// Something that happened to a card, of a kind that is gathered.
fn change(project: &Project, card: CardId, subject: &str, reader: &Actor) -> Telling {
    Telling {
        kind: NotificationKind::Moved,
        place: Place::Card(project.board, card),
        ..telling(project, subject, vec![reader.user_id])
    }
}

async fn changes_told_at_the_same_time_become_one_mail(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    let card = world.card(&project, "Fix the login page", None).await.id;
    world.assign(&project, card, &ben).await;
    world.forget_jobs().await;
    let subjects: Vec<String> = (0..12).map(|n| format!("change {n}.")).collect();
    let told = subjects
        .iter()
        .map(async |subject| tell(&world.ctx, &Trace::default(), &[change(&project, card, subject, &ben)]).await.unwrap());
    assert_eq!(join_all(told).await.into_iter().sum::<usize>(), 12);
    assert_eq!(world.deliveries().await.len(), 1);
    world.run_jobs().await;
    assert!(world.mails().is_empty(), "the window is not over");
    world.ctx.clock.advance(TimeDelta::minutes(2));
    world.run_jobs().await;
    let mails = world.mails();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    for subject in &subjects {
        assert!(mail.contains(&format!("News of {subject}")), "{subject} {mail}");
    }
}

async fn what_comes_while_a_mail_is_sent_is_in_the_next(world: World) {
    let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
    let project = world.project(&ada, "Website", &[&ben]).await;
    let card = world.card(&project, "Fix the login page", None).await.id;
    world.assign(&project, card, &ben).await;
    world.forget_jobs().await;
    tell(&world.ctx, &Trace::default(), &[change(&project, card, "before.", &ben)]).await.unwrap();
    let first = world.delivery_ids().await.remove(0);
    // It is opened, and so closed, a moment before its window is over for whoever tells: their clocks differ a little.
    world.ctx.clock.advance(TimeDelta::minutes(2));
    let opened = notifications::open_mail(&world.ctx, first).await.unwrap();
    let Opened::Send(mail) = opened else { panic!("{opened:?}") };
    assert_eq!(mail.items.len(), 1);
    world.ctx.clock.advance(TimeDelta::seconds(-1));
    tell(&world.ctx, &Trace::default(), &[change(&project, card, "after.", &ben)]).await.unwrap();
    assert_eq!(world.deliveries().await.len(), 2, "what is being sent takes in nothing more");
    world.ctx.clock.advance(TimeDelta::minutes(3));
    world.run_jobs().await;
    let mails = world.mails();
    assert!(mails.len() == 2 && mails[0].contains("before.") && mails[1].contains("after.") && !mails[0].contains("after."));
}
