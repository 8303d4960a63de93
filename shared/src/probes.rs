//! What every process answers on its own port (`METRICS_ADDR`) to whoever watches it: `/metrics`, `/healthz` (the
//! process runs) and `/readyz` (it can do its work: 503 while it starts, without the database or where it cannot be written,
//! while it stops, and where a worker cannot claim jobs; without Redis it is degraded, and jobs and other processes' events
//! wait). The body says what is wrong.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use http_body_util::Full;
use hyper::{Request, Response, body::Bytes};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    app::Ctx,
    limits, metrics,
    server::{self, Bounds, Tcp},
};

/// A connection is for one request: who asks is a machine that connects anew each time.
const BOUNDS: Bounds =
    Bounds { connections: limits::PROBES, head_within: limits::PROBE_HEAD_WITHIN, once_within: Some(limits::PROBE_WITHIN) };

/// Opens the port. A default that is taken gives way to a free one, so that several processes start on one machine.
pub(crate) fn bind(addr: SocketAddr, given: bool) -> io::Result<Tcp> {
    match Tcp::bind(addr) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && !given => {
            let listener = Tcp::bind((addr.ip(), 0).into())?;
            tracing::warn!(taken = %addr, instead = %listener.address(), "the metrics port is taken; using a free one");
            Ok(listener)
        }
        Err(error) => Err(io::Error::new(error.kind(), format!("METRICS_ADDR {addr} cannot be listened on: {error}"))),
        bound => bound,
    }
}

/// Answers until the process ends: that it starts until `started` is set, and from `stop` on that it drains.
pub(crate) async fn serve(listener: Tcp, started: Arc<OnceLock<Ctx>>, stop: CancellationToken) {
    let answer = move |request: Request<_>, _| {
        let (started, stop) = (started.clone(), stop.clone());
        async move { answer(started.get(), &stop, request.uri().path()).await }
    };
    server::serve(listener, answer, BOUNDS, std::future::pending()).await;
}

async fn answer(ctx: Option<&Ctx>, stop: &CancellationToken, path: &str) -> Response<Full<Bytes>> {
    let (status, kind, body) = match (path, ctx) {
        ("/healthz", _) => (200, "application/json", json!({"status": "ok"}).to_string()),
        ("/metrics", Some(ctx)) => {
            let (text, kind) = metrics::render(ctx).await;
            (200, kind, text)
        }
        ("/readyz", Some(ctx)) => {
            let health = ctx.health().await;
            let draining = stop.is_cancelled();
            let status = if health.is_ready(draining) { 200 } else { 503 };
            (status, "application/json", health.report(draining).to_string())
        }
        ("/metrics" | "/readyz", None) => {
            let why = "the database is connected to, and its schema brought up to date";
            (503, "application/json", json!({"status": "starting", "problems": [why]}).to_string())
        }
        _ => (404, "text/plain", "there are /metrics, /healthz and /readyz\n".to_owned()),
    };
    let response = Response::builder().status(status).header("content-type", kind).body(Full::from(body));
    response.unwrap_or_default()
}
