//! One end of a live connection: what a browser tab would see and send.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

/// How long a frame that must come may take. Long, for a busy machine: a test waits that long only if it fails.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(super) async fn open(url: &str, headers: &HeaderMap) -> Result<Self, StatusCode> {
        let mut request = url.into_client_request().expect("a socket's address");
        request.headers_mut().extend(headers.clone());
        match timeout(PATIENCE, connect_async(request)).await.expect("a socket opens or is refused in time") {
            Ok((stream, _)) => Ok(Self(stream)),
            Err(Error::Http(answer)) => Err(answer.status()),
            Err(error) => panic!("{url} does not open: {error}"),
        }
    }

    /// The next frame.
    pub async fn next(&mut self) -> Value {
        loop {
            match self.message().await {
                Message::Text(text) => break serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}")),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("a frame was expected and {other:?} came"),
            }
        }
    }

    /// The first frame, or what stands for a connection that was closed instead: null.
    pub async fn first(&mut self) -> Value {
        match self.message().await {
            Message::Text(text) => serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}")),
            _ => Value::Null,
        }
    }

    /// The next frame, which must be of this type.
    pub async fn expect(&mut self, kind: &str) -> Value {
        let frame = self.next().await;
        assert_eq!(frame["type"], kind, "{frame:#}");
        frame
    }

    /// The next event, which must have this name. Who is there and who types may come in between.
    pub async fn event(&mut self, name: &str) -> Value {
        let frame = self.skip_to(|frame| frame["type"] != "presence" && frame["type"] != "typing").await;
        assert_eq!((&frame["type"], &frame["name"]), (&json!("event"), &json!(name)), "{frame:#}");
        frame
    }

    /// The first frame that is `wanted`, whatever comes before it.
    pub async fn skip_to(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next().await;
            if wanted(&frame) {
                break frame;
            }
        }
    }

    /// As [`Socket::skip_to`], for what the program does by the clock and not at once.
    pub async fn skip_to_within(&mut self, limit: Duration, wanted: impl Fn(&Value) -> bool) -> Value {
        let found = async {
            while let Some(message) = self.0.next().await {
                if let Message::Text(text) = message.expect("the connection works") {
                    let frame: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text}"));
                    if wanted(&frame) {
                        return frame;
                    }
                }
            }
            panic!("the connection ended");
        };
        timeout(limit, found).await.unwrap_or_else(|_| panic!("nothing that is wanted came within {limit:?}"))
    }

    pub async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    pub async fn send_text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.expect("the socket takes a frame");
    }

    /// Sends a command and gives its answer, skipping what else comes.
    pub async fn command(&mut self, kind: &str, id: &str, data: Value) -> Value {
        self.send(json!({"type": kind, "id": id, "data": data})).await;
        self.skip_to(|frame| frame["type"] == "ack" && frame["id"] == id).await
    }

    /// The code with which the server closes the connection; frames before that are passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.message().await {
                Message::Close(why) => break why.map_or(1005, |why| why.code.into()),
                Message::Text(_) | Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?} came"),
            }
        }
    }

    async fn message(&mut self) -> Message {
        let message = timeout(PATIENCE, self.0.next()).await.unwrap_or_else(|_| panic!("nothing came within {PATIENCE:?}"));
        message.expect("the connection is there").expect("the connection works")
    }
}
