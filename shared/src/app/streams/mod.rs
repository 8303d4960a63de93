//! What sockets need beside the use cases they share with HTTP: tickets to open one, and where streams stand.

mod position;
mod tickets;

pub use position::{Window, epoch, user_window};
pub use tickets::{Redeemed, Stream, Ticket, issue, redeem};
