//! Many pieces written at once, without being copied together first.

use std::{collections::VecDeque, future::poll_fn, io, pin::Pin, task::ready};

use bytes::{Buf, Bytes};
use tokio::io::AsyncWrite;

/// How many pieces the system is given at a time.
const AT_ONCE: usize = 64;

/// Writes `pieces` in their order and takes each away once it is written. Safe to drop while waiting: what is left in
/// `pieces` is what has not been written.
pub async fn write_together(into: &mut (impl AsyncWrite + Unpin), pieces: &mut VecDeque<Bytes>) -> io::Result<()> {
    poll_fn(|context| {
        while !pieces.is_empty() {
            let mut slices = [io::IoSlice::new(&[]); AT_ONCE];
            let filled = slices.iter_mut().zip(pieces.iter()).map(|(slice, piece)| *slice = io::IoSlice::new(piece)).count();
            let written = ready!(Pin::new(&mut *into).poll_write_vectored(context, &slices[..filled]))?;
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into()).into();
            }
            take_away(pieces, written);
        }
        Ok(()).into()
    })
    .await
}

fn take_away(pieces: &mut VecDeque<Bytes>, mut written: usize) {
    while let Some(first) = pieces.front_mut() {
        if written < first.len() {
            first.advance(written);
            return;
        }
        written -= first.len();
        pieces.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, duplex};

    use super::*;

    #[tokio::test]
    async fn pieces_of_any_length_arrive_whole_and_in_order() {
        let mut pieces: VecDeque<Bytes> = (0..200_u8).map(|n| vec![n; usize::from(n) % 7].into()).collect();
        let wanted = pieces.iter().flatten().copied().collect::<Vec<_>>();
        // Less than a piece at a time.
        let (mut ours, mut theirs) = duplex(5);
        let reading = tokio::spawn(async move {
            let mut read = Vec::new();
            theirs.read_to_end(&mut read).await.unwrap();
            read
        });
        write_together(&mut ours, &mut pieces).await.unwrap();
        drop(ours);
        assert!(pieces.is_empty());
        assert_eq!(reading.await.unwrap(), wanted);
    }

    #[tokio::test]
    async fn what_was_not_written_stays() {
        let mut pieces: VecDeque<Bytes> = [&b"one"[..], b"two", b"three"].map(Bytes::from).into();
        let (mut ours, mut theirs) = duplex(4);
        let mut writing = Box::pin(write_together(&mut ours, &mut pieces));
        assert!(futures_util::poll!(&mut writing).is_pending());
        drop(writing);
        let mut read = [0; 4];
        theirs.read_exact(&mut read).await.unwrap();
        assert_eq!((&read, pieces.make_contiguous()), (b"onet", &mut [Bytes::from("wo"), Bytes::from("three")][..]));
    }
}
