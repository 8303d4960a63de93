//! Files.

use shared::app::files::FileView;

use crate::edge::wire::wire;

wire! {
    /// A file of a card or of a project.
    FileView as "File" {
        id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0",
        /// As its sender named it.
        name = "plan.png",
        /// What its content is.
        media_type = "image/png",
        /// In bytes.
        size = 48_213,
        /// Of the content, in hexadecimal digits.
        sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        project_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a30",
        /// `null`: it is the project's own.
        card_id = "0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2a60",
        content_url = "https://boards.example.org/api/v1/files/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0/content",
        /// Of an image, once its thumbnail has been made.
        thumbnail_url = "https://boards.example.org/api/v1/files/0198c2a4-7b7e-7cc0-a4f3-0f9c1f6f2ab0/thumbnail",
        created_by,
        created_at = "2026-11-21T09:30:00.000001Z",
    }
}
