//! The way to the collector: OTLP over HTTP with protobuf. Steps wait in a queue of bounded length (2048, or
//! `OTEL_BSP_MAX_QUEUE_SIZE`) for a thread that sends them together; what finds it full is left out.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use opentelemetry::InstrumentationScope;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    trace::{BatchSpanProcessor, SpanData, SpanProcessor},
};
use tokio::runtime::Handle;

use crate::{config::TracesConfig, storage::use_ring};

/// How long the collector may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long what waits at the end of the process may take to be sent.
const FAREWELL: Duration = Duration::from_secs(2);

static COLLECTOR: OnceLock<BatchSpanProcessor> = OnceLock::new();

pub(super) fn is_there() -> bool {
    COLLECTOR.get().is_some()
}

pub(super) fn take(span: SpanData) {
    if let Some(collector) = COLLECTOR.get() {
        collector.on_end(span);
    }
}

pub(super) fn scope() -> InstrumentationScope {
    static SCOPE: OnceLock<InstrumentationScope> = OnceLock::new();
    let made = || InstrumentationScope::builder("boardwire").with_version(env!("CARGO_PKG_VERSION")).build();
    SCOPE.get_or_init(made).clone()
}

/// Sends steps to the collector from now on, on the runtime that this is called on. The collector need not be there.
pub(crate) fn start(config: &TracesConfig) -> anyhow::Result<()> {
    use_ring();
    let redirects = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(redirects).timeout(PATIENCE).build().context("no HTTP client can be made")?;
    let headers = config.headers.iter().map(|(name, value)| (name.clone(), value.expose().to_owned()));
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", config.endpoint.as_str().trim_end_matches('/')))
        .with_headers(headers.collect::<HashMap<_, _>>())
        .with_http_client(Courier { http, runtime: Handle::current(), away: AtomicBool::new(false) })
        .build()?;
    let mut collector = BatchSpanProcessor::builder(exporter).build();
    collector.set_resource(&Resource::builder().with_service_name(config.service_name.clone()).build());
    if COLLECTOR.set(collector).is_err() {
        tracing::debug!("traces were started before");
    }
    Ok(())
}

/// Sends what waits, for two seconds at most. Blocks; the runtime has to go on meanwhile.
pub(crate) fn end() {
    if let Some(collector) = COLLECTOR.get()
        && let Err(error) = collector.shutdown_with_timeout(FAREWELL)
    {
        tracing::debug!(%error, "the last traces were not sent");
    }
}

/// Sends on the program's own runtime what the thread of the queue wants sent.
#[derive(Debug)]
struct Courier {
    http: reqwest::Client,
    runtime: Handle,
    /// Said once, not with every batch.
    away: AtomicBool,
}

impl Courier {
    fn is_away(&self, why: Option<&dyn std::fmt::Display>) {
        match (why, self.away.swap(why.is_some(), Ordering::Relaxed)) {
            (Some(why), false) => {
                tracing::warn!(%why, "the collector of traces (OTEL_EXPORTER_OTLP_ENDPOINT) does not take them");
            }
            (None, true) => tracing::info!("the collector of traces takes them again"),
            _ => {}
        }
    }
}

impl HttpClient for Courier {
    fn send_bytes<'a, 'b>(
        &'a self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        let http = self.http.clone();
        let sent = self.runtime.spawn(async move {
            let answer = http.execute(request.try_into()?).await?;
            let status = answer.status();
            let mut response = Response::new(answer.bytes().await?);
            *response.status_mut() = status;
            Ok::<_, reqwest::Error>(response)
        });
        Box::pin(async move {
            match sent.await? {
                Ok(response) => {
                    let refused = Some(response.status()).filter(|status| !status.is_success());
                    self.is_away(refused.as_ref().map(|status| status as &dyn std::fmt::Display));
                    Ok(response)
                }
                Err(error) => {
                    // Without the address, which may hold a password.
                    let error = error.without_url();
                    self.is_away(Some(&error));
                    Err(error.into())
                }
            }
        })
    }
}
