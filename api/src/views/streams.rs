//! Tickets for sockets.

use shared::app::streams::Ticket;

use crate::edge::wire::wire;

wire! {
    /// What opens one socket.
    Ticket as "Ticket" {
        ticket = "mKZ1…",
        /// For how many seconds it is good.
        expires_in = 30,
    }
}
