//! Cards: their life, their order, and who works on them.

mod assign;
mod card;
mod change;
mod create;
mod list;
mod position;
mod view;

pub use assign::{assign, unassign, unwatch, watch};
pub(crate) use card::place;
pub use card::{delete, get};
pub use change::{CardChange, update};
pub use create::{NewCard, create};
pub use list::{Listing, list};
pub(crate) use position::move_all;
pub use position::{Destination, MoveCard, move_card};
pub(crate) use view::views;
pub use view::{AssigneeView, CardView, ChecklistCount, LabelOnCard};
