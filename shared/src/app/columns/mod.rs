//! Columns: their life and their order.

mod column;
mod order;

pub use column::{ColumnChange, ColumnView, MOST, NewColumn, create, delete, get, list, update};
pub(crate) use column::{lock_writable, place};
pub use order::{Spot, move_column};
