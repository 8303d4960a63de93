//! Telling people with one statement, on PostgreSQL: their notifications, the places of those in their streams, what is
//! to be mailed, and the jobs that mail it. It is a transaction of its own, so that a reader's stream is locked for one
//! way to the server and not for six. SQLite, which allows no INSERT inside of another statement, has no way to go.
//!
//! The rows travel as one JSON array: however many they are, the text is the same, and stays prepared.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Db, Result, deliveries::NewDelivery, jobs::JOB_COLUMNS, notifications::NewNotification};
use crate::{
    domain::{BoardId, CardId, CommentId, DeliveryId, InviteId, JobId, MessageId, NotificationId, ProjectId, TeamId, UserId},
    jobs::NewJob,
};

/// One notification, and its mail.
pub struct Told {
    /// Its `seq` is given out here.
    pub notification: NewNotification,
    /// How many of its reader's come after it in their stream; `None`: it is not shown in the app.
    pub place: Option<i64>,
    pub mail: Mailed,
}

/// How a notification is mailed.
pub enum Mailed {
    Not,
    /// It waits for the day's digest.
    InDigest,
    /// In a mail of its own, which this job sends.
    Alone(NewDelivery, NewJob),
}

#[derive(Serialize)]
struct Row<'a> {
    id: NotificationId,
    user_id: UserId,
    place: Option<i64>,
    kind: &'static str,
    subject: &'a str,
    actor_id: Option<UserId>,
    team_id: Option<TeamId>,
    project_id: Option<ProjectId>,
    board_id: Option<BoardId>,
    card_id: Option<CardId>,
    comment_id: Option<CommentId>,
    invite_id: Option<InviteId>,
    message_id: Option<MessageId>,
    due_at: Option<DateTime<Utc>>,
    text: &'a str,
    is_mailed: bool,
    delivery_id: Option<DeliveryId>,
    purpose: Option<&'static str>,
    send_at: Option<DateTime<Utc>>,
    job_id: Option<JobId>,
    job_kind: Option<&'a str>,
    job_queue: Option<&'a str>,
    job_payload: Option<&'a str>,
    job_priority: Option<i64>,
    job_run_at: Option<DateTime<Utc>>,
    job_attempts: Option<i64>,
    job_trace: Option<&'a str>,
}

const COLUMNS: &str = "id uuid, user_id uuid, place bigint, kind text, subject text, actor_id uuid, team_id uuid, project_id uuid, \
     board_id uuid, card_id uuid, comment_id uuid, invite_id uuid, message_id uuid, due_at timestamptz, text text, is_mailed bool, \
     delivery_id uuid, purpose text, send_at timestamptz, job_id uuid, job_kind text, job_queue text, job_payload text, \
     job_priority bigint, job_run_at timestamptz, job_attempts bigint, job_trace text";

/// Writes all of it. Fails with [`super::StoreError::Taken`] where any of it was told meanwhile, and has then written nothing.
///
/// # Panics
/// If the rows cannot be written as JSON, which texts, times and ids always can.
pub async fn tell_at_once(db: &Db, told: &[Told], now: DateTime<Utc>) -> Result<()> {
    let rows: Vec<_> = told.iter().map(|told| Row::of(told, now)).collect();
    let rows = serde_json::to_string(&rows).expect("rows of texts, times and ids are always JSON");
    // Streams are locked in the order of their ids, so that two writers never wait for each other. Each notification's number
    // is told by how many come after it: where its stream stands is known inside only.
    let text = format!(
        "WITH r AS MATERIALIZED (SELECT * FROM json_to_recordset($1::json) AS r({COLUMNS})), \
         s AS (INSERT INTO streams (id, seq) SELECT user_id, count(place) FROM r GROUP BY user_id ORDER BY user_id \
         ON CONFLICT (id) DO UPDATE SET seq = streams.seq + excluded.seq RETURNING id, seq), \
         n AS (INSERT INTO notifications (id, user_id, seq, kind, subject, actor_id, team_id, project_id, board_id, card_id, \
         comment_id, invite_id, message_id, due_at, text, created_at) \
         SELECT r.id, r.user_id, COALESCE(s.seq - r.place, 0), r.kind, r.subject, r.actor_id, r.team_id, r.project_id, r.board_id, \
         r.card_id, r.comment_id, r.invite_id, r.message_id, r.due_at, r.text, $2 FROM r JOIN s ON s.id = r.user_id \
         RETURNING id, user_id, seq, actor_id), \
         e AS (INSERT INTO user_events (user_id, seq, notification_id, name, actor_id, data, created_at) \
         SELECT user_id, seq, id, 'notification', actor_id, '{{}}', $2 FROM n WHERE seq > 0), \
         d AS (INSERT INTO deliveries (id, user_id, channel, purpose, send_at, state, created_at, updated_at) \
         SELECT delivery_id, user_id, 'mail', purpose, send_at, 'pending', $2, $2 FROM r WHERE delivery_id IS NOT NULL), \
         j AS (INSERT INTO jobs ({JOB_COLUMNS}) \
         SELECT job_id, job_kind, job_queue, job_payload, job_priority, job_run_at, job_run_at, job_attempts, NULL, job_trace, $2, \
         'ready', 0, 0 FROM r WHERE job_id IS NOT NULL) \
         INSERT INTO delivery_items (notification_id, channel, user_id, delivery_id) \
         SELECT id, 'mail', user_id, delivery_id FROM r WHERE is_mailed"
    );
    db.write(text).bind(rows).bind(now).run().await.map(|_| ())
}

impl<'a> Row<'a> {
    fn of(told: &'a Told, now: DateTime<Utc>) -> Self {
        let Told { notification: n, place, mail } = told;
        let (delivery, job) = if let Mailed::Alone(delivery, job) = mail { (Some(delivery), Some(job)) } else { (None, None) };
        Self {
            id: n.id,
            user_id: n.user_id,
            place: *place,
            kind: n.kind.as_str(),
            subject: &n.subject,
            actor_id: n.actor_id,
            team_id: n.team_id,
            project_id: n.project_id,
            board_id: n.board_id,
            card_id: n.card_id,
            comment_id: n.comment_id,
            invite_id: n.invite_id,
            message_id: n.message_id,
            due_at: n.due_at,
            text: &n.text,
            is_mailed: !matches!(mail, Mailed::Not),
            delivery_id: delivery.map(|delivery| delivery.id),
            purpose: delivery.map(|delivery| delivery.purpose.as_str()),
            send_at: delivery.map(|delivery| delivery.send_at),
            job_id: job.map(|job| job.id),
            job_kind: job.map(|job| job.kind),
            job_queue: job.map(|job| job.queue.as_str()),
            job_payload: job.map(|job| job.payload.as_str()),
            job_priority: job.map(|job| job.priority),
            job_run_at: job.map(|job| job.run_at.unwrap_or(now)),
            job_attempts: job.map(|job| job.max_attempts),
            job_trace: job.and_then(|job| job.traceparent.as_deref()),
        }
    }
}
