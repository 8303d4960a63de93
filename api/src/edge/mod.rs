//! The edge: everything between a socket and a use case that is the same for every route.
//!
//! A request passes [`layer`] (its id, its log line, its origin, its errors), is decoded strictly by [`body`],
//! [`query`] and [`path`], and answered by [`reply`] or [`problem`]. [`wire`] describes all of it in OpenAPI.

mod access_log;
pub mod body;
pub mod caller;
pub mod client;
pub mod compress;
pub mod conditional;
pub mod content;
pub mod cookies;
pub mod export;
mod failures;
pub mod field;
mod headers;
pub mod idempotency;
pub mod identity;
pub mod layer;
mod names;
pub mod origin;
mod paging;
pub mod path;
pub mod problem;
pub mod problem_docs;
pub mod query;
pub mod quotas;
pub mod reply;
pub mod request;
pub mod routing;
pub mod sheet;
pub mod upload;
pub mod visitor;
pub mod wire;
pub mod words;

pub(crate) use request::query_prefix;
