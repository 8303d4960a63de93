//! Messages on their way to one person. States change by compare-and-set only, so that whoever comes late changes
//! nothing.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Result, Runs, Tx, audience::StandingRow, notifications::rows};
use crate::domain::{
    BoardId, CardId, ColumnKind, DeliveryId, DeliveryState, NotificationId, NotificationKind, ProjectId, TeamId, UserId,
};

pub struct NewDelivery {
    pub id: DeliveryId,
    pub notification_id: NotificationId,
    pub user_id: UserId,
}

/// Inserts mails to be sent.
pub async fn insert_mails(tx: &mut Tx, new: &[NewDelivery], now: DateTime<Utc>) -> Result<()> {
    for chunk in new.chunks(100) {
        let text = format!(
            "INSERT INTO deliveries (id, notification_id, user_id, channel, state, created_at, updated_at) VALUES {}",
            rows(chunk.len(), 7)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, delivery| {
            query
                .bind(delivery.id)
                .bind(delivery.notification_id)
                .bind(delivery.user_id)
                .bind("mail".to_owned())
                .bind(DeliveryState::Pending)
                .bind(now)
                .bind(now)
        });
        query.run().await?;
    }
    Ok(())
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
        super::db::places(5, from.len())
    );
    let query = tx.sql(text).bind(id).bind(to).bind(reason.map(str::to_owned)).bind(now).bind_all(from.iter().copied());
    Ok(query.run().await? == 1)
}

/// A delivery with everything its mail says, and everything that may make it pointless by now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mail {
    pub id: DeliveryId,
    pub state: DeliveryState,
    pub created_at: DateTime<Utc>,
    pub kind: NotificationKind,
    pub text: String,
    pub told_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
    /// When the card fell due as told, if that is what was told.
    pub told_due_at: Option<DateTime<Utc>>,
    pub user_id: UserId,
    pub user_name: String,
    pub email: String,
    pub time_zone: String,
    /// Whether the account is neither disabled nor deleted.
    pub account_in_use: bool,
    pub actor_name: Option<String>,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub project_id: Option<ProjectId>,
    pub project_name: Option<String>,
    pub project_key: Option<String>,
    pub board_id: Option<BoardId>,
    pub board_name: Option<String>,
    pub card_id: Option<CardId>,
    pub card_number: Option<i64>,
    pub card_title: Option<String>,
    pub card_priority: Option<i64>,
    pub card_due_date: Option<NaiveDate>,
    pub card_due_zone: Option<String>,
    pub card_due_at: Option<DateTime<Utc>>,
    pub card_completed_at: Option<DateTime<Utc>>,
    pub card_archived_at: Option<DateTime<Utc>>,
    pub column_name: Option<String>,
    pub column_kind: Option<ColumnKind>,
    /// Whether the card, board, project or team it is about was deleted.
    pub gone: bool,
    pub assigned: bool,
    pub watching: bool,
    #[sqlx(flatten)]
    pub standing: StandingRow,
}

pub async fn find_mail(mut on: impl Runs, id: DeliveryId) -> Result<Option<Mail>> {
    on.sql(
        "SELECT d.id, d.state, d.created_at, n.kind, n.text, n.created_at AS told_at, n.read_at, n.due_at AS told_due_at, \
         u.id AS user_id, u.name AS user_name, u.email, u.time_zone, \
         (u.disabled_at IS NULL AND u.deleted_at IS NULL) AS account_in_use, a.name AS actor_name, \
         t.id AS team_id, t.name AS team_name, p.id AS project_id, p.name AS project_name, p.key AS project_key, \
         b.id AS board_id, b.name AS board_name, c.id AS card_id, c.number AS card_number, c.title AS card_title, \
         c.priority AS card_priority, c.due_date AS card_due_date, c.due_zone AS card_due_zone, c.due_at AS card_due_at, \
         c.completed_at AS card_completed_at, c.archived_at AS card_archived_at, \
         l.name AS column_name, l.kind AS column_kind, \
         (c.deleted_at IS NOT NULL OR b.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL OR t.deleted_at IS NOT NULL) AS gone, \
         EXISTS (SELECT 1 FROM card_assignees x WHERE x.card_id = c.id AND x.user_id = u.id) AS assigned, \
         EXISTS (SELECT 1 FROM card_watchers x WHERE x.card_id = c.id AND x.user_id = u.id) AS watching, \
         u.role AS user_role, tm.role AS team_role, pm.role AS project_role, p.visibility, \
         o.role AS override_role, o.granted, o.revoked \
         FROM deliveries d JOIN notifications n ON n.id = d.notification_id JOIN users u ON u.id = d.user_id \
         LEFT JOIN users a ON a.id = n.actor_id AND a.deleted_at IS NULL \
         LEFT JOIN cards c ON c.id = n.card_id LEFT JOIN columns l ON l.id = c.column_id \
         LEFT JOIN boards b ON b.id = COALESCE(c.board_id, n.board_id) \
         LEFT JOIN projects p ON p.id = COALESCE(b.project_id, n.project_id) \
         LEFT JOIN teams t ON t.id = COALESCE(p.team_id, n.team_id) \
         LEFT JOIN team_members tm ON tm.team_id = t.id AND tm.user_id = u.id \
         LEFT JOIN project_members pm ON pm.project_id = p.id AND pm.user_id = u.id \
         LEFT JOIN board_overrides o ON o.board_id = b.id AND o.user_id = u.id \
         WHERE d.id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// The state of a delivery and why it is in it.
pub async fn find_state(mut on: impl Runs, id: DeliveryId) -> Result<Option<(DeliveryState, Option<String>)>> {
    on.sql("SELECT state, reason FROM deliveries WHERE id = $1").bind(id).optional().await
}
