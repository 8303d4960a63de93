//! That the matrix has a row for everything there is. Needs no server: `tools/check matrix` runs it.

use std::collections::BTreeSet;

use super::{
    document::{operation, operations},
    row::Need,
    rows,
};

#[test]
fn every_operation_has_a_row() {
    let rows = rows::all();
    let mut slips = Vec::new();
    for operation in operations() {
        let (id, of_it) = (&operation.id, rows.iter().filter(|row| row.operation == operation.id).collect::<Vec<_>>());
        if of_it.is_empty() {
            let noun = operation.path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
            let (method, path) = (&operation.method, &operation.path);
            slips.push(format!(
                "{id} ({method} {path}) has no row: say in rows/{noun}.rs what it needs and how to ask for it well"
            ));
            continue;
        }
        for name in operation.other_ids() {
            if !of_it.iter().any(|row| row.names.iter().any(|(field, ..)| *field == name)) {
                slips.push(format!("{id} names an id in {name}: say in its row what becomes of one that the caller may not use"));
            }
        }
        for row in of_it {
            if operation.signed_in == (row.first() == Need::Nothing) {
                slips.push(format!("{id}: its row and the document do not agree whether one has to be signed in"));
            }
            if operation.media_type.is_some() != row.make.is_some() {
                slips.push(format!("{id}: its row has a body where the document has none, or the other way round"));
            }
        }
    }
    let known: BTreeSet<_> = operations().iter().map(|operation| operation.id.as_str()).collect();
    for row in &rows {
        if !known.contains(row.operation) {
            slips.push(format!("{} is no operation (any more): take its row out", row.operation));
            continue;
        }
        for (field, ..) in &row.names {
            if !operation(row.operation).other_ids().any(|name| name == *field) {
                slips.push(format!("{} names no id in {field} (any more): take that out of its row", row.operation));
            }
        }
    }
    let told = slips.join("\n");
    assert!(slips.is_empty(), "The authorization matrix (tests/it/matrix, whose mod.rs says how to add a row) lacks:\n{told}");
}

#[test]
fn rows_of_one_operation_are_told_apart() {
    let mut names = BTreeSet::new();
    for row in rows::all() {
        assert!(names.insert(row.name()), "two rows are called {}: give one of them a case", row.name());
    }
}
