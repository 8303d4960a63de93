//! The named values of the contract, each spelled in one place.

/// Makes an enum whose values are spelled alike in JSON, in the database and in messages.
macro_rules! named {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$value_doc])* #[serde(rename = $text)] $value),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::domain::UnknownName;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$value),)+
                    _ => Err($crate::domain::UnknownName { given: text.to_owned(), known: &[$($text),+] }),
                }
            }
        }
    )+};
}
pub(crate) use named;

/// A name that is none of those known.
#[derive(Debug, thiserror::Error)]
#[error("“{given}” is not one of: {}", known.join(", "))]
pub struct UnknownName {
    pub given: String,
    pub known: &'static [&'static str],
}

named! {
    /// What a person is on the whole instance.
    InstanceRole { Admin = "admin", Member = "member" }

    /// What a person is in a team. Guests have only what projects give them.
    TeamRole { Owner = "owner", Admin = "admin", Member = "member", Guest = "guest" }

    /// What a link that was mailed is for.
    LinkPurpose { Reset = "reset", Verify = "verify" }

    /// What an API token is good for; each also for what stands before it.
    TokenScope { Read = "read", Write = "write", Admin = "admin" }

    ProjectRole { Manager = "manager", Member = "member", Viewer = "viewer" }

    /// Who may see a project: its own members, or everyone in its team but guests.
    Visibility { Private = "private", Team = "team" }

    ProjectStatus { Pending = "pending", InProgress = "in_progress", Completed = "completed" }

    /// What being in a column means for a card: reports, progress and reminders go by it.
    ColumnKind { Todo = "todo", InProgress = "in_progress", Done = "done" }

    /// Whether an invitation still lets anyone in.
    InviteState { Open = "open", Spent = "spent", Expired = "expired" }

    /// What a board does when a column is over its limit.
    WipMode { Warn = "warn", Block = "block" }

    Priority { None = "none", Low = "low", Medium = "medium", High = "high", Urgent = "urgent" }

    /// How to sort cards: by this, `-` for the largest first; those that are alike by their ids. Cards that are due at no
    /// time come last either way.
    CardSort {
        CreatedAt = "created_at",
        CreatedAtDown = "-created_at",
        UpdatedAt = "updated_at",
        UpdatedAtDown = "-updated_at",
        DueAt = "due_at",
        DueAtDown = "-due_at",
        Priority = "priority",
        PriorityDown = "-priority",
    }

    JobState { Ready = "ready", Running = "running", Done = "done", Dead = "dead", Discarded = "discarded" }

    /// How a report is given out.
    ReportFormat { Json = "json", Csv = "csv" }

    /// The kinds of live streams.
    StreamScope { Notifications = "notifications", Board = "board", Project = "project" }

    /// Where a message is on its way to one person. `sending` is stored before SMTP DATA.
    DeliveryState { Pending = "pending", Sending = "sending", Accepted = "accepted", Failed = "failed", Suppressed = "suppressed" }
}

impl Priority {
    /// How it is stored, so that it sorts.
    #[must_use]
    pub fn rank(self) -> i64 {
        self as i64
    }

    #[must_use]
    pub fn from_rank(rank: i64) -> Self {
        usize::try_from(rank).ok().and_then(|i| Self::ALL.get(i).copied()).unwrap_or(Self::None)
    }
}
