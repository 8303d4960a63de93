//! One socket's connection: sending with patience that ends, and closing with a code that says why.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use poem::web::websocket::{CloseCode, Message, WebSocketStream};
use shared::app::AppError;

/// How long a client may take to take what is sent.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the other side may take to answer a close.
const FAREWELL: Duration = Duration::from_secs(1);

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
    /// 4429
    TooMuch,
    /// 1001
    Draining,
    /// 1003: a frame that is no text.
    NotText,
    /// 1009
    TooLarge,
    /// 1011
    Broken,
}

impl Ending {
    fn code(self) -> Option<(CloseCode, &'static str)> {
        let own = CloseCode::Reserved;
        Some(match self {
            Ending::Gone => return None,
            Ending::NotSignedIn => (own(4401), "not signed in (any more)"),
            Ending::NotAllowed => (own(4403), "not allowed (any more)"),
            Ending::NotFound => (own(4404), "there is no such thing, or you may not see it"),
            Ending::TooSlow => (own(4408), "too slow"),
            Ending::TooMuch => (own(4429), "too many messages"),
            Ending::Draining => (CloseCode::Away, "the server restarts; connect again"),
            Ending::NotText => (CloseCode::Unsupported, "only text frames are read"),
            Ending::TooLarge => (CloseCode::Size, "messages are at most 64 KiB"),
            Ending::Broken => (CloseCode::Error, "something went wrong on our side"),
        })
    }
}

impl From<AppError> for Ending {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Unauthenticated { .. } => Ending::NotSignedIn,
            AppError::Forbidden(_) => Ending::NotAllowed,
            AppError::NotFound(_) => Ending::NotFound,
            error => {
                tracing::warn!(error = format!("{error:#}"), "a socket cannot go on");
                Ending::Broken
            }
        }
    }
}

pub struct Connection(WebSocketStream);

impl Connection {
    pub fn new(stream: WebSocketStream) -> Self {
        Self(stream)
    }

    pub async fn send(&mut self, frame: String) -> Result<(), Ending> {
        self.put(Message::Text(frame)).await
    }

    /// A ping that the client's side answers by itself.
    pub async fn ping(&mut self) -> Result<(), Ending> {
        self.put(Message::Ping(Vec::new())).await
    }

    async fn put(&mut self, message: Message) -> Result<(), Ending> {
        match tokio::time::timeout(PATIENCE, self.0.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Ending::Gone),
            Err(_) => Err(Ending::TooSlow),
        }
    }

    /// The next text frame; `None` for frames that only show that the client is there.
    pub async fn next(&mut self) -> Result<Option<String>, Ending> {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => Ok(Some(text)),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
            Some(Ok(Message::Binary(_))) => Err(Ending::NotText),
            // poem shows the library's error as text only.
            Some(Err(error)) if error.to_string().starts_with("Space limit") => Err(Ending::TooLarge),
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Ending::Gone),
        }
    }

    /// Says why, and waits a moment for the other side to have heard.
    pub async fn close(mut self, ending: Ending) {
        let Some((code, reason)) = ending.code() else { return };
        let farewell = async {
            if self.0.send(Message::Close(Some((code, reason.to_owned())))).await.is_ok() {
                while let Some(Ok(message)) = self.0.next().await {
                    if message.is_close() {
                        break;
                    }
                }
            }
        };
        let _ = tokio::time::timeout(FAREWELL, farewell).await;
    }
}
