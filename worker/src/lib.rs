//! Runs the jobs.

pub mod jobs;
pub mod mail;
mod notifiers;
#[cfg(test)]
#[path = "../../tests/it/support/smtp_sink.rs"]
#[expect(dead_code, reason = "the stories about the whole application use more of it")]
mod smtp_sink;
#[cfg(test)]
mod testing;
