//! Boards: their life, everything on one in a single answer, who is on one with which rights, and how each wants to see it.

mod board;
mod list;
mod members;
mod preferences;
mod seen;
mod snapshot;

pub use board::{BoardChange, BoardView, NewBoard, create, delete, get, update};
pub(crate) use board::{brief, insert_first, place};
pub use list::{ListedBoardView, list, list_mine};
pub use members::{OverrideChange, list_members, override_member};
pub use preferences::{PreferencesChange, PreferencesView, preferences, reset_preferences, update_preferences};
pub(crate) use seen::list_seen;
pub use snapshot::{Content, SnapshotView, begin_snapshot, content, snapshot};
