//! Mail as `.eml` files in `DATA_DIR/mail`, for running without a mail server. Writing a delivery again replaces its
//! file, so here even a crash at the worst moment shows nobody a mail twice.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use shared::draft::Draft;

use super::{Message, SendError};

#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    pub fn new(data_dir: &Path) -> Self {
        Self { folder: data_dir.join("mail") }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes `<time>-<delivery id>.eml`: names sort by the time of what they tell.
    pub async fn write(&self, message: &Message) -> Result<String, SendError> {
        let name = format!("{}-{}.eml", message.created_at.format("%Y%m%dT%H%M%S%3fZ"), message.delivery_id);
        let (folder, bytes) = (self.folder.clone(), message.bytes.clone());
        let written = tokio::task::spawn_blocking(move || write_durably(&folder, &name, &bytes)).await;
        let path = match written {
            Ok(Ok(path)) => path.display().to_string(),
            Ok(Err(error)) => return Err(SendError::Later(format!("the mail could not be written to its file: {error}"))),
            Err(error) => return Err(SendError::Later(format!("the mail could not be written to its file: {error}"))),
        };
        tracing::info!(subject = message.subject, path, "mail written");
        Ok(path)
    }
}

/// A reader sees the whole file or none, and a crash leaves none half-written. Mail holds links that sign people in: only its
/// owner reads the file.
fn write_durably(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (path, partial) = (folder.join(name), folder.join(format!(".{name}.tmp")));
    // Of an attempt that was killed.
    let _ = fs::remove_file(&partial);
    let draft = Draft::begin(&path, &partial)?;
    draft.file()?.write_all(bytes)?;
    draft.replace()?;
    Ok(path)
}
