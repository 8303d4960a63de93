//! Letting someone open a socket. A wrong origin is refused before the upgrade; every other refusal upgrades and then
//! closes with a code, because browsers show no HTTP status to a page.

use std::{sync::LazyLock, time::Duration};

use poem::{
    FromRequest, IntoResponse, Request, Response,
    http::{HeaderValue, StatusCode, header},
    web::websocket::{WebSocket, WebSocketConfig},
};
use prometheus::IntGaugeVec;
use shared::app::{
    AppError, Ctx, accounts,
    accounts::Authenticated,
    streams::{self, Stream},
};

use super::{
    connection::{Connection, Ending},
    follow::{Follower, Since},
    source::Source,
};
use crate::{
    Live,
    edge::{
        caller::{Credentials, ctx, origins, trace},
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

const FRAME: usize = 64 << 10;
const OUTBOX: usize = 1 << 20;
/// How long letting someone in may take.
const PATIENCE: Duration = Duration::from_secs(10);

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

/// Upgrades, and follows what `source` makes for whoever asks; its error closes the socket with its code.
pub async fn upgrade<S, F, Fut>(request: &Request, asked: Asked, stream: Stream, source: F) -> poem::Result<Response>
where
    S: Source,
    F: FnOnce(Ctx, Authenticated) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<S, AppError>> + Send + 'static,
{
    let Ok(socket) = WebSocket::from_request_without_body(request).await else { return Err(upgrade_required().into()) };
    let ctx = ctx(request).clone();
    let live = request.data::<Live>().cloned().ok_or_else(Problem::internal)?;
    let tracked = live.sockets.token();
    let config =
        WebSocketConfig::default().max_message_size(Some(FRAME)).max_frame_size(Some(FRAME)).max_write_buffer_size(OUTBOX);
    let upgraded = socket.config(config).on_upgrade(move |upgraded| async move {
        let _tracked = tracked;
        let connection = Connection::new(upgraded);
        let let_in = async {
            let who = asked.who?;
            if asked.ticket_for.is_some_and(|other| other != stream) {
                return Err(Ending::NotAllowed);
            }
            let source = source(ctx.clone(), who.clone()).await?;
            Ok((who, source))
        };
        let (who, source) = match tokio::time::timeout(PATIENCE, let_in).await {
            Ok(Ok(found)) => found,
            Ok(Err(ending)) => return connection.close(ending).await,
            Err(_) => return connection.close(Ending::Broken).await,
        };
        let mut topics = source.access();
        topics.extend([source.stream(), who.actor.by.topic()]);
        let news = live.hub.subscribe(topics);
        let _open = Counted::new(S::KIND);
        Follower { ctx, live, source, who, news, connection, position: 0 }.run(asked.since).await;
    });
    Ok(upgraded.into_response())
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
struct Counted(&'static str);

impl Counted {
    fn new(kind: &'static str) -> Self {
        OPEN.with_label_values(&[kind]).inc();
        Self(kind)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        OPEN.with_label_values(&[self.0]).dec();
    }
}
