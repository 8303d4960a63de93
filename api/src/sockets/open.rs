//! Letting someone open a socket. A wrong origin is refused before the upgrade; every other refusal upgrades and then
//! closes with a code, because browsers show no HTTP status to a page.

use std::sync::LazyLock;

use poem::{
    Request, Response,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
};
use prometheus::IntGaugeVec;
use shared::{
    app::{
        AppError, Ctx, accounts,
        accounts::Authenticated,
        streams::{self, Stream},
    },
    limits::SOCKET_OPEN_WITHIN,
    server::Upgrade,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::{
    connection::{Connection, Ending},
    follow::{Follower, Since},
    presence::Here,
    source::Source,
};
use crate::{
    Live,
    edge::{
        caller::{Credentials, ctx, origins, trace},
        client::Client,
        problem::Problem,
        query::{self},
        request::query,
    },
};

query! {
    /// How a socket is opened.
    pub struct OpenSocket {
        /// Of `POST /api/v1/ws/tickets`.
        pub ticket: Option<String>,
        /// The last `seq` that was received.
        pub since: Option<i64>,
        /// The `epoch` of the last hello.
        pub epoch: Option<String>,
    }
}

static OPEN: LazyLock<IntGaugeVec> = LazyLock::new(|| {
    let options = prometheus::Opts::new("boardwire_sockets", "Sockets that are open, by the kind of their stream.");
    let open = IntGaugeVec::new(options, &["stream"]).expect("a fixed name and fixed labels");
    if let Err(error) = shared::metrics::registry().register(Box::new(open.clone())) {
        tracing::warn!(%error, "open sockets are not counted");
    }
    open
});

/// Who asks for a socket, and from where it goes on.
pub struct Asked {
    who: Result<Authenticated, Ending>,
    /// What a ticket is for; other credentials open every stream.
    ticket_for: Option<Stream>,
    since: Option<Since>,
}

/// Reads the request. `Err` is answered before the upgrade.
pub async fn ask(request: &Request) -> Result<Asked, Problem> {
    let OpenSocket { ticket, since, epoch } = query::read(request)?;
    // Before a ticket is used up.
    handshake_key(request).ok_or_else(upgrade_required)?;
    let since = since.map(|seq| Since { seq, epoch });
    if let Some(ticket) = ticket {
        let redeemed = streams::redeem(ctx(request), &ticket, trace(request)).await;
        return Ok(match redeemed {
            Ok(redeemed) => Asked { who: Ok(redeemed.who), ticket_for: Some(redeemed.stream), since },
            Err(error) => Asked { who: Err(refused(error)?), ticket_for: None, since },
        });
    }
    let token = match Credentials::of(request.headers()) {
        Ok(Credentials::Bearer(token)) => token,
        Ok(Credentials::Cookie(token)) => {
            origins(request).check(request.headers())?;
            token
        }
        Err(_) => return Ok(Asked { who: Err(Ending::NotSignedIn), ticket_for: None, since }),
    };
    let who = match accounts::authenticate(ctx(request), token, trace(request)).await {
        Ok(who) => Ok(who),
        Err(error) => Err(refused(error)?),
    };
    Ok(Asked { who, ticket_for: None, since })
}

/// What closes the socket; a database that does not answer is told before the upgrade.
fn refused(error: AppError) -> Result<Ending, Problem> {
    match error {
        AppError::Unauthenticated { .. } => Ok(Ending::NotSignedIn),
        other => Err(other.into()),
    }
}

/// Upgrades, and follows what `source` makes for whoever asks, beside what says that they are there; its error closes the
/// socket with its code.
pub fn upgrade<S, F, Fut>(request: &Request, asked: Asked, stream: Stream, source: F) -> poem::Result<Response>
where
    S: Source,
    F: FnOnce(Ctx, Live, Authenticated) -> Fut + Send + 'static,
    Fut: Future<Output = Result<(S, Option<Here>), AppError>> + Send + 'static,
{
    let Some((upgrade, accept)) = handshake(request) else { return Err(upgrade_required().into()) };
    let ctx = ctx(request).clone();
    let live = request.data::<Live>().cloned().ok_or_else(Problem::internal)?;
    let address = request.data::<Client>().and_then(|client| client.address);
    tokio::spawn(async move {
        let _tracked = live.sockets.token();
        let Some((upgraded, read)) = upgrade.finish().await else { return };
        let connection = Connection::new(upgraded, read).await;
        let let_in = async {
            let from = address.map(|address| live.crowd.address(address).ok_or(Ending::TooMany)).transpose()?;
            let who = asked.who?;
            if asked.ticket_for.is_some_and(|other| other != stream) {
                return Err(Ending::NotAllowed);
            }
            let counted = live.crowd.user(who.actor.user_id).ok_or(Ending::TooMany)?;
            let (source, here) = source(ctx.clone(), live.clone(), who.clone()).await?;
            Ok((who, source, here, (from, counted)))
        };
        // What is large and soon over has a place of its own, in [`Follower`], too: a socket keeps room for as long as it
        // is open for the largest of what it may ever wait for.
        let (who, source, here, _counted) = match tokio::time::timeout(SOCKET_OPEN_WITHIN, Box::pin(let_in)).await {
            Ok(Ok(found)) => found,
            Ok(Err(ending)) => return Box::pin(connection.close(ending)).await,
            Err(_) => return Box::pin(connection.close(Ending::Broken)).await,
        };
        let _open = Open::new(source.kind());
        let mut follower = Follower::new(ctx, live.clone(), source, who, connection);
        let ending = follower.run(asked.since).await;
        let connection = follower.leave();
        drop(here);
        Box::pin(connection.close(ending)).await;
    });
    let answer = Response::builder().status(StatusCode::SWITCHING_PROTOCOLS);
    Ok(answer
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_ACCEPT, accept)
        .finish())
}

/// The connection to come and what answers its key, where the request is one for a WebSocket.
fn handshake(request: &Request) -> Option<(Upgrade, String)> {
    let key = handshake_key(request)?;
    Some((request.data::<Upgrade>()?.clone(), derive_accept_key(key.as_bytes())))
}

/// What a request for a WebSocket has (RFC 6455, 4.2.1).
fn handshake_key(request: &Request) -> Option<&str> {
    let names = |header: HeaderName, wanted: &str| {
        let values = request.headers().get_all(header).into_iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(wanted))
    };
    let fits = request.method() == Method::GET
        && names(header::UPGRADE, "websocket")
        && names(header::CONNECTION, "upgrade")
        && names(header::SEC_WEBSOCKET_VERSION, "13");
    request.header(header::SEC_WEBSOCKET_KEY).filter(|_| fits)
}

fn upgrade_required() -> Problem {
    Problem::new(
        StatusCode::UPGRADE_REQUIRED,
        "upgrade_required",
        "this is a WebSocket: connect with the WebSocket protocol, version 13",
    )
    .with_header(header::UPGRADE, HeaderValue::from_static("websocket"))
    .with_header(header::CONNECTION, HeaderValue::from_static("upgrade"))
    .with_header(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
}

/// Counted as open until dropped.
struct Open(&'static str);

impl Open {
    fn new(kind: &'static str) -> Self {
        OPEN.with_label_values(&[kind]).inc();
        Self(kind)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        OPEN.with_label_values(&[self.0]).dec();
    }
}
