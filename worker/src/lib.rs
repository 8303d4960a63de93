//! Runs the jobs.

pub mod jobs;
pub mod mail;
mod notifiers;
