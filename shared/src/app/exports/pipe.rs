//! From whoever writes a file to whoever reads it: little is held, and a reader who is gone or too slow ends it. What is
//! written is packed on the way where the file is a zip: stored, as most of what people keep is packed already.

use std::{
    io::{self, Write},
    mem::take,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use tokio::{
    sync::mpsc::{Sender, channel},
    time::timeout,
};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// How long a reader may take for the next piece.
const PATIENCE: Duration = Duration::from_mins(1);
/// So much is handed on at a time.
const PIECE: usize = 64 << 10;
const PIECES: usize = 4;

/// Why writing ends early.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads it any more.
    Gone,
    Broken(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Broken(error.into())
    }
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the reader gets. An error ends it.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

pub struct Pipe {
    buffer: Buffer,
    zip: Option<ZipWriter<StreamWriter<Buffer>>>,
    sender: Sender<io::Result<Bytes>>,
}

impl Pipe {
    pub fn plain() -> (Self, Pieces) {
        let (sender, receiver) = channel(PIECES);
        let pieces = stream::unfold(receiver, |mut receiver| async { receiver.recv().await.map(|piece| (piece, receiver)) });
        (Self { buffer: Buffer::default(), zip: None, sender }, Box::pin(pieces))
    }

    /// All that is written belongs to the entry that was begun last.
    pub fn packed() -> (Self, Pieces) {
        let (mut pipe, pieces) = Self::plain();
        pipe.zip = Some(ZipWriter::new_stream(pipe.buffer.clone()));
        (pipe, pieces)
    }

    /// Begins an entry of a zip.
    pub fn begin(&mut self, name: &str) -> Result<(), Stop> {
        if let Some(zip) = &mut self.zip {
            zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
        }
        Ok(())
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        match &mut self.zip {
            Some(zip) => zip.write_all(bytes)?,
            None => self.buffer.write_all(bytes)?,
        }
        Ok(())
    }

    /// Hands on what was written, once it is worth it.
    pub async fn flush(&mut self) -> Result<(), Stop> {
        let written = {
            let mut buffer = self.buffer.0.lock().unwrap_or_else(PoisonError::into_inner);
            if buffer.len() < PIECE {
                return Ok(());
            }
            take(&mut *buffer)
        };
        self.send(Ok(written.into())).await
    }

    /// Ends the file.
    pub async fn end(&mut self) -> Result<(), Stop> {
        if let Some(zip) = self.zip.take() {
            zip.finish()?;
        }
        let rest = take(&mut *self.buffer.0.lock().unwrap_or_else(PoisonError::into_inner));
        if rest.is_empty() { Ok(()) } else { self.send(Ok(rest.into())).await }
    }

    /// The reader sees that it is not whole.
    pub async fn break_off(&mut self) {
        let _ = self.send(Err(io::Error::other("the export broke off"))).await;
    }

    async fn send(&self, piece: io::Result<Bytes>) -> Result<(), Stop> {
        match timeout(PATIENCE, self.sender.send(piece)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Stop::Gone),
        }
    }
}
