//! Turns schedules into jobs, as a process of its own. Settings come from the environment: see .env.example.

use std::process::ExitCode;

fn main() -> ExitCode {
    shared::process::main(|_| Ok(()), |ctx, (), stop| scheduler::run(ctx, stop))
}
