//! Cards: their life, their order, their labels, and who works on them.

mod assign;
mod card;
mod change;
mod copy;
mod create;
mod label;
mod list;
mod position;
mod rebalance;
mod spot;
mod view;

pub use assign::{assign, unassign, unwatch, watch};
pub use card::{delete, get};
pub(crate) use card::{lock_writable, place};
pub use change::{CardChange, update};
pub use copy::{CardCopy, copy};
pub use create::{NewCard, create};
pub use label::{put_label, remove_label};
pub use list::{AssigneeFilter, Listing, Scope, find_cards, list};
pub(crate) use position::move_batch;
pub use position::{Destination, MoveCard, move_card};
pub use rebalance::rebalance;
pub use view::{AssigneeView, CardView, ChecklistCount, LabelOnCard};
pub(crate) use view::{current, find, views};
