//! Comments.

use shared::app::comments::CommentView;

use crate::edge::wire::wire;

wire! {
    /// What someone says about a card.
    CommentView as "Comment", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a90",
        card_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        author,
        /// Markdown; `@handle` mentions.
        body = "@grace, can you look at this?",
        version = 1,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }
}
