//! Mails on their way to one person, and what each tells. States change by compare-and-set only, so that whoever comes
//! late changes nothing.
//!
//! A delivery is one mail. Its items are the notifications that it tells: one, or several of a card within a short
//! time, or a day's. An item without a delivery waits for the digest. A delivery that gathers takes items in until its
//! `send_at`, or until it is being sent.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Db, Result, Runs, Tx, db, notifications::rows};
use crate::domain::{CardId, DeliveryId, DeliveryState, MailPurpose, NotificationId, UserId};

pub struct NewDelivery {
    pub id: DeliveryId,
    pub user_id: UserId,
    pub purpose: MailPurpose,
    /// The card whose changes it takes in until `send_at`.
    pub gathers: Option<CardId>,
    pub send_at: DateTime<Utc>,
}

pub struct NewItem {
    pub notification_id: NotificationId,
    pub user_id: UserId,
    /// `None`: it waits for the digest.
    pub delivery_id: Option<DeliveryId>,
}

/// What a mail may be in before it is accepted, given up for good or suppressed: one that failed may be sent again.
pub const OPEN: [DeliveryState; 3] = [DeliveryState::Pending, DeliveryState::Sending, DeliveryState::Failed];

/// The one channel that has deliveries so far.
const MAIL: &str = "mail";

/// Inserts mails to be sent.
pub async fn insert_mails(tx: &mut Tx, new: &[NewDelivery], now: DateTime<Utc>) -> Result<()> {
    for chunk in new.chunks(100) {
        let text = format!(
            "INSERT INTO deliveries (id, user_id, channel, purpose, gathers, send_at, state, created_at, updated_at) VALUES {}",
            rows(chunk.len(), 9)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, delivery| {
            query
                .bind(delivery.id)
                .bind(delivery.user_id)
                .bind(MAIL.to_owned())
                .bind(delivery.purpose)
                .bind(delivery.gathers)
                .bind(delivery.send_at)
                .bind(DeliveryState::Pending)
                .bind(now)
                .bind(now)
        });
        query.run().await?;
    }
    Ok(())
}

/// Inserts a mail to an address that has no account, unless there is one of this purpose about the same already; tells
/// whether it did. The caller has locked what it is about.
pub async fn insert_to_address(
    tx: &mut Tx,
    id: DeliveryId,
    address: &str,
    purpose: MailPurpose,
    about: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let text = "INSERT INTO deliveries (id, address, channel, purpose, about, send_at, state, created_at, updated_at) \
                SELECT $1, $2, $3, $4, $5, $6, $7, $6, $6 \
                WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE about = $5 AND purpose = $4)";
    let query = tx.sql(text).bind(id).bind(address.to_owned()).bind(MAIL.to_owned()).bind(purpose).bind(about).bind(now);
    Ok(query.bind(DeliveryState::Pending).run().await? == 1)
}

/// Inserts a mail about an account, to an address that is or was its own, or is to be.
pub async fn insert_to_account(
    tx: &mut Tx,
    id: DeliveryId,
    user: UserId,
    address: &str,
    purpose: MailPurpose,
    about: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let text = "INSERT INTO deliveries (id, user_id, address, channel, purpose, about, send_at, state, created_at, updated_at) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $7)";
    let query = tx.sql(text).bind(id).bind(user).bind(address.to_owned()).bind(MAIL.to_owned()).bind(purpose).bind(about);
    query.bind(now).bind(DeliveryState::Pending).run().await.map(|_| ())
}

/// Inserts what mails tell.
pub async fn insert_items(tx: &mut Tx, new: &[NewItem]) -> Result<()> {
    for chunk in new.chunks(100) {
        let text = format!(
            "INSERT INTO delivery_items (notification_id, channel, user_id, delivery_id) VALUES {}",
            rows(chunk.len(), 4)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, item| {
            query.bind(item.notification_id).bind(MAIL.to_owned()).bind(item.user_id).bind(item.delivery_id)
        });
        query.run().await?;
    }
    Ok(())
}

