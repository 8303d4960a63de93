//! One socket's connection: sending with patience that ends, and closing with a code that says why.
//!
//! Frames are sent as they were written, past the buffers of the protocol's implementation, which would keep room for the
//! largest of them: a snapshot. What is on its way is shared with the other sockets that it goes to. So a reader who takes
//! nothing costs no memory beyond what the system keeps for the connection, and is told so after a while.

use std::{borrow::Cow, collections::VecDeque, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use shared::{
    app::AppError,
    limits::{SOCKET_BYTES_PER_SECOND, SOCKET_MESSAGE_BYTES, SOCKET_STALLED_WITHIN},
    server::Upgraded,
};
use tokio::io::AsyncReadExt;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message, Utf8Bytes,
        error::ProtocolError,
        protocol::{CloseFrame, Role, WebSocketConfig},
    },
};
use uuid::Uuid;

use super::{frames::Frame, together::write_together};

/// How long the other side may take to answer a close.
const FAREWELL: Duration = Duration::from_secs(1);
/// How long one who was too slow may take: what it has not taken comes before the close.
const FAREWELL_TO_SLOW: Duration = Duration::from_secs(10);
/// Those who are sent away together come back over this many milliseconds.
const SPREAD: u128 = 5_000;
/// What is read at a time where nothing larger is announced: most frames of clients are answers to pings.
const READ_AT_ONCE: usize = 256;

/// Why a socket closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client went, or its connection broke.
    Gone,
    /// 4401
    NotSignedIn,
    /// 4403
    NotAllowed,
    /// 4404
    NotFound,
    /// 4408
    TooSlow,
    /// 4429: too many messages.
    TooMuch,
    /// 4429: too many sockets.
    TooMany,
    /// 1001
    Draining,
    /// 1002: what came is no WebSocket frame, or not in its place.
    Malformed,
    /// 1003: a frame that is no text.
    NotText,
    /// 1007: a text that is not UTF-8.
    NotUtf8,
    /// 1009
    TooLarge,
    /// 1011
    Broken,
    /// 1011, where it cannot wait: what has to be looked at cannot be for now.
    Away,
}

impl Ending {
    /// `connection` spreads out when those come back who are sent away at once.
    fn code(self, connection: Uuid) -> Option<(u16, Cow<'static, str>)> {
        let (code, reason) = match self {
            Ending::Gone => return None,
            Ending::NotSignedIn => (4401, "not signed in (any more)"),
            Ending::NotAllowed => (4403, "not allowed (any more)"),
            Ending::NotFound => (4404, "there is no such thing, or you may not see it"),
            Ending::TooSlow => (4408, "too slow; connect again with since and epoch"),
            Ending::TooMuch => (4429, "too many messages"),
            Ending::TooMany => (4429, "too many sockets"),
            Ending::Draining => return Some((1001, later("the server restarts", connection))),
            Ending::Malformed => (1002, "no WebSocket frame, or not in its place"),
            Ending::NotText => (1003, "only text frames are read"),
            Ending::NotUtf8 => (1007, "text must be UTF-8"),
            Ending::TooLarge => (1009, "messages are at most 64 KiB"),
            Ending::Broken | Ending::Away => return Some((1011, later("something went wrong on our side", connection))),
        };
        Some((code, reason.into()))
    }

    fn of(error: &Error) -> Self {
        match error {
            Error::Capacity(_) => Ending::TooLarge,
            Error::Utf8(_) => Ending::NotUtf8,
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Ending::Gone,
            Error::Protocol(_) => Ending::Malformed,
            _ => Ending::Gone,
        }
    }
}

fn later(why: &str, connection: Uuid) -> Cow<'static, str> {
    let wait = connection.as_u128() % SPREAD;
    format!("{why}; connect again with since and epoch in {wait} ms").into()
}

