//! Projects: their life, and who is in them.

mod members;
mod project;

pub use members::{list_members, put_member, remove_member};
pub use project::{Listing, NewProject, ProjectChange, ProjectView, create, delete, get, list, update};
pub(crate) use project::{brief, place};
