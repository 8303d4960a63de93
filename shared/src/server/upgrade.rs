//! A connection that goes on with another protocol.

use bytes::Bytes;
use hyper::{Request, upgrade::OnUpgrade};
use hyper_util::rt::TokioIo;
use tokio::{
    net::TcpStream,
    sync::{AcquireError, OwnedSemaphorePermit},
};

use super::stall::Unstalled;

/// The connection itself, with nothing of HTTP left around it, and its place among those that there may be.
pub type Upgraded = Unstalled<TcpStream, Result<OwnedSemaphorePermit, AcquireError>>;

/// The connection of a request that asks for another protocol, to be had once that was answered with 101.
#[derive(Clone)]
pub struct Upgrade(OnUpgrade);

impl Upgrade {
    /// `None` where the request asks for no such thing. To be asked once.
    pub fn of<B>(request: &mut Request<B>) -> Option<Self> {
        request.extensions_mut().remove().map(Self)
    }

    /// The connection, and what was read of it already; `None` where it is gone.
    pub async fn finish(self) -> Option<(Upgraded, Bytes)> {
        let parts = self.0.await.ok()?.downcast::<TokioIo<Upgraded>>().ok()?;
        Some((parts.io.into_inner(), parts.read_buf))
    }
}
