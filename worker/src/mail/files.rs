//! Mail as `.eml` files in `DATA_DIR/mail`, for running without a mail server. Writing a delivery again replaces its
//! file, so here even a crash at the worst moment shows nobody a mail twice.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

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

/// A reader sees the whole file or none, and a crash leaves none half-written.
fn write_durably(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (path, temporary) = (folder.join(name), folder.join(format!(".{name}.tmp")));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Mail holds links that sign people in.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(path)
}
