//! The ids and named values of the domain, at the edge: how they are read and documented.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use shared::domain::{
    ApiTokenId, AuditAction, AuditId, BoardId, CardId, CardSort, ChecklistItemId, ColumnId, ColumnKind, CommentId, EmailMode,
    EventId, FileId, IdentityId, InstanceRole, InviteId, InviteState, JobId, JobState, JobsAsked, LabelId, MediaType, MessageId,
    NotificationId, NotificationKind, Permission, Priority, ProjectId, ProjectRole, ProjectStatus, ReminderId, ReportFormat,
    SessionId, StreamScope, TeamId, TeamRole, TokenScope, UserId, Via, Visibility, WipMode,
};
use shared::jobs::Queue;
use uuid::Uuid;

use super::{
    field::{FromText, read_from_text},
    wire::{MapKey, Wire, simple, wire_names},
};

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {$(
        impl Wire for $id {
            fn schema() -> MetaSchemaRef {
                Uuid::schema()
            }
        }
        impl FromText for $id {
            fn from_text(text: &str) -> Result<Self, String> {
                // The hyphenated form only, so that one resource has one address.
                let id = (text.len() == 36).then(|| text.parse().ok()).flatten();
                id.ok_or_else(|| "must be an id (a UUID with hyphens)".to_owned())
            }
        }
        read_from_text!($id);
    )+};
}

ids!(
    UserId,
    SessionId,
    ApiTokenId,
    IdentityId,
    TeamId,
    ProjectId,
    BoardId,
    ColumnId,
    CardId,
    ChecklistItemId,
    LabelId,
    CommentId,
    EventId,
    NotificationId,
    JobId,
    ReminderId,
    InviteId,
    MessageId,
    AuditId,
    FileId
);

macro_rules! names {
    ($($name:ident),+ $(,)?) => {$(
        wire_names!($name as stringify!($name));
        impl FromText for $name {
            fn from_text(text: &str) -> Result<Self, String> {
                text.parse().map_err(|_| {
                    format!("must be one of: {}", $name::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", "))
                })
            }
        }
        read_from_text!($name);
    )+};
}

impl MapKey for NotificationKind {}

names!(
    InstanceRole,
    TokenScope,
    TeamRole,
    ProjectRole,
    Visibility,
    ProjectStatus,
    ColumnKind,
    WipMode,
    Priority,
    CardSort,
    Permission,
    NotificationKind,
    EmailMode,
    StreamScope,
    InviteState,
    AuditAction,
    Via,
    JobState,
    JobsAsked,
    MediaType,
    ReportFormat
);

impl Wire for Queue {
    fn schema() -> MetaSchemaRef {
        let names = Queue::ALL.iter().map(|queue| queue.as_str().into()).collect();
        simple("string", None).merge(MetaSchema { enum_items: names, ..MetaSchema::ANY })
    }
}

impl FromText for Queue {
    fn from_text(text: &str) -> Result<Self, String> {
        let names = || Queue::ALL.map(Queue::as_str).join(", ");
        Queue::parse(text).ok_or_else(|| format!("must be one of: {}", names()))
    }
}
