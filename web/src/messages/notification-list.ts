// The texts of the screen that lists notifications, loaded with the screen: see messages.ts.

export const notificationList = {
  show: "Which are shown",
  shown: { unread: "Unread", all: "All" },
  allRead: "Everything is read",
  allReadText: "What is new appears here at once. What you have read is under All.",
  markRead: "Mark as read",
  markUnread: "Mark as unread",
  kinds: {
    assigned: "Assigned",
    unassigned: "No longer assigned",
    mentioned: "Mentioned",
    commented: "Comment",
    due_soon: "Due soon",
    overdue: "Overdue",
    due_changed: "Due date",
    completed: "Completed",
    moved: "Moved",
    added_to_team: "New team",
    added_to_project: "New project",
    added_to_board: "New board",
    invited: "Invitation",
    chat_mentioned: "Mentioned in chat",
    reminder: "Reminder",
    security: "Security",
  },
} as const;
