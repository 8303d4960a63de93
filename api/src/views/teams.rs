//! Teams.

use shared::app::teams::TeamView;

use crate::edge::wire::wire;

wire! {
    /// People who work together, and what they work on.
    TeamView as "Team", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a20",
        name = "Web",
        description = "Everything that has pixels.",
        /// Whether it is the team that the caller's account brought along.
        personal = false,
        /// The caller's role; `null` for the instance admin looking in from outside.
        role = "owner",
        version = 1,
        created_by = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a10",
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }
}
