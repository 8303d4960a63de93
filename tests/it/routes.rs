//! That no operation of the contract goes untested. Each was answered in at least one story well, refused in at least
//! one, and met in a third way: another story, or another status. The authorization matrix asks every operation as
//! everybody, so it counts for nothing here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::support::{documented_operations, seen};

#[test]
#[ignore = "looks back on a whole run: tools/test runs it last"]
fn every_operation_was_seen_to_succeed_to_refuse_and_at_an_edge() {
    let path = seen::file().expect("tools/test sets ROUTES_SEEN and runs every story before this");
    let noted = fs::read_to_string(path).expect("the stories noted what they saw");
    let mut met: BTreeMap<&str, BTreeSet<(u16, &str)>> = BTreeMap::new();
    for line in noted.lines() {
        let parts: Vec<&str> = line.splitn(3, ' ').collect();
        let [operation, status, story] = parts[..] else { panic!("{line}") };
        let story = story.trim_end_matches("::on_sqlite").trim_end_matches("::on_postgres");
        if !story.starts_with("matrix::") {
            met.entry(operation).or_default().insert((status.parse().expect("a status"), story));
        }
    }
    let mut slips = Vec::new();
    for operation in documented_operations() {
        let met = met.remove(operation.as_str()).unwrap_or_default();
        let any = |from: u16, to: u16| met.iter().any(|(status, _)| (from..to).contains(status));
        if !any(200, 400) {
            slips.push(format!("{operation} was never seen to succeed"));
        }
        if !any(400, 500) {
            slips.push(format!("{operation} was never seen to refuse"));
        }
        if met.len() < 3 {
            slips.push(format!("{operation} was met in {} ways, and three are the least: {met:?}", met.len()));
        }
    }
    assert!(slips.is_empty(), "Tell a story of these in tests/it (docs/adding-an-endpoint.md):\n{}", slips.join("\n"));
}
