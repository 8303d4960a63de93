//! Which answers of which operations the stories have seen, for `tests/it/routes.rs`, which looks at the end of a whole
//! run whether any operation was left out. Nothing is noted unless `ROUTES_SEEN` names a file, as `tools/test` does.

use std::{env, fs::OpenOptions, io::Write, path::PathBuf, sync::OnceLock, thread};

/// The file, where answers are to be noted.
pub fn file() -> Option<&'static PathBuf> {
    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    FILE.get_or_init(|| env::var_os("ROUTES_SEEN").map(PathBuf::from)).as_ref()
}

/// Notes an answer and the story that saw it: a test's thread has the test's name.
pub fn note(operation: &str, status: u16) {
    let Some(path) = file() else { return };
    let line = format!("{operation} {status} {}\n", thread::current().name().unwrap_or("-"));
    // One write of one line, which is not mixed with those of other processes.
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("ROUTES_SEEN can be written");
    file.write_all(line.as_bytes()).expect("ROUTES_SEEN can be written");
}
