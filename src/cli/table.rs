//! Tables that people read on a terminal, and values as they stand in them.

use chrono::{DateTime, SecondsFormat, Utc};

/// Rows under a head, in columns as wide as their widest cell.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|cell| cell.to_uppercase()).collect()] }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| one_line(&cell)).collect());
    }

    /// Prints it; `nothing` where there is no row.
    pub fn print(&self, nothing: &str) {
        if self.rows.len() == 1 {
            println!("{nothing}");
            return;
        }
        self.print_from(0);
    }

    /// Prints it without its head.
    pub fn print_body(&self) {
        self.print_from(1);
    }

    fn print_from(&self, first: usize) {
        let rows = &self.rows[first..];
        let columns = self.rows[0].len();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut lines = String::new();
        for row in rows {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            lines.push_str(cells.join("  ").trim_end());
            lines.push('\n');
        }
        super::print(&lines);
    }
}

/// Control characters could move a terminal's cursor, or worse.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text on one line, cut to `width` characters.
pub fn cut(text: &str, width: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= width {
        return text;
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

pub fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub fn maybe_time(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "-".to_owned(), time)
}

pub fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    super::print(&(serde_json::to_string_pretty(value)? + "\n"));
    Ok(())
}
