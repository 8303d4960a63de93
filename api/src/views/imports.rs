//! Imports.

use shared::app::imports::{Begun, Entry, ImportView, Progress, Report};

use crate::edge::wire::wire;

wire! {
    /// An import that was begun.
    Begun as "ImportBegun" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10",
        state = "queued",
    }

    /// Cards on their way in from a file.
    ImportView as "Import" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2b10",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        /// What the file was written by.
        source = "trello",
        /// As its sender named it.
        file_name = "board.json",
        /// `queued`, then `running`, then `done` or `failed`.
        state = "running",
        progress,
        report,
        /// Why it failed.
        reason = null,
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
        finished_at = null,
    }

    /// How far an import is, in cards, and files where it brings some.
    Progress as "ImportProgress" {
        done = 200,
        /// 0 until the file has been read.
        total = 500,
    }

    /// What came of an import so far.
    Report as "ImportReport" {
        /// How many cards it made.
        created = 180,
        /// How many cards were there already, and stayed as they were.
        skipped = 20,
        /// What could not come over; at most 200 entries and one that counts the others.
        left_out,
    }

    /// Something that could not come over.
    Entry as "ImportLeftOut" {
        /// What kind of thing.
        what = "attachment",
        why = "its content is not in the file",
        /// Which one, where it is one; of a row of a table, its line.
        name = null,
        count = 3,
    }
}
