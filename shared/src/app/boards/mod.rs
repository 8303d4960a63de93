//! Boards: their life, and everything on one in a single answer.

mod board;
mod snapshot;

pub use board::{BoardChange, BoardView, NewBoard, create, delete, get, list, list_mine, update};
pub(crate) use board::{insert_first, place};
pub use snapshot::{SnapshotView, snapshot};
