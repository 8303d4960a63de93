//! What sockets need beside the use cases they share with HTTP: tickets to open one, where streams stand and what is in
//! them, who may follow them, who is there.

mod entry;
mod events;
mod online;
mod position;
mod tickets;
mod typing;

pub use entry::{enter, holds_card, holds_column, sees_board, stay};
pub use events::{Batch, Place, StreamEvent, events_after, rights};
pub use online::{Arrivals, OnlineView, Presence, beat, come_and_go, depart, forget, living, on_board, online};
pub use position::{epoch, goes_on, head, prune, user_goes_on};
pub use tickets::{Redeemed, Stream, Ticket, issue, redeem};
pub use typing::{type_in_chat, type_on_card, who};
