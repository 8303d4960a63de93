//! Words and rules, with no input or output: ids, roles, permissions, ranks, due dates, and what a valid text is.

mod byte_range;
pub mod csv_text;
pub mod days;
pub mod due;
mod exchange;
pub mod figures;
pub mod fold;
pub mod ical;
mod ids;
pub mod media;
pub mod mentions;
pub mod moment;
mod named;
mod notifying;
mod operating;
pub mod permissions;
pub mod rank;
pub mod rebalance;
pub mod search;
pub mod span;
pub mod text;
mod trace;
pub mod user_agent;
mod wishes;

pub use byte_range::ByteRange;
pub use due::Due;
pub use exchange::*;
pub use ids::*;
pub use media::MediaType;
pub use named::*;
pub use notifying::*;
pub use operating::*;
pub use permissions::{Permission, Permissions};
pub use trace::{NoTraceParent, TraceParent};
pub use wishes::*;