/// Of these people and cards: the mails that still take in changes. They are locked until the transaction ends, so that
/// none of them is sent without what this transaction adds.
pub async fn lock_gathering(
    tx: &mut Tx,
    asked: &[(UserId, CardId)],
    now: DateTime<Utc>,
) -> Result<Vec<(DeliveryId, UserId, CardId)>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "UPDATE deliveries SET updated_at = $1 WHERE gathers IS NOT NULL AND send_at > $1 AND state = 'pending' \
         AND (user_id, gathers) IN (VALUES {}) RETURNING id, user_id, gathers",
        (0..asked.len()).map(|i| format!("({})", db::places(2 + 2 * i, 2))).collect::<Vec<_>>().join(", ")
    );
    asked.iter().fold(tx.sql(text).bind(now), |query, (user, card)| query.bind(*user).bind(*card)).all().await
}

/// Puts everything that waits for someone's digest into this mail; tells how much that was.
pub async fn gather_waiting(tx: &mut Tx, user: UserId, into: DeliveryId) -> Result<u64> {
    let text = "UPDATE delivery_items SET delivery_id = $2 WHERE user_id = $1 AND delivery_id IS NULL AND channel = 'mail'";
    tx.sql(text).bind(user).bind(into).run().await
}

/// Notes why some of what a mail was to tell is not in it.
pub async fn leave_out(tx: &mut Tx, id: DeliveryId, items: &[(NotificationId, &'static str)]) -> Result<()> {
    let text = "UPDATE delivery_items SET left_out = $3 WHERE notification_id = $1 AND delivery_id = $2";
    for (notification, why) in items {
        tx.sql(text).bind(*notification).bind(id).bind((*why).to_owned()).run().await?;
    }
    Ok(())
}

/// Marks those of these mails as sending that may go without a further look, and tells which: news that waits to be sent now,
/// to accounts without quiet hours whose addresses take mail.
pub async fn begin_sending(db: &Db, ids: &[DeliveryId], now: DateTime<Utc>) -> Result<Vec<DeliveryId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "UPDATE deliveries SET state = $2, reason = NULL, updated_at = $1 WHERE id {} AND state = $3 AND purpose = $4 \
         AND send_at <= $1 AND address IS NULL AND user_id IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM notification_settings s WHERE s.user_id = deliveries.user_id AND s.quiet_from IS NOT NULL) \
         AND NOT EXISTS (SELECT 1 FROM users u JOIN addresses a ON a.email_key = u.email_key \
         WHERE u.id = deliveries.user_id AND a.suppressed_at IS NOT NULL) RETURNING id",
        db::among(db.engine(), 5, ids.len())
    );
    let query = db.write(text).bind(now).bind(DeliveryState::Sending).bind(DeliveryState::Pending).bind(MailPurpose::News);
    Ok(query.bind_among(ids.iter().map(|id| id.0)).all::<(DeliveryId,)>().await?.into_iter().map(|(id,)| id).collect())
}

/// Marks mails as accepted, each with what the server said, unless they are over.
pub async fn accept(tx: &mut Tx, answers: &[(DeliveryId, String)], now: DateTime<Utc>) -> Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let answers = db::padded(answers);
    let pairs: Vec<_> = (0..answers.len()).map(|row| format!("({})", db::places(6 + 2 * row, 2))).collect();
    let text = format!(
        "UPDATE deliveries SET state = $2, reason = said.column2, updated_at = $1 FROM (VALUES {}) AS said \
         WHERE id = said.column1 AND state IN ($3, $4, $5)",
        pairs.join(", ")
    );
    let query = tx.sql(text).bind(now).bind(DeliveryState::Accepted).bind_all(OPEN);
    answers.into_iter().fold(query, |query, (id, answer)| query.bind(id).bind(answer)).run().await.map(|_| ())
}

/// Moves a delivery on; `false` where it was in none of the states `from` any more.
pub async fn update_state(
    tx: &mut Tx,
    id: DeliveryId,
    from: &[DeliveryState],
    to: DeliveryState,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let text = format!(
        "UPDATE deliveries SET state = $2, reason = $3, updated_at = $4 WHERE id = $1 AND state IN ({})",
        db::places(5, from.len())
    );
    let query = tx.sql(text).bind(id).bind(to).bind(reason.map(str::to_owned)).bind(now).bind_all(from.iter().copied());
    Ok(query.run().await? == 1)
}

/// The state of a delivery and why it is in it.
pub async fn find_state(mut on: impl Runs, id: DeliveryId) -> Result<Option<(DeliveryState, Option<String>)>> {
    on.sql("SELECT state, reason FROM deliveries WHERE id = $1").bind(id).optional().await
}
