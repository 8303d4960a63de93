//! Runs the jobs.

pub mod jobs;
