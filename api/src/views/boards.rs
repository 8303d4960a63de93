//! Boards and their columns.

use shared::app::{
    boards::{BoardView, ListedBoardView, PreferencesView, SnapshotView},
    columns::ColumnView,
};

use crate::edge::wire::wire;

wire! {
    /// Columns with cards in them.
    BoardView as "Board", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        name = "Website",
        /// Markdown.
        description = "",
        /// What happens when a column is over its limit.
        wip_mode = "warn",
        /// What the caller may do on it.
        permissions = ["board_view", "board_comment", "board_write"],
        version = 1,
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }

    /// A board among all of the caller's.
    ListedBoardView as "ListedBoard", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        name = "Website",
        /// Markdown.
        description = "",
        wip_mode = "warn",
        /// What the caller may do on it.
        permissions = ["board_view", "board_comment", "board_write"],
        version = 1,
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
        /// How the caller wants to see it.
        preferences,
    }

    /// How the caller wants to see a board. It is theirs alone.
    PreferencesView as "BoardPreferences" {
        color = "#0e8a16",
        /// Their own title for it.
        title = "What matters",
        /// Whether it comes first among their boards.
        pinned = true,
        /// Whether they hear of what happens on it; `false` is the same as its being in `muted_boards` of their
        /// notification settings.
        notifications = true,
    }

    /// A board with its columns and cards, as of one `seq` of its stream.
    SnapshotView as "Snapshot" {
        /// The stream's head that this is at least as new as: follow the board from here.
        seq = 41,
        board,
        /// In their order.
        columns,
        /// Column by column in their order; archived ones are left out.
        cards,
    }

    /// Where cards are.
    ColumnView as "Column", version {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a50",
        board_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a40",
        name = "In Progress",
        /// What being in it means; reports, progress and reminders go by it.
        kind = "in_progress",
        /// How many cards it should hold at most.
        wip_limit = 3,
        /// Opaque; columns are in the bytewise order of it.
        position = "V",
        /// How many cards it holds, archived ones aside.
        cards_count = 2,
        version = 1,
        created_at = "2026-11-21T09:30:00.000001Z",
        updated_at = "2026-11-21T09:30:00.000001Z",
    }
}
