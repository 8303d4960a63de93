//! Backups as an operator makes them, and as something breaks them.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::Value;
use shared::app::backup::{Archive, Manifest};
use uuid::Uuid;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Engine, Place, Process};

/// `boardwire admin …` in a place.
pub async fn admin(place: &Place, arguments: &[&str]) -> Result<String, String> {
    let arguments: Vec<&str> = ["admin"].into_iter().chain(arguments.iter().copied()).collect();
    Process::command(place, &arguments, &[]).await
}

/// A name in a place that no file has yet.
pub fn new_file(place: &Place) -> PathBuf {
    place.folder().join(format!("backup-{}.zip", Uuid::now_v7()))
}

pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path is text")
}

/// A backup of what is in a place.
pub async fn backup(place: &Place) -> PathBuf {
    let file = new_file(place);
    admin(place, &["backup", text(&file)]).await.unwrap_or_else(|why| panic!("no backup: {why}"));
    file
}

/// A new place of this engine, filled from a backup.
pub async fn restored(engine: Engine, file: &Path) -> Arc<Place> {
    let place = Place::new(engine).await;
    admin(&place, &["restore", text(file)]).await.unwrap_or_else(|why| panic!("not restored: {why}"));
    Arc::new(place)
}

pub fn manifest(file: &Path) -> Manifest {
    Archive::open(file).expect("a backup").manifest().clone()
}

/// Whether a backup is whole; else why not.
pub fn checked(file: &Path) -> Result<(), String> {
    Archive::open(file).and_then(|mut archive| archive.check()).map_err(|why| format!("{why:#}"))
}

/// The same backup with another manifest.
pub fn with_manifest(file: &Path, into: &Path, change: impl FnOnce(&mut Value)) {
    changed(file, into, None, change);
}

/// The same backup without a table, of which the manifest knows nothing either.
pub fn without_table(file: &Path, table: &str, into: &Path) {
    changed(file, into, Some(&format!("tables/{table}.jsonl")), |manifest| {
        manifest["tables"].as_array_mut().unwrap().retain(|entry| entry["name"] != table);
    });
}

fn changed(file: &Path, into: &Path, without: Option<&str>, change: impl FnOnce(&mut Value)) {
    let mut from = ZipArchive::new(File::open(file).unwrap()).unwrap();
    let mut zip = ZipWriter::new(File::create(into).unwrap());
    for at in 0..from.len() {
        let entry = from.by_index_raw(at).unwrap();
        if entry.name() != "manifest.json" && Some(entry.name()) != without {
            zip.raw_copy_file(entry).unwrap();
        }
    }
    let mut manifest: Value = serde_json::from_reader(from.by_name("manifest.json").unwrap()).unwrap();
    change(&mut manifest);
    zip.start_file("manifest.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(manifest.to_string().as_bytes()).unwrap();
    zip.finish().unwrap();
}

/// Where the middle of each entry's content is in the file, and the entry's name.
pub fn middles(file: &Path) -> Vec<(usize, String)> {
    let mut zip = ZipArchive::new(File::open(file).unwrap()).unwrap();
    let mut middles = Vec::new();
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).unwrap();
        if entry.compressed_size() > 0 && entry.size() > 0 {
            let middle = entry.data_start().unwrap() + entry.compressed_size() / 2;
            middles.push((usize::try_from(middle).unwrap(), entry.name().to_owned()));
        }
    }
    middles
}

/// Where the name of each entry is in the directory at the file's end, which is where it is read, and the name.
pub fn names(file: &Path) -> Vec<(usize, String)> {
    /// Of an entry of the directory, before its name.
    const HEAD: u64 = 46;
    let mut zip = ZipArchive::new(File::open(file).unwrap()).unwrap();
    let mut names = Vec::new();
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).unwrap();
        names.push((usize::try_from(entry.central_header_start() + HEAD).unwrap(), entry.name().to_owned()));
    }
    names
}

/// The file with one byte changed.
pub fn with_byte_changed(file: &Path, at: usize, into: &Path) {
    changed_at(file, at, 0x20, into);
}

/// The file with the last bit of a byte changed: a digit is another digit then.
pub fn with_bit_changed(file: &Path, at: usize, into: &Path) {
    changed_at(file, at, 1, into);
}

fn changed_at(file: &Path, at: usize, bits: u8, into: &Path) {
    let mut bytes = fs::read(file).unwrap();
    bytes[at] ^= bits;
    fs::write(into, bytes).unwrap();
}
