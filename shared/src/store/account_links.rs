//! Links that were mailed to someone, each good for one thing until it is used or has expired.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx};
use crate::domain::{AccountLinkId, LinkPurpose, UserId};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AccountLink {
    pub id: AccountLinkId,
    pub purpose: LinkPurpose,
    /// `None` while it is not known whose address it is.
    pub user_id: Option<UserId>,
    pub address: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub async fn insert_link(tx: &mut Tx, link: &AccountLink) -> Result<()> {
    tx.sql("INSERT INTO account_links (id, purpose, user_id, address, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(link.id)
        .bind(link.purpose)
        .bind(link.user_id)
        .bind(link.address.clone())
        .bind(link.created_at)
        .bind(link.expires_at)
        .run()
        .await
        .map(|_| ())
}

pub async fn find_link(mut on: impl Runs, id: AccountLinkId) -> Result<Option<AccountLink>> {
    on.sql("SELECT id, purpose, user_id, address, created_at, expires_at FROM account_links WHERE id = $1")
        .bind(id)
        .optional()
        .await
}

/// Notes whose link it is; `false` where that was known already.
pub async fn update_owner(tx: &mut Tx, id: AccountLinkId, user: UserId) -> Result<bool> {
    let text = "UPDATE account_links SET user_id = $2 WHERE id = $1 AND user_id IS NULL";
    Ok(tx.sql(text).bind(id).bind(user).run().await? == 1)
}

/// Uses a link up: of any number that try at once, one gets `true`.
pub async fn delete_link(tx: &mut Tx, id: AccountLinkId) -> Result<bool> {
    Ok(tx.sql("DELETE FROM account_links WHERE id = $1").bind(id).run().await? == 1)
}

pub async fn delete_links_of(tx: &mut Tx, user: UserId, purpose: LinkPurpose) -> Result<u64> {
    tx.sql("DELETE FROM account_links WHERE user_id = $1 AND purpose = $2").bind(user).bind(purpose).run().await
}

pub async fn delete_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    tx.sql("DELETE FROM account_links WHERE expires_at <= $1").bind(now).run().await
}
