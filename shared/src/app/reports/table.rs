//! Reports as tables, for spreadsheets: a line a day, or a line a person.

use super::{PersonPerformance, PersonWorkload, ProjectReport, TeamPerformance, Workload};
use crate::domain::csv_text::Table;

/// What can be read as a table.
pub trait Tabular {
    /// What a file of it is called.
    fn file_name(&self) -> String;
    fn table(&self) -> Table;
}

impl Tabular for ProjectReport {
    fn file_name(&self) -> String {
        format!("project-{}-{}.csv", self.from, self.to)
    }

    fn table(&self) -> Table {
        let mut table = Table::headed(&["date", "created", "completed", "todo", "in_progress", "done"]);
        for day in &self.days {
            let numbers = [day.created, day.completed, day.todo, day.in_progress, day.done].map(|number| number.to_string());
            table.push(std::iter::once(day.date.to_string()).chain(numbers));
        }
        table
    }
}

impl Tabular for TeamPerformance {
    fn file_name(&self) -> String {
        "team-performance.csv".to_owned()
    }

    fn table(&self) -> Table {
        let mut table = Table::headed(&["name", "handle", "total", "done", "in_progress", "todo", "completion_rate"]);
        for PersonPerformance { user, total, done, in_progress, todo, completion_rate } in &self.items {
            let numbers = [*total, *done, *in_progress, *todo, *completion_rate].map(|number| number.to_string());
            table.push([user.name.clone(), user.handle.clone()].into_iter().chain(numbers));
        }
        table
    }
}

impl Tabular for Workload {
    fn file_name(&self) -> String {
        "workload.csv".to_owned()
    }

    fn table(&self) -> Table {
        let mut table = Table::headed(&["name", "handle", "open", "urgent", "high", "medium", "low", "none", "overdue"]);
        for PersonWorkload { user, open, by_priority: by, overdue } in &self.items {
            let numbers = [*open, by.urgent, by.high, by.medium, by.low, by.none, *overdue].map(|number| number.to_string());
            table.push([user.name.clone(), user.handle.clone()].into_iter().chain(numbers));
        }
        table
    }
}
