//! Boardwire in one binary: everything at once (the default), or one part of it.

mod cli;
mod demo;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
