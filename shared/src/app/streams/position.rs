//! Where a stream stands. Each `seq` is one more than the one before, so a reader that knows the head and the oldest
//! kept entry knows whether it can go on from where it was.

use uuid::Uuid;

use super::Place;
use crate::{
    app::{Ctx, Result},
    domain::UserId,
    store,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The latest `seq`; 0 before the first.
    pub head: i64,
    /// The first one that is still kept; `None` where nothing is.
    pub oldest: Option<i64>,
}

impl Window {
    /// Whether everything after `since` is still there, so that a reader can go on from it.
    #[must_use]
    pub fn reaches_back_to(self, since: i64) -> bool {
        since == self.head || (0..self.head).contains(&since) && self.oldest.is_some_and(|oldest| oldest <= since + 1)
    }
}

pub async fn user_window(ctx: &Ctx, user: UserId) -> Result<Window> {
    let oldest = store::streams::oldest_of_user(&ctx.db, user).await?;
    Ok(Window { head: store::boards::head(&ctx.db, user.0).await?, oldest })
}

/// Where the stream of a board or project stands.
pub async fn window(ctx: &Ctx, stream: Place) -> Result<Window> {
    let oldest = match stream {
        Place::Board(id) => store::streams::oldest_of_board(&ctx.db, id).await?,
        Place::Project(id) => store::streams::oldest_of_project(&ctx.db, id).await?,
    };
    Ok(Window { head: store::boards::head(&ctx.db, stream.id()).await?, oldest })
}

/// What tells this database from any other, an earlier state of itself restored from a backup included.
pub async fn epoch(ctx: &Ctx) -> Result<String> {
    if let Some(epoch) = store::streams::find_epoch(&ctx.db).await? {
        return Ok(epoch);
    }
    let mut tx = ctx.db.begin().await?;
    store::streams::insert_epoch(&mut tx, Uuid::now_v7()).await?;
    let epoch = store::streams::find_epoch(&mut tx).await?.unwrap_or_default();
    tx.commit().await?;
    Ok(epoch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_goes_on_where_nothing_is_missing() {
        let window = Window { head: 10, oldest: Some(4) };
        assert!(window.reaches_back_to(10) && window.reaches_back_to(9) && window.reaches_back_to(3));
        assert!(!window.reaches_back_to(2) && !window.reaches_back_to(11) && !window.reaches_back_to(-1));
        let empty = Window { head: 0, oldest: None };
        assert!(empty.reaches_back_to(0) && !empty.reaches_back_to(1));
        assert!(!Window { head: 10, oldest: None }.reaches_back_to(3));
    }
}
