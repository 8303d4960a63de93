//! Words and rules, with no input or output: ids, roles, permissions, ranks, due dates, and what a valid text is.

mod due;
mod ids;
pub mod mentions;
mod named;
mod notifying;
pub mod permissions;
pub mod rank;
pub mod span;
pub mod text;
mod wishes;

pub use due::Due;
pub use ids::*;
pub use named::*;
pub use notifying::*;
pub use permissions::{Permission, Permissions};
pub use wishes::*;
