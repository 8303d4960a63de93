//! Accounts.

use chrono::{DateTime, Utc};

use super::{Result, Runs, Tx};
use crate::domain::{InstanceRole, TeamId, UserId, fold::fold};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub handle: String,
    pub email: String,
    /// The address that takes its place once it is verified.
    pub new_email: Option<String>,
    pub email_verified_at: Option<DateTime<Utc>>,
    pub password_hash: Option<String>,
    pub role: InstanceRole,
    pub time_zone: String,
    pub locale: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub disabled_at: Option<DateTime<Utc>>,
    /// Since when no mail is sent to the address, because it kept refusing.
    pub email_suppressed_at: Option<DateTime<Utc>>,
    /// What was said of the address last.
    pub email_answer: Option<String>,
    /// Whether signing in needs a second factor.
    pub totp_enabled: bool,
}

macro_rules! user_columns {
    () => {
        "id, name, handle, email, new_email, email_verified_at, password_hash, role, time_zone, locale, version, created_at, updated_at, disabled_at, \
         (SELECT x.suppressed_at FROM addresses x WHERE x.email_key = users.email_key) AS email_suppressed_at, \
         (SELECT x.last_answer FROM addresses x WHERE x.email_key = users.email_key) AS email_answer, \
         EXISTS (SELECT 1 FROM second_factors f WHERE f.user_id = users.id AND f.confirmed_at IS NOT NULL) AS totp_enabled"
    };
}

/// Inserts the account; `false` if its address or handle is taken.
pub async fn insert_user(tx: &mut Tx, user: &User) -> Result<bool> {
    let rows = tx
        .sql(
            "INSERT INTO users (id, name, handle, email, email_key, password_hash, role, time_zone, locale, version, created_at, \
             updated_at, email_verified_at, name_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
             ON CONFLICT DO NOTHING",
        )
        .bind(user.id)
        .bind(user.name.clone())
        .bind(user.handle.clone())
        .bind(user.email.clone())
        .bind(email_key(&user.email))
        .bind(user.password_hash.clone())
        .bind(user.role)
        .bind(user.time_zone.clone())
        .bind(user.locale.clone())
        .bind(user.version)
        .bind(user.created_at)
        .bind(user.updated_at)
        .bind(user.email_verified_at)
        .bind(fold(&user.name))
        .run()
        .await?;
    Ok(rows == 1)
}

/// Two addresses with the same key are one account's: people do not tell them apart by case.
#[must_use]
pub fn email_key(email: &str) -> String {
    email.to_lowercase()
}

pub async fn find_user(mut on: impl Runs, id: UserId) -> Result<Option<User>> {
    on.sql(concat!("SELECT ", user_columns!(), " FROM users WHERE id = $1 AND deleted_at IS NULL")).bind(id).optional().await
}

