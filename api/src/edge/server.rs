//! Serving connections. poem's own server has no limit on how long the head of a request may take and none on how many
//! connections there are, so that a few idle clients could hold it up: this one has both, and gives up clients that take
//! nothing of their answer. HTTP/1.1 only; HTTP/2 and TLS are the business of whatever stands in front.

use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};

use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{Endpoint, Response, listener::Acceptor};
use shared::limits;
use tokio::{sync::Semaphore, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{acceptor::Tcp, stall::Unstalled};

/// What one client, or all of them together, may ask of a server.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at a time.
    pub connections: usize,
    /// How long the head of a request may take, counted from when its connection is free for it.
    pub head_within: Duration,
}

/// Answers with `app` within `bounds` until `stop`. Then no more are taken, idle ones are closed,
/// and requests that run have until the time that `stop` gives, which is given back.
pub async fn serve<E>(mut listener: Tcp, app: E, bounds: Bounds, stop: impl Future<Output = Instant>) -> Instant
where
    E: Endpoint<Output = Response> + 'static,
{
    let app = Arc::new(app);
    let (room, connections) = (Arc::new(Semaphore::new(bounds.connections)), TaskTracker::new());
    let (closing, given_up) = (CancellationToken::new(), CancellationToken::new());
    let mut stop = pin!(stop);
    let until = loop {
        let next = async {
            let turn = room.clone().acquire_owned().await;
            (turn, listener.accept().await)
        };
        tokio::select! {
            until = &mut stop => break until,
            (turn, accepted) = next => {
                // The listener tries again by itself where accepting fails.
                let Ok((stream, local, remote, scheme)) = accepted else { continue };
                let (app, closing, given_up) = (app.clone(), closing.clone(), given_up.clone());
                let answer = service_fn(move |request: hyper::Request<Incoming>| {
                    let (app, about) = (app.clone(), (local.clone(), remote.clone(), scheme.clone()));
                    async move {
                        let response = app.get_response((request, about.0, about.1, about.2).into()).await;
                        Ok::<hyper::Response<_>, Infallible>(response.into())
                    }
                });
                connections.spawn(async move {
                    let _turn = turn;
                    let stream = TokioIo::new(Unstalled::new(stream, limits::STALLED_WITHIN));
                    let mut connection = pin!(http(bounds.head_within).serve_connection(stream, answer).with_upgrades());
                    tokio::select! {
                        _ = &mut connection => return,
                        () = closing.cancelled() => connection.as_mut().graceful_shutdown(),
                    }
                    let _ = given_up.run_until_cancelled(connection).await;
                });
            }
        }
    };
    drop(listener);
    closing.cancel();
    connections.close();
    if tokio::time::timeout_at(until, connections.wait()).await.is_err() {
        tracing::warn!(left = connections.len(), "some requests did not end in time");
        given_up.cancel();
        let _ = tokio::time::timeout(Duration::from_secs(1), connections.wait()).await;
    }
    until
}

fn http(head_within: Duration) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(head_within)
        .max_headers(limits::HEADER_FIELDS)
        .max_header_size(limits::HEAD_BYTES);
    http
}

#[cfg(test)]
mod tests {
    use poem::{EndpointExt, Route, endpoint::make};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
        sync::{Notify, oneshot},
        time::timeout,
    };

    use super::*;

    const SOON: Duration = Duration::from_secs(10);
    const ASK: &[u8] = b"GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    struct Started {
        address: std::net::SocketAddr,
        /// Stops it, with the time it then has.
        stop: oneshot::Sender<Duration>,
        serving: tokio::task::JoinHandle<Instant>,
        /// A request to `/slow` has come, and waits to be let go.
        slow_came: Arc<Notify>,
        let_go: Arc<Notify>,
    }

    /// A server with this many connections and little time for heads.
    async fn start(connections: usize) -> Started {
        let (listener, address) = Tcp::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let (slow_came, let_go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (came, go) = (slow_came.clone(), let_go.clone());
        let slow = make(move |_| {
            let (came, go) = (came.clone(), go.clone());
            async move {
                came.notify_one();
                go.notified().await;
                "slow"
            }
        });
        let app = Route::new().at("/quick", make(|_| async { "quick" })).at("/slow", slow);
        let (stop, stopped) = oneshot::channel();
        let stopping = async { Instant::now() + stopped.await.unwrap_or_default() };
        let bounds = Bounds { connections, head_within: Duration::from_millis(300) };
        let serving = tokio::spawn(serve(listener, app.map_to_response(), bounds, stopping));
        Started { address, stop, serving, slow_came, let_go }
    }

    async fn rest(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        let _ = timeout(SOON, stream.read_to_string(&mut text)).await.expect("it ends");
        text
    }

    #[tokio::test]
    async fn a_head_that_does_not_come_to_its_end_is_not_waited_for() {
        let Started { address, stop: _stop, .. } = start(10).await;
        for head in [&b""[..], b"GET /quick HTTP/1.1\r\nHost: "] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(head).await.unwrap();
            assert_eq!(rest(&mut stream).await, "");
        }
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(ASK).await.unwrap();
        assert!(rest(&mut stream).await.ends_with("quick"));
    }

    #[tokio::test]
    async fn heads_that_are_too_large_are_refused() {
        let Started { address, stop: _stop, .. } = start(10).await;
        for head in [
            format!("GET /quick HTTP/1.1\r\nhost: x\r\nlong: {}\r\n\r\n", "x".repeat(limits::HEAD_BYTES)),
            format!("GET /quick HTTP/1.1\r\nhost: x\r\n{}\r\n", "many: x\r\n".repeat(limits::HEADER_FIELDS)),
        ] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            let answer = rest(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
        }
    }

    #[tokio::test]
    async fn who_comes_when_all_connections_are_taken_waits_until_one_closes() {
        let Started { address, stop: _stop, slow_came, let_go, .. } = start(1).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        timeout(SOON, slow_came.notified()).await.expect("it is the first to be accepted");
        let mut next = TcpStream::connect(address).await.unwrap();
        next.write_all(ASK).await.unwrap();
        let mut first = [0; 1];
        assert!(timeout(Duration::from_millis(200), next.read(&mut first)).await.is_err(), "it waits");
        let_go.notify_one();
        assert!(rest(&mut idle).await.ends_with("slow"));
        assert!(rest(&mut next).await.ends_with("quick"));
    }

    #[tokio::test]
    async fn what_runs_when_it_stops_is_finished_or_given_up_in_time() {
        for (patience, finished) in [(Duration::from_secs(10), true), (Duration::from_millis(100), false)] {
            let Started { address, stop, serving, slow_came, let_go } = start(10).await;
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
            timeout(SOON, slow_came.notified()).await.expect("it runs");
            stop.send(patience).unwrap();
            if finished {
                let_go.notify_one();
            }
            timeout(Duration::from_secs(5), serving).await.expect("it ends in time").unwrap();
            assert_eq!(rest(&mut stream).await.contains("connection: close"), finished);
            assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
        }
    }
}