impl From<AppError> for Ending {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Unauthenticated { .. } => Ending::NotSignedIn,
            AppError::Forbidden(_) => Ending::NotAllowed,
            AppError::NotFound(_) => Ending::NotFound,
            // Said already where it was found: with the database away, each socket would say so again and again.
            AppError::Unavailable(what) => {
                tracing::debug!(what, "a socket cannot look");
                Ending::Away
            }
            AppError::Internal(error) => {
                tracing::warn!(error = format!("{error:#}"), "a socket cannot look");
                Ending::Away
            }
            error => {
                tracing::warn!(error = format!("{error:#}"), "a socket cannot go on");
                Ending::Broken
            }
        }
    }
}

pub struct Connection {
    pub id: Uuid,
    stream: WebSocketStream<Upgraded>,
    /// The rest of what is being sent, which nothing else may come between.
    unsent: VecDeque<Bytes>,
}

impl Connection {
    /// On a connection whose handshake is done, and what was read of it already.
    pub async fn new(upgraded: Upgraded, read: Bytes) -> Self {
        let config = WebSocketConfig::default()
            .max_message_size(Some(SOCKET_MESSAGE_BYTES))
            .max_frame_size(Some(SOCKET_MESSAGE_BYTES))
            .read_buffer_size(READ_AT_ONCE)
            .write_buffer_size(0);
        let stream = WebSocketStream::from_partially_read(upgraded, read.into(), Role::Server, Some(config)).await;
        Self { id: Uuid::now_v7(), stream, unsent: VecDeque::new() }
    }

    pub async fn send(&mut self, frame: Frame) -> Result<(), Ending> {
        self.send_all([frame]).await
    }

    /// Sends frames together, so that they cost little more than one.
    pub async fn send_all(&mut self, frames: impl IntoIterator<Item = Frame>) -> Result<(), Ending> {
        self.unsent.extend(frames.into_iter().map(Frame::into_bytes));
        let bytes: usize = self.unsent.iter().map(Bytes::len).sum();
        let patience = SOCKET_STALLED_WITHIN + Duration::from_secs((bytes / SOCKET_BYTES_PER_SECOND) as u64);
        match tokio::time::timeout(patience, self.send_rest()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Ending::Gone),
            Err(_) => Err(Ending::TooSlow),
        }
    }

    /// Goes on with what is being sent. Safe to drop while waiting: what has not been sent stays for the next call.
    async fn send_rest(&mut self) -> Result<(), Error> {
        // An answer to a ping or close may be on its way.
        self.stream.flush().await?;
        write_together(self.stream.get_mut(), &mut self.unsent).await?;
        // Without the room that it took.
        self.unsent = VecDeque::new();
        Ok(())
    }

    /// The next frame: a text, or `None` for one that only shows that the client is there.
    pub async fn next(&mut self) -> Result<Option<Utf8Bytes>, Ending> {
        match self.stream.next().await {
            Some(Ok(Message::Text(text))) => Ok(Some(text)),
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Ok(None),
            Some(Ok(Message::Binary(_))) => Err(Ending::NotText),
            Some(Err(error)) => Err(Ending::of(&error)),
            Some(Ok(Message::Close(_))) | None => Err(Ending::Gone),
        }
    }

    /// Says why, and waits a moment for the other side to have heard.
    pub async fn close(mut self, ending: Ending) {
        let said = ending.code(self.id);
        let farewell = async {
            let Some((code, reason)) = said else {
                // The other side closes: what it said is answered.
                let _ = self.stream.close(None).await;
                return;
            };
            // A frame that was begun comes to its end first: in its midst, nobody would read why.
            if !self.unsent.is_empty() && self.send_rest().await.is_err() {
                return;
            }
            let frame = CloseFrame { code: code.into(), reason: reason.into_owned().into() };
            if self.stream.send(Message::Close(Some(frame))).await.is_err() {
                return;
            }
            while let Some(Ok(message)) = self.stream.next().await {
                if message.is_close() {
                    return;
                }
            }
            // What cannot be read as frames is taken all the same: left lying, it would make the system cut the
            // connection before the other side has read why.
            let mut rest = [0; 4096];
            while matches!(self.stream.get_mut().read(&mut rest).await, Ok(count) if count > 0) {}
        };
        let patience = if ending == Ending::TooSlow { FAREWELL_TO_SLOW } else { FAREWELL };
        let _ = tokio::time::timeout(patience, farewell).await;
    }
}
