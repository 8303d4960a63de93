//! A small collector of traces: takes OTLP over HTTP (opentelemetry-proto 1.x, protobuf) and keeps what it is sent.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value,
    trace::v1::{Span, status::StatusCode},
};
use prost::Message;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

#[derive(Default)]
struct Kept {
    spans: Vec<Seen>,
    bytes: Vec<u8>,
    services: Vec<String>,
}

pub struct Collector {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    serving: JoinHandle<()>,
}

/// A step of a trace as the collector has it; ids in hexadecimal.
#[derive(Clone, Debug)]
pub struct Seen {
    pub trace: String,
    pub id: String,
    pub parent: String,
    pub name: String,
    pub kind: i32,
    pub failed: bool,
    pub said: Vec<(String, String)>,
}

impl Collector {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let kept = Arc::<Mutex<Kept>>::default();
        let own = kept.clone();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = own.clone();
                tokio::spawn(async move {
                    // Whoever sends may hang up.
                    let _ = take(stream, &kept).await;
                });
            }
        });
        Self { address, kept, serving }
    }

    /// For `OTEL_EXPORTER_OTLP_ENDPOINT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The steps of a trace, so far.
    pub fn trace(&self, id: &str) -> Vec<Seen> {
        self.kept.lock().unwrap().spans.iter().filter(|seen| seen.trace == id).cloned().collect()
    }

    /// Every step so far.
    pub fn all(&self) -> Vec<Seen> {
        self.kept.lock().unwrap().spans.clone()
    }

    /// Whether these bytes were anywhere in what came.
    pub fn heard(&self, text: &str) -> bool {
        self.kept.lock().unwrap().bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    /// The names of the services that sent something.
    pub fn services(&self) -> Vec<String> {
        self.kept.lock().unwrap().services.clone()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// One connection, as long as it lasts.
async fn take(stream: TcpStream, kept: &Mutex<Kept>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut length, mut line) = (0, String::new());
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let Some((name, value)) = line.trim_end().split_once(':') else {
                if line == "\r\n" {
                    break;
                }
                assert_eq!(line, "POST /v1/traces HTTP/1.1\r\n");
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().expect("a length"),
                "content-type" => assert_eq!(value.trim(), "application/x-protobuf"),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        let sent = ExportTraceServiceRequest::decode(&*body).expect("it is what OTLP says");
        keep(&mut kept.lock().unwrap(), sent, &body);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n").await?;
    }
}

fn keep(kept: &mut Kept, sent: ExportTraceServiceRequest, body: &[u8]) {
    kept.bytes.extend(body);
    for of_service in sent.resource_spans {
        let said = of_service.resource.into_iter().flat_map(|resource| resource.attributes);
        kept.services
            .extend(said.filter(|pair| pair.key == "service.name").map(|pair| text(pair.value.and_then(|any| any.value))));
        let spans = of_service.scope_spans.into_iter().flat_map(|scope| scope.spans);
        kept.spans.extend(spans.map(seen));
    }
}

fn seen(span: Span) -> Seen {
    let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    assert!(span.end_time_unix_nano >= span.start_time_unix_nano && span.start_time_unix_nano > 0);
    Seen {
        trace: hex(&span.trace_id),
        id: hex(&span.span_id),
        parent: hex(&span.parent_span_id),
        name: span.name,
        kind: span.kind,
        failed: span.status.is_some_and(|status| status.code == StatusCode::Error as i32),
        said: span.attributes.into_iter().map(|pair| (pair.key, text(pair.value.and_then(|any| any.value)))).collect(),
    }
}

fn text(value: Option<Value>) -> String {
    match value {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => panic!("{other:?} is said of a step"),
    }
}
