//! Serving HTTP: to people (`api`), and to whoever watches a process (`METRICS_ADDR`). There is a limit on how long the head of
//! a request may take and one on how many connections there are, so that a few idle clients cannot hold it up; clients that
//! take nothing of their answer are given up. HTTP/1.1 only; HTTP/2 and TLS are the business of whatever stands in front.

mod acceptor;
mod stall;
mod upgrade;

use std::{convert::Infallible, error::Error, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use hyper::{
    Request, Response,
    body::{Body, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{sync::Semaphore, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::limits;
pub use acceptor::{Door, Reserved, Tcp};
use stall::Unstalled;
pub use upgrade::{Upgrade, Upgraded};

/// What one client, or all of them together, may ask of a server.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at a time, whatever becomes of them: a socket is one until it is closed.
    pub connections: usize,
    /// How long the head of a request may take, counted from when its connection is free for it.
    pub head_within: Duration,
    /// Where a connection is for one request only: how long it may last.
    pub once_within: Option<Duration>,
}

/// Answers with `answer` within `bounds` until `stop`. Then no more are taken, idle ones are closed,
/// and requests that run have until the time that `stop` gives, which is given back.
pub async fn serve<F, Fut, B>(mut listener: Tcp, answer: F, bounds: Bounds, stop: impl Future<Output = Instant>) -> Instant
where
    F: Fn(Request<Incoming>, SocketAddr) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = Response<B>> + Send + 'static,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
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
            (turn, (stream, from)) = next => {
                let (answer, closing, given_up) = (answer.clone(), closing.clone(), given_up.clone());
                let answer = service_fn(move |request| {
                    let answered = answer(request, from);
                    async { Ok::<_, Infallible>(answered.await) }
                });
                let stream = TokioIo::new(Unstalled::new(stream, limits::STALLED_WITHIN, turn));
                connections.spawn(async move {
                    let served = async {
                        let mut connection = pin!(http(bounds).serve_connection(stream, answer).with_upgrades());
                        tokio::select! {
                            _ = &mut connection => return,
                            () = closing.cancelled() => connection.as_mut().graceful_shutdown(),
                        }
                        let _ = given_up.run_until_cancelled(connection).await;
                    };
                    match bounds.once_within {
                        Some(within) => _ = tokio::time::timeout(within, served).await,
                        None => served.await,
                    }
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

fn http(bounds: Bounds) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(bounds.head_within)
        .keep_alive(bounds.once_within.is_none())
        .max_headers(limits::HEADER_FIELDS)
        .max_header_size(limits::HEAD_BYTES);
    http
}

#[cfg(test)]
mod tests {
    use http_body_util::Full;
    use hyper::body::Bytes;
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
    fn start(connections: usize) -> Started {
        start_within(Bounds { connections, head_within: Duration::from_millis(300), once_within: None })
    }

    fn start_within(bounds: Bounds) -> Started {
        let listener = Tcp::bind(([127, 0, 0, 1], 0).into()).unwrap();
        let address = listener.address();
        let (slow_came, let_go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (came, go) = (slow_came.clone(), let_go.clone());
        let answer = move |request: Request<Incoming>, _| {
            let (came, go) = (came.clone(), go.clone());
            async move {
                match request.uri().path() {
                    "/upgrade" => upgraded(request),
                    "/slow" => {
                        came.notify_one();
                        go.notified().await;
                        Response::new(Full::from("slow"))
                    }
                    _ => Response::new(Full::from("quick")),
                }
            }
        };
        let (stop, stopped) = oneshot::channel();
        let stopping = async { Instant::now() + stopped.await.unwrap_or_default() };
        let serving = tokio::spawn(serve(listener, answer, bounds, stopping));
        Started { address, stop, serving, slow_came, let_go }
    }

    /// As a socket does: it has the connection, and what answered the request has ended.
    fn upgraded(request: Request<Incoming>) -> Response<Full<Bytes>> {
        tokio::spawn(async {
            let mut stream = TokioIo::new(hyper::upgrade::on(request).await.unwrap());
            let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
        });
        let response = Response::builder().status(101).header("connection", "upgrade").header("upgrade", "anything");
        response.body(Full::default()).unwrap()
    }

    async fn rest(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        let _ = timeout(SOON, stream.read_to_string(&mut text)).await.expect("it ends");
        text
    }

    #[tokio::test]
    async fn a_head_that_does_not_come_to_its_end_is_not_waited_for() {
        let Started { address, stop: _stop, .. } = start(10);
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
        let Started { address, stop: _stop, .. } = start(10);
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
        let Started { address, stop: _stop, slow_came, let_go, .. } = start(1);
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
    async fn who_has_a_socket_has_a_connection() {
        let Started { address, stop: _stop, .. } = start(1);
        let mut socket = TcpStream::connect(address).await.unwrap();
        socket.write_all(b"GET /upgrade HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: anything\r\n\r\n").await.unwrap();
        let mut head = [0; 12];
        socket.read_exact(&mut head).await.unwrap();
        assert_eq!(&head, b"HTTP/1.1 101");
        let mut next = TcpStream::connect(address).await.unwrap();
        next.write_all(ASK).await.unwrap();
        let mut first = [0; 1];
        assert!(timeout(Duration::from_millis(200), next.read(&mut first)).await.is_err(), "it waits");
        drop(socket);
        assert!(rest(&mut next).await.ends_with("quick"));
    }

    #[tokio::test]
    async fn a_connection_for_one_request_does_not_outlast_its_time() {
        let once_within = Some(Duration::from_millis(500));
        let Started { address, stop: _stop, slow_came, .. } =
            start_within(Bounds { connections: 1, head_within: Duration::from_millis(300), once_within });
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /quick HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        assert!(rest(&mut stream).await.ends_with("quick"), "it is closed with its answer");
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        timeout(SOON, slow_came.notified()).await.expect("it runs");
        assert_eq!(rest(&mut stream).await, "");
    }

    #[tokio::test]
    async fn what_runs_when_it_stops_is_finished_or_given_up_in_time() {
        for (patience, finished) in [(Duration::from_secs(10), true), (Duration::from_millis(100), false)] {
            let Started { address, stop, serving, slow_came, let_go } = start(10);
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
            timeout(SOON, slow_came.notified()).await.expect("it runs");
            stop.send(patience).unwrap();
            if finished {
                // The answer is its connection's last once that has heard of the end, which is with the listener's.
                while TcpStream::connect(address).await.is_ok() {
                    tokio::task::yield_now().await;
                }
                for _ in 0..10 {
                    tokio::task::yield_now().await;
                }
                let_go.notify_one();
            }
            timeout(Duration::from_secs(5), serving).await.expect("it ends in time").unwrap();
            assert_eq!(rest(&mut stream).await.contains("connection: close"), finished);
            assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
        }
    }
}
