//! Columns: their life and their order.

mod column;
mod order;

pub(crate) use column::place;
pub use column::{ColumnChange, ColumnView, MOST, NewColumn, create, delete, get, list, update};
pub use order::{Spot, move_column};
