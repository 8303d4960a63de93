//! Turning mail off for one thing, as the link in a mail does. It only ever turns off; doing it again changes nothing.

use crate::{
    app::{Ctx, Result},
    domain::{BoardId, CardId, Channels, MuteScope, MutedChannels, NotificationKind, UserId},
    store::{
        self, Lock,
        notification_settings::{self as rows, Mute},
    },
};

/// What no more mail is wanted of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Card(CardId),
    Board(BoardId),
    Kind(NotificationKind),
    /// All that a digest tells.
    Digest,
}

/// Turns mail off for it. In the app, all is told as before. What concerns the account is mailed all the same.
pub async fn unsubscribe(ctx: &Ctx, user: UserId, scope: Scope) -> Result<()> {
    let mut work = ctx.begin_unattended().await?;
    if !store::lock(&mut work.tx, Lock::User(user)).await? {
        return Ok(()); // There is nobody to mail.
    }
    let (place, sort) = match scope {
        Scope::Card(id) => (id.0, MuteScope::Card),
        Scope::Board(id) => (id.0, MuteScope::Board),
        Scope::Kind(_) | Scope::Digest => {
            let mut wishes = rows::find_wishes(&mut work.tx, user).await?;
            let off = NotificationKind::ALL.iter().filter(|kind| match scope {
                Scope::Kind(one) => **kind == one,
                _ => kind.is_news(),
            });
            for kind in off {
                let channels = Channels { email: false, ..wishes.channels(*kind) };
                wishes.kinds.insert(*kind, channels);
            }
            let now = work.now;
            rows::upsert_wishes(&mut work.tx, user, &wishes, now).await?;
            return work.commit().await;
        }
    };
    if !rows::list_mutes(&mut work.tx, user).await?.iter().any(|mute| mute.place == place) {
        rows::insert_mutes(&mut work.tx, user, &[Mute { place, scope: sort, channels: MutedChannels::Mail }]).await?;
    }
    work.commit().await
}
