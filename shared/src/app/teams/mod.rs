//! Teams: their life, and who is in them.

mod members;
mod team;

pub use members::{list_members, put_member, remove_member};
pub use team::{NewTeam, TeamChange, TeamView, create, delete, get, list, update};
pub(crate) use team::{managed, visible};
