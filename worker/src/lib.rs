//! Runs the jobs.

pub mod jobs;
pub mod mail;
mod notifiers;
#[cfg(test)]
mod testing;
