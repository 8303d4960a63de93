//! What the stories are told with. One module a thing: the servers and databases under the application, the
//! application itself, the people who use it, and what they see of it.
#![allow(dead_code, unused_imports, unused_macros, reason = "the words are here for the next story too")]

mod app;
pub mod backups;
mod board;
mod client;
pub mod collector;
mod contract;
pub mod crew;
pub mod databases;
pub mod factor;
pub mod files;
pub mod hostile;
mod invite;
pub mod jobs;
pub mod live;
mod mail;
pub mod nginx;
pub mod oidc;
pub mod own_servers;
mod person;
mod place;
mod ports;
mod process;
pub mod proxy;
mod replica;
pub mod seen;
mod servers;
pub mod smtp_sink;
mod socket;
mod story;
pub mod trello;

pub use app::TestApp;
pub use board::{Board, id, ids};
pub use client::{Answer, Client, Request};
pub use contract::documented_operations;
pub use invite::token;
pub use mail::Mail;
pub use person::{PASSWORD, Person};
pub use place::Place;
pub use ports::free_port;
pub use process::{Ended, Process};
pub use replica::Replica;
pub use servers::{database_url, redis_url, s3_url};
pub use shared::store::Engine;
pub use socket::Socket;
pub(crate) use story::stories;
pub use story::{block_on, story, story_within};
