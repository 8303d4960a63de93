//! What projects are brought in from, and given out as.

super::named::named! {
    /// What an uploaded file was written by.
    ImportSource {
        /// A board of Trello, as its menu exports it: JSON.
        Trello = "trello",
        /// A table with a card in each row.
        Csv = "csv",
        /// A project of this program: JSON, or a zip with it and its files.
        Boardwire = "boardwire",
    }

    /// How far an import is.
    ImportState { Queued = "queued", Running = "running", Done = "done", Failed = "failed" }

    /// What a project is given out as.
    ExportFormat { Json = "json", Csv = "csv", Zip = "zip" }
}

impl ImportState {
    /// Whether nothing more becomes of it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}
