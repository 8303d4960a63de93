//! Taking an invitation to whoever has its address: in the app, with the mail that the person wants, to someone with an
//! account; by a mail alone to an address without one, or whose account has not shown that the address is its own. Whoever
//! invites does not learn which it was.
//!
//! Doing it again tells nobody twice: the notification is about the invitation, and so is the mail.

use super::link;
use crate::{
    app::{
        Ctx, Result, Trace, Work,
        notifications::{Place, Telling, tell},
    },
    domain::{DeliveryId, InviteId, MailPurpose, NotificationKind, UserId},
    jobs::EmailDelivery,
    store::{self, Lock, deliveries, invites::Invite},
};

pub async fn send(ctx: &Ctx, trace: &Trace, id: InviteId) -> Result<()> {
    let Some(invite) = store::invites::find_invite(&ctx.db, id).await? else { return Ok(()) };
    let Some(address) = invite.email.clone().filter(|_| link::over(&invite, ctx.clock.now()).is_none()) else { return Ok(()) };
    match store::users::find_user_by_login(&ctx.db, &address).await? {
        Some(user) if user.email_verified_at.is_some() => {
            // Who is in already has nothing to accept.
            if is_in(ctx, &invite, user.id).await? {
                return Ok(());
            }
            tell(ctx, trace, &[telling(&invite, user.id)]).await.map(|_| ())
        }
        _ => mail(ctx, trace, id, &address).await,
    }
}

async fn is_in(ctx: &Ctx, invite: &Invite, user: UserId) -> Result<bool> {
    Ok(match invite.project_id {
        Some(project) => store::projects::find_role(&ctx.db, project, user).await?.is_some(),
        None => store::teams::find_role(&ctx.db, invite.team_id, user).await?.is_some(),
    })
}

fn telling(invite: &Invite, user: UserId) -> Telling {
    let what = match &invite.board_name {
        Some(board) => format!("the board {board}"),
        None => format!("the team {}", invite.team_name),
    };
    let text = format!("{} invited you to {what}", invite.creator.creator_name);
    Telling {
        kind: NotificationKind::Invited,
        subject: invite.id.to_string(),
        actor: Some(invite.creator.created_by),
        place: Place::Invite(invite.id),
        comment: None,
        due_at: None,
        text: Box::new(move |_| text.clone()),
        recipients: vec![user],
    }
}

async fn mail(ctx: &Ctx, trace: &Trace, id: InviteId, address: &str) -> Result<()> {
    let mut work = Work::begin(ctx, None, trace.clone()).await?;
    let now = work.now;
    store::lock(&mut work.tx, Lock::Invite(id)).await?;
    let delivery_id = DeliveryId::new();
    if deliveries::insert_to_address(&mut work.tx, delivery_id, address, MailPurpose::Invite, id.0, now).await? {
        work.enqueue(&EmailDelivery { delivery_id });
        work.commit().await?;
    }
    Ok(())
}
