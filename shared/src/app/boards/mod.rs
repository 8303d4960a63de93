//! Boards: their life, everything on one in a single answer, and who is on one with which rights.

mod board;
mod members;
mod snapshot;

pub use board::{BoardChange, BoardView, NewBoard, create, delete, get, list, list_mine, update};
pub(crate) use board::{insert_first, place};
pub use members::{OverrideChange, list_members, override_member};
pub use snapshot::{SnapshotView, snapshot};
