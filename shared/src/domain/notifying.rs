//! What people are told about.

use super::named::named;

named! {
    /// Why a person hears of something.
    NotificationKind {
        Assigned = "assigned",
        Unassigned = "unassigned",
        Mentioned = "mentioned",
        Commented = "commented",
        DueSoon = "due_soon",
        Overdue = "overdue",
        DueChanged = "due_changed",
        Completed = "completed",
        Moved = "moved",
        AddedToTeam = "added_to_team",
        AddedToProject = "added_to_project",
        AddedToBoard = "added_to_board",
        Invited = "invited",
        ChatMentioned = "chat_mentioned",
        Reminder = "reminder",
        Security = "security",
    }
}
