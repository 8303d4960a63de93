//! Tells people of an event. Running it again tells nobody twice: see [`tell_all`].
//!
//! Events that come while others are being told are told together, with a few statements for all of them. What cannot be
//! told together is told one by one, each by its own job: so one that fails, or panics, is nobody else's trouble.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use shared::{
    app::{
        Ctx,
        notifications::{Telling, tell_all},
    },
    domain::{EventId, TraceParent},
    jobs::NotifyEvent,
    store::events::list_events,
};
use tokio::sync::OnceCell;

use super::{JobError, Running};
use crate::{
    engine::Batcher,
    notifiers::{Scene, tellings},
};

/// How many events are told together at most.
const TOGETHER: usize = 64;

/// What has more readers than this is told by itself: others would wait for it.
const FEW: usize = 20;

/// An event, and the step of the trace that its mails follow from.
type Asked = (EventId, TraceParent);

/// The handler, with what gathers the events of all its jobs.
pub fn handler() -> impl Fn(Ctx, Arc<Running>, NotifyEvent) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync {
    let together = Arc::new(OnceCell::new());
    move |ctx, job, payload| {
        let (together, asked) = (together.clone(), (payload.event_id, job.at));
        Box::pin(async move {
            let gathering = async || {
                let ctx = ctx.clone();
                Batcher::start(TOGETHER, move |asked| tell_together(ctx.clone(), asked))
            };
            let together: &Batcher<Asked, bool> = together.get_or_init(gathering).await;
            if together.ask(asked).await == Some(true) { Ok(()) } else { tell_alone(&ctx, asked).await }
        })
    }
}

/// Tells what it can, and answers for each whether it was told.
async fn tell_together(ctx: Ctx, asked: Vec<Asked>) -> Vec<bool> {
    match try_together(&ctx, &asked).await {
        Ok(told) => told,
        Err(error) => {
            tracing::warn!(%error, events = asked.len(), "events could not be told together; they are told one by one");
            vec![false; asked.len()]
        }
    }
}

async fn try_together(ctx: &Ctx, asked: &[Asked]) -> anyhow::Result<Vec<bool>> {
    let ids: Vec<_> = asked.iter().map(|(id, _)| *id).collect();
    let events = list_events(&ctx.db, &ids).await?;
    let scene = Scene::of(&ctx.db, &events).await?;
    let mut told = Vec::with_capacity(asked.len());
    let mut all: Vec<(TraceParent, Telling)> = Vec::new();
    for (id, at) in asked {
        // Events go after 30 days; who has not been told by then need not be.
        let Some(event) = events.iter().find(|event| event.id == *id) else {
            told.push(true);
            continue;
        };
        let tellings = tellings(ctx, &scene, event).await;
        let tellings =
            tellings.ok().filter(|tellings| tellings.iter().map(|telling| telling.recipients.len()).sum::<usize>() <= FEW);
        told.push(tellings.is_some());
        all.extend(tellings.into_iter().flatten().map(|telling| (*at, telling)));
    }
    tell_all(ctx, all.iter().map(|(at, telling)| (*at, telling))).await?;
    Ok(told)
}

