//! A way to a server that can be cut: what stands between a program and a server that is away.

use std::net::SocketAddr;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
};
use url::Url;

/// Listens for as long as it lives. While it is cut, connections are closed at once, those that stood too.
pub struct Proxy {
    address: SocketAddr,
    open: watch::Sender<bool>,
}

impl Proxy {
    /// A way to `target` (host and port, or the path of a socket), open or cut.
    pub async fn start(target: String, open: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let (sender, receiver) = watch::channel(open);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, target.clone(), receiver.clone()));
            }
        });
        Self { address, open: sender }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn cut(&self) {
        self.open.send_replace(false);
    }

    pub fn mend(&self) {
        self.open.send_replace(true);
    }
}

async fn carry(mut client: TcpStream, target: String, mut open: watch::Receiver<bool>) {
    if !*open.borrow_and_update() {
        return;
    }
    let carried = async {
        if target.starts_with('/') {
            copy_bidirectional(&mut client, &mut UnixStream::connect(target).await?).await
        } else {
            copy_bidirectional(&mut client, &mut TcpStream::connect(target).await?).await
        }
    };
    tokio::select! {
        _ = carried => {}
        _ = open.wait_for(|open| !open) => {}
    }
}

/// Where a server is: host and port, or the path of its socket.
pub fn target(url: &Url, port: u16) -> String {
    let host = url.query_pairs().find(|(name, _)| name == "host").map(|(_, host)| host.into_owned());
    match host.filter(|host| host.starts_with('/')) {
        Some(folder) => format!("{folder}/.s.PGSQL.{}", url.port().unwrap_or(port)),
        None => format!("{}:{}", url.host_str().unwrap_or("127.0.0.1"), url.port().unwrap_or(port)),
    }
}

/// The same server by way of the proxy.
pub fn behind(url: &mut Url, proxy: &Proxy) {
    let rest: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != "host" && name != "port")
        .map(|(n, v)| (n.into_owned(), v.into_owned()))
        .collect();
    url.set_query(None);
    if !rest.is_empty() {
        url.query_pairs_mut().extend_pairs(rest);
    }
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(proxy.address().port())).unwrap();
}
