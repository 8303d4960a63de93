//! Putting it together, and serving it until told to stop.

use std::{io, net::SocketAddr, sync::Arc};

use anyhow::anyhow;
use hyper::body::Incoming;
use poem::{
    Endpoint, EndpointExt, Request, Response,
    http::uri::Scheme,
    web::{LocalAddr, RemoteAddr},
};
use poem_openapi::{OpenApi, OpenApiService};
use shared::{
    app::Ctx,
    config::Config,
    limits::{ANSWER_WITHIN, DRAIN, HEAD_WITHIN, LAST_WORDS},
    server::{self, Bounds, Reserved, Tcp, Upgrade},
};
use tokio::{
    sync::{OnceCell, Semaphore},
    time::{Duration, Instant, sleep, timeout, timeout_at},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    edge::{layer::Layer, origin::Origins, routing::Table},
    pages, routes,
    sockets::{crowd::Crowd, feed::Feeds, hub::Hub, presence::Presence, schema},
    spec::document,
    web::WebApp,
    welcome::welcome,
};

/// See [`Live::looks`]: a part of the database's connections.
const LOOKS: usize = 2;
/// How long saying that this process' people are gone may take at its end.
const FAREWELL: Duration = Duration::from_secs(2);

/// Whether the process is stopping, and the sockets that are open.
#[derive(Clone)]
pub struct Live {
    /// It was asked to: `/readyz` says so, and each answer is the last on its connection.
    pub stop: CancellationToken,
    /// Nobody is let in any more: sockets are told to go, and do not come back here.
    pub(crate) closed: CancellationToken,
    pub(crate) sockets: TaskTracker,
    pub(crate) hub: Arc<Hub>,
    pub(crate) feeds: Arc<Feeds>,
    pub(crate) presence: Presence,
    pub(crate) crowd: Arc<Crowd>,
    /// How many sockets look at once whether they may go on, where nothing waits for that.
    pub(crate) looks: Arc<Semaphore>,
    /// Which database this is: the same for as long as the process runs.
    pub(crate) epoch: Arc<OnceCell<String>>,
}

impl Live {
    /// To be called on a runtime: the hints for sockets are listened to from now on.
    #[must_use]
    pub fn new(ctx: &Ctx, stop: CancellationToken) -> Self {
        let closed = CancellationToken::new();
        let hub = Hub::start(&ctx.bus, closed.clone());
        let presence = Presence::start(ctx, hub.clone());
        Self {
            stop,
            closed,
            sockets: TaskTracker::new(),
            hub,
            feeds: Arc::default(),
            presence,
            crowd: Crowd::new(&ctx.config),
            looks: Arc::new(Semaphore::new(LOOKS)),
            epoch: Arc::default(),
        }
    }
}

/// `docs/openapi.json`: pretty-printed, with a newline at its end.
#[must_use]
pub fn spec() -> String {
    document().to_owned()
}

/// `docs/frames.json`: what sockets send and take, as JSON Schema.
#[must_use]
pub fn frames() -> &'static str {
    schema::document()
}

/// Everything that answers, without a listener.
pub(crate) fn app(ctx: &Ctx, live: &Live, web: Option<WebApp>) -> impl Endpoint<Output = Response> + use<> {
    let api = routes::all(ctx);
    let mut table = Table::default();
    for path in routes::All::meta().into_iter().flat_map(|api| api.paths) {
        table.add(&path.path, path.operations.into_iter().map(|operation| operation.method));
    }
    let mut pages = pages::Pages::default();
    let web = web.map(Arc::new);
    pages::all(&mut pages, web.as_ref());
    for (template, methods) in pages.table() {
        table.add(template, methods.iter().cloned());
    }
    let router = pages.route().nest_no_strip("/api", OpenApiService::new(api, "", ""));
    let origins = Arc::new(Origins::new(&ctx.config.allowed_origins));
    let inner = router.data(ctx.clone()).data(live.clone()).data(web).map_to_response();
    Layer {
        inner,
        origins,
        trusted: ctx.config.trusted_proxies.clone(),
        routes: table,
        clock: ctx.clock.clone(),
        stop: live.stop.clone(),
        within: ANSWER_WITHIN,
    }
}

/// Takes `BIND_ADDR`, before anything is done that cannot be undone; nobody is heard on it before [`run`].
///
/// # Errors
/// One line that names the address, for the person who starts the server.
pub fn reserve(config: &Config) -> anyhow::Result<Reserved> {
    Reserved::take(config.bind_addr).map_err(|error| not_ours(config.bind_addr, &error))
}

fn not_ours(address: SocketAddr, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!("cannot listen on {address} (BIND_ADDR): another program already does"),
        _ => anyhow!("cannot listen on {address} (BIND_ADDR): {error}"),
    }
}

/// Listens on `BIND_ADDR` and serves until `stop`. Then nobody who was let in goes without an answer, unless it takes longer than
/// [`DRAIN`], as an upload or an export may: it says that it is
/// not ready for `DRAIN_DELAY`, so that load balancers look elsewhere first; then it refuses connections, tells the sockets
/// to go (1001), and lets running requests finish, all that within [`DRAIN`].
///
/// # Errors
/// One line that names the address, where it cannot be listened on.
pub async fn run(ctx: Ctx, address: Reserved, stop: CancellationToken) -> anyhow::Result<()> {
    let listener = address.listen().map_err(|error| not_ours(ctx.config.bind_addr, &error))?;
    let address = listener.address();
    tracing::info!(%address, url = %ctx.config.base_url, "the API listens");
    println!("{}", welcome(&ctx, address).await);
    serve(ctx, listener, stop).await
}

/// As [`run`], on a listener that is open already.
pub async fn serve(ctx: Ctx, listener: Tcp, stop: CancellationToken) -> anyhow::Result<()> {
    let web = WebApp::load(&ctx.config)?;
    let live = Live::new(&ctx, stop.clone());
    let (app, local) = (Arc::new(app(&ctx, &live, web)), LocalAddr(listener.address().into()));
    let answer = move |mut request: hyper::Request<Incoming>, from: SocketAddr| {
        let (app, local) = (app.clone(), local.clone());
        let upgrade = Upgrade::of(&mut request);
        let mut request = Request::from((request, local, RemoteAddr(from.into()), Scheme::HTTP));
        if let Some(upgrade) = upgrade {
            request.extensions_mut().insert(upgrade);
        }
        async move { app.get_response(request).await.into() }
    };
    let (door, delay, closed) = (listener.door(), ctx.config.drain_delay, live.closed.clone());
    let stopping = async move {
        stop.cancelled().await;
        sleep(delay).await;
        let until = Instant::now() + DRAIN;
        // Where all connections are in use nobody is let in until one ends.
        let _ = timeout(DRAIN / 2, door.close()).await;
        closed.cancel();
        sleep(LAST_WORDS).await;
        until
    };
    let bounds = Bounds { connections: ctx.config.http_connections, head_within: HEAD_WITHIN, once_within: None };
    let until = server::serve(listener, answer, bounds, stopping).await;
    live.sockets.close();
    if timeout_at(until, live.sockets.wait()).await.is_err() {
        tracing::warn!(left = live.sockets.len(), "some sockets did not close in time");
    }
    // Whoever is still said to be here is forgotten some seconds later.
    let _ = timeout(FAREWELL, live.presence.end()).await;
    Ok(())
}
