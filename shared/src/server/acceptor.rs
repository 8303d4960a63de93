//! Accepting connections: without Nagle's delay, with a pause when accepting fails (with no file descriptor left, trying
//! again at once is a loop at full load), and with an end that refuses without losing.
//!
//! Whoever is connected when a listener is closed, but was not accepted yet, is cut off by the system: with a request on
//! its way that no proxy may send a second time. So before the end newcomers are left unanswered for a moment (they ask
//! again after a second, and are refused then, so that they can go elsewhere), and all who are connected are taken in.

use std::{collections::VecDeque, io, net::SocketAddr, time::Duration};

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_util::sync::CancellationToken;

/// How many the system lets connect before they are accepted.
const BACKLOG: u32 = 1024;
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

/// An address that is ours, where nobody is heard yet: whoever connects is refused, so that proxies ask another.
pub struct Reserved(TcpSocket);

impl Reserved {
    /// To be called on a runtime.
    ///
    /// # Errors
    /// Where another program listens on `address`, or it is none of this machine's.
    pub fn take(address: SocketAddr) -> io::Result<Self> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // Connections of the process before that have not been forgotten yet are no reason to wait.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        Ok(Self(socket))
    }

    /// # Errors
    /// Where another program has begun to listen there meanwhile.
    pub fn listen(self) -> io::Result<Tcp> {
        let listener = self.0.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        Ok(Tcp { listener: Some(listener), address, last: VecDeque::new(), door: Door::default() })
    }
}

impl Tcp {
    /// Listens on `address`.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        Reserved::take(address)?.listen()
    }

    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    #[must_use]
    pub fn door(&self) -> Door {
        self.door.clone()
    }

    /// The next who comes, for ever.
    pub(super) async fn accept(&mut self) -> Accepted {
        let (stream, from) = self.next().await;
        // Fails only on a connection that is gone already, which shows at the first read.
        let _ = stream.set_nodelay(true);
        (stream, from)
    }

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
