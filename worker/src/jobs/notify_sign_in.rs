//! Tells someone that their account was signed in to from somewhere it was not before. Telling again tells nobody
//! twice: what was told carries the session.

use std::sync::Arc;

use shared::{
    app::{
        Ctx,
        notifications::{Place, Telling, tell, wording},
    },
    domain::{NotificationKind, user_agent},
    jobs::NotifySignIn,
    store::sessions::find_session,
};

use super::{JobError, Running};

pub async fn run(ctx: Ctx, job: Arc<Running>, payload: NotifySignIn) -> Result<(), JobError> {
    let Some(session) = find_session(&ctx.db, payload.session_id).await? else { return Ok(()) };
    let (user, at) = (session.user_id, session.created_at);
    let with = session.user_agent.map_or_else(String::new, |agent| format!(" with {}", user_agent::described(&agent)));
    let from = session.address.map_or_else(String::new, |address| format!(" from {address}"));
    let telling = Telling {
        kind: NotificationKind::Security,
        subject: format!("session {}", session.id),
        actor: None,
        place: Place::Account,
        comment: None,
        due_at: None,
        text: Box::new(move |zone| format!("Your account was signed in to{from}{with} on {}", wording::instant(at, zone))),
        recipients: vec![user],
    };
    tell(&ctx, &job.trace(), &[telling]).await?;
    Ok(())
}
