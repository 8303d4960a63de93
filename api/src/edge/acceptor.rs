//! Accepting connections: without Nagle's delay (poem leaves it on), with a pause when accepting fails (poem tries again
//! at once, which with no file descriptor left is a loop at full load), and with an end that refuses without losing.
//!
//! Whoever is connected when a listener is closed, but was not accepted yet, is cut off by the system: with a request on
//! its way that no proxy may send a second time. So before the end newcomers are left unanswered for a moment (they ask
//! again after a second, and are refused then, so that they can go elsewhere), and all who are connected are taken in.

use std::{collections::VecDeque, io, net::SocketAddr, time::Duration};

use poem::{
    http::uri::Scheme,
    listener::Acceptor,
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const PAUSE: Duration = Duration::from_millis(50);
/// How long those may take to be connected who are about to be when the door closes: a way there and back.
const HANDSHAKE: Duration = Duration::from_millis(100);

type Accepted = (TcpStream, SocketAddr);

pub struct Tcp {
    listener: Option<TcpListener>,
    address: SocketAddr,
    /// Those who were connected when the listener was closed.
    last: VecDeque<Accepted>,
    door: Door,
}

/// The way in, for whoever closes it.
#[derive(Clone, Default)]
pub struct Door {
    closing: CancellationToken,
    closed: CancellationToken,
}

impl Door {
    /// Lets nobody in any more. Returns when everybody who was connected has been taken in.
    pub async fn close(&self) {
        self.closing.cancel();
        self.closed.cancelled().await;
    }
}

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
        let address = listener.local_addr()?;
        Ok((Self { listener: Some(listener), address, last: VecDeque::new(), door: Door::default() }, address))
    }

    pub(crate) fn door(&self) -> Door {
        self.door.clone()
    }

    /// The next who comes, for ever.
    async fn next(&mut self) -> Accepted {
        loop {
            let Some(listener) = &self.listener else {
                if let Some(one) = self.last.pop_front() {
                    return one;
                }
                self.door.closed.cancel();
                return std::future::pending().await;
            };
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok(accepted) => return accepted,
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(PAUSE).await;
                    }
                },
                () = self.door.closing.cancelled() => {
                    ignore_newcomers(listener);
                    tokio::time::sleep(HANDSHAKE).await;
                    if let Some(listener) = self.listener.take() {
                        self.last = connected(listener);
                    }
                }
            }
        }
    }
}

impl Acceptor for Tcp {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        vec![LocalAddr(self.address.into())]
    }

    async fn accept(&mut self) -> io::Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        let (stream, from) = self.next().await;
        // Fails only on a connection that is gone already, which shows at the first read.
        let _ = stream.set_nodelay(true);
        Ok((stream, LocalAddr(self.address.into()), RemoteAddr(from.into()), Scheme::HTTP))
    }
}

/// Everybody who is connected and was not accepted yet. The listener is closed when nobody is left.
fn connected(listener: TcpListener) -> VecDeque<Accepted> {
    // Asked directly: the runtime may not have heard of the last ones yet.
    let Ok(listener) = listener.into_std() else { return VecDeque::new() };
    let accept = || {
        let (stream, from) = listener.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        Some((TcpStream::from_std(stream).ok()?, from))
    };
    std::iter::from_fn(accept).collect()
}

/// From now on nothing that begins a connection is heard; what completes one is.
#[cfg(target_os = "linux")]
fn ignore_newcomers(listener: &TcpListener) {
    use socket2::{SockFilter, SockRef};
    // A classic BPF program over the TCP header: byte 13 has the flags, of which 2 is SYN; 0 keeps nothing of a segment.
    const LOAD_BYTE: u16 = 0x30;
    const JUMP_IF_SET: u16 = 0x45;
    const RETURN: u16 = 0x06;
    let deaf_to_syn = [
        SockFilter::new(LOAD_BYTE, 0, 0, 13),
        SockFilter::new(JUMP_IF_SET, 0, 1, 2),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ];
    if let Err(error) = SockRef::from(listener).attach_filter(&deaf_to_syn) {
        tracing::debug!(%error, "newcomers cannot be ignored; somebody may be cut off");
    }
}

/// Where the system cannot do so, somebody who comes at the very end may be cut off.
#[cfg(not(target_os = "linux"))]
fn ignore_newcomers(_: &TcpListener) {}
