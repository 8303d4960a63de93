//! Clients that ask as fast as they are answered, each over one connection of its own: what they cost is taken from the same
//! two cores, so there is nothing in them but HTTP.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::future::join_all;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{
    support::{Client, Process},
    table::count,
};

/// Method, path and body.
pub type Ask = (Method, String, Bytes);

/// Makes a request: for which client it is, and how many that one sent before.
pub type Make = dyn Fn(usize, usize) -> Ask + Send + Sync;

struct Connection {
    sender: http1::SendRequest<Full<Bytes>>,
    host: String,
    token: header::HeaderValue,
}

impl Connection {
    async fn open(api: &Process, who: &Client) -> Self {
        let host = api.base().trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).await.expect("the API lets connections in");
        stream.set_nodelay(true).expect("it is a connection");
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.expect("it speaks HTTP");
        tokio::spawn(connection);
        Self { sender, host, token: who.headers()[header::AUTHORIZATION].clone() }
    }

    async fn ask(&mut self, (method, path, body): Ask) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, &self.host)
            .header(header::AUTHORIZATION, self.token.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(body))
            .expect("a request");
        let mut answer = self.sender.send_request(request).await.expect("the API answers");
        let status = answer.status();
        assert!(status.is_success(), "{status} {:?}", answer.body_mut().collect().await);
        while let Some(frame) = answer.frame().await {
            frame.expect("the whole answer comes");
        }
    }
}

/// Requests a second by so many clients, all as the same person.
pub async fn rate(api: &Process, who: &Client, clients: usize, limit: Duration, make: Arc<Make>) -> f64 {
    let mut open = Vec::new();
    for _ in 0..clients {
        open.push(Connection::open(api, who).await);
    }
    let begun = Instant::now();
    let running = open.into_iter().enumerate().map(|(client, mut connection)| {
        let make = make.clone();
        tokio::spawn(async move {
            let mut sent = 0;
            while begun.elapsed() < limit || sent == 0 {
                connection.ask(make(client, sent)).await;
                sent += 1;
            }
            sent
        })
    });
    let counts: Vec<usize> = join_all(running).await.into_iter().map(|sent| sent.expect("a client goes on")).collect();
    count(counts.iter().sum()) / begun.elapsed().as_secs_f64()
}
