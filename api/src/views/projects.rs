//! Projects.

use shared::app::projects::ProjectView;

use crate::edge::wire::wire;

wire! {
    /// Something a team works on.
    ProjectView as "Project", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        team_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20",
        /// The prefix of its cards' keys.
        key = "WEB",
        name = "Website",
        /// Markdown.
        description = "The new website.",
        status = "in_progress",
        /// Who sees it beside its members: nobody, or everyone in its team but guests.
        visibility = "private",
        deadline = "2026-12-24",
        /// The caller's own role in it; `null` where they come by their team.
        role = "manager",
        /// What the caller may do in it.
        permissions = ["board_view", "board_comment", "board_write", "board_manage", "user_manage"],
        version = 1,
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }
}
