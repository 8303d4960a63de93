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

use super::contract;

/// A frame, which is as `docs/frames.json` says.
fn parsed(text: &str) -> Value {
    let frame = serde_json::from_str(text).unwrap_or_else(|_| panic!("no JSON: {text}"));
    let slips = contract::frame_slips(&frame);
    assert!(slips.is_empty(), "not as docs/frames.json says: {slips:#?}\n{frame:#}");
    frame
}

/// How long a frame that must come may take. Long, for a busy machine: a test waits that long only if it fails.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// A connection, where there is a server to connect to.
    pub(super) async fn try_open(url: &str, headers: &HeaderMap) -> Option<Self> {
        let mut request = url.into_client_request().ok()?;
        request.headers_mut().extend(headers.clone());
        let (stream, _) = timeout(PATIENCE, connect_async(request)).await.ok()?.ok()?;
        Some(Self(stream))
    }

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
                Message::Text(text) => break parsed(&text),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("a frame was expected and {other:?} came"),
            }
        }
    }

    /// The first frame, or what stands for a connection that was closed instead: null.
    pub async fn first(&mut self) -> Value {
        match self.message().await {
            Message::Text(text) => parsed(&text),
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
                    let frame = parsed(&text);
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

    /// As [`Socket::closed`], with the words beside the code, and every frame that came before it.
    pub async fn ended(&mut self) -> (u16, String, Vec<Value>) {
        let mut before = Vec::new();
        loop {
            match self.message().await {
                Message::Close(Some(why)) => break (why.code.into(), why.reason.to_string(), before),
                Message::Text(text) => before.push(parsed(&text)),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?} came"),
            }
        }
    }

    /// The frames that have come so far, up to the answer to a ping; presence and typing aside.
    pub async fn until_now(&mut self, id: &str) -> Vec<Value> {
        self.send(json!({"type": "ping", "id": id})).await;
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await;
            match frame["type"].as_str() {
                Some("ack") if frame["id"] == id => return frames,
                Some("presence" | "typing") => {}
                _ => frames.push(frame),
            }
        }
    }

    /// Closes the connection, and waits until the server has answered that.
    pub async fn leave(mut self) {
        self.0.send(Message::Close(None)).await.expect("the socket takes a frame");
        let gone = async { while let Some(Ok(_)) = self.0.next().await {} };
        timeout(PATIENCE, gone).await.expect("the server closes, too");
    }

    /// Sends anything that a client's library would let through.
    pub async fn send_message(&mut self, message: Message) {
        self.0.send(message).await.expect("the socket takes a frame");
    }

    /// The connection under the frames, for what no library lets through.
    pub fn raw(&mut self) -> &mut MaybeTlsStream<TcpStream> {
        self.0.get_mut()
    }

    /// The next frame as it came, or nothing once the connection has ended.
    pub async fn text(&mut self) -> Option<String> {
        loop {
            match self.0.next().await?.ok()? {
                Message::Text(text) => return Some(text.as_str().to_owned()),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// The next frame, or the code with which it closed, or nothing where the connection just broke.
    pub async fn try_message(&mut self) -> Option<Result<Value, u16>> {
        Some(self.try_text().await?.map(|text| parsed(&text)))
    }

    /// As [`Socket::try_message`], as it came: for what has to be read quickly.
    pub async fn try_text(&mut self) -> Option<Result<String, u16>> {
        loop {
            match timeout(PATIENCE, self.0.next()).await.expect("something comes in time")?.ok()? {
                Message::Text(text) => return Some(Ok(text.as_str().to_owned())),
                Message::Close(why) => return Some(Err(why.map_or(1005, |why| why.code.into()))),
                _ => {}
            }
        }
    }

    async fn message(&mut self) -> Message {
        let message = timeout(PATIENCE, self.0.next()).await.unwrap_or_else(|_| panic!("nothing came within {PATIENCE:?}"));
        message.expect("the connection is there").expect("the connection works")
    }
}
