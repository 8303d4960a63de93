//! Chat messages.

use shared::app::chat::MessageView;

use crate::edge::wire::wire;

wire! {
    /// What someone said in a project's chat.
    MessageView as "Message" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        author,
        /// `@handle` mentions.
        text = "@grace, we ship today!",
        created_at = "2026-11-21T09:30:00.000001Z",
    }
}
