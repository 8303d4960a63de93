//! The use cases: what the program can do, said once for HTTP, sockets and jobs alike.
//!
//! A use case loads what it needs and checks the caller's rights inside one transaction, changes rows, records what
//! happened and which jobs follow, and commits: [`Work`]. Data, activity and jobs commit together or not at all.

pub mod accounts;
pub mod activity;
mod actor;
mod audit;
pub mod backup;
pub mod boards;
pub mod calendar;
pub mod cards;
mod changes;
pub mod chat;
pub mod checklists;
pub mod columns;
pub mod comments;
mod context;
mod error;
mod event;
mod expect;
pub mod exports;
pub mod files;
mod health;
pub mod imports;
pub mod invites;
pub mod labels;
mod limit;
pub mod notifications;
pub mod once;
pub mod operators;
mod pace;
pub mod paging;
pub mod people;
pub mod projects;
pub mod reminders;
pub mod reports;
pub mod streams;
pub mod teams;
mod work;

pub use actor::{Actor, Credential, Trace};
pub use audit::Audit;
pub(crate) use changes::Changes;
pub use context::Ctx;
pub use error::{AppError, Current, Fields, Result};
pub use event::Event;
pub use expect::Expect;
pub use health::Health;
pub use once::Once;
pub use work::Work;
