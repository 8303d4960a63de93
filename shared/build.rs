//! The migrations are built in. Cargo sees by itself when one changes, but not when one is added.

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
}
