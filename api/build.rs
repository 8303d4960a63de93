//! Makes the built web app part of a release build, where there is one: a table of its files for `src/web.rs`.
//!
//! Other builds get an empty table, so that tests do not depend on what was built before; they serve a folder where
//! `WEB_DIR` names one. No library does this, because all it takes is a list of `include_bytes!`, and cargo is to notice
//! files that come and go.

use std::{env, fmt::Write, fs, io, path::Path};

fn main() -> io::Result<()> {
    // The folder is always there, and cargo looks into it: at a file that is missing it would build again each time.
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=build.rs");

    let mut table = String::from("&[\n");
    let app = dist.join("app");
    if env::var("PROFILE").as_deref() == Ok("release") && app.join("index.html").is_file() {
        list(&app.canonicalize()?, "", &mut table)?;
    }
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("web.rs"), table)
}

/// A line for each file, in the order of their names, so that equal apps make equal programs.
fn list(folder: &Path, under: &str, table: &mut String) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if fs::metadata(entry.path())?.is_dir() {
            list(&entry.path(), &format!("{name}/"), table)?;
        } else {
            let path = entry.path().to_string_lossy().into_owned();
            let _ = writeln!(table, "    ({name:?}, include_bytes!({path:?}) as &[u8]),");
        }
    }
    Ok(())
}
