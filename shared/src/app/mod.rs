//! The use cases: what the program can do, said once for HTTP, sockets and jobs alike.
//!
//! A use case loads what it needs and checks the caller's rights inside one transaction, changes rows, records what
//! happened and which jobs follow, and commits: [`Work`]. Data, activity and jobs commit together or not at all.

pub mod accounts;
mod actor;
mod context;
mod error;
mod expect;
pub mod notifications;
mod work;

pub use actor::{Actor, Trace};
pub use context::Ctx;
pub use error::{AppError, Current, Fields, Result};
pub use expect::Expect;
pub use work::{Event, Work};
