//! Checklists.

use shared::app::checklists::ChecklistItemView;

use crate::edge::wire::wire;

wire! {
    /// Something to tick off on a card.
    ChecklistItemView as "ChecklistItem", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0",
        card_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        text = "Ask for a review",
        done = false,
        /// Opaque; the items of a card are in the bytewise order of it.
        position = "V",
        version = 1,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }
}
