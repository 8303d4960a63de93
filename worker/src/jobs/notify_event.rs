//! Tells people of an event. Running it again tells nobody twice: see [`tell`].

use std::sync::Arc;

use shared::{
    app::{Ctx, notifications::tell},
    jobs::NotifyEvent,
    store::events::find_event,
};

use super::{JobError, Running};
use crate::notifiers::tellings;

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: NotifyEvent) -> Result<(), JobError> {
    // Events go after 30 days; who has not been told by then need not be.
    let Some(event) = find_event(&ctx.db, payload.event_id).await? else { return Ok(()) };
    let tellings = tellings(&ctx, &event).await?;
    tell(&ctx, &job.trace(), &tellings).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use shared::{
        app::{cards, projects, teams},
        domain::{NotificationKind, ProjectRole, TeamRole},
    };

    use crate::testing::{World, on_both_engines};

    on_both_engines!(
        assigning_tells_the_assignee_once,
        ones_own_doings_are_not_told,
        what_was_undone_meanwhile_is_not_told,
        taking_someone_off_tells_them,
        whoever_may_no_longer_see_the_board_is_not_told,
        being_added_is_told,
    );

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
