//! Tables as CSV (RFC 4180), for people who open them in a spreadsheet.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for a formula, and what other
//! people typed would be run in the reader's name (CSV injection). Such a cell gets an apostrophe in front, which
//! spreadsheets read as “this is text”. [`restored`] takes it away again, so that what was written comes back as it was.

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};

/// Rows on their way into CSV. What was written so far can be taken out at any time, so that a long table is streamed.
pub struct Table {
    writer: Writer<Vec<u8>>,
}

impl Default for Table {
    fn default() -> Self {
        Self { writer: writer() }
    }
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new())
}

impl Table {
    /// A table whose first row names the columns.
    #[must_use]
    pub fn headed(columns: &[&str]) -> Self {
        let mut table = Self::default();
        table.push(columns);
        table
    }

    /// Adds a row; every cell is defused.
    pub fn push<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        for cell in cells {
            // Writing to memory does not fail.
            let _ = self.writer.write_field(defused(cell.as_ref()).as_ref());
        }
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    /// Takes out what was written since the last time.
    #[must_use]
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::replace(&mut self.writer, writer()).into_inner().unwrap_or_default()
    }
}

/// The cell as a spreadsheet takes it for text.
#[must_use]
pub fn defused(cell: &str) -> Cow<'_, str> {
    if runs(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before it was [`defused`].
#[must_use]
pub fn restored(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| runs(rest)).unwrap_or(cell)
}

/// Whether a formula begins here, behind any apostrophes: those count too, so that one more can be told from none.
fn runs(cell: &str) -> bool {
    // The wide forms, too: spreadsheets set up for East Asian languages take them for the others.
    let begins = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    cell.trim_start_matches('\'').starts_with(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let mut table = Table::headed(&["name", "note"]);
        for row in rows {
            table.push(*row);
        }
        String::from_utf8(table.take()).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(written(&[&["Ada", "1"]]), "name,note\r\nAda,1\r\n");
        assert_eq!(written(&[&["King, \"Ada\"", "two\nlines"]]), "name,note\r\n\"King, \"\"Ada\"\"\",\"two\nlines\"\r\n");
        assert_eq!(written(&[&["", "Zoë"]]), "name,note\r\n,Zoë\r\n");
    }

    #[test]
    fn what_was_taken_out_is_not_given_again() {
        let mut table = Table::headed(&["a"]);
        assert_eq!(table.take(), b"a\r\n");
        table.push(["1"]);
        assert_eq!(table.take(), b"1\r\n");
        assert_eq!(table.take(), b"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''-1"] {
            let safe = defused(cell);
            assert_eq!(safe.strip_prefix('\''), Some(cell), "{cell:?}");
            assert_eq!(restored(&safe), cell);
        }
        assert_eq!(written(&[&["=HYPERLINK(\"x\")", "a"]]), "name,note\r\n\"'=HYPERLINK(\"\"x\"\")\",a\r\n");
    }

    #[test]
    fn every_other_cell_stays_as_it_is() {
        for cell in ["", "Ada", "a=b", "1-1", "'quoted'", "it's", " =1"] {
            assert_eq!(defused(cell), cell);
            assert_eq!(restored(cell), cell);
        }
    }
}