/// Everyone's ids after `after`, deleted or not.
pub async fn list_ids(mut on: impl Runs, after: Option<UserId>, limit: i64) -> Result<Vec<UserId>> {
    let text = "SELECT id FROM users WHERE ($1 IS NULL OR id > $1) ORDER BY id LIMIT $2";
    let rows = on.sql(text).bind(after).bind(limit).all::<(UserId,)>().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Accounts by their ids, after `after`: those whose name, handle or address contains `q`, of one role where that is given.
pub async fn list_users(
    mut on: impl Runs,
    q: &str,
    role: Option<InstanceRole>,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<User>> {
    on.sql(concat!(
        "SELECT ",
        user_columns!(),
        " FROM users WHERE deleted_at IS NULL AND ($1 IS NULL OR id > $1) AND ($2 IS NULL OR role = $2) \
         AND (name_key LIKE $3 ESCAPE '\\' OR handle LIKE $3 ESCAPE '\\' OR email_key LIKE $5 ESCAPE '\\') ORDER BY id LIMIT $4"
    ))
    .bind(after)
    .bind(role)
    .bind(super::like(q))
    .bind(limit)
    .bind(super::pattern(&email_key(q)))
    .all()
    .await
}

/// The accounts in use that have these handles.
pub async fn list_by_handles(mut on: impl Runs, handles: &[String]) -> Result<Vec<(UserId, String)>> {
    if handles.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT id, handle FROM users WHERE deleted_at IS NULL AND disabled_at IS NULL AND handle IN ({})",
        super::db::places(1, handles.len())
    );
    on.sql(text).bind_all(handles.iter().cloned()).all().await
}

/// By address or, where there is no `@` in it, by handle.
pub async fn find_user_by_login(mut on: impl Runs, login: &str) -> Result<Option<User>> {
    let text = if login.contains('@') {
        concat!("SELECT ", user_columns!(), " FROM users WHERE email_key = $1 AND deleted_at IS NULL")
    } else {
        concat!("SELECT ", user_columns!(), " FROM users WHERE handle = $1 AND deleted_at IS NULL")
    };
    on.sql(text).bind(email_key(login.trim())).optional().await
}

pub async fn email_taken(tx: &mut Tx, email: &str) -> Result<bool> {
    let row = tx.sql("SELECT id FROM users WHERE email_key = $1").bind(email_key(email)).optional::<(UserId,)>().await?;
    Ok(row.is_some())
}

pub async fn handle_taken(tx: &mut Tx, handle: &str) -> Result<bool> {
    let row = tx.sql("SELECT id FROM users WHERE handle = $1").bind(handle.to_owned()).optional::<(UserId,)>().await?;
    Ok(row.is_some())
}

/// `true` for exactly one transaction in the life of a database: the one that makes its first account.
pub async fn claim_first(tx: &mut Tx, id: UserId) -> Result<bool> {
    let rows = tx
        .sql("INSERT INTO meta (key, value) VALUES ('first_user', $1) ON CONFLICT (key) DO NOTHING")
        .bind(id.to_string())
        .run()
        .await?;
    Ok(rows == 1)
}

/// Whether anyone has an account yet.
pub async fn anyone(mut on: impl Runs) -> Result<bool> {
    Ok(on.sql("SELECT id FROM users LIMIT 1").optional::<(UserId,)>().await?.is_some())
}

pub async fn update_profile(tx: &mut Tx, user: &User) -> Result<u64> {
    tx.sql(
        "UPDATE users SET name = $2, handle = $3, time_zone = $4, locale = $5, version = $6, updated_at = $7, new_email = $8, \
         name_key = $9 \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(user.id)
    .bind(user.name.clone())
    .bind(user.handle.clone())
    .bind(user.time_zone.clone())
    .bind(user.locale.clone())
    .bind(user.version)
    .bind(user.updated_at)
    .bind(user.new_email.clone())
    .bind(fold(&user.name))
    .run()
    .await
}

/// Whether the address is, or was, another account's than this one's.
pub async fn email_taken_by_another(tx: &mut Tx, email: &str, id: UserId) -> Result<bool> {
    let text = "SELECT id FROM users WHERE email_key = $1 AND id <> $2";
    Ok(tx.sql(text).bind(email_key(email)).bind(id).optional::<(UserId,)>().await?.is_some())
}

/// Gives the account another address in the place of the one it has and of any that it was to have.
pub async fn update_email(
    tx: &mut Tx,
    id: UserId,
    email: &str,
    verified_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<u64> {
    tx.sql(
        "UPDATE users SET email = $2, email_key = $3, email_verified_at = $4, new_email = NULL, version = version + 1, \
         updated_at = $5 WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(id)
    .bind(email.to_owned())
    .bind(email_key(email))
    .bind(verified_at)
    .bind(now)
    .run()
    .await
}

/// Notes that the account's address is its owner's; once noted it stays as it is.
pub async fn update_verified(tx: &mut Tx, id: UserId, now: DateTime<Utc>) -> Result<u64> {
    let text = "UPDATE users SET email_verified_at = $2, version = version + 1, updated_at = $2 \
                WHERE id = $1 AND email_verified_at IS NULL";
    tx.sql(text).bind(id).bind(now).run().await
}

/// Marks the account deleted and takes out what could tell whose it was. Its address and handle are free again.
pub async fn close(tx: &mut Tx, id: UserId, name: &str, handle: &str, now: DateTime<Utc>) -> Result<()> {
    tx.sql(
        "UPDATE users SET name = $2, handle = $3, email = $4, email_key = $4, new_email = NULL, email_verified_at = NULL, \
         password_hash = NULL, role = 'member', version = version + 1, updated_at = $5, deleted_at = $5, name_key = $6 WHERE id = $1",
    )
    .bind(id)
    .bind(name.to_owned())
    .bind(handle.to_owned())
    .bind(format!("{handle}@deleted.invalid"))
    .bind(now)
    .bind(fold(name))
    .run()
    .await?;
    for text in [
        "DELETE FROM account_links WHERE user_id = $1",
        "DELETE FROM recovery_codes WHERE user_id = $1",
        "DELETE FROM second_factors WHERE user_id = $1",
        "DELETE FROM user_identities WHERE user_id = $1",
        "UPDATE cards SET watchers_count = watchers_count - 1 WHERE id IN (SELECT card_id FROM card_watchers WHERE user_id = $1)",
        "DELETE FROM card_watchers WHERE user_id = $1",
        "DELETE FROM reminders WHERE user_id = $1",
        "DELETE FROM board_preferences WHERE user_id = $1",
        "DELETE FROM mutes WHERE user_id = $1",
        "DELETE FROM notification_settings WHERE user_id = $1",
        "UPDATE teams SET personal_of = NULL WHERE personal_of = $1",
        "UPDATE sessions SET user_agent = NULL, address = NULL WHERE user_id = $1",
    ] {
        tx.sql(text).bind(id).run().await?;
    }
    Ok(())
}

/// The instance admins in use, locked until the transaction ends.
pub async fn lock_admins(tx: &mut Tx) -> Result<Vec<UserId>> {
    let text =
        "SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE";
    Ok(tx.sql(text).all::<(UserId,)>().await?.into_iter().map(|(id,)| id).collect())
}

pub async fn update_role(tx: &mut Tx, id: UserId, role: InstanceRole) -> Result<u64> {
    tx.sql("UPDATE users SET role = $2 WHERE id = $1").bind(id).bind(role).run().await
}

/// Disables the account since `at`, or lets it be used again.
pub async fn update_disabled(tx: &mut Tx, id: UserId, at: Option<DateTime<Utc>>) -> Result<u64> {
    tx.sql("UPDATE users SET disabled_at = $2 WHERE id = $1").bind(id).bind(at).run().await
}

pub async fn update_password(tx: &mut Tx, id: UserId, hash: &str) -> Result<u64> {
    tx.sql("UPDATE users SET password_hash = $2 WHERE id = $1").bind(id).bind(hash.to_owned()).run().await
}

pub async fn personal_team(mut on: impl Runs, id: UserId) -> Result<Option<TeamId>> {
    let row =
        on.sql("SELECT id FROM teams WHERE personal_of = $1 AND deleted_at IS NULL").bind(id).optional::<(TeamId,)>().await?;
    Ok(row.map(|(id,)| id))
}

/// Who made something, read beside it: `created_by` with the name and handle as they are now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Creator {
    pub created_by: UserId,
    pub creator_name: String,
    pub creator_handle: String,
}
