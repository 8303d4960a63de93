//! Tells the followers of cards that are due within a day, or whatever time they chose, and of those that have become overdue.
//!
//! Nobody is told twice of one due date, and everybody again of a changed one: what was told carries the due time, and
//! the scan leaves out whom it finds there. After a time without a scheduler it finds what was missed, and the words
//! say that they come late.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling, tell, wording},
    },
    domain::{NotificationKind, Wishes, text},
    jobs::ScanDue,
    store::due::{self, Followers, Untold},
};

use super::{JobError, Running};

/// Cards that have been overdue for longer are old news: to whoever imports or assigns them now, too.
const NEWS: TimeDelta = TimeDelta::days(30);
/// A scan that comes this much after its moment says so.
const LATE: TimeDelta = TimeDelta::minutes(15);
/// How many cards are looked at together.
const CARDS: i64 = 1000;

pub async fn run(ctx: Ctx, job: Arc<Running>, _: ScanDue) -> Result<(), JobError> {
    let now = ctx.clock.now();
    let standard = Wishes::default().due_soon;
    let longest = due::longest_due_soon(&ctx.db).await?.map_or(standard, |seconds| TimeDelta::seconds(seconds).max(standard));
    let spans = [(NotificationKind::Overdue, now - NEWS, now), (NotificationKind::DueSoon, now, now + longest)];
    for (kind, from, until) in spans {
        let (mut place, until) = (due::Place::after(from), due::Place::after(until));
        while place != until {
            let next = due::step(&ctx.db, place, until, CARDS).await?;
            // Whoever both is assigned and watches is told as an assignee, and then no longer untold.
            for followers in [Followers::Assignees, Followers::Watchers] {
                let mut untold = due::list_untold(&ctx.db, followers, kind, place, next).await?;
                untold.retain(|row| kind == NotificationKind::Overdue || row.due_at - due_soon(row) <= now);
                tell(&ctx, &job.trace(), &tellings(kind, untold, now)).await?;
            }
            place = next;
        }
    }
    Ok(())
}

/// One telling a card and lateness.
fn tellings(kind: NotificationKind, untold: Vec<Untold>, now: DateTime<Utc>) -> Vec<Telling> {
    let mut tellings = BTreeMap::new();
    for row in untold {
        let late = is_late(kind, &row, now);
        let user = row.user_id;
        let telling = tellings.entry((row.card_id, late)).or_insert_with(|| telling(kind, row, late));
        telling.recipients.push(user);
    }
    tellings.into_values().collect()
}

fn due_soon(row: &Untold) -> TimeDelta {
    row.due_soon_s.map_or(Wishes::default().due_soon, TimeDelta::seconds)
}

fn telling(kind: NotificationKind, row: Untold, late: bool) -> Telling {
    Telling {
        kind,
        subject: format!("{} {}", row.card_id, row.due_at.to_rfc3339()),
        actor: None,
        place: Place::Card(row.board_id, row.card_id),
        comment: None,
        due_at: Some(row.due_at),
        text: Box::new(move |zone| {
            let about = format!("{} {}", text::card_key(&row.project_key, row.number), row.title);
            let when = wording::due(row.due_date, row.due_zone.as_deref(), row.due_at, zone);
            let sentence = match kind {
                NotificationKind::Overdue => format!("{about} is overdue: it was due on {when}"),
                _ => format!("{about} is due soon: on {when}"),
            };
            if late { format!("{sentence} (this reminder comes late)") } else { sentence }
        }),
        recipients: Vec::new(),
    }
}

