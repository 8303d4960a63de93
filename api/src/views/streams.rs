//! Tickets for sockets, and who has one open.

use shared::app::streams::{OnlineView, Ticket};

use crate::edge::wire::wire;

wire! {
    /// What opens one socket.
    Ticket as "Ticket" {
        ticket = "mKZ1…",
        /// For how many seconds it is good.
        expires_in = 30,
    }

    /// Who is there.
    OnlineView as "Online" {
        /// Everyone once, however many sockets they have open.
        items,
    }
}
