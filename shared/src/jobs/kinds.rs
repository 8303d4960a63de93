//! The kinds of jobs. Names are stored: change one only with a migration.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Job, Queue};
use crate::domain::{AccountLinkId, AuditId, ColumnId, DeliveryId, EventId, FileId, ImportId, InviteId, SessionId, UserId};

/// Tells the people whom an event concerns: writes their notifications and starts their mails.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifyEvent {
    pub event_id: EventId,
}

impl Job for NotifyEvent {
    const KIND: &'static str = "notify";
    const QUEUE: Queue = Queue::Notifications;
}

/// Hands one mail to the mail server.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailDelivery {
    pub delivery_id: DeliveryId,
}

impl Job for EmailDelivery {
    const KIND: &'static str = "email";
    const QUEUE: Queue = Queue::Mail;
    /// The final dot alone may take the server 10 minutes (RFC 5321 4.5.3.2.6).
    const TIMEOUT: TimeDelta = TimeDelta::minutes(15);
    /// Enough to keep trying for 72 hours (RFC 5321 4.5.4.1), which is what ends it.
    const MAX_ATTEMPTS: i64 = 200;
}

/// Looks for cards that are due soon or overdue and tells their assignees.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanDue {}

impl Job for ScanDue {
    const KIND: &'static str = "scan_due";
    const QUEUE: Queue = Queue::Notifications;
    /// After a long time without a scheduler there may be much to tell.
    const TIMEOUT: TimeDelta = TimeDelta::minutes(10);
}

/// Tells people of what they asked to be reminded of.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanReminders {}

impl Job for ScanReminders {
    const KIND: &'static str = "scan_reminders";
    const QUEUE: Queue = Queue::Notifications;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(10);
}

/// Makes the daily digests that are due.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanDigests {}

impl Job for ScanDigests {
    const KIND: &'static str = "scan_digests";
    const QUEUE: Queue = Queue::Notifications;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(10);
}

/// Tells someone of a sign-in to their account from somewhere new.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySignIn {
    pub session_id: SessionId,
}

impl Job for NotifySignIn {
    const KIND: &'static str = "notify_sign_in";
    const QUEUE: Queue = Queue::Notifications;
}

/// Tells someone of what was done that the safety of their account depends on, as the audit log has it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySecurity {
    pub audit_id: AuditId,
    pub user_id: UserId,
}

impl Job for NotifySecurity {
    const KIND: &'static str = "notify_security";
    const QUEUE: Queue = Queue::Notifications;
}

/// Mails the link for a new password that was asked for, where the address has an account.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendReset {
    pub link_id: AccountLinkId,
}

impl Job for SendReset {
    const KIND: &'static str = "send_reset";
    const QUEUE: Queue = Queue::Notifications;
}

/// Takes an invitation to whoever has its address: as a notification, or where nobody has it, by mail alone.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendInvite {
    pub invite_id: InviteId,
}

impl Job for SendInvite {
    const KIND: &'static str = "send_invite";
    const QUEUE: Queue = Queue::Notifications;
}

/// Makes the long ranks of a column's cards short again.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RebalanceColumn {
    pub column_id: ColumnId,
}

impl Job for RebalanceColumn {
    const KIND: &'static str = "rebalance_column";
    const QUEUE: Queue = Queue::Maintenance;
}

/// Deletes sessions and tickets that have been over for long.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PruneSessions {}

impl Job for PruneSessions {
    const KIND: &'static str = "prune_sessions";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(10);
}

/// Encrypts under the newest key what is still encrypted under an older one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewrapSecrets {}

impl Job for RewrapSecrets {
    const KIND: &'static str = "rewrap_secrets";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(10);
}

/// Lets the database look after itself.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaintainDatabase {}

impl Job for MaintainDatabase {
    const KIND: &'static str = "maintain_database";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(30);
}

/// Forgets what of people's own streams nobody can go on from any more.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PruneEvents {}

impl Job for PruneEvents {
    const KIND: &'static str = "prune_events";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(30);
}

/// Deletes jobs that are over once nobody looks at them any more.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PruneJobs {}

impl Job for PruneJobs {
    const KIND: &'static str = "prune_jobs";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(10);
}

/// Makes the small picture of a picture.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeThumbnail {
    pub file_id: FileId,
}

impl Job for MakeThumbnail {
    const KIND: &'static str = "make_thumbnail";
    const QUEUE: Queue = Queue::Maintenance;
    /// It may wait for others that are being made.
    const TIMEOUT: TimeDelta = TimeDelta::minutes(5);
}

/// Takes a deleted file's content away.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeleteContent {
    pub file_id: FileId,
}

impl Job for DeleteContent {
    const KIND: &'static str = "delete_content";
    const QUEUE: Queue = Queue::Maintenance;
}

/// Takes away what no file has: contents without a row, and rows of what was deleted long ago.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SweepFiles {}

impl Job for SweepFiles {
    const KIND: &'static str = "sweep_files";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(30);
}

/// Brings the cards of an uploaded file into a project.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportCards {
    pub import_id: ImportId,
}

impl Job for ImportCards {
    const KIND: &'static str = "import_cards";
    const QUEUE: Queue = Queue::Maintenance;
    const TIMEOUT: TimeDelta = TimeDelta::minutes(30);
    /// Whoever waits for it hears of it when none is left.
    const MAX_ATTEMPTS: i64 = 5;
}
