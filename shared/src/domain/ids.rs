//! One type per kind of id, so that a card's id cannot stand where a board's belongs. All are UUIDv7 (RFC 9562),
//! which sort by the time they were made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh one.
            #[expect(clippy::new_without_default, reason = "every call gives another id")]
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

ids!(
    UserId,
    SessionId,
    TeamId,
    ProjectId,
    BoardId,
    ColumnId,
    CardId,
    LabelId,
    ChecklistItemId,
    CommentId,
    EventId,
    NotificationId,
    DeliveryId,
    JobId,
    ReminderId,
    InviteId,
    MessageId,
    AuditId,
    AccountLinkId,
    ApiTokenId,
    IdentityId,
    WorkerId,
    FileId,
    ImportId,
);
