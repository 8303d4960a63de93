//! Where the content of files is kept: in a folder, or in S3. Names are ours (ids), never people's.
//!
//! Every operation ends within a time: storage that does not answer is [`StorageError::Down`], never a hang. A content is
//! whole or not there: what is written shows under its name at the end only, and what is given up is taken away again.

mod open;
mod write;

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, path::Path};
use tokio::{sync::OnceCell, time::timeout};

use crate::{config::StorageConfig, domain::FileId, limits::STORAGE_WITHIN};
pub use open::use_ring;
pub use write::Writing;

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the storage has no {0}")]
    Missing(String),
    #[error("the storage does not answer: {0}")]
    Down(String),
}

impl From<object_store::Error> for StorageError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { path, .. } => StorageError::Missing(path),
            // What went wrong is told with all that caused it; none of it holds a key.
            other => StorageError::Down(format!("{:#}", anyhow::Error::from(other))),
        }
    }
}

pub type Result<T, E = StorageError> = std::result::Result<T, E>;

/// What is kept of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Content,
    /// Of a picture: a small one.
    Thumbnail,
    /// What was sent to be imported, under the id of the import, until that is over.
    Import,
}

impl Part {
    /// Those that belong to files of people.
    pub const ALL: [Part; 2] = [Part::Content, Part::Thumbnail];

    /// Where parts of this kind are, in the storage and in backups.
    pub(crate) const fn folder(self) -> &'static str {
        match self {
            Part::Content => "content",
            Part::Thumbnail => "thumbnails",
            Part::Import => "imports",
        }
    }
}

/// A content piece by piece. An error in it ends it.
pub type Pieces = BoxStream<'static, Result<Bytes>>;

#[derive(Clone)]
pub struct Storage(Arc<Inner>);

struct Inner {
    config: StorageConfig,
    /// Opened at the first use: a process that keeps no files needs no folder.
    store: OnceCell<Arc<dyn ObjectStore>>,
}

impl Storage {
    #[must_use]
    pub fn new(config: StorageConfig) -> Self {
        Self(Arc::new(Inner { config, store: OnceCell::new() }))
    }

    async fn store(&self) -> Result<&Arc<dyn ObjectStore>> {
        self.0.store.get_or_try_init(|| async { open::open(&self.0.config) }).await
    }

    /// Where a part of a file is.
    fn path(&self, file: FileId, part: Part) -> Path {
        self.folder(part).join(file.to_string())
    }

    fn folder(&self, part: Part) -> Path {
        Path::from(self.0.config.prefix()).join(part.folder())
    }

    /// Begins to write a part of a file.
    pub async fn begin(&self, file: FileId, part: Part) -> Result<Writing> {
        let store = self.store().await?.clone();
        Ok(Writing::new(store, self.path(file, part), self.0.config.piece()))
    }

    /// Writes a part of a file that is at hand.
    pub async fn put(&self, file: FileId, part: Part, bytes: Bytes) -> Result<()> {
        let mut writing = self.begin(file, part).await?;
        writing.write(bytes).await?;
        let finished = writing.finish().await;
        // Of two that write the same, the one that fails takes nothing from the other.
        writing.keep();
        finished
    }

    /// Writes something small, reads it and takes it away again: whether it is there, and lets us do that. What a process
    /// leaves that dies meanwhile is swept like what was sent to be imported.
    pub async fn check(&self) -> Result<()> {
        let (id, said) = (FileId::new(), Bytes::from_static(b"boardwire"));
        self.put(id, Part::Import, said.clone()).await?;
        let read = async { self.read(id, Part::Import, 0..said.len() as u64).await?.try_collect::<Vec<_>>().await }.await;
        self.delete(id, Part::Import).await?;
        if read?.concat() == said { Ok(()) } else { Err(StorageError::Down("it gave something else back".to_owned())) }
    }

    /// Reads these bytes of a part of a file.
    pub async fn read(&self, file: FileId, part: Part, range: Range<u64>) -> Result<Pieces> {
        let options = GetOptions { range: (!range.is_empty()).then_some(GetRange::Bounded(range)), ..GetOptions::default() };
        let path = self.path(file, part);
        let store = self.store().await?;
        let found = in_time(store.get_opts(&path, options)).await?;
        let pieces = futures_util::stream::unfold(found.into_stream(), |mut pieces| async {
            let piece = match timeout(STORAGE_WITHIN, pieces.next()).await {
                Ok(piece) => piece?.map_err(StorageError::from),
                Err(_) => Err(late()),
            };
            Some((piece, pieces))
        });
        Ok(pieces.boxed())
    }

    /// Takes a part of a file away; there need be none.
    pub async fn delete(&self, file: FileId, part: Part) -> Result<()> {
        let path = self.path(file, part);
        match in_time(self.store().await?.delete(&path)).await {
            Ok(()) | Err(StorageError::Missing(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Every file that has such a part, and since when.
    pub async fn list(&self, part: Part) -> Result<impl Stream<Item = Result<(FileId, DateTime<Utc>)>> + Send + use<>> {
        let found = self.store().await?.list(Some(&self.folder(part)));
        Ok(found.filter_map(|object| async move {
            match object {
                // What has another name was not put there by us.
                Ok(object) => Some(Ok((object.location.filename()?.parse().ok()?, object.last_modified))),
                Err(error) => Some(Err(error.into())),
            }
        }))
    }

    /// Takes away what a process that died was writing into a folder before this time. In S3, a rule of the bucket does
    /// so: see docs/operations.md.
    pub async fn delete_unfinished(&self, before: DateTime<Utc>) -> Result<u64> {
        match &self.0.config {
            StorageConfig::Folder(folder) => {
                let mut deleted = 0;
                for part in [Part::Content, Part::Import] {
                    deleted += write::delete_unfinished(&folder.join(part.folder()), before).await?;
                }
                Ok(deleted)
            }
            StorageConfig::S3(_) => Ok(0),
        }
    }
}

fn late() -> StorageError {
    StorageError::Down(format!("no answer within {STORAGE_WITHIN:?}"))
}

async fn in_time<T>(operation: impl Future<Output = object_store::Result<T>>) -> Result<T> {
    timeout(STORAGE_WITHIN, operation).await.map_err(|_| late())?.map_err(StorageError::from)
}
