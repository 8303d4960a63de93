//! How the domain's own types travel to and from both engines: ids as their UUID, named values as their text.

use sqlx::{Database, Decode, Encode, Type, encode::IsNull, error::BoxDynError};

use crate::domain::{
    AccountLinkId, ApiTokenId, AuditAction, AuditId, BoardId, CardId, ChecklistItemId, ColumnId, ColumnKind, CommentId,
    DeliveryId, DeliveryState, EmailMode, EventId, FileId, IdentityId, ImportId, ImportSource, ImportState, InstanceRole,
    InviteId, JobId, JobState, LabelId, LinkPurpose, MailPurpose, MediaType, MessageId, MuteScope, MutedChannels, NotificationId,
    NotificationKind, ProjectId, ProjectRole, ProjectStatus, ReminderId, SessionId, TeamId, TeamRole, TokenScope, UserId, Via,
    Visibility, WipMode, WorkerId, WorkerRole, WorkerState,
};

macro_rules! as_uuid {
    ($($id:ty),+ $(,)?) => {$(
        impl<D: Database> Type<D> for $id where uuid::Uuid: Type<D> {
            fn type_info() -> D::TypeInfo { <uuid::Uuid as Type<D>>::type_info() }
            fn compatible(ty: &D::TypeInfo) -> bool { <uuid::Uuid as Type<D>>::compatible(ty) }
        }
        impl<'q, D: Database> Encode<'q, D> for $id where uuid::Uuid: Encode<'q, D> {
            fn encode_by_ref(&self, out: &mut <D as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                self.0.encode_by_ref(out)
            }
        }
        impl<'r, D: Database> Decode<'r, D> for $id where uuid::Uuid: Decode<'r, D> {
            fn decode(value: <D as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                <uuid::Uuid as Decode<'r, D>>::decode(value).map(Self)
            }
        }
    )+};
}

macro_rules! as_text {
    ($($name:ty),+ $(,)?) => {$(
        impl<D: Database> Type<D> for $name where String: Type<D> {
            fn type_info() -> D::TypeInfo { <String as Type<D>>::type_info() }
            fn compatible(ty: &D::TypeInfo) -> bool { <String as Type<D>>::compatible(ty) }
        }
        impl<'q, D: Database> Encode<'q, D> for $name where String: Encode<'q, D> {
            fn encode_by_ref(&self, out: &mut <D as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                self.as_str().to_owned().encode(out)
            }
        }
        impl<'r, D: Database> Decode<'r, D> for $name where String: Decode<'r, D> {
            fn decode(value: <D as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(<String as Decode<'r, D>>::decode(value)?.parse::<Self>()?)
            }
        }
    )+};
}

as_uuid!(
    AccountLinkId,
    ApiTokenId,
    IdentityId,
    AuditId,
    BoardId,
    CardId,
    ChecklistItemId,
    ColumnId,
    CommentId,
    DeliveryId,
    EventId,
    FileId,
    ImportId,
    InviteId,
    JobId,
    LabelId,
    MessageId,
    NotificationId,
    ProjectId,
    ReminderId,
    SessionId,
    TeamId,
    UserId,
    WorkerId
);
as_text!(
    AuditAction,
    ColumnKind,
    DeliveryState,
    EmailMode,
    ImportSource,
    ImportState,
    InstanceRole,
    JobState,
    LinkPurpose,
    MailPurpose,
    MediaType,
    MuteScope,
    MutedChannels,
    NotificationKind,
    ProjectRole,
    ProjectStatus,
    TeamRole,
    TokenScope,
    Via,
    Visibility,
    WipMode,
    WorkerRole,
    WorkerState
);
