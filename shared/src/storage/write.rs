//! Writing a content piece by piece. Small ones are put at once; of larger ones no more than a piece is held in memory.

use std::{mem::take, path::PathBuf, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, path::Path};
use tokio::runtime::Handle;

use super::{Result, StorageError, in_time};

/// A content that is being written. Unless it is kept in the end, it is taken away again.
pub struct Writing {
    store: Arc<dyn ObjectStore>,
    path: Path,
    piece: usize,
    held: Vec<Bytes>,
    size: usize,
    upload: Option<Box<dyn MultipartUpload>>,
    /// Whether something may stand under its name.
    there: bool,
    kept: bool,
}

impl Writing {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path, piece: usize) -> Self {
        Self { store, path, piece, held: Vec::new(), size: 0, upload: None, there: false, kept: false }
    }

    /// Adds to it.
    pub async fn write(&mut self, mut bytes: Bytes) -> Result<()> {
        // All pieces but the last have the same size: some servers ask for that.
        while self.size + bytes.len() >= self.piece {
            let rest = bytes.split_off(self.piece - self.size);
            self.hold(std::mem::replace(&mut bytes, rest));
            self.send().await?;
        }
        self.hold(bytes);
        Ok(())
    }

    fn hold(&mut self, bytes: Bytes) {
        self.size += bytes.len();
        self.held.push(bytes);
    }

    async fn send(&mut self) -> Result<()> {
        let piece: PutPayload = take(&mut self.held).into_iter().collect();
        self.size = 0;
        if self.upload.is_none() {
            self.upload = Some(in_time(self.store.put_multipart(&self.path)).await?);
        }
        match &mut self.upload {
            Some(upload) => in_time(upload.put_part(piece)).await,
            None => Ok(()),
        }
    }

    /// Writes what is left. It stands under its name from now on, to be kept once its row is on its way.
    pub async fn finish(&mut self) -> Result<()> {
        self.there = true;
        if self.upload.is_none() {
            let all: PutPayload = take(&mut self.held).into_iter().collect();
            return in_time(self.store.put(&self.path, all)).await.map(drop);
        }
        if self.size > 0 {
            self.send().await?;
        }
        match &mut self.upload {
            Some(upload) => in_time(upload.complete()).await?,
            None => return Ok(()),
        };
        self.upload = None;
        Ok(())
    }

    /// It stays. To be said before its row is committed, of which nobody can be sure when the answer is lost: what is
    /// left without a row is swept later.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

/// Also where the request that sends it is broken off.
impl Drop for Writing {
    fn drop(&mut self) {
        let (upload, there) = (self.upload.take(), self.there);
        let Ok(runtime) = Handle::try_current() else { return };
        if self.kept || (upload.is_none() && !there) {
            return;
        }
        let (store, path) = (self.store.clone(), take(&mut self.path));
        runtime.spawn(async move {
            if let Some(mut upload) = upload
                && let Err(error) = in_time(upload.abort()).await
            {
                tracing::warn!(%error, %path, "what was written of a file could not be taken away");
            }
            if there && let Err(error) = in_time(store.delete(&path)).await {
                let StorageError::Down(why) = error else { return };
                tracing::warn!(why, %path, "a file that was given up could not be taken away");
            }
        });
    }
}

/// Files named `id#1` are being written, or were when their process died.
pub(super) async fn delete_unfinished(folder: &std::path::Path, before: DateTime<Utc>) -> Result<u64> {
    let down = |error: std::io::Error| StorageError::Down(error.to_string());
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(down(error)),
    };
    let mut deleted = 0;
    while let Some(entry) = entries.next_entry().await.map_err(down)? {
        let path: PathBuf = entry.path();
        let unfinished = path.file_name().is_some_and(|name| name.to_string_lossy().contains('#'));
        let old = |made: std::time::SystemTime| DateTime::<Utc>::from(made) < before;
        if unfinished && entry.metadata().await.and_then(|about| about.modified()).is_ok_and(old) {
            tokio::fs::remove_file(&path).await.map_err(down)?;
            deleted += 1;
        }
    }
    Ok(deleted)
}
