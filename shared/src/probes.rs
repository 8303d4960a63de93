//! What every process answers on its own port (`METRICS_ADDR`) to whoever watches it: `/metrics`, `/healthz` (the
//! process runs) and `/readyz` (it can do its work: 503 without the database or where it cannot be written, while it
//! stops, and where a worker cannot claim jobs; without Redis it is degraded, and jobs and other processes' events
//! wait). The body says what is wrong.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc};

use http_body_util::Full;
use hyper::{Request, Response, body::Bytes, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;

use crate::{app::Ctx, limits, metrics};

/// Opens the port. A default that is taken gives way to a free one, so that several processes start on one machine.
pub(crate) async fn bind(addr: SocketAddr, given: bool) -> io::Result<TcpListener> {
    match TcpListener::bind(addr).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && !given => {
            let listener = TcpListener::bind((addr.ip(), 0)).await?;
            tracing::warn!(taken = %addr, instead = %listener.local_addr()?, "the metrics port is taken; using a free one");
            Ok(listener)
        }
        Err(error) => Err(io::Error::new(error.kind(), format!("METRICS_ADDR {addr} cannot be listened on: {error}"))),
        bound => bound,
    }
}

/// Answers until the process ends. From `stop` on it says that it drains.
pub(crate) async fn serve(listener: TcpListener, ctx: Ctx, stop: CancellationToken) {
    let room = Arc::new(Semaphore::new(limits::PROBES));
    loop {
        let turn = room.clone().acquire_owned().await;
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await; // Out of descriptors: do not spin.
            continue;
        };
        let (ctx, stop) = (ctx.clone(), stop.clone());
        tokio::spawn(async move {
            let _turn = turn;
            let answer = service_fn(|request| answer(ctx.clone(), stop.clone(), request));
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(limits::HEAD_WITHIN);
            let _ = http.serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

async fn answer(ctx: Ctx, stop: CancellationToken, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, kind, body) = match request.uri().path() {
        "/metrics" => {
            let (text, kind) = metrics::render(&ctx).await;
            (200, kind, text)
        }
        "/healthz" => (200, "application/json", r#"{"status":"ok"}"#.to_owned()),
        "/readyz" => {
            let health = ctx.health().await;
            let draining = stop.is_cancelled();
            let status = if health.is_ready(draining) { 200 } else { 503 };
            (status, "application/json", health.report(draining).to_string())
        }
        _ => (404, "text/plain", "there are /metrics, /healthz and /readyz\n".to_owned()),
    };
    let response = Response::builder().status(status).header("content-type", kind).body(Full::from(body));
    Ok(response.unwrap_or_default())
}
