//! A way to a server that can be cut and stalled. Every process has ways of its own, so that a fault may meet one of
//! them or all.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
};

use crate::wire::{Passing, Trap};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Open,
    /// Nothing passes, and connections stand.
    Stalled,
    /// Connections are closed, new ones at once.
    Cut,
}

pub struct Way {
    address: SocketAddr,
    flow: Arc<watch::Sender<Flow>>,
    trap: Arc<Trap>,
}

impl Way {
    /// A way to `target`: host and port, or the path of a socket.
    pub async fn to(target: String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let (flow, trap) = (Arc::new(watch::Sender::new(Flow::Open)), Arc::new(Trap::default()));
        let (flows, traps) = (flow.clone(), trap.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let _ = client.set_nodelay(true);
                tokio::spawn(carry(client, target.clone(), flows.subscribe(), traps.clone()));
            }
        });
        Self { address, flow, trap }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn set(&self, flow: Flow) {
        self.flow.send_replace(flow);
    }

    /// For a way to PostgreSQL: what lies in wait for a COMMIT.
    pub fn trap(&self) -> &Arc<Trap> {
        &self.trap
    }
}

async fn carry(client: TcpStream, target: String, mut flow: watch::Receiver<Flow>, trap: Arc<Trap>) {
    let mut ends = flow.clone();
    let carried = async {
        flow.wait_for(|flow| *flow != Flow::Stalled).await.ok()?;
        if target.starts_with('/') {
            let (read, write) = UnixStream::connect(target).await.ok()?.into_split();
            both(client, read, write, flow, trap).await
        } else {
            let server = TcpStream::connect(target).await.ok()?;
            let _ = server.set_nodelay(true);
            let (read, write) = server.into_split();
            both(client, read, write, flow, trap).await
        }
    };
    tokio::select! {
        _ = carried => {}
        _ = ends.wait_for(|flow| *flow == Flow::Cut) => {}
    }
}

async fn both(
    client: TcpStream,
    mut from_server: impl AsyncRead + Unpin,
    mut to_server: impl AsyncWrite + Unpin,
    flow: watch::Receiver<Flow>,
    trap: Arc<Trap>,
) -> Option<()> {
    let passing = Passing::new(trap);
    let (mut from_client, mut to_client) = client.into_split();
    let (mut up, mut down) = (flow.clone(), flow);
    let upwards = async {
        let mut buffer = vec![0; 32 * 1024];
        loop {
            let count = from_client.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
            up.wait_for(|flow| *flow != Flow::Stalled).await.ok()?;
            passing.before_asking(&buffer[..count])?;
            to_server.write_all(&buffer[..count]).await.ok()?;
            passing.after_asking()?;
        }
    };
    let downwards = async {
        let mut buffer = vec![0; 32 * 1024];
        loop {
            let count = from_server.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
            down.wait_for(|flow| *flow != Flow::Stalled).await.ok()?;
            let is_caught = passing.before_answering(&buffer[..count]);
            to_client.write_all(&buffer[..count]).await.ok()?;
            if is_caught {
                passing.after_answering()?;
            }
        }
    };
    // Either side hanging up ends it: both of a cut connection's ends learn of it.
    tokio::select! {
        ended = upwards => ended,
        ended = downwards => ended,
    }
}
