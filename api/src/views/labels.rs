//! Labels.

use shared::app::labels::LabelView;

use crate::edge::wire::wire;

wire! {
    /// What the cards of a project are sorted by.
    LabelView as "Label", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a70",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        /// Used once in a project, however it is written.
        name = "bug",
        /// `#rrggbb`, in lower case.
        color = "#d73a4a",
        version = 1,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }
}
