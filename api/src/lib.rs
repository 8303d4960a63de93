//! The HTTP and WebSocket edge of Boardwire, over the use cases of `shared`.
//!
//! [`edge`] is what is the same for every route, `routes` and `sockets` are the contract, `pages` is what people see
//! in a browser. Nothing here touches the database: a handler decodes, calls one use case, encodes.

mod app;
mod edge;
mod pages;
mod routes;
mod sockets;
mod spec;
mod views;
mod web;
mod welcome;

pub use app::{Live, frames, reserve, run, serve, spec};
