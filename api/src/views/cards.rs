//! Cards.

use shared::app::cards::{AssigneeView, CardView, ChecklistCount, LabelOnCard};

use crate::edge::wire::wire;

wire! {
    /// Something to be done.
    CardView as "Card", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        /// Short, per project.
        key = "WEB-12",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        board_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        column_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a50",
        /// Its column's kind.
        status = "in_progress",
        title = "Write the release notes",
        /// Markdown.
        description = "For people, not for the changelog.",
        /// Opaque; the cards of a column are in the bytewise order of it.
        position = "V",
        priority = "high",
        /// What was set: a date (all day, in the setter's time zone) or a date-time.
        due = "2026-12-24",
        /// The instant it falls due.
        due_at = "2026-12-24T23:00:00Z",
        completed_at = null,
        archived_at = null,
        assignees,
        watchers_count = 1,
        labels,
        checklist,
        comments_count = 0,
        files_count = 0,
        version = 1,
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }

    /// Someone who works on a card.
    AssigneeView as "Assignee" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10",
        name = "Ada Lovelace",
        handle = "ada",
        assigned_at = "2026-11-21T09:30:00.000001Z",
    }

    /// A label as a card shows it.
    LabelOnCard as "CardLabel" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a70",
        name = "bug",
        color = "#d73a4a",
    }

    /// How much of a card's checklist is done.
    ChecklistCount as "ChecklistCount" {
        done = 1,
        total = 3,
    }
}
