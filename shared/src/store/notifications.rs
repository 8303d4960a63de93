//! What people were told, and each person's own stream.
//!
//! `UNIQUE (user_id, kind, subject)` is what makes telling idempotent: [`told`] finds what is there already, and a
//! writer that loses a race gets [`super::StoreError::Taken`] and rolls back, so that no `seq` is ever lost to it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::{
    Result, Runs, Tx,
    db::{padded, places},
};
use crate::domain::{
    BoardId, CardId, CommentId, InviteId, MessageId, NotificationId, NotificationKind, ProjectId, TeamId, UserId,
};

pub struct NewNotification {
    pub id: NotificationId,
    pub user_id: UserId,
    /// 0: not shown in the app.
    pub seq: i64,
    pub kind: NotificationKind,
    pub subject: String,
    pub actor_id: Option<UserId>,
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    pub board_id: Option<BoardId>,
    pub card_id: Option<CardId>,
    pub comment_id: Option<CommentId>,
    pub invite_id: Option<InviteId>,
    pub message_id: Option<MessageId>,
    pub due_at: Option<DateTime<Utc>>,
    pub text: String,
}

/// A notification beside the names of what it is about, as those are now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Notification {
    pub id: NotificationId,
    pub seq: i64,
    pub kind: NotificationKind,
    pub actor_id: Option<UserId>,
    pub actor_name: Option<String>,
    pub actor_handle: Option<String>,
    pub team_id: Option<TeamId>,
    pub project_id: Option<ProjectId>,
    pub project_name: Option<String>,
    pub project_key: Option<String>,
    pub board_id: Option<BoardId>,
    pub board_name: Option<String>,
    pub card_id: Option<CardId>,
    pub card_number: Option<i64>,
    pub card_title: Option<String>,
    pub invite_id: Option<InviteId>,
    /// The hash of the invitation's token.
    pub invite_hash: Option<String>,
    pub text: String,
    pub read_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

macro_rules! selected {
    () => {
        "SELECT n.id, n.seq, n.kind, n.actor_id, a.name AS actor_name, a.handle AS actor_handle, n.team_id, \
         COALESCE(b.project_id, n.project_id) AS project_id, p.name AS project_name, p.key AS project_key, \
         COALESCE(c.board_id, n.board_id) AS board_id, b.name AS board_name, n.card_id, c.number AS card_number, \
         c.title AS card_title, n.invite_id, i.token_hash AS invite_hash, n.text, n.read_at, n.created_at \
         FROM notifications n LEFT JOIN users a ON a.id = n.actor_id AND a.deleted_at IS NULL \
         LEFT JOIN cards c ON c.id = n.card_id AND c.deleted_at IS NULL \
         LEFT JOIN boards b ON b.id = COALESCE(c.board_id, n.board_id) AND b.deleted_at IS NULL \
         LEFT JOIN projects p ON p.id = COALESCE(b.project_id, n.project_id) AND p.deleted_at IS NULL \
         LEFT JOIN invites i ON i.id = n.invite_id "
    };
}

/// Which of these (person, kind, subject) were told already.
pub async fn told(
    mut on: impl Runs,
    asked: &[(UserId, NotificationKind, String)],
) -> Result<HashSet<(UserId, NotificationKind, String)>> {
    if asked.is_empty() {
        return Ok(HashSet::new());
    }
    let asked = padded(asked);
    let text = format!(
        "SELECT user_id, kind, subject FROM notifications WHERE (user_id, kind, subject) IN (VALUES {})",
        rows(asked.len(), 3)
    );
    let query = asked.iter().fold(on.sql(text), |q, (user, kind, subject)| q.bind(*user).bind(*kind).bind(subject.clone()));
    Ok(query.all::<(UserId, NotificationKind, String)>().await?.into_iter().collect())
}

/// Inserts notifications, and their place in their readers' streams. A hundred at a time stay far below both engines'
/// limits on parameters.
pub async fn insert_notifications(tx: &mut Tx, new: &[NewNotification], now: DateTime<Utc>) -> Result<()> {
    for chunk in new.chunks(100) {
        let text = format!(
            "INSERT INTO notifications (id, user_id, seq, kind, subject, actor_id, team_id, project_id, board_id, card_id, \
             comment_id, invite_id, message_id, due_at, text, created_at) VALUES {}",
            rows(chunk.len(), 16)
        );
        let query = chunk.iter().fold(tx.sql(text), |query, n| {
            query
                .bind(n.id)
                .bind(n.user_id)
                .bind(n.seq)
                .bind(n.kind)
                .bind(n.subject.clone())
                .bind(n.actor_id)
                .bind(n.team_id)
                .bind(n.project_id)
                .bind(n.board_id)
                .bind(n.card_id)
                .bind(n.comment_id)
                .bind(n.invite_id)
                .bind(n.message_id)
                .bind(n.due_at)
                .bind(n.text.clone())
                .bind(now)
        });
        query.run().await?;
        let shown: Vec<_> = chunk.iter().filter(|n| n.seq > 0).collect();
        if shown.is_empty() {
            continue;
        }
        let text = format!(
            "INSERT INTO user_events (user_id, seq, notification_id, name, actor_id, data, created_at) VALUES {}",
            rows(shown.len(), 7)
        );
        let query = shown.iter().fold(tx.sql(text), |query, n| {
            query
                .bind(n.user_id)
                .bind(n.seq)
                .bind(n.id)
                .bind("notification".to_owned())
                .bind(n.actor_id)
                .bind("{}".to_owned())
                .bind(now)
        });
        query.run().await?;
    }
    Ok(())
}

