//! The activity log: who did what, per board, card, project and team, as sentences and as data.

mod changes;
mod feed;
mod sentence;

pub use feed::{ActivityView, of_board, of_card, of_project, of_team};
