//! Serves HTTP and WebSockets, as a process of its own. Settings come from the environment: see .env.example.

use std::process::ExitCode;

fn main() -> ExitCode {
    shared::process::main(api::reserve, api::run)
}
