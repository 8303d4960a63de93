//! Accepting connections: without Nagle's delay (poem leaves it on), and with a pause when accepting fails (poem tries
//! again at once, which with no file descriptor left is a loop at full load).

use std::{io, net::SocketAddr, time::Duration};

use poem::{
    http::uri::Scheme,
    listener::{Acceptor, TcpAcceptor},
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::{TcpListener, TcpStream};

const PAUSE: Duration = Duration::from_millis(50);

pub struct Tcp(TcpAcceptor);

impl Tcp {
    /// Listens on `addr`.
    ///
    /// # Errors
    /// One line that names the address, for the person who starts the server.
    pub async fn bind(addr: SocketAddr) -> anyhow::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind(addr).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                anyhow::anyhow!("cannot listen on {addr} (BIND_ADDR): another program already does")
            }
            _ => anyhow::anyhow!("cannot listen on {addr} (BIND_ADDR): {error}"),
        })?;
        let bound = listener.local_addr()?;
        Ok((Self(TcpAcceptor::from_tokio(listener)?), bound))
    }
}

impl Acceptor for Tcp {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.0.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        loop {
            match self.0.accept().await {
                Ok(connection) => {
                    // Fails only on a connection that is gone already, which shows at the first read.
                    let _ = connection.0.set_nodelay(true);
                    return Ok(connection);
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}
