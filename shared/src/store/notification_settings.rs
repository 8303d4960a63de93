//! What people want to hear: their settings, and what they have muted.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{Engine, Result, Runs, Tx, db, notifications::rows};
use crate::domain::{EmailMode, MuteScope, MutedChannels, QuietHours, UserId, Wishes};

/// A person's settings as columns, all absent where they never set any: part of wider rows, too.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct WishesRow {
    pub kinds: Option<String>,
    pub email_mode: Option<EmailMode>,
    pub digest_hour: Option<i64>,
    pub quiet_from: Option<i64>,
    pub quiet_to: Option<i64>,
    pub due_soon_s: Option<i64>,
}

/// The columns of [`WishesRow`], of the table called `s`.
macro_rules! wishes_columns {
    () => {
        "s.kinds, s.email_mode, s.digest_hour, s.quiet_from, s.quiet_to, s.due_soon_s"
    };
}
pub(super) use wishes_columns;

impl WishesRow {
    #[must_use]
    pub fn wishes(&self) -> Wishes {
        let standard = Wishes::default();
        let minute = |value: Option<i64>| value.and_then(|minute| u32::try_from(minute).ok());
        Wishes {
            // What cannot be read is as if it had not been set: better told twice than never.
            kinds: self.kinds.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default(),
            email_mode: self.email_mode.unwrap_or(standard.email_mode),
            digest_hour: minute(self.digest_hour).unwrap_or(standard.digest_hour),
            quiet_hours: minute(self.quiet_from).zip(minute(self.quiet_to)).map(|(from, to)| QuietHours { from, to }),
            due_soon: self.due_soon_s.map_or(standard.due_soon, TimeDelta::seconds),
        }
    }
}

pub async fn find_wishes(mut on: impl Runs, user: UserId) -> Result<Wishes> {
    let text = concat!("SELECT ", wishes_columns!(), " FROM notification_settings s WHERE s.user_id = $1");
    Ok(on.sql(text).bind(user).optional::<WishesRow>().await?.unwrap_or_default().wishes())
}

/// Writes all of a person's settings. `digested_at` is set where a digest was not wanted before: whoever begins to want
/// one gets the next, not the last.
///
/// # Panics
/// If the settings cannot be written as JSON, which a map of names to flags always can.
pub async fn upsert_wishes(tx: &mut Tx, user: UserId, wishes: &Wishes, now: DateTime<Utc>) -> Result<()> {
    let kinds = serde_json::to_string(&wishes.kinds).expect("a map of names to flags is always JSON");
    tx.sql(
        "INSERT INTO notification_settings (user_id, kinds, email_mode, digest_hour, quiet_from, quiet_to, due_soon_s, \
         digested_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) \
         ON CONFLICT (user_id) DO UPDATE SET kinds = excluded.kinds, email_mode = excluded.email_mode, \
         digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, \
         due_soon_s = excluded.due_soon_s, updated_at = excluded.updated_at, \
         digested_at = CASE WHEN notification_settings.email_mode = 'daily' THEN notification_settings.digested_at \
                            ELSE excluded.digested_at END",
    )
    .bind(user)
    .bind(kinds)
    .bind(wishes.email_mode)
    .bind(i64::from(wishes.digest_hour))
    .bind(wishes.quiet_hours.map(|quiet| i64::from(quiet.from)))
    .bind(wishes.quiet_hours.map(|quiet| i64::from(quiet.to)))
    .bind(wishes.due_soon.num_seconds())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Something that someone does not want to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Mute {
    pub place: Uuid,
    pub scope: MuteScope,
    pub channels: MutedChannels,
}

/// Of these people and places: who has muted what. One row a mute.
pub async fn list_mutes_of(mut on: impl Runs, users: &[UserId], places: &[Uuid]) -> Result<Vec<(UserId, Uuid, MutedChannels)>> {
    if users.is_empty() || places.is_empty() {
        return Ok(Vec::new());
    }
    let engine = on.engine();
    let second = if engine == Engine::Postgres { 2 } else { users.len() + 1 };
    let text = format!(
        "SELECT user_id, place, channels FROM mutes WHERE user_id {} AND place {}",
        db::among(engine, 1, users.len()),
        db::among(engine, second, places.len())
    );
    on.sql(text).bind_among(users.iter().map(|id| id.0)).bind_among(places.iter().copied()).all().await
}

/// What someone does not want to hear of one place.
pub async fn find_mute(mut on: impl Runs, user: UserId, place: Uuid) -> Result<Option<MutedChannels>> {
    let text = "SELECT channels FROM mutes WHERE user_id = $1 AND place = $2";
    Ok(on.sql(text).bind(user).bind(place).optional::<(MutedChannels,)>().await?.map(|(channels,)| channels))
}

/// In the order of their ids.
pub async fn list_mutes(mut on: impl Runs, user: UserId) -> Result<Vec<Mute>> {
    on.sql("SELECT place, scope, channels FROM mutes WHERE user_id = $1 ORDER BY place").bind(user).all().await
}

/// Mutes these; what was muted already is muted as said now.
pub async fn insert_mutes(tx: &mut Tx, user: UserId, mutes: &[Mute]) -> Result<()> {
    for chunk in mutes.chunks(200) {
        let text = format!(
            "INSERT INTO mutes (user_id, place, scope, channels) VALUES {} \
             ON CONFLICT (user_id, place) DO UPDATE SET scope = excluded.scope, channels = excluded.channels",
            rows(chunk.len(), 4)
        );
        let query =
            chunk.iter().fold(tx.sql(text), |query, mute| query.bind(user).bind(mute.place).bind(mute.scope).bind(mute.channels));
        query.run().await?;
    }
    Ok(())
}

/// Takes back all mutes of one sort.
pub async fn delete_mutes(tx: &mut Tx, user: UserId, scope: MuteScope, channels: MutedChannels) -> Result<()> {
    let text = "DELETE FROM mutes WHERE user_id = $1 AND scope = $2 AND channels = $3";
    tx.sql(text).bind(user).bind(scope).bind(channels).run().await?;
    Ok(())
}

/// Takes back the mute of one place, whatever it silences.
pub async fn delete_mute(tx: &mut Tx, user: UserId, place: Uuid) -> Result<()> {
    tx.sql("DELETE FROM mutes WHERE user_id = $1 AND place = $2").bind(user).bind(place).run().await?;
    Ok(())
}
