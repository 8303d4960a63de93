//! The rows of the matrix, one file a noun.

mod admin;
mod auth;
mod boards;
mod cards;
mod checklists;
mod columns;
mod comments;
mod files;
mod invites;
mod labels;
mod notifications;
mod projects;
mod reminders;
mod reports;
mod sockets;
mod teams;
mod users;

use reqwest::Method;

use super::{document::operations, row::Row};

/// All of them: first what only reads, last what deletes, so that a deletion that should have been refused spoils the
/// least.
pub fn all() -> Vec<Row> {
    let mut rows = listed();
    let method =
        |row: &Row| operations().iter().find(|operation| operation.id == row.operation).map(|operation| &operation.method);
    rows.sort_by_key(|row| (method(row) != Some(&Method::GET), method(row) == Some(&Method::DELETE)));
    rows
}

fn listed() -> Vec<Row> {
    [
        admin::rows(),
        auth::rows(),
        boards::rows(),
        cards::rows(),
        checklists::rows(),
        columns::rows(),
        comments::rows(),
        files::rows(),
        invites::rows(),
        labels::rows(),
        notifications::rows(),
        projects::rows(),
        reminders::rows(),
        reports::rows(),
        sockets::rows(),
        teams::rows(),
        users::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
