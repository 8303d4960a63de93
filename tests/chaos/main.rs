//! The proof that nothing is lost: the program itself under real faults, and a checker that compares what was asked for
//! with what arrived. `make test` runs the short forms, `make chaos` the long ones too.
//!
//! `CHAOS_SEED` repeats a plan of faults; each form prints the one it used.

mod chance;
mod checker;
mod checker_tests;
mod drain;
mod faults;
mod fleet;
mod flow;
mod journal;
mod recovery;
mod report;
mod schedules;
mod sink;
mod storm;
mod storms;
#[path = "../it/support/mod.rs"]
mod support;
mod truth;
mod wire;
mod work;
