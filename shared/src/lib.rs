//! What every Boardwire process has in common: the domain and its rules, the store on both database engines, the
//! use cases, the kinds of jobs, configuration, and the hints that processes send each other.
//!
//! Who may see whom: `domain` ← `store` ← `app`; `jobs` and `events` see `domain` only. SQL stays under `store`.

pub mod app;
pub mod clock;
pub mod config;
pub mod domain;
pub mod draft;
pub mod events;
pub mod jobs;
pub mod keys;
pub mod limits;
mod memory;
pub mod metrics;
pub mod oidc;
mod probes;
pub mod process;
pub mod rates;
pub mod server;
pub mod storage;
pub mod store;
pub mod telemetry;
pub mod traces;
pub mod vitals;