/// Whether this could have been told a good while earlier: the card and its follower were there, the scan was not.
fn is_late(kind: NotificationKind, row: &Untold, now: DateTime<Utc>) -> bool {
    let moment = if kind == NotificationKind::Overdue { row.due_at } else { row.due_at - due_soon(row) };
    let known = row.assigned_at.map_or(row.updated_at, |at| at.max(row.updated_at));
    now - moment > LATE && now - known > LATE
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use shared::{
        app::cards::{self, CardChange},
        domain::NotificationKind,
    };

    use crate::testing::{World, on_both_engines};

    on_both_engines!(
        a_card_due_within_a_day_is_told_once_to_all_who_follow_it,
        another_due_date_is_told_again,
        a_card_that_became_overdue_is_told_once,
        what_was_missed_comes_late_and_says_so,
        closed_cards_are_left_alone,
        a_scan_passes_over_whom_nothing_may_be_told,
        each_reader_gets_their_own_clock,
    );

    impl World {
        fn in_hours(&self, hours: i64) -> String {
            (self.ctx.clock.now() + TimeDelta::hours(hours)).to_rfc3339()
        }

        fn advance(&self, hours: i64) {
            self.ctx.clock.advance(TimeDelta::hours(hours));
        }

        async fn set_due(&self, ada: &shared::app::Actor, card: shared::domain::CardId, due: String) {
            let change = CardChange { due: Some(Some(due)), ..CardChange::default() };
            cards::update(&self.ctx, ada, card, change).await.unwrap();
        }

        async fn kinds(&self, user: &shared::app::Actor) -> Vec<NotificationKind> {
            self.told(user).await.into_iter().map(|told| told.kind).collect()
        }
    }

    async fn a_card_due_within_a_day_is_told_once_to_all_who_follow_it(world: World) {
        let people = [world.person("Ada").await, world.person("Ben").await, world.person("Cyd").await];
        let [ada, ben, cyd] = &people;
        let project = world.project(ada, "Website", &[ben, cyd]).await;
        let soon = world.card(&project, "Fix the login page", Some(&world.in_hours(23))).await;
        let later = world.card(&project, "Write the guide", Some(&world.in_hours(30))).await;
        for card in [soon.id, later.id] {
            world.assign(&project, card, ben).await;
        }
        cards::watch(&world.ctx, cyd, soon.id, cyd.user_id).await.unwrap();
        cards::watch(&world.ctx, ben, soon.id, ben.user_id).await.unwrap();
        world.forget_jobs().await;
        world.run_scan().await;
        world.run_scan().await;
        for follower in [ben, cyd] {
            let told = world.told(follower).await;
            let [told] = told.as_slice() else { panic!("{told:?}") };
            assert_eq!((told.kind, told.actor.is_none()), (NotificationKind::DueSoon, true));
            assert!(told.text.starts_with("WEB-1 Fix the login page is due soon: on "), "{}", told.text);
            assert!(told.text.ends_with(" (Europe/Berlin)"), "{}", told.text);
        }
        assert!(world.told(ada).await.is_empty());
        assert_eq!(world.mails().len(), 2);
    }

    async fn another_due_date_is_told_again(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let card = world.card(&project, "Fix the login page", Some(&world.in_hours(5))).await;
        world.assign(&project, card.id, &ben).await;
        world.forget_jobs().await;
        world.run_scan().await;
        world.set_due(&ada, card.id, world.in_hours(6)).await;
        world.run_scan().await;
        let [soon, changed] = [NotificationKind::DueSoon, NotificationKind::DueChanged];
        assert_eq!(world.kinds(&ben).await, [soon, changed, soon]);
        assert_eq!(world.mails().len(), 2);
    }

    async fn a_card_that_became_overdue_is_told_once(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let card = world.card(&project, "Fix the login page", Some(&world.in_hours(5))).await;
        world.assign(&project, card.id, &ben).await;
        world.forget_jobs().await;
        world.run_scan().await;
        world.ctx.clock.advance(TimeDelta::minutes(5 * 60 + 1));
        world.run_scan().await;
        world.run_scan().await;
        assert_eq!(world.kinds(&ben).await, [NotificationKind::Overdue, NotificationKind::DueSoon]);
        let text = &world.sentences(&ben).await[0];
        assert!(text.starts_with("WEB-1 Fix the login page is overdue: it was due on ") && !text.contains("late"), "{text}");
    }

    async fn what_was_missed_comes_late_and_says_so(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let first = world.card(&project, "Fix the login page", Some(&world.in_hours(30))).await;
        let second = world.card(&project, "Write the guide", Some(&world.in_hours(60))).await;
        for card in [first.id, second.id] {
            world.assign(&project, card, &ben).await;
        }
        world.forget_jobs().await;
        world.advance(38);
        world.run_scan().await;
        let told = world.told(&ben).await;
        let [soon, overdue] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((soon.kind, overdue.kind), (NotificationKind::DueSoon, NotificationKind::Overdue));
        assert!(soon.text.ends_with("(this reminder comes late)"), "{}", soon.text);
        assert!(overdue.text.ends_with("(this reminder comes late)"), "{}", overdue.text);
        let third = world.card(&project, "Just noticed", Some(&world.in_hours(-2))).await;
        world.assign(&project, third.id, &ben).await;
        world.forget_jobs().await;
        world.run_scan().await;
        let text = &world.sentences(&ben).await[0];
        assert!(text.contains("Just noticed is overdue") && !text.contains("late"), "{text}");
    }

    async fn closed_cards_are_left_alone(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let mut cards = Vec::new();
        for title in ["completed", "archived", "deleted", "in a column of done"] {
            let card = world.card(&project, title, Some(&world.in_hours(5))).await;
            world.assign(&project, card.id, &ben).await;
            cards.push(card);
        }
        world.execute("UPDATE cards SET completed_at = created_at WHERE id = $1", cards[0].id.0).await;
        let archive = CardChange { archived: Some(true), ..CardChange::default() };
        cards::update(&world.ctx, &ada, cards[1].id, archive).await.unwrap();
        cards::delete(&world.ctx, &ada, cards[2].id, shared::app::Expect::default()).await.unwrap();
        let done = "UPDATE cards SET column_id = (SELECT l.id FROM columns l WHERE l.board_id = cards.board_id AND l.kind = 'done') \
                    WHERE id = $1";
        world.execute(done, cards[3].id.0).await;
        world.forget_jobs().await;
        world.run_scan().await;
        world.advance(6);
        world.run_scan().await;
        assert!(world.told(&ben).await.is_empty());
    }

    async fn a_scan_passes_over_whom_nothing_may_be_told(world: World) {
        let people = [world.person("Ada").await, world.person("Ben").await, world.person("Cyd").await];
        let [ada, ben, cyd] = &people;
        let project = world.project(ada, "Website", &[ben, cyd]).await;
        let card = world.card(&project, "Fix the login page", Some(&world.in_hours(5))).await;
        world.assign(&project, card.id, ben).await;
        world.assign(&project, card.id, cyd).await;
        world.execute("DELETE FROM project_members WHERE user_id = $1", ben.user_id.0).await;
        world.forget_jobs().await;
        world.run_scan().await;
        assert!(world.told(ben).await.is_empty());
        assert_eq!(world.kinds(cyd).await, [NotificationKind::DueSoon]);
    }

    async fn each_reader_gets_their_own_clock(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person_in("Ben", "America/New_York").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let tomorrow = (world.ctx.clock.now() + TimeDelta::hours(20)).format("%Y-%m-%dT17:30:00Z").to_string();
        let card = world.card(&project, "Fix the login page", Some(&tomorrow)).await;
        for reader in [&ada, &ben] {
            world.assign(&project, card.id, reader).await;
        }
        world.forget_jobs().await;
        // Within a day of it, whatever the hour this test runs at.
        world.ctx.clock.advance(card.due_at.unwrap() - TimeDelta::hours(2) - world.ctx.clock.now());
        world.run_scan().await;
        let (berlin, york) = (world.sentences(&ada).await.remove(0), world.sentences(&ben).await.remove(0));
        assert!(berlin.contains("(Europe/Berlin)") && york.contains("(America/New_York)"), "{berlin} / {york}");
        assert_ne!(berlin.split(", ").last(), york.split(", ").last());
    }
}