/// Someone's notifications with a `seq` below `before`, the newest first.
pub async fn list_notifications(
    mut on: impl Runs,
    user: UserId,
    unread: bool,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Notification>> {
    let text = if unread {
        concat!(
            selected!(),
            "WHERE n.user_id = $1 AND n.seq < $2 AND n.seq > 0 AND n.read_at IS NULL ORDER BY n.seq DESC LIMIT $3"
        )
    } else {
        concat!(selected!(), "WHERE n.user_id = $1 AND n.seq < $2 AND n.seq > 0 ORDER BY n.seq DESC LIMIT $3")
    };
    on.sql(text).bind(user).bind(before.unwrap_or(i64::MAX)).bind(limit).all().await
}

pub async fn find_notification(mut on: impl Runs, user: UserId, id: NotificationId) -> Result<Option<Notification>> {
    on.sql(concat!(selected!(), "WHERE n.id = $1 AND n.user_id = $2 AND n.seq > 0")).bind(id).bind(user).optional().await
}

pub async fn count_unread(mut on: impl Runs, user: UserId) -> Result<i64> {
    let text = "SELECT count(*) FROM notifications WHERE user_id = $1 AND seq > 0 AND read_at IS NULL";
    Ok(on.sql(text).bind(user).one::<(i64,)>().await?.0)
}

/// Marks one read (keeping when it was first read) or unread. 0 where it is not this person's.
pub async fn update_read(tx: &mut Tx, user: UserId, id: NotificationId, read_at: Option<DateTime<Utc>>) -> Result<u64> {
    let text = if read_at.is_some() {
        "UPDATE notifications SET read_at = COALESCE(read_at, $3) WHERE id = $1 AND user_id = $2 AND seq > 0"
    } else {
        "UPDATE notifications SET read_at = $3 WHERE id = $1 AND user_id = $2 AND seq > 0"
    };
    tx.sql(text).bind(id).bind(user).bind(read_at).run().await
}

pub async fn update_all_read(tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<u64> {
    tx.sql("UPDATE notifications SET read_at = $2 WHERE user_id = $1 AND seq > 0 AND read_at IS NULL")
        .bind(user)
        .bind(now)
        .run()
        .await
}

/// One entry of a person's own stream. Of a notification there is only the id: [`list_of_stream`] has the rest.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UserEvent {
    pub seq: i64,
    pub notification_id: Option<NotificationId>,
    pub name: String,
    pub actor_id: Option<UserId>,
    pub actor_name: Option<String>,
    pub actor_handle: Option<String>,
    pub data: String,
    pub created_at: DateTime<Utc>,
    /// How many of the person's notifications were unread when this was read: it counts what is told here.
    pub unread: i64,
}

/// What was added to someone's stream after `seq`, in order.
pub async fn list_user_events(mut on: impl Runs, user: UserId, after_seq: i64, limit: i64) -> Result<Vec<UserEvent>> {
    on.sql(
        "SELECT e.seq, e.notification_id, e.name, e.actor_id, a.name AS actor_name, a.handle AS actor_handle, e.data, e.created_at, \
         (SELECT count(*) FROM notifications n WHERE n.user_id = $1 AND n.seq > 0 AND n.read_at IS NULL) AS unread \
         FROM user_events e LEFT JOIN users a ON a.id = e.actor_id AND a.deleted_at IS NULL \
         WHERE e.user_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3",
    )
    .bind(user)
    .bind(after_seq)
    .bind(limit)
    .all()
    .await
}

/// The notifications of someone's stream from one `seq` to another, both included, in order.
pub async fn list_of_stream(mut on: impl Runs, user: UserId, from: i64, to: i64) -> Result<Vec<Notification>> {
    on.sql(concat!(selected!(), "WHERE n.user_id = $1 AND n.seq >= $2 AND n.seq <= $3 ORDER BY n.seq"))
        .bind(user)
        .bind(from)
        .bind(to)
        .all()
        .await
}

/// `($1, $2), ($3, $4)`: `count` rows of `width` values.
pub(super) fn rows(count: usize, width: usize) -> String {
    (0..count).map(|row| format!("({})", places(row * width + 1, width))).collect::<Vec<_>>().join(", ")
}