async fn tell_alone(ctx: &Ctx, (id, at): Asked) -> Result<(), JobError> {
    let events = list_events(&ctx.db, &[id]).await?;
    let Some(event) = events.first() else { return Ok(()) };
    let scene = Scene::of(&ctx.db, &events).await?;
    let tellings = tellings(ctx, &scene, event).await?;
    tell_all(ctx, tellings.iter().map(|telling| (at, telling))).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use shared::{
        app::{cards, projects, teams},
        domain::{NotificationKind, ProjectRole, TeamRole},
    };

    use futures_util::future::join_all;
    use uuid::Uuid;

    use crate::{
        jobs::JobError,
        testing::{World, on_both_engines},
    };

    on_both_engines!(
        assigning_tells_the_assignee_once,
        ones_own_doings_are_not_told,
        what_was_undone_meanwhile_is_not_told,
        taking_someone_off_tells_them,
        whoever_may_no_longer_see_the_board_is_not_told,
        being_added_is_told,
        what_is_told_together_is_told_once_and_what_fails_alone,
    );

    /// One event cannot be read, and one is gone.
    async fn what_is_told_together_is_told_once_and_what_fails_alone(world: World) {
        let people = [world.person("Ada").await, world.person("Ben").await, world.person("Cyd").await];
        let [ada, ben, cyd] = &people;
        let project = world.project(ada, "Website", &[ben, cyd]).await;
        for number in 0..6 {
            let card = world.card(&project, &format!("Card {number}"), None).await;
            world.assign(&project, card.id, if number % 2 == 0 { ben } else { cyd }).await;
        }
        let ids = "SELECT id FROM events WHERE name = 'card.assigned' ORDER BY id";
        let ids: Vec<(Uuid,)> = world.ctx.db.sql(ids).all().await.unwrap();
        world.execute("UPDATE events SET data = '{}' WHERE id = $1", ids[2].0).await;
        world.execute("DELETE FROM events WHERE id = $1", ids[3].0).await;
        for _ in 0..2 {
            let ended = join_all(world.each_job("notify").await).await;
            let failed: Vec<_> = ended.iter().filter_map(|ended| ended.as_ref().err()).collect();
            assert!(matches!(failed.as_slice(), [JobError::Retry(_)]), "{failed:?}");
            assert_eq!([world.told(ben).await.len(), world.told(cyd).await.len()], [2, 2]);
            assert_eq!(world.delivery_ids().await.len(), 4);
        }
        let seqs: Vec<_> = world.told(ben).await.iter().map(|told| told.seq).collect();
        assert_eq!(seqs, [2, 1]);
    }

    async fn assigning_tells_the_assignee_once(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let card = world.card(&project, "Fix the login page", None).await;
        world.assign(&project, card.id, &ben).await;
        world.run_jobs().await;
        let told = world.told(&ben).await;
        let [told] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(told.text, "Ada assigned you to WEB-1 Fix the login page");
        assert_eq!((told.kind, told.seq), (NotificationKind::Assigned, 1));
        assert_eq!(told.actor.as_ref().unwrap().handle, "ada");
        assert_eq!(told.card.as_ref().unwrap().key, "WEB-1");
        assert_eq!(told.board.as_ref().unwrap().id, project.board);
        assert_eq!(told.project.as_ref().unwrap().name, "Website");
        assert_eq!(told.url, format!("https://boards.example.org/cards/{}", card.id));
        assert!(world.told(&ada).await.is_empty());
        assert_eq!(world.mails().len(), 1);
    }

    async fn ones_own_doings_are_not_told(world: World) {
        let ada = world.person("Ada").await;
        let project = world.project(&ada, "Website", &[]).await;
        let card = world.card(&project, "Fix the login page", None).await;
        world.assign(&project, card.id, &ada).await;
        world.run_jobs().await;
        assert!(world.told(&ada).await.is_empty() && world.mails().is_empty());
    }

    async fn what_was_undone_meanwhile_is_not_told(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let card = world.card(&project, "Fix the login page", None).await;
        world.assign(&project, card.id, &ben).await;
        cards::unassign(&world.ctx, &ada, card.id, ben.user_id).await.unwrap();
        world.assign(&project, card.id, &ben).await;
        cards::delete(&world.ctx, &ada, card.id, shared::app::Expect::default()).await.unwrap();
        world.run_jobs().await;
        assert!(world.told(&ben).await.is_empty());
    }

    async fn taking_someone_off_tells_them(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[&ben]).await;
        let card = world.card(&project, "Fix the login page", None).await;
        world.assign(&project, card.id, &ben).await;
        world.run_jobs().await;
        cards::unassign(&world.ctx, &ada, card.id, ben.user_id).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.sentences(&ben).await[0], "Ada took you off WEB-1 Fix the login page");
    }

    async fn whoever_may_no_longer_see_the_board_is_not_told(world: World) {
        let people = [world.person("Ada").await, world.person("Ben").await, world.person("Cyd").await];
        let [ada, ben, cyd] = &people;
        let project = world.project(ada, "Website", &[ben, cyd]).await;
        let card = world.card(&project, "Fix the login page", None).await;
        world.assign(&project, card.id, ben).await;
        world.assign(&project, card.id, cyd).await;
        world.execute("DELETE FROM project_members WHERE user_id = $1", ben.user_id.0).await;
        world.execute("UPDATE users SET disabled_at = created_at WHERE id = $1", cyd.user_id.0).await;
        world.run_jobs().await;
        assert!(world.told(ben).await.is_empty() && world.told(cyd).await.is_empty());
    }

    async fn being_added_is_told(world: World) {
        let (ada, ben) = (world.person("Ada").await, world.person("Ben").await);
        let project = world.project(&ada, "Website", &[]).await;
        teams::put_member(&world.ctx, &ada, project.view.team_id, ben.user_id, TeamRole::Member).await.unwrap();
        projects::put_member(&world.ctx, &ada, project.view.id, ben.user_id, ProjectRole::Member).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.sentences(&ben).await, ["Ada added you to the project Website", "Ada added you to the team Acme"]);
        assert!(world.told(&ben).await[1].url.ends_with(&format!("/teams/{}", project.view.team_id)));
        assert_eq!(world.mails().len(), 2);
    }
}
