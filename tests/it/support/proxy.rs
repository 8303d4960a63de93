//! A way to a server that can be cut, or fall silent: what stands between a program and a server that is away.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
};
use url::Url;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    /// Nothing is carried, and nobody is told.
    Silent,
    Cut,
}

/// Listens for as long as it lives. While it is cut, connections are closed at once, those that stood too.
pub struct Proxy {
    address: SocketAddr,
    way: watch::Sender<Way>,
}

impl Proxy {
    /// A way to `target` (host and port, or the path of a socket), open or cut.
    pub async fn start(target: String, open: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let (sender, receiver) = watch::channel(if open { Way::Open } else { Way::Cut });
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, target.clone(), receiver.clone()));
            }
        });
        Self { address, way: sender }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn cut(&self) {
        self.way.send_replace(Way::Cut);
    }

    /// As a network that loses everything: connections stand, and nothing comes through.
    pub fn fall_silent(&self) {
        self.way.send_replace(Way::Silent);
    }

    pub fn mend(&self) {
        self.way.send_replace(Way::Open);
    }
}

async fn carry(client: TcpStream, target: String, mut way: watch::Receiver<Way>) {
    if *way.borrow_and_update() == Way::Cut {
        return;
    }
    let carried = async {
        if target.starts_with('/') {
            both(client, UnixStream::connect(target).await?, way.clone()).await
        } else {
            both(client, TcpStream::connect(target).await?, way.clone()).await
        }
    };
    let mut ends = way.clone();
    tokio::select! {
        _ = carried => {}
        _ = ends.wait_for(|way| *way == Way::Cut) => {}
    }
}

/// Carries what comes from either side, until both have ended.
async fn both<A, B>(one: A, other: B, way: watch::Receiver<Way>) -> io::Result<()>
where
    A: AsyncRead + AsyncWrite,
    B: AsyncRead + AsyncWrite,
{
    let ((one_read, one_write), (other_read, other_write)) = (split(one), split(other));
    tokio::try_join!(pass(one_read, other_write, way.clone()), pass(other_read, one_write, way)).map(|_| ())
}

async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut way: watch::Receiver<Way>,
) -> io::Result<()> {
    let mut piece = vec![0; 16 << 10];
    loop {
        let count = from.read(&mut piece).await?;
        if count == 0 {
            return to.shutdown().await;
        }
        let _ = way.wait_for(|way| *way != Way::Silent).await;
        to.write_all(&piece[..count]).await?;
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
